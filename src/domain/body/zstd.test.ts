import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zstdFrame, zstdParts } from './zstd';

const magic = [0x28, 0xb5, 0x2f, 0xfd];
const of = (...values: number[]) => new Uint8Array(values);
const windowOf = (body: Uint8Array) => zstdFrame(body)?.window ?? null;
const ends = (...values: number[]) => [...zstdParts(of(...values), 2 ** 23)];

/** A block: `raw` holds its bytes, a `run` one byte so many times, `packed` is not looked into. */
function block(kind: 'raw' | 'run' | 'packed' | 'reserved', size: number, isLast = false): readonly number[] {
  const header = (size << 3) | (['raw', 'run', 'packed', 'reserved'].indexOf(kind) << 1) | Number(isLast);
  const rest = kind === 'run' ? 1 : size;
  return [header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, ...Array<number>(rest).fill(0x61)];
}

/** A frame with a window of 128 KiB, without a checksum. */
const head = [...magic, 0x00, 7 << 3];

describe('a frame of zstd', () => {
  it('says how much it wants set aside', () => {
    // A window of 1 KiB x 2^21: exponent 21, mantissa 0.
    expect(windowOf(of(...magic, 0x00, 21 << 3, 0))).toBe(2 ** 31);
    expect(windowOf(of(...magic, 0x00, 1, 0))).toBe(1024 + 128);
    // One segment of 8 bytes of content size.
    expect(windowOf(of(...magic, 0xe0, 0, 0, 0, 0, 1, 0, 0, 0))).toBe(2 ** 32);
    expect(windowOf(of(...magic, 0xa0, 1, 0, 0, 0))).toBe(1);
    expect(windowOf(of(...magic, 0x60, 1, 0))).toBe(257);
    expect(windowOf(of(...magic, 0x20, 7))).toBe(7);
  });

  it('is as long as its header says, with the number of a dictionary and the size of what is in it', () => {
    expect(zstdFrame(of(...magic, 0x00, 0, 9))).toEqual({ length: 6, window: 1024, hasChecksum: false });
    expect(zstdFrame(of(...magic, 0x47, 0, 1, 2, 3, 4, 5, 6))).toEqual({ length: 12, window: 1024, hasChecksum: true });
    expect(zstdFrame(of(9, ...magic, 0x24, 7), 1)).toEqual({ length: 6, window: 7, hasChecksum: true });
  });

  it('is none where its header is cut, or another one', () => {
    expect(zstdFrame(of(...magic, 0xe0, 0))).toBeNull();
    expect(zstdFrame(of(...magic))).toBeNull();
    expect(zstdFrame(of(0x28, 0xb5, 0x2f, 0xfe, 0x20, 7))).toBeNull();
    expect(zstdFrame(of())).toBeNull();
  });
});

describe('the parts of what is packed with zstd', () => {
  it('are its blocks, the first with the header and the last with the checksum', () => {
    expect(ends(...head, ...block('raw', 5), ...block('run', 100_000), ...block('packed', 3, true))).toEqual([
      14, 18, 24,
    ]);
    expect(ends(...magic, 0x04, 0, ...block('raw', 1, true), 1, 2, 3, 4)).toEqual([14]);
  });

  it('go on over frames that follow, also over those that hold nothing', () => {
    const one = [...head, ...block('raw', 1, true)];
    expect(ends(...one, 0x5e, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7, ...one)).toEqual([10, 20, 30]);
  });

  it('end before what breaks the form, or is cut', () => {
    expect(ends(...head, ...block('raw', 1), ...block('reserved', 1))).toEqual([10]);
    expect(ends(...head, ...block('raw', 1), 0, 0)).toEqual([10]);
    expect(ends(...head, ...block('raw', 1), 8, 0, 0)).toEqual([10]);
    expect(ends(...magic, 0x04, 0, ...block('raw', 1, true), 1, 2, 3)).toEqual([]);
    expect(ends(...head, ...block('raw', 1, true), 1, 2, 3)).toEqual([10]);
    expect(ends(0x5e, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7)).toEqual([]);
    expect(ends()).toEqual([]);
  });

  it('end before a block that becomes more than any may, and before a frame that wants too large a window', () => {
    expect(ends(...head, ...block('run', 128 * 1024), ...block('run', 128 * 1024 + 1))).toEqual([10]);
    expect(ends(...magic, 0x00, 0, ...block('run', 1024), ...block('run', 1025))).toEqual([10]);
    const greedy = [...magic, 0x00, 14 << 3, ...block('run', 1, true)];
    expect(ends(...head, ...block('raw', 1, true), ...greedy)).toEqual([10]);
  });

  it('end when there are so many that moving the windows alone would take seconds', () => {
    const wide = [...magic, 0x00, 13 << 3];
    const many = Array.from({ length: 5000 }, () => block('run', 1)).flat();
    const found = ends(...wide, ...many);
    expect(found).toHaveLength(1024);
    expect(ends(...head, ...many)).toHaveLength(5000);
  });

  it('lie behind one another within any bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }).map((rest) => of(...head, ...rest)),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        const found = [0, ...zstdParts(body, 2 ** 31), body.length];
        expect(found.every((end, index) => index === 0 || end >= (found[index - 1] ?? 0))).toBe(true);
      }),
    );
  });
});
