import { describe, expect, it } from 'vitest';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import { localMs, serverMs } from '../../domain/time';
import { replyOf } from '../../testing/command-session';
import type { PipeDeps } from '../deps';
import { sequenceAt } from './sequence-at';

const stream = streamKey(domainName(''), accountId('APP'), streamName('S'));
const epoch = 1_700_000_000_000;

interface Query {
  readonly seq?: number;
  readonly start_time?: string;
}

/** A leader that answers a query with a message, or has none; and how often it was asked. */
function leader(find: (query: Query) => { readonly seq: number; readonly time: number } | undefined, last: number) {
  const asked = { get: 0 };
  const ask = (_account: unknown, { subject, body }: { subject: readonly string[]; body: string }) => {
    const state = { messages: last, bytes: 0, first_seq: 1, last_seq: last };
    if (subject.includes('INFO')) return Promise.resolve(replyOf({ config: { name: 'S' }, state }));
    asked.get += 1;
    // What never ends by itself would never end the test.
    if (asked.get > 500) throw new Error('asked again and again');
    const found = find(JSON.parse(body) as Query);
    if (found === undefined) return Promise.resolve(replyOf({ error: { code: 404, err_code: 10037 } }));
    const { seq, time } = found;
    return Promise.resolve(replyOf({ message: { seq, subject: 'S.a', time: new Date(time).toISOString() } }));
  };
  const deps = {
    clock: { now: () => localMs(0) },
    apiPrefix: () => ['$JS', 'API'],
    senders: { ask },
  } as unknown as PipeDeps;
  const at = (ms: number, signal = new AbortController().signal) =>
    sequenceAt(deps, { stream, time: serverMs(epoch + ms) }, signal);
  return { asked, at };
}

/** One message a second; every third one is there. A server before 2.11 does not see `start_time`. */
function older(last: number) {
  return leader(({ seq = 0 }) => {
    for (let one = Math.max(seq, 1); one <= last; one += 1)
      if (one % 3 === 0) return { seq: one, time: epoch + one * 1000 };
    return undefined;
  }, last);
}

describe('the first message since a time', () => {
  it('is looked for by halving where the server does not find it, also around what is deleted', async () => {
    const { at, asked } = older(30_000);
    expect(await at(9000)).toEqual({ ok: true, value: 9 });
    expect(await at(9001)).toEqual({ ok: true, value: 12 });
    expect(await at(30_000_000)).toEqual({ ok: true, value: 30_000 });
    expect(await at(30_000_001)).toEqual({ ok: true, value: null });
    expect(await at(0)).toEqual({ ok: true, value: 3 });
    expect(asked.get).toBeLessThan(5 * 18);
  });

  it('is the one that a newer server finds, with one question', async () => {
    const { at, asked } = leader(({ start_time: start = '' }) => ({ seq: 77, time: Date.parse(start) + 5 }), 30_000);
    expect(await at(1000)).toEqual({ ok: true, value: 77 });
    expect(asked.get).toBe(1);
  });

  it('is not looked for without end where the answers make no sense', async () => {
    const { at, asked } = leader(() => ({ seq: 1, time: epoch }), 1_000_000);
    expect(await at(5000)).toEqual({ ok: true, value: null });
    expect(asked.get).toBeLessThan(30);
  });

  it('is not looked for any more when nobody waits for it', async () => {
    const { at, asked } = older(30_000);
    const over = new AbortController();
    over.abort();
    expect(await at(9000, over.signal)).toEqual({ ok: false, error: { kind: 'aborted' } });
    expect(asked.get).toBe(1);
  });
});
