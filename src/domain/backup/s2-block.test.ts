import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { littleEndian, unpackBlock, unpackedLength } from './s2-block';

const text = (value: string) => [...new TextEncoder().encode(value)];

/** Unpacks tags that come to that many bytes; `null`: damaged. */
function unpack(length: number, ...tags: readonly number[]): string | null {
  const into = new Uint8Array(length);
  return unpackBlock(new Uint8Array(tags), 0, into) ? new TextDecoder().decode(into) : null;
}

const literal = (value: string) => [((value.length - 1) << 2) | 0, ...text(value)];
/** Lengths from 4 to 11, offsets up to 2047. */
const copy1 = (length: number, offset: number) => [((offset >> 8) << 5) | ((length - 4) << 2) | 1, offset & 255];
const copy2 = (length: number, offset: number) => [((length - 1) << 2) | 2, offset & 255, offset >> 8];
const copy4 = (length: number, offset: number) => [((length - 1) << 2) | 3, offset & 255, offset >> 8, 0, 0];

describe('a block of S2', () => {
  it('holds bytes as they are, with lengths of up to five bytes', () => {
    expect(unpack(3, ...literal('abc'))).toBe('abc');
    for (const [extra, tag] of [60, 61, 62, 63].entries()) {
      const length = Array.from({ length: extra + 1 }, (_, index) => (index === 0 ? 69 : 0));
      expect(unpack(70, tag << 2, ...length, ...text('x'.repeat(70)))).toBe('x'.repeat(70));
    }
  });

  it('copies what came before, near and far', () => {
    expect(unpack(8, ...literal('abcd'), ...copy1(4, 4))).toBe('abcdabcd');
    expect(unpack(6, ...literal('abcd'), ...copy2(2, 3))).toBe('abcdbc');
    expect(unpack(7, ...literal('abcd'), ...copy4(3, 4))).toBe('abcdabc');
  });

  it('copies what it is just writing', () => {
    expect(unpack(12, ...literal('ab'), ...copy2(10, 2))).toBe('abababababab');
    expect(unpack(9, ...literal('a'), ...copy1(8, 1))).toBe('aaaaaaaaa');
  });

  it('copies again from as far, with long lengths', () => {
    const again = (length: number, ...more: readonly number[]) => [(length << 2) | 1, 0, ...more];
    expect(unpack(12, ...literal('abcd'), ...copy1(4, 4), ...again(0))).toBe('abcdabcdabcd');
    expect(unpack(16 + 8, ...literal('abcd'), ...copy1(4, 4), ...again(5, 8))).toBe('abcd'.repeat(6));
    expect(unpack(8 + 260, ...literal('abcd'), ...copy1(4, 4), ...again(6, 0, 0))).toBe('abcd'.repeat(67));
    expect(unpack(8 + 65_540, ...literal('abcd'), ...copy1(4, 4), ...again(7, 0, 0, 0))).toBe('abcd'.repeat(16_387));
  });

  it('is damaged where it reaches beyond itself', () => {
    expect(unpack(4, ...literal('abc'))).toBeNull();
    expect(unpack(2, ...literal('abc'))).toBeNull();
    expect(unpack(3, 8, ...text('ab'))).toBeNull();
    expect(unpack(8, ...literal('abcd'), ...copy1(4, 5))).toBeNull();
    expect(unpack(7, ...literal('abcd'), ...copy1(4, 4))).toBeNull();
    expect(unpack(8, ...literal('abcd'), 1, 0)).toBeNull();
    expect(unpack(8, ...literal('abcd'), 14)).toBeNull();
    expect(unpack(64, 63 << 2, 255, 255, 255, 255)).toBeNull();
  });

  test.prop([fc.uint8Array({ maxLength: 200 }), fc.nat(300)])('never throws, whatever it is', (bytes, length) => {
    expect(typeof unpackBlock(bytes, 0, new Uint8Array(length))).toBe('boolean');
  });

  it('begins with its length', () => {
    expect(unpackedLength(new Uint8Array([5, 1]))).toEqual({ length: 5, start: 1 });
    expect(unpackedLength(new Uint8Array([0x80, 0x80, 4]))).toEqual({ length: 65_536, start: 3 });
    expect(unpackedLength(new Uint8Array([0x80]))).toBeNull();
    expect(unpackedLength(new Uint8Array(9).fill(0xff))).toBeNull();
    expect(littleEndian(new Uint8Array([1, 2, 3, 255]), 0, 4)).toBe(0xff030201);
  });
});
