import type { ClusterModel } from '../domain/cluster/model';
import type { Observation } from '../domain/observation';
import { clusterName, serverName } from '../domain/ids';
import type { GroupFacts } from '../domain/replies/raft';
import type { JszTotals } from '../domain/replies/jsz';
import type { ServerLoad } from '../domain/replies/statsz';
import { serverMs } from '../domain/time';
import { aCluster, aConsumer, at, peerRow, type StreamSpec, type TestCluster } from './builders';
import { Replay } from './replay';

/**
 * Pictures of a cluster of five servers with some thirty streams, for tests of what pages say and for looking at them.
 * They are assembled by the domain from what servers would answer, so that no picture shows what could not be.
 */
export const fixtureNames = [
  'healthy',
  'oneSilent',
  'twoSilent',
  'noQuorum',
  'electing',
  'connectionLost',
  'hostile',
  'empty',
] as const;
export type FixtureName = (typeof fixtureNames)[number];

/** The moment of every fixture, for the clock of whoever draws it. */
export const fixtureNow = at(60_000);
/** When the silent servers of the fixtures were last heard, in ms as `at` takes them: 14 s before. */
const silence = 46_000;

export function modelFixture(name: FixtureName): ClusterModel {
  switch (name) {
    case 'healthy':
      return watch(five()).model;
    case 'oneSilent':
      return watch(catchingUp(five()), ['n3']).model;
    case 'twoSilent':
      return watch(five(), ['n3', 'n4']).model;
    case 'noQuorum':
      return watch(five(), ['n2', 'n3', 'n4']).model;
    case 'electing':
      return watch(five(), ['n1'], false).model;
    case 'connectionLost': {
      const replay = watch(five());
      return replay.then(60_000, [{ kind: 'link', at: at(59_000), link: 'reconnecting' }]);
    }
    case 'hostile':
      return watch(hostile()).model;
    case 'empty':
      return watch(servers(aCluster())).model;
  }
}

/** Polls as the engine does: all is well for a minute, then some servers fall silent and the others elect. */
function watch(cluster: TestCluster, silent: readonly string[] = [], electsSoon = true): Replay {
  const replay = new Replay();
  for (let ms = 0; ms <= silence - 2_000; ms += 2_000) replay.then(ms + 100, polled(cluster, ms));
  const unheard = { current: false, active: 14_000 };
  const left = silent.reduce((all, name) => all.withMetaRow(name, unheard), cluster.kill(...silent));
  for (let ms = silence; ms <= 58_000; ms += 2_000) {
    const now = ms > silence + 4_000 && electsSoon ? elected(left, silent) : left;
    replay.then(ms + 100, polled(now, ms));
  }
  replay.then(60_000, []);
  return replay;
}

/** What the survivors settle on: the first member that is left leads, where enough are left. */
function elected(cluster: TestCluster, silent: readonly string[]): TestCluster {
  const gone = new Set(silent);
  const rows = Object.fromEntries(silent.map((name) => [name, { current: false, active: 14_000, lag: 1_070 }]));
  return cluster.changeStreams(({ on, leader, rows: known }) => {
    const left = on.filter((name) => !gone.has(name));
    const enough = left.length > on.length / 2;
    const keeps = leader !== null && !gone.has(leader);
    return { leader: keeps ? leader : enough ? (left[0] ?? null) : leader, rows: { ...known, ...rows } };
  });
}

function servers(cluster: TestCluster): TestCluster {
  return cluster
    .withServers('n1', 'n2', 'n3', 'n4')
    .withServer('n5', { version: '2.14.6' })
    .withMetaRow('n2', { active: 400 })
    .withMetaRow('n4', { active: 200 });
}

const homes = [
  ['n2', 'n3', 'n5'],
  ['n4', 'n1', 'n2'],
  ['n2', 'n1', 'n3'],
  ['n4', 'n3', 'n5'],
  ['n1', 'n2', 'n5'],
  ['n1', 'n4', 'n5'],
] as const;

const home = (index: number): readonly string[] => homes[index % homes.length] ?? [];
const everywhere = ['n1', 'n2', 'n3', 'n4', 'n5'];

function five(): TestCluster {
  const replicated = (cluster: TestCluster, name: string, account: string, index: number) =>
    cluster.withStream(name, home(index), detail(name, account, index, home(index)));
  const names = ['ORDERS', ...Array.from({ length: 8 }, (_, index) => `ORDERS_${index}`), 'returns', 'invoices'];
  const app = ['clicks', 'jobs', 'emails', 'search_index', 'geo', 'KV_flags', 'alerts', 'OBJ_images', 'audit_log'];
  let cluster = servers(aCluster());
  for (const [index, name] of names.entries()) cluster = replicated(cluster, name, 'ORDERS', index);
  for (const [index, name] of app.entries()) cluster = replicated(cluster, name, 'APP', index + 2);
  cluster = cluster.withStream('KV_config', everywhere, detail('KV_config', 'APP', 20, everywhere));
  const single = { AUDIT: 'n3', TMP_1: 'n3', metrics: 'n3', audit_mirror: 'n4', scratch: 'n1' };
  for (const [index, [name, home]] of Object.entries(single).entries())
    cluster = cluster.withStream(name, [home], detail(name, 'APP', index + 30, [home]));
  return cluster;
}

function detail(name: string, account: string, index: number, on: readonly string[]): Partial<StreamSpec> {
  const lastSeq = 328_917 + index * 52_361;
  return {
    account,
    lastSeq,
    created: at(-86_400_000 * 3),
    leaderSince: at(-1_500_000),
    config: true,
    consumers: ['shipping', 'billing'].map((consumer, at) =>
      aConsumer(`${consumer}_${name.toLowerCase()}`, {
        group: groupOf(on),
        delivered: { consumerSeq: lastSeq - 40, streamSeq: lastSeq - 40, lastActive: serverMs(0) },
        ackFloor: { consumerSeq: lastSeq - 52, streamSeq: lastSeq - 52, lastActive: serverMs(0) },
        ackPending: 12,
        pending: 40 + at,
        redelivered: at,
      }),
    ),
  };
}

/** A consumer's group of its own on the servers of its stream; `null` for one copy. */
function groupOf([leader, ...followers]: readonly string[]): GroupFacts | null {
  if (leader === undefined || followers.length === 0) return null;
  return {
    cluster: clusterName('C1'),
    leader: serverName(leader),
    replicas: followers.map((name) => peerRow(name)),
    raftGroup: 'C-R3F-fixture',
    leaderSince: null,
    desired: null,
  };
}

/** The server that came back catches up on some of its copies. */
function catchingUp(cluster: TestCluster): TestCluster {
  return ['ORDERS_3', 'ORDERS_4', 'ORDERS_5', 'geo']
    .reduce(
      (all, name) => all.changeStream(name, { rows: { n5: { current: false, lag: 158 } }, positions: { n5: 327_713 } }),
      cluster,
    )
    .withMetaRow('n5', { current: false, lag: 41 });
}

/** Names and texts as somebody might choose them who wants to mislead. */
function hostile(): TestCluster {
  const long = `LONG_${'x'.repeat(4_000)}_END`;
  const names = ['<img src=x onerror=alert(1)>', 'safe\u202Egnp.exe', 'two\u0007bells\u0000', 'заказы-订单', long];
  return names.reduce(
    (cluster, name, index) => cluster.withStream(name, home(1), detail(name, 'A\u202EPP', index, home(1))),
    servers(aCluster()).withServer('n6-<b>bold</b>\u202Etxt'),
  );
}

const zones: Readonly<Record<string, string>> = { n1: 'az:a', n2: 'az:a', n3: 'az:b', n4: 'az:b', n5: 'az:c' };
const gib = 1024 ** 3;

/** A poll with what real servers would add: tags, load, storage, and sizes that fit the number of messages. */
function polled(cluster: TestCluster, ms: number): readonly Observation[] {
  return cluster.poll(ms).map((observation) => dressed(observation, ms));
}

function dressed(observation: Observation, ms: number): Observation {
  if (observation.kind === 'statsz') {
    const { reply } = observation;
    const load = loadOf(reply.load, indexOf(reply.server.name), ms);
    return { ...observation, reply: { ...reply, server: tagged(reply.server), load } };
  }
  if (observation.kind === 'placement') {
    const { reply } = observation;
    const accounts = reply.accounts.map((account) => ({ ...account, streams: account.streams.map(sized) }));
    const totals = totalsOf(reply.totals, indexOf(reply.server.name));
    return { ...observation, reply: { ...reply, server: tagged(reply.server), totals, accounts } };
  }
  return observation;
}

const indexOf = (name: string) => Number(name.replace(/\D/g, '')) || 1;

function tagged<T extends { readonly name: string; readonly tags: readonly string[] }>(server: T): T {
  const zone = zones[server.name];
  return zone === undefined ? server : { ...server, tags: [zone, 'ssd'] };
}

function loadOf(load: ServerLoad, index: number, ms: number): ServerLoad {
  const rate = 400 + 160 * index;
  return { ...load, cpu: 20 + 9 * index, connections: 12 + index, receivedMessages: 1_000_000 + (ms * rate) / 1000 };
}

function totalsOf(totals: JszTotals, index: number): JszTotals {
  return {
    ...totals,
    maxStorage: 160 * gib,
    storage: (40 + 7 * index) * gib,
    reservedStorage: (70 + 4 * index) * gib,
    maxMemory: 4 * gib,
    memory: 210_000_000,
    haAssets: 20 + index,
    apiTotal: 18_204 + index,
    apiErrors: 3,
  };
}

function sized<T extends { readonly state: { readonly lastSeq: number | bigint } }>(stream: T): T {
  const messages = Math.max(Number(stream.state.lastSeq) - 1_000, 0);
  return { ...stream, state: { ...stream.state, messages, firstSeq: 1_001, bytes: messages * 6_330, consumers: 2 } };
}
