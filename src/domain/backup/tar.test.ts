import { describe, expect, it } from 'vitest';
import { readTarHead, tarBlock, tarHead, tarPadding } from './tar';

const text = (block: Uint8Array, at: number, length: number) =>
  new TextDecoder().decode(block.subarray(at, at + length)).replaceAll('\0', '');

describe('the head of a file in a tar', () => {
  it('is a block as POSIX wants it', () => {
    const block = tarHead('stream.tar.s2', 1234, 1_700_000_000);
    expect(block).toHaveLength(tarBlock);
    expect(text(block, 0, 100)).toBe('stream.tar.s2');
    expect(text(block, 100, 8)).toBe('0000600');
    expect(text(block, 124, 12)).toBe('00000002322');
    expect(text(block, 136, 12)).toBe('14524770400');
    expect(text(block, 257, 8)).toBe('ustar00');
  });

  it('is read back', () => {
    expect(readTarHead(tarHead('backup.json', 4_000_000_000, 0))).toEqual({
      kind: 'file',
      name: 'backup.json',
      size: 4_000_000_000,
    });
  });

  it('ends with a block of zeros, and is none where its checksum is wrong', () => {
    expect(readTarHead(new Uint8Array(tarBlock))).toEqual({ kind: 'end' });
    expect(readTarHead(tarHead('a', 1, 0).with(3, 88))).toBeNull();
    expect(readTarHead(new Uint8Array(tarBlock).fill(65))).toBeNull();
  });

  it('is read as other tools write it: folders, records, long paths, large sizes', () => {
    const changed = (change: (block: Uint8Array) => void) => {
      const block = tarHead('name', 0, 0);
      change(block);
      block.fill(0x20, 148, 156);
      const sum = block.reduce((all, byte) => all + byte, 0);
      block.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
      return readTarHead(block);
    };
    expect(changed((block) => block.set([0x35], 156))).toMatchObject({ kind: 'other' });
    expect(changed((block) => block.set([0x78], 156))).toMatchObject({ kind: 'extended' });
    expect(changed((block) => block.set([0], 156))).toMatchObject({ kind: 'file' });
    expect(changed((block) => block.set(new TextEncoder().encode('folder'), 345))).toMatchObject({
      name: 'folder/name',
    });
    const large = new Uint8Array(12).with(0, 0x80).with(6, 2);
    expect(changed((block) => block.set(large, 124))).toMatchObject({ size: 2 * 2 ** 40 });
    expect(changed((block) => block.set(new Uint8Array(12).fill(0xff), 124))).toBeNull();
    expect(changed((block) => block.set(new TextEncoder().encode('99'), 124))).toBeNull();
  });

  it('fills the last block of a file', () => {
    expect([0, 1, 511, 512, 513].map(tarPadding)).toEqual([0, 511, 1, 0, 511]);
    expect(() => tarHead('x'.repeat(100), 1, 0)).toThrow();
    expect(() => tarHead('x', 8 ** 11, 0)).toThrow();
  });
});
