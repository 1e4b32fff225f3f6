import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openBody } from './open-body';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const most = 8 * 1024 * 1024;

/** The head of a frame of zstd with a window of 8 MiB. */
const head = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 13 << 3];

/** Blocks of four bytes each, that become one byte so many times. */
function runs(count: number, size: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => {
    const header = (size << 3) | (1 << 1) | (index === count - 1 ? 1 : 0);
    return [header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, 0x61];
  }).flat();
}

describe('a packed body', () => {
  it('is opened: gzip, zlib and zstd', async () => {
    const json = '{"hello":"world"}';
    for (const [body, packing] of [
      [gzipSync(json), 'gzip'],
      [deflateSync(json), 'zlib'],
    ] as const) {
      const opened = await openBody(new Uint8Array(body), '');
      expect(opened).toMatchObject({ kind: 'opened', packing, whole: true });
      expect(opened?.kind === 'opened' && text(opened.bytes)).toBe(json);
    }
    // Written by the zstd tool.
    const zstd = Uint8Array.from(atob('KLUv/QRogQAAeyJoZWxsbyI6InpzdGQifcZFDo4='), (character) =>
      character.charCodeAt(0),
    );
    const opened = await openBody(zstd, '');
    expect(opened?.kind === 'opened' && text(opened.bytes)).toBe('{"hello":"zstd"}');
  });

  it('is opened up to a cap, however much is in it', async () => {
    const gzip = await openBody(new Uint8Array(gzipSync(new Uint8Array(3 * most))), '');
    expect(gzip).toMatchObject({ kind: 'opened', whole: false });
    expect(gzip?.kind === 'opened' && gzip.bytes.length).toBe(most);
    const zstd = await openBody(new Uint8Array([...head, ...runs(200, 128 * 1024)]), '');
    expect(zstd).toMatchObject({ kind: 'opened', packing: 'zstd', whole: false });
    expect(zstd?.kind === 'opened' && zstd.bytes.length).toBe(most);
  });

  it('that wants more memory set aside than is opened at all is not begun', async () => {
    const greedy = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3, ...runs(2, 1)];
    expect(await openBody(new Uint8Array(greedy), '')).toEqual({ kind: 'notOpened', packing: 'zstd' });
    // Nor one that stands behind another that is modest.
    const second = new Uint8Array([...head, ...runs(1, 1), ...greedy]);
    expect(await openBody(second, '')).toEqual({ kind: 'damaged', packing: 'zstd' });
  });

  it('of a few bytes is given no more memory than what is opened, whatever its blocks say they become', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const blocks = new Uint8Array([...head, ...runs(250, 2 ** 21 - 1)]);
    expect(await openBody(blocks, '')).toEqual({ kind: 'damaged', packing: 'zstd' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });

  it('is opened over all its frames, and block by block', async () => {
    const frames = new Uint8Array([...head, ...runs(3, 2), ...head, ...runs(1, 1)]);
    expect(await openBody(frames, '')).toMatchObject({ kind: 'opened', whole: true });
    const opened = await openBody(frames, '');
    expect(opened?.kind === 'opened' && text(opened.bytes)).toBe('aaaaaaa');
    expect(await openBody(frames.subarray(0, -1), '')).toEqual({ kind: 'damaged', packing: 'zstd' });
  });

  it('that is damaged, or of a kind that nothing here opens, is told as that', async () => {
    const cut = new Uint8Array(gzipSync('hello world, hello world')).subarray(0, 20);
    expect(await openBody(cut, '')).toEqual({ kind: 'damaged', packing: 'gzip' });
    const s2 = new Uint8Array([0xff, 6, 0, 0, 0x53, 0x32, 0x73, 0x54, 0x77, 0x4f]);
    expect(await openBody(s2, '')).toEqual({ kind: 'notOpened', packing: 's2' });
  });

  it('is not looked for in a text, nor believed of bytes that only begin alike', async () => {
    expect(await openBody(new TextEncoder().encode('x^2'), 'gzip')).toBeNull();
    expect(await openBody(new Uint8Array([0x78, 0x9c, 0xff, 0xff]), '')).toBeNull();
    expect(await openBody(new Uint8Array([0x78, 0x9c, 0xff, 0xff]), 'deflate')).toMatchObject({ kind: 'damaged' });
    expect(await openBody(new Uint8Array(), 'gzip')).toBeNull();
  });
});
