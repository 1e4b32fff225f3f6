import { MsgHdrsImpl, NatsError } from 'nats.ws';
import { describe, expect, it } from 'vitest';
import { keyHistory, operationOf, withKeys, type StoredKey } from './account-keys';
import { putObject } from './account-objects';
import { FakeLink } from './fakes';
import type { Transport } from './transport';

const place = { api: '$JS.API', bucket: 'b' };
const never = new AbortController().signal;

/** A live transport whose client library is the test's own. */
function world(views: object) {
  const link = new FakeLink();
  const client = { publish: () => Promise.resolve(), views };
  Object.defineProperty(link, 'native', { value: { jetstream: () => client } });
  return { link, transport: { state: 'live', link } as unknown as Transport };
}

const keysWorld = (keys: object = {}) => world({ kv: () => Promise.resolve(keys) });

function objectsWorld(info: object | null) {
  const calls: string[] = [];
  const objects = {
    info: () => Promise.resolve(info),
    put: ({ name }: { name: string }) => {
      calls.push(`put ${name}`);
      return Promise.resolve({ digest: 'd' });
    },
  };
  return { calls, ...world({ os: () => Promise.resolve(objects) }) };
}

describe('what is done over a connection', () => {
  it('leaves nothing behind with it, however it ends', async () => {
    const { link, transport } = keysWorld();
    expect(await withKeys(transport, place, 'read', () => Promise.resolve(7))).toEqual({ ok: true, value: 7 });
    await withKeys(transport, place, 'read', () => Promise.reject(new Error('no')));
    expect(link.listeners).toBe(0);
  });

  it('ends with it: a change may have been made, a question was not answered', async () => {
    const { link, transport } = keysWorld();
    const pending = () => new Promise<never>(() => undefined);
    const [change, read] = [withKeys(transport, place, 'change', pending), withKeys(transport, place, 'read', pending)];
    link.end();
    expect(await change).toEqual({ ok: false, error: { code: 'outcomeUnknown' } });
    expect(await read).toEqual({ ok: false, error: { code: 'interrupted' } });
  });

  it.each([
    ['503', 'read', { code: 'noResponders' }],
    ['TIMEOUT', 'read', { code: 'timeout' }],
    ['TIMEOUT', 'change', { code: 'outcomeUnknown' }],
    ['CONNECTION_CLOSED', 'change', { code: 'outcomeUnknown' }],
    ['PERMISSIONS_VIOLATION', 'read', { code: 'denied', operation: 'publish' }],
    ['MAX_PAYLOAD_EXCEEDED', 'change', { code: 'requestTooLarge', limitBytes: 1000 }],
    ['BAD_JSON', 'read', { code: 'refused', errorCode: null, description: 'its words' }],
  ] as const)('tells the error %s of a %s by its kind', async (code, intent, fault) => {
    const { transport } = keysWorld();
    const failing = () => Promise.reject(new NatsError('its words', code));
    expect(await withKeys(transport, place, intent, failing)).toEqual({ ok: false, error: fault });
  });

  it('is not begun over one that is not live', async () => {
    const { transport } = keysWorld();
    const stale = { ...transport, state: 'stale' } as Transport;
    const run = () => Promise.reject(new Error('begun'));
    expect(await withKeys(stale, place, 'read', run)).toEqual({
      ok: false,
      error: { code: 'notLive', state: 'stale' },
    });
  });
});

describe('a state of a key', () => {
  const entry = (operation: string, reason?: string) => {
    const headers = new MsgHdrsImpl();
    if (reason !== undefined) headers.set('Nats-Marker-Reason', reason);
    return { operation, sm: { headers } } as unknown as StoredKey;
  };

  it('is a value, or what took it away, also where the server did that at a limit', () => {
    expect(['PUT', 'DEL', 'PURGE'].map((word) => operationOf(entry(word)))).toEqual(['PUT', 'DEL', 'PURGE']);
    expect(['MaxAge', 'Purge', 'Remove'].map((reason) => operationOf(entry('PUT', reason)))).toEqual([
      'PURGE',
      'PURGE',
      'DEL',
    ]);
  });

  it('is a value, too, under a word that only its client knows', () => {
    expect(operationOf(entry('__proto__'))).toBe('PUT');
    expect(operationOf({ operation: 'PUT', sm: { headers: undefined } } as unknown as StoredKey)).toBe('PUT');
    expect(operationOf({ operation: 'DEL' } as StoredKey)).toBe('DEL');
  });

  it('stands in the history in the order in which it came', async () => {
    const states = [{ revision: 1 }, { revision: 2 }];
    const keys = {
      history: async function* () {
        yield* states;
        await Promise.resolve();
      },
    };
    const { transport } = keysWorld({ history: () => Promise.resolve(keys.history()) });
    const read = await withKeys(transport, place, 'read', (bucket) => keyHistory(bucket, 'k'));
    expect(read).toEqual({ ok: true, value: states });
  });
});

describe('an object whose entry names pieces that may be those of others', () => {
  const upload = { entry: 'YQ==', name: 'a', description: '', content: new Blob(['x']) };

  it.each(['>', '*', 'a.>', '', ['>'], 7, null])('is not replaced: %j', async (nuid) => {
    const { calls, transport } = objectsWorld({ nuid });
    const put = await putObject(transport, place, upload, () => undefined, never);
    expect(put).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(calls).toEqual([]);
  });

  it('is told apart from one with pieces of its own, and from a link, which has none', async () => {
    for (const info of [{ nuid: 'O2kqx8Lz' }, {}, null]) {
      const { calls, transport } = objectsWorld(info);
      await putObject(transport, place, upload, () => undefined, never);
      expect(calls).toEqual(['put a']);
    }
  });
});
