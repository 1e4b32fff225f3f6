import { describe, expect, it } from 'vitest';
import { checksum, joined, s2Chunk, s2Of } from '../../testing/backups';
import { S2Reader } from './s2-reader';

const bytes = (text: string) => new TextEncoder().encode(text);
const hello = bytes('hello');

/** What came of bytes that are pushed piece by piece. */
function read(packed: Uint8Array, size = packed.length) {
  const blocks: string[] = [];
  const reader = new S2Reader((block) => blocks.push(new TextDecoder().decode(block)));
  let isRight = true;
  for (let at = 0; at < packed.length; at += size) isRight = reader.push(packed.subarray(at, at + size));
  return { blocks, isRight, isWhole: reader.isWhole, isBegun: reader.isBegun };
}

describe('a stream of S2', () => {
  it('is read chunk by chunk, however it is cut', () => {
    const packed = s2Of(hello, bytes('x'.repeat(300_000)), hello);
    for (const size of [1 << 20, 4096, 7]) {
      expect(read(packed, size)).toEqual({
        blocks: ['hello', 'x'.repeat(300_000), 'hello'],
        isRight: true,
        isWhole: true,
        isBegun: true,
      });
    }
  });

  it('unpacks packed chunks, and passes over padding', () => {
    const block = new Uint8Array([9, 0, 97, (5 << 2) | 1 | (0 << 5), 1]);
    const padding = s2Chunk(0xfe, new Uint8Array(20));
    const packed = joined(s2Of(), padding, s2Chunk(0, checksum(bytes('a'.repeat(10))), block.with(0, 10)));
    expect(read(packed)).toMatchObject({ blocks: ['a'.repeat(10)], isWhole: true });
  });

  it('is damaged by a wrong checksum, a block of too much, and a chunk of an unknown kind', () => {
    const wrong = s2Of(hello);
    wrong[wrong.length - 1] = 0;
    expect(read(wrong)).toEqual({ blocks: [], isRight: false, isWhole: false, isBegun: true });
    const huge = s2Chunk(0, new Uint8Array(4), new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x7f]));
    expect(read(joined(s2Of(), huge)).isRight).toBe(false);
    expect(read(joined(s2Of(), s2Chunk(2, hello))).isRight).toBe(false);
    expect(read(joined(s2Of(), s2Chunk(1, new Uint8Array(2)))).isRight).toBe(false);
  });

  it('is none without its beginning', () => {
    expect(read(s2Of(hello).subarray(10))).toMatchObject({ isRight: false, isBegun: false });
    expect(read(bytes('no S2 at all, but a text'))).toMatchObject({ isRight: true, isWhole: false });
    expect(read(new Uint8Array())).toMatchObject({ isWhole: false });
  });

  it('takes nothing more after damage', () => {
    const reader = new S2Reader(() => undefined);
    expect(reader.push(s2Chunk(1, hello))).toBe(false);
    expect(reader.push(s2Of(hello))).toBe(false);
  });

  it('is not whole in the middle of a chunk', () => {
    expect(read(s2Of(hello).subarray(0, -1))).toMatchObject({ isRight: true, isWhole: false });
  });
});
