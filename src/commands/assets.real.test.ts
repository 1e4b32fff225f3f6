import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import { jsonText } from '../domain/asset-config/json-text';
import type { Json } from '../domain/asset-config/write';
import type { Command } from '../domain/command/command';
import {
  accountId,
  consumerKey,
  consumerName,
  domainName,
  streamKey,
  streamName,
  type ConsumerKey,
  type StreamKey,
} from '../domain/ids';
import { serverMs } from '../domain/time';
import { operate } from '../testing/engine/operate';
import type { TestPage } from '../testing/engine/test-page';
import { createCommands } from './create-commands';

const isFull = Boolean(process.env['CONCLAVE_FULL']);
const versions = isFull ? ['2.15.1', '2.10.27'] : ['2.15.1'];
/** By hand each thing is tried once, and what is longest with `CI=true` only. */
const onlyInFull = isFull ? it : () => undefined;

const account = accountId('APP');
const domain = domainName('');
const stream = (name: string): StreamKey => streamKey(domain, account, streamName(name));
const consumer = (of: string, name: string): ConsumerKey => consumerKey(stream(of), consumerName(name));
const text = (json: Json) => jsonText(json);

/** What a server says of a stream over a client's own connection, as far as it is looked at here. */
interface Info {
  readonly error?: { readonly err_code: number };
  readonly config: Readonly<Record<string, unknown>>;
  readonly state: { readonly messages: number; readonly first_seq: number; readonly last_seq: number };
}

interface ConsumerInfo {
  readonly error?: { readonly err_code: number };
  readonly config: Readonly<Record<string, unknown>>;
  readonly delivered: { readonly consumer_seq: number; readonly stream_seq: number };
  readonly ack_floor: { readonly consumer_seq: number; readonly stream_seq: number };
  readonly paused?: boolean;
  readonly priority_groups?: readonly { readonly group: string; readonly pinned_client_id?: string }[];
}

describe.each(versions)('inside an account of three servers of %s', (version) => {
  const isNew = version === '2.15.1';
  let cluster: Cluster;
  let page: TestPage;
  const operated = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );
  const { ask, api, publish, permitted, refusalOf, run } = operated;
  const info = async (name: string) => (await ask(`$JS.API.STREAM.INFO.${name}`)) as Info;
  const consumerInfo = async (of: string, name: string) =>
    (await ask(`$JS.API.CONSUMER.INFO.${of}.${name}`)) as ConsumerInfo;

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    await api('STREAM.CREATE.HOME', { name: 'HOME', subjects: ['HOME.>'], num_replicas: 3 });
  }, 60_000);
  beforeEach(async () => {
    ({ page } = await operated.connected((rows) => rows.some(({ name }) => name === 'HOME')));
  });
  afterEach(() => operated.closePages());
  afterAll(() => cluster.dispose());

  /** The page has heard of it. */
  const known = (name: string) =>
    page.watch('streams').until((rows) => rows.some((row) => row.name === name && row.source === 'reported'), name);
  const made = async (name: string, more: object = {}) => {
    await api(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], num_replicas: 3, ...more });
    await known(name);
  };
  const madeConsumer = (of: string, name: string, more: object = {}) =>
    api(`CONSUMER.CREATE.${of}.${name}`, {
      stream_name: of,
      config: { durable_name: name, name, ack_policy: 'explicit', ...more },
    });
  /** A message, given to a client and not acknowledged. */
  const fetched = (of: string, name: string, more: object = {}) =>
    ask(`$JS.API.CONSUMER.MSG.NEXT.${of}.${name}`, { batch: 1, ...more });

  it('a stream is created as asked for, once, and not beside one whose subjects it would take', async () => {
    const config = text({
      name: 'NEW',
      subjects: ['NEW.>'],
      num_replicas: 3,
      max_age: 9_007_199_254_740_993n,
      metadata: { team: 'orders' },
    });
    const command: Command = { kind: 'streamCreate', account, domain, config };
    expect(await run(page, command)).toMatchObject({ kind: 'verified', result: { kind: 'configured' } });
    expect((await info('NEW')).config).toMatchObject({
      subjects: ['NEW.>'],
      num_replicas: 3,
      metadata: { team: 'orders' },
    });
    expect(await refusalOf(page, command)).toBe('nameInUse');
    await known('NEW');
    const beside = text({ name: 'BESIDE', subjects: ['NEW.a'] });
    expect(await refusalOf(page, { kind: 'streamCreate', account, domain, config: beside })).toBe('configInvalid');
    const wide = text({ name: 'WIDE', subjects: ['W'], num_replicas: 5 });
    expect(await refusalOf(page, { kind: 'streamCreate', account, domain, config: wide })).toBe('configInvalid');
  }, 60_000);

  it('a stream is changed in all that is asked for; a field that a server drops without a word is named', async () => {
    await made('CHANGED', { max_age: 3_600_000_000_000, description: 'before' });
    const config = { name: 'CHANGED', subjects: ['CHANGED.>', 'ALSO.>'], num_replicas: 3, max_msgs: 10 };
    const command: Command = { kind: 'streamUpdate', stream: stream('CHANGED'), config: text(config) };
    await publish('CHANGED', 20);
    const plan = await permitted(page, command);
    expect(plan.effect).toMatchObject({ kind: 'streamChanges', seals: false, moves: false, messages: 10 });
    expect(await run(page, command)).toMatchObject({ kind: 'verified', result: { kind: 'configured' } });
    const after = await info('CHANGED');
    expect(after.config).toMatchObject({ subjects: ['CHANGED.>', 'ALSO.>'], max_msgs: 10, max_age: 0 });
    expect(after.config['description'] ?? '').toBe('');
    expect(after.state.messages).toBe(10);
    expect(await refusalOf(page, command)).toBe('unchanged');

    const future: Command = { ...command, config: text({ ...config, description: 'x', of_tomorrow: 1 }) };
    const outcome = await run(page, future);
    if (isNew) expect(outcome).toMatchObject({ kind: 'failed', code: 10025 });
    else expect(outcome).toEqual({ kind: 'notVerified', reason: 'fieldsDropped', fields: ['of_tomorrow'] });
  }, 60_000);

  it('a change by somebody else between the plan and the sending ends it', async () => {
    await made('RACED');
    const config = text({ name: 'RACED', subjects: ['RACED.>'], num_replicas: 3, max_msgs: 7 });
    const plan = await permitted(page, { kind: 'streamUpdate', stream: stream('RACED'), config });
    await api('STREAM.UPDATE.RACED', { name: 'RACED', subjects: ['RACED.>'], num_replicas: 3, max_bytes: 1_000_000 });
    expect(await page.call('runCommand', plan)).toMatchObject({
      ok: true,
      value: { kind: 'aborted', reason: 'planChanged' },
    });
    expect((await info('RACED')).config).toMatchObject({ max_msgs: -1, max_bytes: 1_000_000 });
  }, 60_000);

  onlyInFull(
    'copies are made and dropped by a change of the whole configuration, too',
    async () => {
      await made('SCALED');
      await publish('SCALED', 50);
      const config = text({ name: 'SCALED', subjects: ['SCALED.>'], num_replicas: 1 });
      const command: Command = { kind: 'streamUpdate', stream: stream('SCALED'), config };
      expect(await run(page, command)).toMatchObject({ kind: 'verified' });
      // Who has lost its copy lists it for a moment more.
      const alone = async () => ((await operated.copies('SCALED')).length === 1 ? operated.copies('SCALED') : null);
      expect(await waitFor(alone, { what: 'one copy' })).toMatchObject([{ messages: 50 }]);
    },
    60_000,
  );

  it('messages go by subject, before a sequence, all but some, and one by one; what is protected stays', async () => {
    await made('FULL');
    for (let sent = 0; sent < 30; sent += 1) await ask(`FULL.${sent % 3 === 0 ? 'a' : 'b'}`, { sent });
    const purge = {
      kind: 'streamPurge',
      stream: stream('FULL'),
      filter: null,
      upToSequence: null,
      keep: null,
    } as const;
    const counted = async (command: Command) => (await permitted(page, command)).effect;

    const one: Command = { kind: 'messageDelete', stream: stream('FULL'), sequence: 2, erase: false };
    expect(await counted(one)).toMatchObject({ kind: 'messageGoes', message: { subject: 'FULL.b' } });
    expect(await run(page, one)).toMatchObject({ kind: 'verified', result: { kind: 'messageGone' } });
    expect(await ask('$JS.API.STREAM.MSG.GET.FULL', { seq: 2 })).toMatchObject({ error: { err_code: 10037 } });
    expect(await refusalOf(page, one)).toBe('messageGone');
    expect(await run(page, { ...one, sequence: 3, erase: true })).toMatchObject({ kind: 'verified' });

    const bySubject: Command = { ...purge, filter: 'FULL.a' };
    expect(await counted(bySubject)).toMatchObject({ messages: 10, isExact: true, firstMatching: 1 });
    expect(await run(page, bySubject)).toMatchObject({ kind: 'verified', result: { kind: 'purged', left: 0 } });
    expect((await info('FULL')).state).toMatchObject({ messages: 18 });
    expect(await refusalOf(page, bySubject)).toBe('unchanged');

    expect(await run(page, { ...purge, upToSequence: 12 })).toMatchObject({ kind: 'verified' });
    expect((await info('FULL')).state.first_seq).toBeGreaterThanOrEqual(12);
    expect(await run(page, { ...purge, keep: 3 })).toMatchObject({ kind: 'verified', result: { left: 3 } });
    expect(await run(page, { ...purge, filter: 'FULL.b', keep: 2 })).toMatchObject({
      kind: 'verified',
      result: { left: 2 },
    });
    expect(await refusalOf(page, { ...purge, upToSequence: 99 })).toBe('sequenceBeyond');
    expect(await run(page, purge)).toMatchObject({ kind: 'verified', result: { left: 0 } });
    expect((await info('FULL')).state).toMatchObject({ messages: 0, first_seq: 31, last_seq: 30 });

    await publish('FULL', 2);
    const config = { name: 'FULL', subjects: ['FULL.>'], num_replicas: 3, deny_delete: true, deny_purge: true };
    expect(await run(page, { kind: 'streamUpdate', stream: stream('FULL'), config: text(config) })).toMatchObject({
      kind: 'verified',
    });
    expect(await refusalOf(page, purge)).toBe('purgeDenied');
    expect(await refusalOf(page, { ...one, sequence: 31 })).toBe('deleteDenied');
    const sealed: Command = { kind: 'streamUpdate', stream: stream('FULL'), config: text({ ...config, sealed: true }) };
    expect(await counted(sealed)).toMatchObject({ seals: true });
    expect(await run(page, sealed)).toMatchObject({ kind: 'verified' });
    expect((await info('FULL')).config).toMatchObject({ sealed: true });
    expect(await refusalOf(page, purge)).toBe('sealed');
  }, 90_000);

  it('a consumer is created and changed, and deleted with what it had not been told yet', async () => {
    await publish('HOME', 5);
    const config = { durable_name: 'C', name: 'C', ack_policy: 'explicit', filter_subject: 'HOME.x' };
    const create: Command = { kind: 'consumerCreate', stream: stream('HOME'), config: text(config) };
    expect(await run(page, create)).toMatchObject({ kind: 'verified', result: { kind: 'configured' } });
    expect((await consumerInfo('HOME', 'C')).config).toMatchObject({ filter_subject: 'HOME.x' });
    expect(await refusalOf(page, create)).toBe('nameInUse');
    const nameless: Command = { ...create, config: text({ ack_policy: 'explicit' }) };
    expect(await refusalOf(page, nameless)).toBe('nameMissing');

    const update: Command = {
      kind: 'consumerUpdate',
      consumer: consumer('HOME', 'C'),
      config: text({ ...config, max_deliver: 4, ack_wait: 60_000_000_000 }),
    };
    expect(await run(page, update)).toMatchObject({ kind: 'verified', result: { kind: 'configured' } });
    expect((await consumerInfo('HOME', 'C')).config).toMatchObject({ max_deliver: 4, ack_wait: 60_000_000_000 });
    expect(await refusalOf(page, update)).toBe('unchanged');

    await fetched('HOME', 'C');
    const command: Command = { kind: 'consumerDelete', consumer: consumer('HOME', 'C') };
    const plan = await permitted(page, command);
    expect(plan.effect).toMatchObject({ kind: 'consumerGoes', ackPending: 1, pending: 4 });
    // Deleted and made anew by somebody else: it is another one.
    await api('CONSUMER.DELETE.HOME.C');
    await madeConsumer('HOME', 'C');
    expect(await page.call('runCommand', plan)).toMatchObject({ value: { kind: 'aborted', reason: 'planChanged' } });
    expect(await run(page, command)).toMatchObject({
      kind: 'verified',
      result: { kind: 'consumerDeleted', isBack: false },
    });
    expect(await consumerInfo('HOME', 'C')).toMatchObject({ error: { err_code: 10014 } });
    expect(await refusalOf(page, command)).toBe('consumerGone');
  }, 90_000);

  it('a consumer is paused, goes on, begins anew and changes its pinned client', async () => {
    await made('FLOW');
    await publish('FLOW', 20);
    await madeConsumer('FLOW', 'C');
    const key = consumer('FLOW', 'C');
    const until = serverMs(Date.now() + 3_600_000);
    const pause: Command = { kind: 'consumerPause', consumer: key, until };
    const reset: Command = { kind: 'consumerReset', consumer: key, sequence: null };
    const unpin: Command = { kind: 'consumerUnpin', consumer: key, group: 'g' };
    if (!isNew) {
      for (const command of [pause, reset, unpin]) expect(await refusalOf(page, command)).toBe('versionTooOld');
      return;
    }
    expect(await run(page, pause)).toMatchObject({ kind: 'verified', result: { kind: 'paused', until } });
    const paused = await consumerInfo('FLOW', 'C');
    expect(paused).toMatchObject({ paused: true });
    expect(Date.parse(String(paused.config['pause_until']))).toBe(until);
    expect(await refusalOf(page, { ...pause, until: serverMs(Date.now() - 1000) })).toBe('untilPassed');
    expect(await run(page, { ...pause, until: null })).toMatchObject({ kind: 'verified', result: { until: null } });
    expect((await consumerInfo('FLOW', 'C')).paused ?? false).toBe(false);
    expect(await refusalOf(page, { ...pause, until: null })).toBe('unchanged');

    expect(await refusalOf(page, reset)).toBe('unchanged');
    for (let sent = 0; sent < 4; sent += 1) await fetched('FLOW', 'C');
    expect(await run(page, reset)).toMatchObject({ kind: 'verified', result: { kind: 'reset', next: 1 } });
    // What was delivered may still be told as before, which this console sees through: see `isOverwritten`.
    expect((await consumerInfo('FLOW', 'C')).ack_floor).toMatchObject({ consumer_seq: 0, stream_seq: 0 });
    expect(await fetched('FLOW', 'C')).toEqual({ sent: 0 });
    expect(await run(page, { ...reset, sequence: 11 })).toMatchObject({ kind: 'verified', result: { next: 11 } });
    expect((await consumerInfo('FLOW', 'C')).ack_floor.stream_seq).toBe(10);
    expect(await refusalOf(page, { ...reset, sequence: 99 })).toBe('sequenceBeyond');
    await madeConsumer('FLOW', 'LATE', { deliver_policy: 'new' });
    expect(await refusalOf(page, { ...reset, consumer: consumer('FLOW', 'LATE'), sequence: 1 })).toBe(
      'resetNotAllowed',
    );

    await madeConsumer('FLOW', 'P', { priority_policy: 'pinned_client', priority_groups: ['g'] });
    const pinned: Command = { ...unpin, consumer: consumer('FLOW', 'P') };
    expect(await refusalOf(page, pinned)).toBe('notPinned');
    const pin = async () => (await consumerInfo('FLOW', 'P')).priority_groups?.[0]?.pinned_client_id;
    const asking = fetched('FLOW', 'P', { group: 'g' }).catch(() => null);
    const first = await waitFor(pin, { what: 'a pinned client' });
    await asking;
    expect(await run(page, pinned)).toMatchObject({ kind: 'verified', result: { kind: 'unpinned', client: null } });
    expect(await pin()).not.toBe(first);
  }, 90_000);
});
