import { describe, expect, it } from 'vitest';
import { assemble } from '../domain/cluster/assemble';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { emptyInventory } from '../domain/inventory/inventory';
import type { Observation } from '../domain/observation';
import { streamKey, accountId, domainName, streamName } from '../domain/ids';
import { fakeClock } from '../testing/fakes/fake-clock';
import { fakeTransport } from '../testing/fakes/fake-transport';
import { electMetaLeader, electStreamLeader } from '../testing/scripted-server/answer';
import { generateCluster, nodeOf, type ClusterShape, type ScriptedCluster } from '../testing/scripted-server/cluster';
import { serverInfo, statsz } from '../testing/scripted-server/replies';
import { Collector } from './collector';
import { replay } from './pipe';
import { Recording } from './recording';

async function running(
  shape: Partial<ClusterShape> = {},
  before: (cluster: ScriptedCluster) => void = () => undefined,
) {
  const clock = fakeClock();
  const cluster = generateCluster({
    servers: 5,
    streams: 20,
    accounts: ['APP', 'ORDERS'],
    r3Share: 0.5,
    now: () => clock.now(),
    ...shape,
  });
  before(cluster);
  const transport = fakeTransport(cluster, clock);
  const recording = new Recording();
  const seen: { readonly observation: Observation; readonly urgent: boolean }[] = [];
  const missing: string[] = [];
  const collector = new Collector({
    transport,
    clock,
    recording,
    accountPrefix: '{account}.$JS.API',
    sink: (observations, urgent) => observations.forEach((observation) => seen.push({ observation, urgent })),
    onMissing: (what) => missing.push(what),
    onError: (error) => {
      throw error;
    },
  });
  const starting = collector.start();
  await clock.advance(200);
  expect(await starting).toMatchObject({ ok: true });
  const since = (from: number) => transport.requests.slice(from);
  return { clock, cluster, transport, recording, collector, seen, since };
}

type Requests = Awaited<ReturnType<typeof running>>['transport']['requests'];

const named = (requests: Requests, what: string) => requests.filter(({ subject }) => subject.endsWith(what));
const whole = (requests: Requests) => named(requests, 'PING.JSZ').filter(({ body }) => body.includes('"streams":true'));
const summaries = (requests: Requests) => named(requests, 'PING.JSZ').filter(({ body }) => body === '');
const accounts = (requests: Requests) => requests.filter(({ subject }) => subject.startsWith('$SYS.REQ.ACCOUNT.'));

describe('polling a small cluster', () => {
  it('asks for a sign of life every 2 s, for totals every 5 s, for placement every 5 s, for configuration every minute', async () => {
    const { clock, transport, since } = await running();
    await clock.advance(10_000);
    const from = transport.requests.length;
    await clock.advance(60_000);
    const minute = since(from);
    expect(named(minute, 'PING.IDZ')).toHaveLength(30);
    expect(summaries(minute)).toHaveLength(12);
    expect(whole(minute).filter(({ body }) => !body.includes('config'))).toHaveLength(12);
    expect(whole(minute).filter(({ body }) => body.includes('config'))).toHaveLength(1);
  });

  it('asks for compressed replies where they are large, and only there', async () => {
    const { clock, transport } = await running();
    await clock.advance(20_000);
    expect(whole(transport.requests).every(({ gzip }) => gzip)).toBe(true);
    expect(named(transport.requests, 'PING.IDZ').some(({ gzip }) => gzip)).toBe(false);
  });

  it('never asks for leaders only, nor for pages', async () => {
    const { clock, transport, collector } = await running();
    collector.setDetails(new Set([accountId('APP')]));
    await clock.advance(120_000);
    const bodies = transport.requests.map(({ body }) => body).join();
    expect(bodies).not.toMatch(/leader_only|limit|"offset":-/);
  });

  it('has one heavy request in flight', async () => {
    const { clock, transport, collector } = await running();
    transport.heavyMs = 900;
    collector.setDetails(new Set([accountId('APP'), accountId('ORDERS')]));
    await clock.advance(120_000);
    expect(transport.mostHeavy()).toBe(1);
  });

  it('spaces out a poll that takes more than a fifth of its period', async () => {
    const { clock, transport, since } = await running();
    transport.heavyMs = 2000;
    await clock.advance(30_000);
    const from = transport.requests.length;
    await clock.advance(60_000);
    const placements = whole(since(from)).filter(({ body }) => !body.includes('config'));
    expect(placements.length).toBeLessThanOrEqual(7);
    expect(placements.length).toBeGreaterThanOrEqual(5);
  });

  it('goes on asking for a sign of life every 2 s while a server is silent: waiting for it is no load', async () => {
    const { clock, cluster, transport, since } = await running();
    nodeOf(cluster, 'n5').up = false;
    await clock.advance(10_000);
    const from = transport.requests.length;
    await clock.advance(20_000);
    expect(named(since(from), 'PING.IDZ')).toHaveLength(10);
  });

  it('goes on asking for placement every 5 s after a server froze in the middle of it', async () => {
    const { clock, cluster, transport, since } = await running();
    await clock.advance(10_000);
    nodeOf(cluster, 'n5').up = false;
    const from = transport.requests.length;
    await clock.advance(30_000);
    const asked = whole(since(from)).map(({ at }) => at);
    const pauses = asked.map((at, index) => at - (asked[index - 1] ?? at));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5000);
    expect(asked.length).toBeGreaterThanOrEqual(6);
  });

  it('polls the details of a watched account every 2 s, and stops with the watch', async () => {
    const { clock, transport, collector, since } = await running();
    collector.setDetails(new Set([accountId('APP')]));
    await clock.advance(10_000);
    const details = accounts(transport.requests);
    expect(details.length).toBeGreaterThanOrEqual(5);
    expect(details.every(({ subject, body }) => subject.includes('.APP.') && body.includes('consumer'))).toBe(true);
    collector.setDetails(new Set());
    await clock.advance(3000);
    const from = transport.requests.length;
    await clock.advance(10_000);
    expect(accounts(since(from))).toEqual([]);
  });

  it('goes on with liveness and a slow summary only, while hidden', async () => {
    const { clock, transport, collector, since } = await running();
    collector.setVisible(false);
    await clock.advance(60_000);
    const from = transport.requests.length;
    await clock.advance(60_000);
    const minute = since(from);
    expect(named(minute, 'PING.IDZ')).toHaveLength(30);
    expect(summaries(minute).length).toBeLessThanOrEqual(2);
    expect(minute.length).toBe(named(minute, 'PING.IDZ').length + summaries(minute).length);
    collector.setVisible(true);
    await clock.advance(100);
    expect(whole(since(from)).length).toBeGreaterThan(0);
  });
});

describe('polling a large cluster', () => {
  it('asks account by account, every account once in 15 s', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `A${i}`);
    const { clock, transport, since } = await running({ streams: 5000, accounts: names, r3Share: 0.02 });
    await clock.advance(40_000);
    const from = transport.requests.length;
    await clock.advance(30_000);
    expect(whole(transport.requests)).toEqual([]);
    const rounds = accounts(since(from)).filter(({ body }) => !body.includes('config'));
    expect(rounds).toHaveLength(40);
    expect(new Set(rounds.map(({ subject }) => subject)).size).toBe(20);
  });
});

describe('liveness', () => {
  it('ends a round as soon as all have answered, and at 1 s when one has not', async () => {
    const { clock, cluster, seen } = await running();
    await clock.advance(4000);
    nodeOf(cluster, 'n4').up = false;
    await clock.advance(4000);
    const rounds = seen.flatMap(({ observation }) =>
      observation.kind === 'round' && observation.round.request === 'liveness' ? [observation.round] : [],
    );
    expect(rounds[0]!.endedAt - rounds[0]!.startedAt).toBe(0);
    expect(rounds.at(-1)!.endedAt - rounds.at(-1)!.startedAt).toBe(1000);
    expect(rounds.at(-1)!.answered).not.toContain('n4');
    expect(rounds.at(-1)!.interrupted).toBe(false);
  });

  it('shows a crash to the model within 3 s, urgently, and asks the others at once', async () => {
    const { clock, cluster, seen, transport, since } = await running();
    await clock.advance(10_000);
    const [from, news] = [transport.requests.length, seen.length];
    nodeOf(cluster, 'n4').up = false;
    await clock.advance(3010);
    const told = seen
      .slice(news)
      .find(
        ({ observation }) => observation.kind === 'round' && !observation.round.answered.some((name) => name === 'n4'),
      );
    expect(told?.urgent).toBe(true);
    expect(whole(since(from)).length + summaries(since(from)).length).toBeGreaterThanOrEqual(2);
  });

  it('asks for the meta group after every round while a new server is about to join it, but not for ever', async () => {
    const { clock, cluster, transport, since } = await running();
    await clock.advance(20_000);
    const added = { ...nodeOf(cluster, 'n5'), name: 'n6', id: 'NEW' };
    cluster.nodes.set('n6', added);
    transport.emit({ subject: '$SYS.SERVER.NEW.STATSZ', json: statsz(cluster, added) });
    const from = transport.requests.length;
    await clock.advance(20_000);
    // One every 5 s, and three besides.
    expect(summaries(since(from))).toHaveLength(4 + 3);
    const later = transport.requests.length;
    await clock.advance(20_000);
    expect(summaries(since(later))).toHaveLength(4);
  });

  it('calls the link stale after a round without any reply, and dials another server after two', async () => {
    const { clock, collector, transport } = await running();
    await clock.advance(5000);
    transport.silent = true;
    await clock.advance(3010);
    expect(collector.linkState).toBe('stale');
    await clock.advance(1010);
    expect(transport.redials()).toBe(1);
    transport.silent = false;
    await clock.advance(3000);
    expect(collector.linkState).toBe('live');
  });

  it('says nothing about single servers in a round that nobody answered', async () => {
    const { clock, seen, transport } = await running();
    await clock.advance(5000);
    const from = seen.length;
    transport.silent = true;
    await clock.advance(4000);
    const rounds = seen
      .slice(from)
      .flatMap(({ observation }) => (observation.kind === 'round' ? [observation.round] : []));
    expect(rounds.length).toBeGreaterThan(0);
    expect(rounds.filter(({ answered }) => answered.length === 0).every(({ interrupted }) => interrupted)).toBe(true);
  });

  it('asks with STATSZ where IDZ is not known', async () => {
    const { clock, transport } = await running({ version: '2.9.10' });
    await clock.advance(10_000);
    expect(named(transport.requests, 'PING.IDZ')).toEqual([]);
    expect(named(transport.requests, 'PING.STATSZ').length).toBeGreaterThan(4);
  });

  it('asks for everything at once when time has jumped', async () => {
    const { clock, collector, transport, since } = await running();
    await clock.advance(5000);
    const from = transport.requests.length;
    collector.wake();
    expect(collector.linkState).toBe('stale');
    await clock.advance(50);
    expect(collector.linkState).toBe('live');
    expect(named(since(from), 'PING.IDZ')).toHaveLength(1);
    expect(summaries(since(from))).toHaveLength(1);
    expect(whole(since(from)).length).toBeGreaterThanOrEqual(1);
  });
});

describe('events', () => {
  it('bring one refresh of the meta group at once', async () => {
    const { clock, cluster, transport, seen, since } = await running();
    await clock.advance(9000);
    const from = transport.requests.length;
    electMetaLeader(cluster, 'n3', transport.emit);
    await clock.advance(1);
    expect(summaries(since(from))).toHaveLength(1);
    const summary = seen.findLast(({ observation }) => observation.kind === 'summary');
    expect(summary).toMatchObject({ urgent: true, observation: { reply: { meta: { leader: 'n3' } } } });
  });

  it('of a meta leader are not held up by a refresh that was sent before and cannot know of it', async () => {
    const { clock, cluster, transport, seen } = await running();
    const node = nodeOf(cluster, 'n2');
    transport.emit({ subject: `$SYS.SERVER.${node.id}.SHUTDOWN`, json: serverInfo(cluster, node) });
    await clock.advance(50);
    electMetaLeader(cluster, 'n3', transport.emit);
    await clock.advance(1);
    const summary = seen.findLast(({ observation }) => observation.kind === 'summary');
    expect(summary).toMatchObject({ urgent: true, observation: { reply: { meta: { leader: 'n3' } } } });
  });

  it('of a meta leader that takes a moment to say so itself have it asked again soon, and less and less often', async () => {
    const { clock, cluster, transport, seen, since } = await running();
    await clock.advance(9000);
    const from = transport.requests.length;
    electMetaLeader(cluster, 'n3', (event) => {
      cluster.metaLeader = null;
      transport.emit(event);
    });
    for (let ms = 0; ms < 60; ms += 5) await clock.advance(5);
    expect(summaries(since(from)).length).toBeGreaterThanOrEqual(3);
    cluster.metaLeader = 'n3';
    for (let ms = 0; ms < 60; ms += 5) await clock.advance(5);
    const summary = seen.findLast(({ observation }) => observation.kind === 'summary');
    expect(summary).toMatchObject({ urgent: true, observation: { reply: { meta: { leader: 'n3' } } } });
    const asked = summaries(since(from)).length;
    await clock.advance(800);
    expect(summaries(since(from))).toHaveLength(asked);
  });

  it('of a meta leader that never says so itself are left to the ordinary polls in the end', async () => {
    const { clock, cluster, transport, since } = await running();
    await clock.advance(5001);
    electMetaLeader(cluster, 'n3', (event) => {
      cluster.metaLeader = null;
      transport.emit(event);
    });
    for (let ms = 0; ms < 2000; ms += 5) await clock.advance(5);
    const from = transport.requests.length;
    await clock.advance(10_000);
    expect(summaries(since(from))).toHaveLength(2);
  });

  it('bring one refresh of the account of a stream', async () => {
    const { clock, cluster, transport, since } = await running();
    await clock.advance(9000);
    const from = transport.requests.length;
    const [key, stream] = [...cluster.streams].find(([, { copies }]) => copies.length === 3)!;
    electStreamLeader(cluster, key, stream.copies[1]!, transport.emit);
    await clock.advance(1);
    expect(accounts(since(from)).map(({ subject }) => subject)).toEqual([`$SYS.REQ.ACCOUNT.${stream.account}.JSZ`]);
  });

  it('in a burst bring at most four refreshes a second', async () => {
    const { clock, cluster, transport, since } = await running();
    await clock.advance(9000);
    const from = transport.requests.length;
    const keys = [...cluster.streams].filter(([, { copies }]) => copies.length === 3);
    for (let i = 0; i < 50; i += 1) {
      const [key, stream] = keys[i % keys.length]!;
      electStreamLeader(cluster, key, stream.copies[i % 3]!, transport.emit);
      await clock.advance(20);
    }
    const refreshes = new Set(accounts(since(from)).map(({ at }) => Math.floor(at / 10)));
    expect(refreshes.size).toBeLessThanOrEqual(5);
    expect(refreshes.size).toBeGreaterThanOrEqual(4);
  });

  it('of an orderly stop reach the model urgently', async () => {
    const { clock, cluster, transport, seen } = await running();
    const node = nodeOf(cluster, 'n2');
    transport.emit({ subject: `$SYS.SERVER.${node.id}.SHUTDOWN`, json: serverInfo(cluster, node) });
    await clock.advance(1);
    expect(seen.find(({ observation }) => observation.kind === 'departure')).toMatchObject({
      urgent: true,
      observation: { how: 'shutdown', server: { name: 'n2' } },
    });
  });

  it('of load are taken in without hurry', async () => {
    const { cluster, transport, seen } = await running();
    const node = nodeOf(cluster, 'n2');
    transport.emit({ subject: `$SYS.SERVER.${node.id}.STATSZ`, json: statsz(cluster, node) });
    expect(seen.at(-1)).toMatchObject({ urgent: false, observation: { kind: 'statsz' } });
  });
});

describe('access to accounts', () => {
  it('is probed once, and names are asked for where there is access', async () => {
    const { clock, seen } = await running({ imports: ['APP'] });
    await clock.advance(5000);
    const found = seen.flatMap(({ observation }) => (observation.kind === 'access' ? [observation] : []));
    expect(found.map(({ account, access }) => [account, access])).toEqual([
      ['APP', 'prefix'],
      ['ORDERS', 'none'],
    ]);
    const names = seen.flatMap(({ observation }) => (observation.kind === 'names' ? [observation] : []));
    expect(names[0]).toMatchObject({ account: 'APP', domain: '' });
    expect(names[0]!.names).toHaveLength(10);
  });

  it('that was found while nobody led the meta group is whole with the next leader, not a minute later', async () => {
    const started = await running({ imports: ['APP'] }, (cluster) => (cluster.metaLeader = null));
    const { clock, cluster, transport, collector } = started;
    await clock.advance(3000);
    const app = accountId('APP');
    expect(collector.apiPrefix(app, domainName(''))).toBeNull();
    electMetaLeader(cluster, 'n2', (event) => transport.emit(event));
    await clock.advance(1000);
    expect(collector.apiPrefix(app, domainName(''))).toEqual(['APP', '$JS', 'API']);
  });

  it('that nobody answered for is tried again within seconds, also where no event tells of a leader', async () => {
    const { clock, cluster, collector } = await running({ imports: ['APP'] }, (made) => (made.metaLeader = null));
    await clock.advance(3000);
    cluster.metaLeader = 'n2';
    await clock.advance(12_000);
    expect(collector.apiPrefix(accountId('APP'), domainName(''))).toEqual(['APP', '$JS', 'API']);
  });

  it('reads every page of the names', async () => {
    const { clock, seen } = await running({ imports: ['APP'], accounts: ['APP'], streams: 2500, r3Share: 0 });
    await clock.advance(5000);
    const names = seen.flatMap(({ observation }) => (observation.kind === 'names' ? [observation] : []));
    expect(names[0]!.names).toHaveLength(2500);
  });
});

describe('the recording', () => {
  it('gives the same model again, and holds nothing of the login', async () => {
    const { clock, cluster, recording, seen, collector } = await running({ imports: ['APP'] });
    await clock.advance(7000);
    nodeOf(cluster, 'n5').up = false;
    await clock.advance(10_000);
    collector.stop();
    const lines = recording.export();
    const again: Observation[] = [];
    expect(replay(lines, (observations) => again.push(...observations))).toBe(0);
    const live = modelOf(seen.map(({ observation }) => observation));
    const replayed = modelOf(again);
    expect(replayed).toEqual(live);
    expect(replayed.streams.size).toBe(20);
    expect(replayed.streams.get(streamKey(domainName(''), accountId('APP'), streamName('stream-00000')))).toBeDefined();
    expect(lines).not.toMatch(/password|"user"/);

    function modelOf(observations: readonly Observation[]) {
      const facts = observations.reduce(observe, emptyFacts());
      return assemble(facts, emptyInventory(), null, clock.now());
    }
  });

  it('leaves out lines that are none of its own', () => {
    expect(replay('nonsense\n{"kind":"reply","at":1}\n{"kind":"boom","at":1}\n', () => undefined)).toBe(3);
  });

  it('forgets the oldest beyond its size', () => {
    const recording = new Recording();
    const payload = new Uint8Array(1024 * 1024).fill(65);
    for (let at = 0; at < 20; at += 1) {
      recording.add({ kind: 'event', at: at as never, subject: `s${at}`, payload });
    }
    const lines = recording.export().trimEnd().split('\n');
    expect(lines).toHaveLength(15);
    expect(lines.at(-1)).toContain('"s19"');
  });
});
