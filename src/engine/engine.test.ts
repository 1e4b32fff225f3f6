import '../testing/engine/websocket';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { periods } from '../collect/periods';
import { createCommands } from '../commands/create-commands';
import { only, startTestPage, type TestPage } from '../testing/engine/test-page';
import { addStream, generateCluster, nodeOf, type ClusterShape } from '../testing/scripted-server/cluster';
import { hostile } from '../testing/scripted-server/hostile';
import {
  startScriptedServer,
  type ScriptedServer,
  type ScriptedServerOptions,
} from '../testing/scripted-server/scripted-server';
import type { ClusterRow, ConnectRequest } from './protocol';

/** Milliseconds from one ordinary poll of streams or of the meta group to the next. */
const leisurely = periods.summary;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function scripted(shape: Partial<ClusterShape> = {}, options: Partial<ScriptedServerOptions> = {}) {
  const cluster = generateCluster({ servers: 5, streams: 20, accounts: ['APP', 'ORDERS'], r3Share: 0.5, ...shape });
  const server = await startScriptedServer({ cluster, ...options });
  ends.push(() => server.close());
  return server;
}

function page(...args: Parameters<typeof startTestPage>): TestPage {
  const started = startTestPage(...args);
  ends.push(() => started.close());
  return started;
}

function login(server: ScriptedServer, password = 'x'): ConnectRequest {
  return {
    urls: server.urls,
    credentials: { kind: 'password', user: 'admin', password },
    inboxPrefix: null,
    accountPrefix: '{account}.$JS.API',
  };
}

async function connected(server: ScriptedServer, ...args: Parameters<typeof startTestPage>): Promise<TestPage> {
  const one = page(...args);
  const answer = await one.call('connect', login(server));
  expect(answer).toMatchObject({ ok: true });
  return one;
}

describe('connecting', () => {
  it('says hello, logs in and tells who we are', async () => {
    const server = await scripted();
    const one = page();
    await one.message(({ type }) => type === 'hello', 'hello');
    const answer = await one.call('connect', login(server));
    expect(answer).toEqual({
      ok: true,
      value: { user: 'admin', account: '$SYS', role: 'system', missing: [], expires: null, permissions: null },
    });
  });

  it('names a wrong password and leaves it out of every message', async () => {
    const server = await scripted({}, { login: { user: 'admin', password: 'right' } });
    const one = page();
    const answer = await one.call('connect', login(server, 'wr0ng-secret'));
    expect(answer).toMatchObject({ ok: false, error: { code: 'connect', problem: { code: 'wrongPassword' } } });
    expect(JSON.stringify(one.messages)).not.toContain('wr0ng-secret');
  });

  it('says that a login is of no system account when nobody answers', async () => {
    const server = await scripted();
    server.switches.noResponders = ['$SYS.REQ.SERVER.>'];
    const answer = await page().call('connect', login(server));
    expect(answer).toMatchObject({ ok: false, error: { code: 'connect', problem: { code: 'notSystemAccount' } } });
  });

  it('says that permissions are missing when the requests are denied', async () => {
    const server = await scripted();
    server.switches.denyPublish = ['$SYS.REQ.SERVER.>'];
    const answer = await page().call('connect', login(server));
    expect(answer).toMatchObject({ ok: false, error: { code: 'connect', problem: { code: 'permissionsMissing' } } });
  });

  it('says that JetStream is disabled when every server says so', async () => {
    const server = await scripted();
    server.cluster.jetstream = false;
    const answer = await page().call('connect', login(server));
    expect(answer).toMatchObject({ ok: false, error: { code: 'connect', problem: { code: 'jetstreamDisabled' } } });
  });

  it('says that replies cannot be read, and why, rather than that JetStream is disabled', async () => {
    const server = await scripted();
    server.switches.spoil.push({ pattern: '$SYS.REQ.SERVER.PING.JSZ', spoiler: hostile.wrongTypes });
    const answer = await page().call('connect', login(server));
    expect(answer).toMatchObject({
      ok: false,
      error: {
        code: 'connect',
        problem: { code: 'unreadable', detail: expect.stringContaining('JSZ of n') as string },
      },
    });
  });

  it('takes a member of another account that is answered for an observer, and goes on without what it may not hear', async () => {
    const server = await scripted({}, { account: 'MON' });
    server.switches.denySubscribe = ['$JS.EVENT.ADVISORY.>', '$SYS.SERVER.*.LAMEDUCK'];
    server.switches.denyPublish = ['$SYS.REQ.SERVER.PING.ACCOUNTZ'];
    const one = await connected(server);
    const status = await one.message(
      (message) =>
        message.type === 'status' && (message.status.identity?.missing.includes('$SYS.SERVER.*.LAMEDUCK') ?? false),
      'the refused subscription',
    );
    expect(status).toMatchObject({ status: { identity: { role: 'observer', account: 'MON' } } });
    const cluster = one.watch('cluster');
    await cluster.until((rows) => only(rows).metas.length === 1, 'the meta group');
  });

  it('shows no picture before the name of the cluster is known', async () => {
    const server = await scripted();
    server.switches.delayMs = 500;
    const one = page();
    const cluster = one.watch('cluster');
    const answer = one.call('connect', login(server));
    await vi.waitFor(() => {
      expect(server.requests.length).toBeGreaterThan(2);
    });
    const json = { server: { name: 'n9', id: 'N9', cluster: '', jetstream: true, time: '2026-01-01T00:00:00Z' } };
    server.publish({ subject: '$SYS.SERVER.N9.SHUTDOWN', json });
    await answer;
    await cluster.until((rows) => rows.length === 1, 'the cluster');
    const told = cluster.patches.flatMap(({ rows }) => rows.map(({ row }) => (row as ClusterRow).key));
    expect(new Set(told)).toEqual(new Set(['C1']));
  });

  it('connects to a cluster of 2.9, which knows neither IDZ nor USER.INFO', async () => {
    const server = await scripted({ version: '2.9.10' });
    const one = await connected(server);
    const rows = await one
      .watch('servers')
      .until((all) => all.every(({ presence }) => presence.kind === 'answering') && all.length === 5, 'all servers');
    expect(rows[0]?.version).toBe('2.9.10');
    expect(server.requests.some(({ subject }) => subject.endsWith('.IDZ'))).toBe(false);
  });

  it('opens a sealed login in another engine that has the key', async () => {
    const server = await scripted();
    const { memoryKeyStore } = await import('./seal');
    const keys = memoryKeyStore();
    const first = await connected(server, { keys });
    const sealed = await first.call('seal', null);
    if (!sealed.ok || !sealed.value) throw new Error('not sealed');
    expect(new TextDecoder().decode(sealed.value.data)).not.toContain('admin');
    const again = await page({ keys }).call('reconnectSealed', sealed.value);
    expect(again).toMatchObject({ ok: true, value: { user: 'admin' } });
    const stranger = await page().call('reconnectSealed', sealed.value);
    expect(stranger).toMatchObject({ ok: false, error: { code: 'notAvailable' } });
  });
});

describe('the picture', () => {
  it('shows every stream with its copies, leaders and configuration', async () => {
    const server = await scripted();
    const one = await connected(server);
    const streams = await one
      .watch('streams')
      .until((rows) => rows.length === 20 && rows.every(({ config }) => config !== null), 'all streams, configured');
    expect(streams.filter(({ copies }) => copies.length === 3)).toHaveLength(10);
    expect(streams.every(({ health }) => health === 'healthy')).toBe(true);
  });

  it('calls clusters that are joined by all their names', async () => {
    const server = await scripted({ name: 'EAST' });
    for (const name of ['n4', 'n5']) nodeOf(server.cluster, name).cluster = 'WEST';
    const one = await connected(server);
    const rows = await one.watch('cluster').until((all) => all.length === 1, 'the cluster');
    expect(only(rows)).toMatchObject({ name: 'EAST+WEST', key: 'EAST_WEST' });
  });

  it('takes the green away from a server that does not answer, and gives it back on return', async () => {
    const server = await scripted();
    const one = await connected(server);
    const servers = one.watch('servers');
    const activity = one.watch('activity');
    await servers.until((rows) => rows.filter(({ presence }) => presence.kind === 'answering').length === 5, 'five');
    nodeOf(server.cluster, 'n3').up = false;
    await servers.until(
      (rows) => rows.some(({ name, presence }) => name === 'n3' && presence.kind === 'silent'),
      'silence',
    );
    nodeOf(server.cluster, 'n3').up = true;
    await servers.until((rows) => rows.every(({ presence }) => presence.kind === 'answering'), 'return');
    const rows = await activity.until(
      (all) => all.some(({ kind }) => kind === 'return'),
      'the return in the time line',
    );
    expect(rows.map(({ kind, subject }) => [kind, subject])).toContainEqual(['silence', 'n3']);
  });

  it('shows a new meta leader with the advisory, not with the next poll', async () => {
    const server = await scripted();
    const one = await connected(server);
    const cluster = one.watch('cluster');
    await cluster.until((rows) => only(rows).metas[0]?.leadership.kind === 'led', 'a leader');
    const before = performance.now();
    server.stepDownMeta();
    await cluster.until((rows) => ledBy(rows) === 'n2', 'the new leader');
    expect(performance.now() - before).toBeLessThan(leisurely / 2);
    const [row] = await one.watch('activity').until((rows) => rows.length > 0, 'the election');
    expect(row).toMatchObject({ kind: 'metaElection', from: 'n1', to: 'n2' });
  });

  it('shows a new stream leader with the advisory, not with the next poll', async () => {
    const server = await scripted();
    const one = await connected(server);
    const streams = one.watch('streams');
    const stream = [...server.cluster.streams.values()].find(({ copies }) => copies.length === 3);
    if (!stream) throw new Error('no R3 stream');
    await streams.until((rows) => rows.length === 20, 'all streams');
    const before = performance.now();
    server.moveStreamLeader(stream.account, stream.name, stream.copies[1] ?? '');
    await streams.until(
      (rows) =>
        rows.some(
          ({ name, group }) =>
            name === stream.name && group.leadership.kind === 'led' && group.leadership.by === stream.copies[1],
        ),
      'the new leader',
    );
    expect(performance.now() - before).toBeLessThan(leisurely / 2);
  });

  it('keeps a single copy on a dead server on the screen, and knows it again after a reload', async () => {
    const server = await scripted({ r3Share: 0 });
    addStream(server.cluster, 'APP', 'LONELY', ['n5']);
    const { memoryInventoryStore } = await import('./inventory-store');
    const memory = memoryInventoryStore();
    let resolve = () => {};
    const saved = new Promise<void>((done) => (resolve = done));
    const inventory: typeof memory = {
      load: (cluster) => memory.load(cluster),
      save: (...args) => memory.save(...args).then(resolve),
    };
    const first = await connected(server, { inventory });
    await first.watch('streams').until((rows) => rows.some(({ name }) => name === 'LONELY'), 'the stream');
    await saved;
    first.close();
    nodeOf(server.cluster, 'n5').up = false;
    const second = await connected(server, { inventory });
    const rows = await second
      .watch('streams')
      .until((all) => all.some(({ name, health }) => name === 'LONELY' && health === 'unreachable'), 'the lost stream');
    expect(rows.find(({ name }) => name === 'LONELY')).toMatchObject({ source: 'remembered' });
  });

  it('names streams of a dead server by the account that can be asked', async () => {
    const server = await scripted({ r3Share: 0, imports: ['APP'] });
    addStream(server.cluster, 'APP', 'LONELY', ['n5']);
    nodeOf(server.cluster, 'n5').up = false;
    const one = await connected(server);
    const cluster = one.watch('cluster');
    const rows = await one
      .watch('streams')
      // Its account may name it before all servers have been read: until then nobody knows.
      .until((all) => all.some(({ name, health }) => name === 'LONELY' && health !== 'unknown'), 'the named stream');
    expect(rows.find(({ name }) => name === 'LONELY')).toMatchObject({ source: 'named', health: 'unreachable' });
    const accounts = await cluster.until(
      (all) => only(all).accounts.every(({ access }) => access !== 'unknown'),
      'access of both accounts',
    );
    expect(only(accounts).accounts).toMatchObject([
      { id: 'APP', access: 'prefix', streams: 'complete' },
      { id: 'ORDERS', access: 'none', streams: 'unknown' },
    ]);
  });

  it('polls consumers of a watched stream', async () => {
    const server = await scripted({ consumersPerStream: 2 });
    const one = await connected(server);
    const streams = await one.watch('streams').until((rows) => rows.length === 20, 'all streams');
    const key = streams[0]?.key;
    if (!key) throw new Error('no stream');
    await one.watch('consumers', { stream: key }).until((rows) => rows.length === 2, 'its consumers');
    const details = await one.message(() => detailRequests(server) >= 2, 'two polls of details');
    expect(details).toBeDefined();
  });

  it('polls consumers of all streams where no stream is named', async () => {
    const server = await scripted({ consumersPerStream: 2 });
    const one = await connected(server);
    await one.watch('consumers').until((rows) => rows.length === 40, 'the consumers of twenty streams');
  });
});

describe('the link', () => {
  it('finds another server when the one it is connected with is frozen', async () => {
    const server = await scripted({}, { listeners: 2 });
    const one = await connected(server);
    const cluster = one.watch('cluster');
    await cluster.until((rows) => only(rows).link === 'live', 'live');
    server.freeze(0);
    await cluster.until((rows) => only(rows).link !== 'live', 'doubt');
    await cluster.until((rows) => only(rows).link === 'live', 'live again');
    const status = await one.message(
      (message) => message.type === 'status' && message.status.connectedTo === 'n2',
      'n2',
    );
    expect(status).toBeDefined();
  });

  it('shows nothing as healthy while the link is down, and everything again after it', async () => {
    const server = await scripted();
    const one = await connected(server);
    const servers = one.watch('servers');
    await servers.until((rows) => rows.filter(({ mark }) => mark === 'ok').length === 5, 'all well');
    server.freeze(0);
    await servers.until((rows) => rows.every(({ presence }) => presence.kind === 'unknown'), 'unknown');
    server.thaw(0);
    await servers.until((rows) => rows.every(({ mark }) => mark === 'ok'), 'all well again');
  });
});

describe('patches', () => {
  it('come in batches of 500 with the count first, small topics before large ones', async () => {
    const server = await scripted({ streams: 1300 });
    const one = await connected(server);
    // The servers answer one after the other: only a watch begun afterwards is given all rows in one go.
    await one.watch('cluster').until((rows) => only(rows).summary.streams === 1300, 'the whole picture');
    const streams = one.watch('streams');
    await streams.until((rows) => rows.length === 1300, '1,300 streams');
    const full = streams.patches.filter(({ rows }) => rows.length === 500);
    expect(full.length).toBeGreaterThan(1);
    expect(Math.max(...streams.patches.map(({ rows }) => rows.length))).toBe(500);
    expect(full[0]?.count).toBe(1300);
    expect(full[0]?.last).toBe(false);
  });

  it('are never more than two ahead of the page, which then gets what is true by then', async () => {
    const server = await scripted();
    const one = await connected(server);
    one.setAcknowledging(false);
    const sentBefore = one.patches.length;
    const cluster = one.watch('cluster');
    one.watch('servers');
    one.watch('streams');
    await one.message((message) => message.type === 'beat' && message.seq > 3, 'some seconds');
    expect(one.patches.length - sentBefore).toBe(2);
    const before = summaries(server);
    server.stepDownMeta();
    await one.message(() => summaries(server) > before, 'a refreshed meta group');
    one.setAcknowledging(true);
    await cluster.until((rows) => ledBy(rows) === 'n2', 'the present leader');
  });

  it('stop for rows while the page is hidden and catch up on return', async () => {
    const server = await scripted();
    const one = await connected(server);
    const streams = one.watch('streams');
    await streams.until((rows) => rows.length === 20 && rows.every(({ config }) => config !== null), 'all streams');
    one.setVisible(false);
    // What was on its way before the engine heard of it has come with its next answer.
    await one.call('accountAccess', null);
    addStream(server.cluster, 'APP', 'NEW', ['n1']);
    const before = streams.patches.length;
    const beats = one.messages.filter(({ type }) => type === 'beat').length;
    await one.message(() => one.messages.filter(({ type }) => type === 'beat').length > beats + 3, 'three seconds');
    expect(streams.patches.length).toBe(before);
    one.setVisible(true);
    await streams.until((rows) => rows.some(({ name }) => name === 'NEW'), 'the new stream');
  });
});

describe('hostile replies', () => {
  for (const [name, spoiler] of Object.entries(hostile)) {
    it(`survives ${name} from one server and still shows the others`, async () => {
      const server = await scripted();
      server.switches.spoil = [{ pattern: '$SYS.REQ.>', server: 'n2', spoiler }];
      const one = await connected(server);
      const servers = await one
        .watch('servers')
        .until((rows) => rows.filter(({ presence }) => presence.kind === 'answering').length >= 4, 'the others');
      expect(servers.some(({ name: own }) => own === 'n1')).toBe(true);
      expect(one.messages.filter(({ type }) => type === 'fault')).toEqual([]);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    });
  }

  it('counts what it cannot read', async () => {
    const server = await scripted();
    server.switches.spoil = [{ pattern: '$SYS.REQ.>', server: 'n2', spoiler: hostile.wrongTypes }];
    const one = await connected(server);
    await one.message((message) => message.type === 'status' && message.status.traffic.undecodable > 0, 'the count');
    const rows = await one
      .watch('cluster')
      .until((all) => only(all).rounds.some(({ undecodable }) => undecodable.length > 0), 'the round');
    expect(only(rows).rounds.flatMap(({ undecodable }) => undecodable)[0]?.server).toBe('n2');
  });
});

describe('commands', () => {
  it('plan, send and verify a step-down of the meta leader', async () => {
    const server = await scripted();
    const one = await connected(server, { commands: () => Promise.resolve(createCommands) });
    const cluster = one.watch('cluster');
    const ready = await cluster.until((rows) => ledBy(rows) === 'n1' && hasLiveness(rows), 'a leader, and liveness');
    const domain = only(ready).metas[0]!.domain;
    const plan = await one.call('planCommand', { kind: 'metaStepDown', domain, preferred: null });
    if (!plan.ok) throw new Error(plan.error.code);
    expect(plan.value).toMatchObject({ permit: { kind: 'allowed' }, basis: { leader: 'n1' } });
    const outcome = await one.call('runCommand', plan.value);
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'verified', result: { leader: 'n2' } } });
    const sent = server.requests.filter(({ subject }) => subject === '$JS.API.META.LEADER.STEPDOWN');
    expect(sent).toEqual([{ subject: '$JS.API.META.LEADER.STEPDOWN', body: '', gzip: false }]);
  });

  it('send nothing when another leads by the time they are run', async () => {
    const server = await scripted();
    const one = await connected(server, { commands: () => Promise.resolve(createCommands) });
    const cluster = one.watch('cluster');
    const ready = await cluster.until((rows) => ledBy(rows) === 'n1' && hasLiveness(rows), 'a leader, and liveness');
    const plan = await one.call('planCommand', {
      kind: 'metaStepDown',
      domain: only(ready).metas[0]!.domain,
      preferred: null,
    });
    if (!plan.ok) throw new Error(plan.error.code);
    server.stepDownMeta();
    const outcome = await one.call('runCommand', plan.value);
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'aborted', reason: 'planChanged' } });
    expect(server.requests.some(({ subject }) => subject.endsWith('STEPDOWN'))).toBe(false);
  });

  it('do not exist in the read-only engine', async () => {
    const server = await scripted();
    const one = await connected(server, { entry: 'read', commands: null });
    const [row] = await one.watch('cluster').until((rows) => ledBy(rows) === 'n1', 'a leader');
    const answer = await one.call('planCommand', {
      kind: 'metaStepDown',
      domain: row!.metas[0]!.domain,
      preferred: null,
    });
    expect(answer).toEqual({ ok: false, error: { code: 'notAvailable' } });
  });
});

function ledBy(rows: Parameters<typeof only>[0]): string | null {
  const leadership = rows[0]?.metas[0]?.leadership;
  return leadership?.kind === 'led' ? leadership.by : null;
}

function hasLiveness(rows: Parameters<typeof only>[0]): boolean {
  return rows[0]?.rounds.some(({ request }) => request === 'liveness') ?? false;
}

function detailRequests(server: ScriptedServer): number {
  return server.requests.filter(({ subject, body }) => subject.includes('.ACCOUNT.') && body.includes('consumer'))
    .length;
}

function summaries(server: ScriptedServer): number {
  return server.requests.filter(({ subject, body }) => subject.endsWith('PING.JSZ') && body === '').length;
}
