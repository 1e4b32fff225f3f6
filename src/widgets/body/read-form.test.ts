import { encode as encodePack } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../domain/body/lines';
import { holdsMessagePack } from '../../domain/body/message-pack';
import { linesOf } from './read-form';

const values = (lines: readonly Line[] | null) =>
  lines?.flatMap(({ name, content }) => (content.kind === 'value' ? [`${name ?? ''}=${content.text}`] : [])).sort() ??
  null;

describe('a structured body', () => {
  it('is read as MessagePack and as CBOR, with every digit', async () => {
    const value = { name: 'Ada', id: 9007199254740993n, list: [1, true, null] };
    const expected = ['=1', '=null', '=true', 'id=9007199254740993', 'name=Ada'];
    expect(values(await linesOf('msgpack', encodePack(value, { useBigInt64: true })))).toEqual(expected);
    expect(values(await linesOf('cbor', encodeCbor(value)))).toEqual(expected);
  });

  it('of CBOR is shown with tags of any kind', async () => {
    // Tag 1, a time; tag 55799, "this is CBOR".
    expect(values(await linesOf('cbor', new Uint8Array([0xc1, 0x1a, 0, 0, 0, 7])))).toEqual(['=7']);
    expect(values(await linesOf('cbor', new Uint8Array([0xd9, 0xd9, 0xf7, 0x81, 0x01])))).toEqual(['=1']);
  });

  it('that claims to be larger than it is, or nests without end, is none', async () => {
    for (const form of ['msgpack', 'cbor'] as const) {
      // A list of 2^32 - 1 items, and one of lists in lists.
      expect(await linesOf(form, new Uint8Array([form === 'cbor' ? 0x9a : 0xdd, 0xff, 0xff, 0xff, 0xff]))).toBeNull();
      const deep = new Uint8Array(100_001).fill(form === 'cbor' ? 0x81 : 0x91);
      deep[100_000] = 0x01;
      expect(await linesOf(form, deep)).toBeNull();
    }
  });

  it('of lists within lists that each say they are large is none, before room is set aside for them', async () => {
    const head = [0xdd, 0x00, 0x0f, 0xff, 0xff];
    const body = Uint8Array.from({ length: 200 }, (_, index) => head[index % head.length] ?? 0);
    const before = process.memoryUsage().heapUsed;
    expect(await linesOf('msgpack', body)).toBeNull();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  });

  it('of MessagePack is taken for one, whatever is in it', async () => {
    const anything = fc.anything({ withDate: true, withTypedArray: false, withNullPrototype: false });
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        let body: Uint8Array;
        try {
          body = encodePack(value);
        } catch {
          return;
        }
        expect(holdsMessagePack(body)).toBe(true);
        await linesOf('msgpack', body);
      }),
    );
  });

  it('of any bytes is read or not, without an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (body) => {
        for (const form of ['json', 'msgpack', 'cbor'] as const) await linesOf(form, body);
      }),
    );
  });
});
