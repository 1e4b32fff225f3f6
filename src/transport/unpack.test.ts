import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpack } from './unpack';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a payload', () => {
  it('without an encoding stays as it is', async () => {
    const payload = new TextEncoder().encode('{}');
    expect(await unpack(payload, undefined, 10)).toEqual({ ok: true, value: payload });
    expect(await unpack(payload, 'identity', 10)).toEqual({ ok: true, value: payload });
  });

  it('that is compressed is unfolded, in one piece and in many', async () => {
    for (const size of [1, 100, 1_000_000]) {
      const original = 'nats '.repeat(size);
      const result = await unpack(gzipSync(original), 'gzip', 10_000_000);
      expect(result.ok && text(result.value) === original).toBe(true);
    }
  });

  it('is refused beyond the cap, before all of it is unfolded', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000));
    expect(bomb.byteLength).toBeLessThan(60_000);
    expect(await unpack(bomb, 'gzip', 1_000_000)).toEqual({
      ok: false,
      error: { code: 'tooLarge', limitBytes: 1_000_000 },
    });
    expect(await unpack(new Uint8Array(11), undefined, 10)).toMatchObject({ error: { code: 'tooLarge' } });
    expect((await unpack(gzipSync(new Uint8Array(10)), 'gzip', 10)).ok).toBe(true);
  });

  it('is damaged when it is not what its header says', async () => {
    const damaged = { ok: false, error: { code: 'damaged' } };
    expect(await unpack(new TextEncoder().encode('{"server":{}}'), 'gzip', 1000)).toEqual(damaged);
    expect(await unpack(gzipSync('x'.repeat(1000)).subarray(0, 20), 'gzip', 10_000)).toEqual(damaged);
    expect(await unpack(new Uint8Array(), 'gzip', 1000)).toEqual(damaged);
    expect(await unpack(new Uint8Array(3), 'snappy', 1000)).toEqual(damaged);
  });
});
