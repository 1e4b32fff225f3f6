import { describe, expect, it } from 'vitest';
import { isSubset } from '../../domain/asset-config/subjects';
import { accountId, domainName, streamKey, streamName } from '../../domain/ids';
import type { MessagePage, PageRequest } from '../../domain/inside/messages';
import { localMs } from '../../domain/time';
import { err, ok } from '../../lib/result';
import { replyOf } from '../../testing/command-session';
import type { Reply } from '../../transport/transport';
import type { PipeDeps } from '../deps';
import { messagePage } from './message-page';

interface Held {
  readonly seq: number;
  readonly subject: string;
  readonly size: number;
}

interface World {
  readonly held: readonly Held[];
  readonly last: number;
  /** How DIRECT.GET answers: in batches, one reply of each (an import without streams of replies), or nobody. */
  readonly direct: 'batch' | 'single' | 'nobody';
}

interface Query {
  readonly seq: number;
  readonly next_by_subj?: string;
  readonly batch?: number;
  readonly max_bytes?: number;
}

/** A stream as servers serve it, counted by how often it is asked. */
function serve({ held, last, direct }: World) {
  const asked = { info: 0, get: 0, batch: 0 };
  const first = held[0]?.seq ?? 1;
  const from = ({ seq, next_by_subj: filter = '>' }: Query) =>
    held.filter((one) => one.seq >= seq && isSubset(one.subject, filter));
  const time = (seq: number) => new Date(1_700_000_000_000 + seq * 1000).toISOString();
  const bytes = held.reduce((sum, { size }) => sum + size, 0);

  const ask = (_account: unknown, { subject, body }: { subject: readonly string[]; body: string }) => {
    if (subject.includes('INFO')) {
      asked.info += 1;
      const state = { messages: held.length, bytes, first_seq: first, last_seq: last };
      return Promise.resolve(replyOf({ config: { name: 'S', allow_direct: direct !== 'nobody' }, state }));
    }
    asked.get += 1;
    const query = JSON.parse(body) as Query;
    const [found] = query.next_by_subj === undefined ? held.filter(({ seq }) => seq === query.seq) : from(query);
    if (found === undefined) return Promise.resolve(replyOf({ error: { code: 404, err_code: 10037 } }));
    const data = btoa('x'.repeat(found.size));
    return Promise.resolve(
      replyOf({ message: { seq: found.seq, subject: found.subject, time: time(found.seq), data } }),
    );
  };

  const reply = (headers: Record<string, string>, status: number | undefined, size: number): Reply => ({
    subject: '_INBOX.x',
    payload: new Uint8Array(size),
    headers: new Map(),
    added: new Map(Object.entries(headers)),
    receivedAt: localMs(0),
    ...(status === undefined ? {} : { status }),
  });
  const gather = (_account: unknown, { body }: { body: string }) => {
    asked.batch += 1;
    const query = JSON.parse(body) as Required<Query>;
    const all = from(query);
    const replies: Reply[] = [];
    let sent = 0;
    for (const [index, one] of all.slice(0, query.batch).entries()) {
      const headers = {
        'Nats-Sequence': String(one.seq),
        'Nats-Subject': one.subject,
        'Nats-Time-Stamp': time(one.seq),
      };
      replies.push(reply({ ...headers, 'Nats-Num-Pending': String(all.length - index - 1) }, undefined, one.size));
      sent += one.size;
      if (sent >= query.max_bytes) break;
    }
    const pending = String(all.length - replies.length);
    const end = all.length === 0 ? reply({}, 404, 0) : reply({ 'Nats-Num-Pending': pending }, 204, 0);
    const whole = direct === 'batch' ? [...replies, end] : replies.slice(0, 1);
    if (direct === 'nobody') return Promise.resolve(err({ code: 'noResponders' }));
    const gathered = { damaged: [], complete: direct === 'batch', interrupted: false, startedAt: 0, endedAt: 0 };
    return Promise.resolve(ok({ replies: whole, ...gathered }));
  };
  const deps = {
    clock: { now: () => localMs(0) },
    apiPrefix: () => ['$JS', 'API'],
    senders: { ask, gather },
  } as unknown as PipeDeps;
  return { deps, asked };
}

const stream = streamKey(domainName(''), accountId('A'), streamName('S'));
const newest: PageRequest = { stream, order: 'newest', from: null, filter: '', limit: 50 };
const never = new AbortController().signal;

async function pageOf(deps: PipeDeps, request: PageRequest, signal = never): Promise<MessagePage> {
  const page = await messagePage(deps, request, signal);
  if (!page.ok) throw new Error(JSON.stringify(page.error));
  return page.value;
}

const dense = (count: number, size = 10): readonly Held[] =>
  Array.from({ length: count }, (_, index) => ({ seq: index + 1, subject: `a.${String(index % 7)}`, size }));
const sequences = ({ messages }: MessagePage) => messages.map(({ seq }) => seq);

describe('a page of messages', () => {
  it('of a dense stream is one batch, newest first as well', async () => {
    const { deps, asked } = serve({ held: dense(1000), last: 1000, direct: 'batch' });
    const page = await pageOf(deps, newest);
    expect(sequences(page)).toEqual(Array.from({ length: 50 }, (_, index) => 1000 - index));
    expect(page).toMatchObject({ next: 950, ended: 'full', from: 'copies' });
    expect(asked).toEqual({ info: 1, get: 0, batch: 1 });
  });

  it('finds a message that is rare in a long stream, and gives up in bounds', async () => {
    const rare = [{ seq: 3, subject: 'rare', size: 1 }];
    const held = [...dense(2), ...rare, ...dense(20_000).slice(3)];
    const { deps, asked } = serve({ held, last: 20_000, direct: 'batch' });
    const page = await pageOf(deps, { ...newest, filter: 'rare' });
    expect(sequences(page)).toEqual([3]);
    expect(page.ended).toBe('end');
    expect(asked.batch).toBeLessThan(10);
  });

  it('steps over ranges that are deleted, whoever answers', async () => {
    const held = [...dense(60), { seq: 900_000, subject: 'a.1', size: 1 }];
    for (const direct of ['batch', 'single', 'nobody'] as const) {
      const { deps, asked } = serve({ held, last: 900_000, direct });
      const page = await pageOf(deps, newest);
      expect(sequences(page)).toEqual([900_000, ...Array.from({ length: 49 }, (_, index) => 60 - index)]);
      expect(page).toMatchObject({ next: 11, from: direct === 'batch' ? 'copies' : 'leader' });
      expect(asked.get).toBeLessThan(300);
      const upwards = await pageOf(deps, { ...newest, order: 'oldest', from: 55, limit: 10 });
      expect(sequences(upwards)).toEqual([55, 56, 57, 58, 59, 60, 900_000]);
      expect(upwards.ended).toBe('end');
    }
  });

  it('asks copies that do not answer in batches no second time', async () => {
    const { deps, asked } = serve({ held: dense(100), last: 100, direct: 'single' });
    await pageOf(deps, newest);
    await pageOf(deps, { ...newest, from: 50 });
    expect(asked.batch).toBe(1);
  });

  it('of large bodies ends early, and goes on where it ended', async () => {
    const { deps } = serve({ held: dense(30, 1024 * 1024), last: 30, direct: 'batch' });
    const page = await pageOf(deps, { ...newest, limit: 30 });
    expect(page.ended).toBe('bytes');
    expect(page.messages.length).toBeGreaterThanOrEqual(4);
    expect(page.messages.length).toBeLessThanOrEqual(12);
    expect((await pageOf(deps, { ...newest, from: page.next, limit: 30 })).messages[0]?.seq).toBe(page.next);
    const upwards = await pageOf(deps, { ...newest, order: 'oldest', limit: 30 });
    expect(upwards).toMatchObject({ ended: 'bytes', next: upwards.messages.length + 1 });
  });

  it('behind the end is empty, and says where the next message will be', async () => {
    const { deps } = serve({ held: dense(10), last: 10, direct: 'batch' });
    expect(await pageOf(deps, { ...newest, order: 'oldest', from: 11 })).toMatchObject({ next: 11, ended: 'end' });
    const gone = serve({ held: [], last: 10, direct: 'batch' });
    expect(await pageOf(gone.deps, newest)).toMatchObject({ messages: [], ended: 'end' });
  });

  it('that nobody waits for any more is given up', async () => {
    const { deps, asked } = serve({ held: dense(10), last: 10, direct: 'nobody' });
    const page = await messagePage(deps, newest, AbortSignal.abort());
    expect(page).toEqual({ ok: false, error: { kind: 'aborted' } });
    expect(asked.get).toBe(0);
  });
});
