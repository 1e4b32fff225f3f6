import '../../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { NatsConnection } from 'nats.ws';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../../scripts/cluster/wait.mjs';
import { connectAs } from '../../../scripts/demo/client.mjs';
import { ensureNatsServer } from '../../../scripts/nats-server/ensure.mjs';
import { accountId, consumerKey, consumerName, domainName, streamKey, streamName } from '../../domain/ids';
import type { JobOrder } from '../../domain/inside/client-ops';
import type { Delivery, Fetched, Verdict } from '../../domain/inside/consume';
import type { Publication } from '../../domain/inside/publish';
import { clientPage, ended, follow, type ClientPage } from '../../testing/engine/client-page';
import { operate } from '../../testing/engine/operate';
import { createCommands } from '../create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];

const stream = (name: string) => streamKey(domainName(''), accountId('APP'), streamName(name));
const consumer = (of: string, name: string) => consumerKey(stream(of), consumerName(name));
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array) => new TextDecoder().decode(body);

const plain: Omit<Publication, 'subject'> = {
  ...{ body: bytes('x'), headers: [], id: null },
  ...{ lastSequence: null, lastSubjectSequence: null, ttl: null },
};

describe.each(versions)('a client of an account, on servers of %s', (version) => {
  let cluster: Cluster;
  let outside: NatsConnection;
  const { api, connected, closePages } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );
  const isNew = version !== '2.10.27';

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    const replicas = { num_replicas: 3 };
    await api('STREAM.CREATE.ONE', {
      name: 'ONE',
      subjects: ['ONE.>'],
      ...replicas,
      ...(isNew ? { allow_msg_ttl: true } : {}),
    });
    await api('STREAM.CREATE.FULL', { name: 'FULL', subjects: ['FULL.>'], max_msgs: 3, discard: 'new' });
    await api('STREAM.CREATE.WORK', { name: 'WORK', subjects: ['WORK.>'] });
    for (const [name, wait] of [
      ['C', {}],
      ['GONE', {}],
      ['SOON', { ack_wait: 3_000_000_000 }],
    ] as const)
      await api(`CONSUMER.DURABLE.CREATE.WORK.${name}`, {
        stream_name: 'WORK',
        config: { durable_name: name, ack_policy: 'explicit', ...wait },
      });
    outside = await connectAs(cluster, 'app');
  });
  afterEach(() => closePages());
  afterAll(async () => {
    await outside.close();
    await cluster.dispose();
  });

  async function client(): Promise<ClientPage> {
    const { page } = await connected((rows) => rows.length >= 3);
    return clientPage(page, 'APP', cluster.logins.app);
  }

  const publisher =
    ({ ask }: ClientPage) =>
    (to: string, publication: Partial<Publication> & { subject: string }) =>
      ask('publish', { stream: stream(to), publication: { ...plain, ...publication } });

  /** What the account's own client finds in the stream. */
  async function stored(of: string, seq: number) {
    const manager = await outside.jetstreamManager();
    return manager.streams.getMessage(of, { seq });
  }

  async function consumerInfo(of: string, name: string) {
    const manager = await outside.jetstreamManager();
    return manager.consumers.info(of, name);
  }

  it('publishes what was asked for, and tells the acknowledgement or why there is none', async () => {
    const publish = publisher(await client());
    const body = new Uint8Array([0, 255, 13, 10, 128]);
    const headers = [
      ['X-One', 'a'],
      ['X-One', 'b'],
      ['X-Two', 'ü c'],
    ] as const;
    const first = await publish('ONE', { subject: 'ONE.a', body, headers, id: 'once' });
    expect(first).toEqual({ ok: true, value: { stream: 'ONE', sequence: 1, duplicate: false } });
    const kept = await stored('ONE', 1);
    expect([...kept.data]).toEqual([...body]);
    expect(kept.header.values('X-One')).toEqual(['a', 'b']);
    expect(await publish('ONE', { subject: 'ONE.a', id: 'once' })).toEqual({
      ok: true,
      value: { stream: 'ONE', sequence: 1, duplicate: true },
    });
    expect(await publish('ONE', { subject: 'ONE.a', lastSequence: 9 })).toMatchObject({
      error: { kind: 'refused', code: 10071 },
    });
    expect(await publish('ONE', { subject: 'ONE.b', lastSubjectSequence: 0 })).toMatchObject({ ok: true });
    expect(await publish('ONE', { subject: 'ONE.b', lastSubjectSequence: 0 })).toMatchObject({
      error: { kind: 'refused', code: 10071 },
    });
    // Another stream takes the subject: this panel's own is not it.
    expect(await publish('ONE', { subject: 'WORK.a' })).toMatchObject({
      error: { kind: 'refused', code: 10060 },
    });
    expect(await publish('ONE', { subject: 'nowhere' })).toEqual({ ok: false, error: { kind: 'nobodyListens' } });
    for (const subject of ['', 'a b', 'a.*', 'a..b', 'a.>', 'x\r\nPUB y 0'])
      expect(await publish('ONE', { subject })).toEqual({ ok: false, error: { kind: 'unsendable' } });
    expect(await publish('ONE', { subject: 'ONE.c', headers: [['a\r\nb', 'c']] })).toMatchObject({
      error: { kind: 'unsendable' },
    });
    expect(await publish('ONE', { subject: 'ONE.c', body: new Uint8Array(1_048_577) })).toEqual({
      ok: false,
      error: { kind: 'tooLarge', limitBytes: 1_048_576 },
    });
    if (isNew) {
      const mortal = await publish('ONE', { subject: 'ONE.mortal', ttl: 5 });
      if (!mortal.ok) throw new Error(mortal.error.kind);
      expect((await stored('ONE', Number(mortal.value.sequence))).header.get('Nats-TTL')).toBe('5s');
      expect(await publish('WORK', { subject: 'WORK.mortal', ttl: 5 })).toMatchObject({
        error: { kind: 'refused', code: 10166 },
      });
    }
  });

  it('publishes many, counts them, and stops', async () => {
    const { value } = await client();
    const order: Extract<JobOrder, { kind: 'publishMany' }>['args'] = {
      stream: stream('WORK'),
      ...{ subject: 'WORK.{{n}}', body: 'publication #{{n}} @ {{time}}', headers: [], id: 'many-{{n}}' },
      ...{ from: 1, count: 500, every: 0 },
    };
    const job = await value('startJob', { kind: 'publishMany', args: order });
    const done = await follow(value, job, ended);
    expect(done).toMatchObject({
      end: { kind: 'done' },
      report: { sent: 500, stored: 500, duplicates: 0, notStored: 0, unknown: 0, next: 501 },
    });
    const last = await stored('WORK', 500);
    expect(last.string()).toMatch(/^publication #\d+ @ \d{4}-/);
    expect(last.subject).toBe(`WORK.${/#(\d+)/.exec(last.string())?.[1]}`);
    // The same ids once more.
    const again = await value('startJob', { kind: 'publishMany', args: { ...order, count: 20 } });
    expect(await follow(value, again, ended)).toMatchObject({ report: { stored: 20, duplicates: 20 } });

    const slow = await value('startJob', { kind: 'publishMany', args: { ...order, id: null, every: 100 } });
    await follow(value, slow, ({ report }) => report.kind === 'publishMany' && report.stored >= 3);
    await value('stopJob', slow);
    const stopped = await follow(value, slow, ended);
    expect(stopped.end).toEqual({ kind: 'stopped' });
    if (stopped.report.kind !== 'publishMany') throw new Error('another report');
    expect(stopped.report.stored).toBe(stopped.report.sent);
    expect(stopped.report.sent).toBeLessThan(100);

    const full = { ...order, stream: stream('FULL'), subject: 'FULL.x', id: null, count: 100 };
    const refused = await follow(value, await value('startJob', { kind: 'publishMany', args: full }), ended);
    expect(refused).toMatchObject({
      end: { kind: 'failed', failure: { kind: 'refused', code: 10077 } },
      report: { stored: 3, unknown: 0 },
    });
  });

  it('fetches as a client does, and each message is settled by hand', async () => {
    const { ask, value } = await client();
    const key = consumer('WORK', 'C');
    const fetch = (batch: number): Promise<Fetched> => value('fetchNext', { consumer: key, batch, wait: 20_000 });
    const settle = (delivery: Delivery | undefined, verdict: Verdict) =>
      ask('settle', { consumer: key, reply: delivery?.reply ?? '', verdict });

    const first = await fetch(4);
    expect(first).toMatchObject({ end: 'complete', canSettle: true });
    expect(first.deliveries.map(({ sequence, times }) => [sequence, times])).toEqual(
      [1, 2, 3, 4].map((seq) => [seq, 1]),
    );
    expect(text(first.deliveries[0]!.body)).toMatch(/^publication #/);
    expect(first.deliveries[0]!.pending).toBeGreaterThan(400);
    const [acknowledged, negative, later, terminated] = first.deliveries;
    expect(await settle(acknowledged, { kind: 'acknowledge' })).toEqual({ ok: true, value: null });
    expect((await consumerInfo('WORK', 'C')).ack_floor.stream_seq).toBe(1);
    // Settled for good: said once more it is confirmed, and changes nothing.
    expect(await settle(acknowledged, { kind: 'negative', delay: 0 })).toEqual({ ok: true, value: null });
    expect(await settle(negative, { kind: 'negative', delay: 0 })).toMatchObject({ ok: true });
    expect(await settle(later, { kind: 'negative', delay: 60_000 })).toMatchObject({ ok: true });
    expect(await settle(terminated, { kind: 'terminate', reason: 'not for us' })).toMatchObject({ ok: true });
    const again = await fetch(2);
    expect(again.deliveries.map(({ sequence, times }) => [sequence, times])).toEqual([
      [2, 2],
      [5, 1],
    ]);
    expect(await settle(again.deliveries[0], { kind: 'inProgress' })).toMatchObject({ ok: true });
    for (const delivery of again.deliveries) await settle(delivery, { kind: 'acknowledge' });
    const info = await consumerInfo('WORK', 'C');
    // The third waits for its minute.
    expect([info.ack_floor.stream_seq, info.num_ack_pending]).toEqual([2, 1]);

    for (const reply of ['', 'WORK.x', '$JS.ACK.WORK.C.1 1'])
      expect(await ask('settle', { consumer: key, reply, verdict: { kind: 'acknowledge' } })).toMatchObject({
        error: { kind: 'unsendable' },
      });
  });

  it('says how a fetch ended', async () => {
    const { ask, value } = await client();
    const manager = await outside.jetstreamManager();
    await manager.consumers.add('FULL', {
      durable_name: 'EMPTY',
      ack_policy: 'explicit' as never,
      filter_subject: 'FULL.none',
    });
    const fetch = (of: string, name: string, wait: number) =>
      ask('fetchNext', { consumer: consumer(of, name), batch: 1, wait });
    // Till it is known everywhere nobody hears it.
    const heard = async () => {
      const fetched = await fetch('FULL', 'EMPTY', 0);
      return fetched.ok && fetched.value.end === 'nobodyListens' ? null : fetched;
    };
    expect(await waitFor(heard, { what: 'an answer' })).toMatchObject({ value: { end: 'empty', deliveries: [] } });
    expect(await fetch('FULL', 'EMPTY', 300)).toMatchObject({ value: { end: 'expired', deliveries: [] } });
    expect(await fetch('FULL', 'NEVER', 300)).toMatchObject({ value: { end: 'nobodyListens' } });
    const waiting = fetch('FULL', 'EMPTY', 20_000);
    await waitFor(async () => (await consumerInfo('FULL', 'EMPTY')).num_waiting === 1, {
      what: 'a request that waits',
    });
    await manager.consumers.delete('FULL', 'EMPTY');
    expect(await waiting).toMatchObject({ value: { end: 'consumerDeleted' } });
    const [delivery] = (await value('fetchNext', { consumer: consumer('WORK', 'GONE'), batch: 1, wait: 20_000 }))
      .deliveries;
    expect(delivery).toBeDefined();
    await manager.consumers.delete('WORK', 'GONE');
    await waitFor(
      async () =>
        !(await ask('settle', {
          consumer: consumer('WORK', 'GONE'),
          reply: delivery?.reply ?? '',
          verdict: { kind: 'acknowledge' },
        }).then(({ ok }) => ok)),
      { what: 'an acknowledgement that nobody takes' },
    );
  });

  it('without a connection nothing is published, and what is fetched cannot be settled', async () => {
    const { page } = await connected((rows) => rows.length >= 3);
    const without = await clientPage(page, 'APP', null);
    const { ask, value } = without;
    const publish = publisher(without);
    expect(await publish('ONE', { subject: 'ONE.x' })).toEqual({ ok: false, error: { kind: 'needsConnection' } });
    const fetched = await value('fetchNext', { consumer: consumer('WORK', 'SOON'), batch: 3, wait: 20_000 });
    expect(fetched).toMatchObject({ end: 'complete', canSettle: false });
    const [delivery] = fetched.deliveries;
    expect(text(delivery!.body)).toMatch(/^publication #/);
    // Where it is acknowledged nobody listens in the system account: it is delivered again.
    const system = await connectAs(cluster, 'admin');
    await expect(system.request(delivery!.reply ?? '', '+ACK', { timeout: 10_000 })).rejects.toMatchObject({
      code: '503',
    });
    await system.close();
    const { value: asApp } = await client();
    const again = { consumer: consumer('WORK', 'SOON'), batch: 1, wait: 1000 };
    await waitFor(
      async () => {
        const { deliveries } = await asApp('fetchNext', again);
        return deliveries.some(({ sequence, times }) => sequence === delivery?.sequence && times >= 2);
      },
      { what: 'the message again' },
    );
    expect(
      await ask('settle', {
        consumer: consumer('WORK', 'SOON'),
        reply: '$JS.ACK.x',
        verdict: { kind: 'acknowledge' },
      }),
    ).toEqual({ ok: false, error: { kind: 'needsConnection' } });
  });

  it('what is on its way when the connection is lost is unknown, and the job ends with it', async () => {
    const { page, value } = await client();
    const args = {
      stream: stream('ONE'),
      ...{ subject: 'ONE.many', body: '{{n}}', headers: [], id: null, from: 1, count: 10_000, every: 50 },
    };
    const job = await value('startJob', { kind: 'publishMany', args });
    await follow(value, job, ({ report }) => report.kind === 'publishMany' && report.stored >= 3);
    await page.call('disconnectAccount', accountId('APP'));
    const over = await follow(value, job, ended);
    expect(over.end).toEqual({ kind: 'failed', failure: { kind: 'notLive' } });
    if (over.report.kind !== 'publishMany') throw new Error('another report');
    const { sent, stored: kept, notStored, unknown } = over.report;
    expect(kept + notStored + unknown).toBe(sent);
  });
});
