import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packingOf } from './packing';

const of = (...values: number[]) => new Uint8Array(values);
const bytes = (text: string) => new TextEncoder().encode(text);
/** Neither a text nor the beginning of anything. */
const opaque = of(0xff, 0xfe, 0xfd, 0xfc);

describe('what a body is packed with', () => {
  it.each([
    ['gzip', of(0x1f, 0x8b, 0x08)],
    ['zstd', of(0x28, 0xb5, 0x2f, 0xfd)],
    ['lz4', of(0x04, 0x22, 0x4d, 0x18)],
    ['s2', of(0xff, 6, 0, 0, ...bytes('S2sTwO'))],
    ['snappy', of(0xff, 6, 0, 0, ...bytes('sNaPpY'))],
  ])('is %s by all of its mark, and not by the mark without its last byte', (packing, mark) => {
    expect(packingOf(mark, '')).toBe(packing);
    expect(packingOf(of(...mark, 0xff, 0xff), 'zlib')).toBe(packing);
    expect(packingOf(mark.subarray(0, -1), '')).not.toBe(packing);
  });

  it.each([
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['deflate', 'zlib'],
    ['zlib', 'zlib'],
    ['zstd', 'zstd'],
    ['snappy', 'snappy'],
    ['s2', 's2'],
    ['lz4', 'lz4'],
    ['br', null],
    ['identity', null],
    ['gzip, zstd', null],
    ['', null],
  ])('is said by the header %j of bytes that have no mark: %s', (encoding, packing) => {
    expect(packingOf(opaque, encoding)).toBe(packing);
    expect(packingOf(bytes('a text'), encoding)).toBeNull();
    expect(packingOf(of(), encoding)).toBeNull();
  });

  it.each(['constructor', '__proto__', 'tostring', 'toString', 'valueOf', 'hasOwnProperty'])(
    'is not a word of the language itself: %s',
    (encoding) => {
      expect(packingOf(opaque, encoding)).toBeNull();
    },
  );

  it('is zlib by a header that holds: eight sizes of window, four levels, one check each', () => {
    const methods = [...Array.from({ length: 16 }, (_, size) => (size << 4) | 8), 0x70, 0x77, 0x79];
    const pairs = methods.flatMap((method) => Array.from({ length: 256 }, (_, flags) => [method, flags]));
    const taken = pairs.filter((pair) => packingOf(of(...pair, 0xff), '') === 'zlib');
    expect(taken).toHaveLength(32);
    for (const [method = 0, flags = 0] of taken) expect(((method << 8) | flags) % 31).toBe(0);
    expect(taken).toEqual(expect.arrayContaining([[0x78, 0x01], [0x78, 0x9c], [0x78, 0xda], [0x08, 0x1d]])); // prettier-ignore
    expect(taken.every(([method = 0]) => (method & 15) === 8 && method <= 0x78)).toBe(true);
  });

  it('is one of the packings or none, of any bytes and any header', () => {
    const packings = ['gzip', 'zlib', 'zstd', 'snappy', 's2', 'lz4', null];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.string(), (body, encoding) => {
        expect(packings).toContain(packingOf(body, encoding));
      }),
    );
  });
});
