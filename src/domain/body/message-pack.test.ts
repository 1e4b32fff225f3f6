import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsMessagePack } from './message-pack';

const of = (...values: number[]) => new Uint8Array(values);
const zeros = (count: number) => Array<number>(count).fill(0);

/** Every first byte with the least that goes with it, and how large that is. */
const least: readonly (readonly [string, readonly number[]])[] = [
  ['a small number', [0x7f]],
  ['a small negative number', [0xe0]],
  ['nil', [0xc0]],
  ['false', [0xc2]],
  ['true', [0xc3]],
  ['a float', [0xca, ...zeros(4)]],
  ['a double', [0xcb, ...zeros(8)]],
  ...[1, 2, 4, 8].map((size, index) => [`a number of ${size}`, [0xcc + index, ...zeros(size)]] as const),
  ...[1, 2, 4, 8].map((size, index) => [`a signed number of ${size}`, [0xd0 + index, ...zeros(size)]] as const),
  ['a short text', [0xa3, ...zeros(3)]],
  ['a text', [0xd9, 3, ...zeros(3)]],
  ['a longer text', [0xda, 0, 3, ...zeros(3)]],
  ['a long text', [0xdb, 0, 0, 0, 3, ...zeros(3)]],
  ['bytes', [0xc4, 3, ...zeros(3)]],
  ['more bytes', [0xc5, 0, 3, ...zeros(3)]],
  ['many bytes', [0xc6, 0, 0, 0, 3, ...zeros(3)]],
  ...[1, 2, 4, 8, 16].map((size, index) => [`an extension of ${size}`, [0xd4 + index, 7, ...zeros(size)]] as const),
  ['an extension', [0xc7, 3, 7, ...zeros(3)]],
  ['a longer extension', [0xc8, 0, 3, 7, ...zeros(3)]],
  ['a long extension', [0xc9, 0, 0, 0, 3, 7, ...zeros(3)]],
  ['a short list', [0x92, 1, 2]],
  ['a list', [0xdc, 0, 2, 1, 2]],
  ['a long list', [0xdd, 0, 0, 0, 2, 1, 2]],
  ['a small map', [0x82, 1, 2, 3, 4]],
  ['a map', [0xde, 0, 2, 1, 2, 3, 4]],
  ['an empty text', [0xa0]],
  ['the longest of the short texts', [0xbf, ...zeros(31)]],
  ['an empty list', [0x90]],
  ['the longest of the short lists', [0x9f, ...zeros(15)]],
  ['an empty map', [0x80]],
  ['the largest of the small maps', [0x8f, ...zeros(30)]],
  ['a large map', [0xdf, 0, 0, 0, 2, 1, 2, 3, 4]],
];

describe('bytes of MessagePack', () => {
  it.each(least)('hold %s, and neither a part of it nor more than it', (_, bytes) => {
    expect(holdsMessagePack(of(...bytes))).toBe(true);
    for (let cut = 0; cut < bytes.length; cut += 1) expect(holdsMessagePack(of(...bytes.slice(0, cut)))).toBe(false);
    expect(holdsMessagePack(of(...bytes, 0))).toBe(false);
    // Within another, too, and anywhere in a buffer.
    expect(holdsMessagePack(of(0x92, ...bytes, 0xc0))).toBe(true);
    expect(holdsMessagePack(of(9, 9, ...bytes).subarray(2))).toBe(true);
  });

  it('hold nothing where they are none, or begin with what is never used', () => {
    expect(holdsMessagePack(of())).toBe(false);
    expect(holdsMessagePack(of(0xc1))).toBe(false);
    expect(holdsMessagePack(of(0x91, 0xc1))).toBe(false);
  });

  it('hold lists within lists to any depth', () => {
    const deep = new Uint8Array(1_000_000).fill(0x91);
    expect(holdsMessagePack(deep)).toBe(false);
    deep[999_999] = 0xc0;
    expect(holdsMessagePack(deep)).toBe(true);
  });

  it.each([
    ['lists', [0xdd, 0x00, 0x0f, 0xff, 0xff]],
    ['the largest lists', [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ['maps', [0xdf, 0x00, 0x07, 0xff, 0xff]],
    ['small lists', [0x9f]],
  ])('do not hold %s that each announce more than there is, and that is seen at once', (_, head) => {
    const body = Uint8Array.from({ length: 1_000_000 }, (_, index) => head[index % head.length] ?? 0);
    expect(holdsMessagePack(body)).toBe(false);
  });

  it('hold it or not, of any bytes, and never look beyond them', () => {
    const tokens = fc.constantFrom(...Array.from({ length: 256 }, (_, first) => first), 0xdd, 0xdf, 0xc9, 0);
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 30 }), (bytes) => {
        expect(typeof holdsMessagePack(of(...bytes))).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});
