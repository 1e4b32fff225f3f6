import '../testing/engine/websocket';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import type { ConsumerModel, StreamModel } from '../domain/cluster/model';
import type { Command } from '../domain/command/command';
import { clusterName, serverName, type ServerName } from '../domain/ids';
import { leadersAway, stepOf } from '../domain/balance/leaders';
import { runSteps, type StepState } from '../domain/balance/run-steps';
import { leaderOf, operate, sequencePort } from '../testing/engine/operate';
import { createCommands } from './create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];

interface Connz {
  readonly connections?: readonly { readonly cid: number; readonly name?: string; readonly type?: string }[];
}

interface Jsz {
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly config?: Record<string, unknown>;
      readonly consumer_detail?: readonly { readonly name: string; readonly cluster?: { readonly leader?: string } }[];
    }[];
  }[];
}

describe.each(versions)('on five servers of %s', (version) => {
  // Without the import of an account's API (2.9 refuses it as a cycle) only what the meta leader answers can be done.
  const hasAccess = !version.startsWith('2.9');
  const knowsServerCalls = !version.startsWith('2.9');
  const knowsPreferred = version === '2.15.1';
  // Below 2.10.9 a crash soon after a move loses the copy.
  const keepsMoved = !version.startsWith('2.9');
  const whereReached = hasAccess ? it : () => undefined;
  let cluster: Cluster;
  const operated = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );
  const { api, publish, copies, copiesOn, permitted, refusalOf, refusedFor, run } = operated;
  const allRead = (rows: readonly StreamModel[]) => rows.length === 6 && rows.every(({ config }) => config !== null);
  const connected = (before?: () => Promise<void>, ready = allRead) => operated.connected(ready, before);

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path });
    await cluster.waitUntilHealthy();
    for (const [name, replicas] of [
      ['ONE', 1],
      ['THREE', 3],
      // Three servers are left, of two zones at least: a tag tells them apart, wherever the copies are.
      ['MOVED', 2],
      ['DEAD', 3],
      ['SCALED', 1],
      ['WIDE', 5],
    ] as const) {
      // A number beyond what a parser keeps exactly: it has to come back as it was.
      const more = name === 'SCALED' ? { max_age: 9_007_199_254_740_992, description: 'as it was' } : {};
      await api(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], num_replicas: replicas, ...more });
      await publish(name, 100);
    }
    const consumer = { durable_name: 'C', ack_policy: 'explicit', num_replicas: 3 };
    await api('CONSUMER.DURABLE.CREATE.THREE.C', { stream_name: 'THREE', config: consumer });
  }, 90_000);
  afterAll(() => cluster.dispose());
  afterEach(() => operated.closePages());

  /** On its monitoring port. */
  async function clientsAt(server: string) {
    const connz = (await cluster.monitor(server, '/connz')) as Connz;
    return connz.connections ?? [];
  }

  /** The server that says on its monitoring port that it leads the consumer itself. */
  async function consumerLeader(name: string): Promise<string | undefined> {
    for (const { name: server } of cluster.servers) {
      const { account_details: accounts = [] } = (await cluster.monitor(server, '/jsz?consumers=true')) as Jsz;
      const details = accounts.flatMap(({ stream_detail: streams }) => streams ?? []);
      const found = details.flatMap(({ consumer_detail: own }) => own ?? []).find((one) => one.name === name);
      if (found?.cluster?.leader === server) return server;
    }
    return undefined;
  }

  /** As the leader stores it, on its monitoring port; without what servers note themselves. */
  async function configOf(name: string): Promise<Record<string, unknown>> {
    const [leader] = (await copies(name)).filter(({ leads }) => leads);
    const jsz = (await cluster.monitor(leader!.server, '/jsz?streams=true&config=true')) as Jsz;
    const details = (jsz.account_details ?? []).flatMap(({ stream_detail: streams }) => streams ?? []);
    return { ...details.find((stream) => stream.name === name)!.config!, metadata: null };
  }

  whereReached(
    'a stream leader steps down, for whoever is elected and for a preferred one',
    async () => {
      const { page, row, until } = await connected();
      await until((stream) => stream.health === 'healthy', 'THREE', 'a healthy stream');
      const { key } = row('THREE')!;
      const before = leaderOf(row('THREE'));
      const outcome = await run(page, { kind: 'streamStepDown', stream: key, preferred: null });
      if (outcome.kind !== 'verified' || outcome.result.kind !== 'leads') throw new Error(JSON.stringify(outcome));
      expect(outcome.result.leader).not.toBe(before);
      const leaders = (await copies('THREE')).filter(({ leads }) => leads).map(({ server }) => server);
      expect(leaders).toEqual([outcome.result.leader]);
      const preferred = row('THREE')!
        .copies.map(({ server }) => server)
        .find((name) => name !== leaders[0])!;
      const wish = { kind: 'streamStepDown', stream: key, preferred } as const;
      if (!knowsPreferred) {
        expect(await refusalOf(page, wish)).toBe('versionTooOld');
        return;
      }
      expect(await run(page, wish)).toMatchObject({ kind: 'verified', result: { leader: preferred } });
      expect((await copies('THREE')).find(({ leads }) => leads)?.server).toBe(preferred);
    },
    60_000,
  );

  it('the meta leader steps down for one of its cluster, and with a tag', async () => {
    const { page, row, until } = await connected();
    await until((stream) => stream.health === 'healthy', 'WIDE', 'a picture');
    const { domain } = row('WIDE')!;
    const before = await cluster.waitForMetaLeader();
    const name = clusterName(cluster.clusterName);
    const inCluster = { kind: 'metaStepDown', domain, preferred: null, within: { kind: 'cluster', name } } as const;
    const outcome = await run(page, inCluster);
    if (outcome.kind !== 'verified' || outcome.result.kind !== 'leads') throw new Error(JSON.stringify(outcome));
    const after = await cluster.waitForMetaLeader();
    expect(after).toBe(outcome.result.leader);
    expect(after).not.toBe(before);
    // Zones a and b have two servers each, so that one of them is there whoever leads.
    const withTag = { kind: 'metaStepDown', domain, preferred: null, within: { kind: 'tag', tag: 'az:b' } } as const;
    if (!knowsPreferred) {
      expect(await refusalOf(page, withTag)).toBe('versionTooOld');
      return;
    }
    expect(await run(page, withTag)).toMatchObject({ kind: 'verified' });
    expect(['n2', 'n5']).toContain(await cluster.waitForMetaLeader());
  }, 60_000);

  whereReached(
    'a consumer leader steps down',
    async () => {
      const { page, row, until } = await connected();
      await until((stream) => stream.health === 'healthy', 'THREE', 'a healthy stream');
      const consumers = page.watch('consumers', { stream: row('THREE')!.key });
      const led = (rows: readonly ConsumerModel[]) => rows[0]?.group.leadership.kind === 'led';
      await consumers.until(led, 'a consumer with a leader');
      const outcome = await run(page, {
        kind: 'consumerStepDown',
        consumer: consumers.rows()[0]!.key,
        preferred: null,
      });
      expect(outcome).toMatchObject({ kind: 'verified', result: { kind: 'leads' } });
    },
    60_000,
  );

  whereReached(
    'all leaders leave a server, one after the other, and none of them comes back',
    async () => {
      const { page, streams } = await connected();
      const healthy = (rows: readonly StreamModel[]) => rows.every(({ health }) => health === 'healthy');
      await streams.until(healthy, 'healthy streams');
      const servers = page.watch('servers');
      await servers.until((rows) => rows.every(({ version: known }) => known !== null), 'servers');
      const consumers = page.watch('consumers');
      const [consumer] = await consumers.until(([one]) => leaderOf(one) !== null, 'consumers, of whatever stream');
      const from = leaderOf(consumer)!;
      const plan = leadersAway(
        {
          servers: servers.rows(),
          streams: streams.rows(),
          consumers: consumers.rows(),
          rateOf: () => 1,
          isReached: () => true,
        },
        from,
      );
      expect(plan.moves.map((move) => move.consumer?.name)).toContain(consumer!.name);
      const steps = plan.moves.map((move) => stepOf(move, knowsPreferred));
      const ends: StepState[] = [];
      await runSteps(steps, sequencePort(page), (index, state) => void (ends[index] = state));
      expect(ends.map(({ kind }) => kind)).toEqual(steps.map(() => 'verified'));
      for (const { stream, consumer: own, to } of plan.moves) {
        const [leader] = (await copies(stream.name)).filter(({ leads }) => leads);
        const name = own === null ? leader?.server : await consumerLeader(own.name);
        if (knowsPreferred) expect(name).toBe(to);
        else expect(name).not.toBe(from);
      }
    },
    90_000,
  );

  it('a client is asked to go, its connection ended, and never one of this console', async () => {
    const { page } = await connected();
    const server = (await page.watch('servers').until((rows) => rows.every(({ id }) => id !== null), 'servers'))[0]!;
    const idle = connect(cluster.server(server.name).clientPort, '127.0.0.1');
    const { user, password } = cluster.logins.app;
    idle.write(
      `CONNECT ${JSON.stringify({ user, pass: password, name: 'idle', verbose: false, protocol: 1 })}\r\nPING\r\n`,
    );
    const closed = new Promise((resolve) => void idle.on('close', resolve));
    const heard: string[] = [];
    idle.on('data', (chunk) => void heard.push(chunk.toString()));
    idle.on('error', () => undefined);
    const seen = async () => (await clientsAt(server.name)).find(({ name }) => name === 'idle')?.cid;
    const cid = await waitFor(seen, { what: 'the client' });
    if (!knowsServerCalls) {
      expect(await refusalOf(page, { kind: 'clientClose', server: server.name, cid })).toBe('versionTooOld');
      idle.destroy();
      return;
    }
    const list = await page.call('clients', server.id!);
    expect(list).toMatchObject({ ok: true });
    expect(list.ok && list.value?.clients.map(({ name }) => name)).toContain('idle');
    // It is told, and stays: it is for the client to go.
    const nudged = await run(page, { kind: 'clientNudge', server: server.name, cid });
    expect(nudged).toEqual({ kind: 'notVerified', reason: 'stillConnected' });
    expect(heard.join('')).toContain('"ldm":true');
    const ended = await run(page, { kind: 'clientClose', server: server.name, cid });
    expect(ended).toMatchObject({ kind: 'verified', result: { kind: 'clientGone', cid } });
    await closed;
    expect((await clientsAt(server.name)).map(({ name }) => name)).not.toContain('idle');
    expect(await refusalOf(page, { kind: 'clientClose', server: server.name, cid })).toBe('clientGone');
    // Our own, wherever it is.
    const own = [];
    for (const { name } of cluster.servers)
      for (const { cid, type = '' } of await clientsAt(name))
        own.push({ type, wish: { kind: 'clientClose', server: serverName(name), cid } as const });
    const ofConsole = own.filter(({ type }) => type === 'websocket');
    expect(ofConsole).toHaveLength(1);
    for (const { wish } of ofConsole) await refusedFor(page, wish, 'ownConnection');
  }, 60_000);

  it('a configuration is loaded anew; one with a mistake is not, and its path on the host is not told', async () => {
    const { page } = await connected();
    const rows = await page.watch('servers').until((all) => all.every(({ id }) => id !== null), 'servers');
    const { name } = rows[0]!;
    const command = { kind: 'serverReload', server: name } as const;
    if (!knowsServerCalls) {
      expect(await refusalOf(page, command)).toBe('versionTooOld');
      return;
    }
    const loadedAt = async () =>
      ((await cluster.monitor(name, '/varz')) as { config_load_time: string }).config_load_time;
    const before = await loadedAt();
    const changed = version === '2.15.1' ? false : null;
    expect(await run(page, command)).toMatchObject({ kind: 'verified', result: { kind: 'reloaded', changed } });
    const after = await loadedAt();
    expect(after).not.toBe(before);
    const file = join(cluster.dir, name, 'nats.conf');
    const text = readFileSync(file, 'utf8');
    try {
      writeFileSync(file, `${text}\nlogtime: true\n`);
      const other = version === '2.15.1' ? true : null;
      expect(await run(page, command)).toMatchObject({
        kind: 'verified',
        result: { kind: 'reloaded', changed: other },
      });
      const good = await loadedAt();
      writeFileSync(file, `${text}\ninclude "./nowhere.conf"\n`);
      const outcome = await run(page, command);
      if (outcome.kind !== 'failed') throw new Error(JSON.stringify(outcome));
      expect(outcome.description).toContain('…/nowhere.conf');
      expect(outcome.description).not.toContain(cluster.dir);
      expect(await loadedAt()).toBe(good);
    } finally {
      writeFileSync(file, text);
    }
  }, 60_000);

  it('a copy moves to another server, and so does an only copy where it would outlive a crash, with all its messages', async () => {
    const { page, row, until } = await connected();
    for (const name of ['MOVED', 'ONE']) {
      await until((stream) => stream.health === 'healthy', name, 'a healthy stream');
      const from = leaderOf(row(name))!;
      if (name === 'ONE' && !keepsMoved) {
        expect(await refusalOf(page, { kind: 'streamMove', stream: row(name)!.key, from })).toBe('onlyCopyAtRisk');
        continue;
      }
      const outcome = await run(page, { kind: 'streamMove', stream: row(name)!.key, from });
      if (outcome.kind !== 'verified' || outcome.result.kind !== 'copies') throw new Error(JSON.stringify(outcome));
      const held = await copiesOn(name, outcome.result.members);
      expect(outcome.result.members).not.toContain(from);
      expect(held.map(({ messages }) => messages)).toEqual(held.map(() => 100));
    }
  }, 90_000);

  it('a copy goes to a server with the tag that was asked for, and the placement of its stream stays as it was', async () => {
    const { page, row, until } = await connected();
    const name = keepsMoved ? 'ONE' : 'MOVED';
    await until((stream) => stream.health === 'healthy', name, 'a healthy stream');
    const wish = { kind: 'streamMove', stream: row(name)!.key, from: leaderOf(row(name))! } as const;
    const before = row(name)!.copies.map(({ server }) => server!);
    const { effect } = await permitted(page, wish);
    if (effect.kind !== 'copyGoes' || typeof effect.tags !== 'object') throw new Error(JSON.stringify(effect));
    const [first] = effect.candidates;
    // The zone that the meta leader would not take by itself.
    const { tag, servers } = effect.tags.find((choice) => !choice.servers.includes(first!))!;
    const outcome = await run(page, { ...wish, tag });
    if (outcome.kind !== 'verified' || outcome.result.kind !== 'copies') throw new Error(JSON.stringify(outcome));
    const held = await copiesOn(name, outcome.result.members);
    expect(held.map(({ messages }) => messages)).toEqual(before.map(() => 100));
    const [newcomer] = held.filter(({ server }) => !before.includes(server));
    expect(servers).toContain(newcomer!.server);
    expect((await configOf(name))['placement']).toBeUndefined();
  }, 60_000);

  it('a move to a server that froze is taken back, also where it left nobody to lead', async () => {
    const target = 'n3';
    const port = cluster.server('n1').clientPort;
    const { admin } = cluster.logins;
    const awayFromTarget = async () => {
      if ((await cluster.waitForMetaLeader()) !== target) return true;
      await request(port, admin, '$JS.API.META.LEADER.STEPDOWN');
      return false;
    };
    await waitFor(awayFromTarget, { what: 'another meta leader', intervalMs: 500 });
    const config = { name: 'HELD', subjects: ['HELD.>'], num_replicas: 1 };
    await api('STREAM.CREATE.HELD', { ...config, placement: { tags: ['az:a'] } });
    await publish('HELD', 100);
    await api('STREAM.UPDATE.HELD', config);
    const { page, row, until } = await connected(undefined, (rows) => rows.length === 7);
    await until((stream) => stream.health === 'healthy', 'HELD', 'a healthy stream');
    const home = leaderOf(row('HELD'))!;
    await cluster.freeze(target);
    try {
      // The meta leader still takes it for a server that is there; this console would not.
      await request(port, admin, '$JS.API.ACCOUNT.STREAM.MOVE.APP.HELD', { server: home, tags: ['az:c'] });
      const stuck = version === '2.15.1' ? 'catchingUp' : 'noQuorum';
      await until((stream) => stream.health === stuck, 'HELD', 'a move that does not go on');
      const outcome = await run(page, { kind: 'streamCancelMove', stream: row('HELD')!.key });
      expect(outcome).toMatchObject({ kind: 'verified', result: { kind: 'settled' } });
      const held = await copiesOn('HELD', [home]);
      expect(held).toEqual([{ server: home, leads: true, messages: 100 }]);
    } finally {
      await cluster.thaw(target);
      await api('STREAM.DELETE.HELD');
    }
  }, 90_000);

  whereReached(
    'a stream grows to three copies and back to one, with all its messages and nothing else of it changed',
    async () => {
      const { page, row, until } = await connected();
      await until((stream) => stream.health === 'healthy', 'SCALED', 'a healthy stream');
      const { key } = row('SCALED')!;
      expect(await refusalOf(page, { kind: 'streamScale', stream: key, replicas: 1 })).toBe('sameReplicas');
      const before = await configOf('SCALED');
      for (const replicas of [3, 1]) {
        const outcome = await run(page, { kind: 'streamScale', stream: key, replicas });
        if (outcome.kind !== 'verified' || outcome.result.kind !== 'copies') throw new Error(JSON.stringify(outcome));
        const held = await copiesOn('SCALED', outcome.result.members);
        expect(held.map(({ messages }) => messages)).toEqual(Array(replicas).fill(100));
        expect(await configOf('SCALED')).toEqual({ ...before, num_replicas: replicas });
      }
    },
    90_000,
  );

  whereReached(
    'a step-down whose followers freeze on its way is not verified, and says that nobody leads',
    async () => {
      const frozen: ServerName[] = [];
      const { page, row, until } = await connected(async () => {
        for (const name of frozen) await cluster.freeze(name);
      });
      await until((stream) => stream.health === 'healthy', 'DEAD', 'a healthy stream');
      const { key, copies: all } = row('DEAD')!;
      frozen.push(...all.flatMap(({ server, role }) => (role === 'follower' && server !== null ? [server] : [])));
      try {
        const outcome = await run(page, { kind: 'streamStepDown', stream: key, preferred: null });
        expect(outcome).toEqual({ kind: 'notVerified', reason: 'leaderless' });
      } finally {
        for (const name of frozen) await cluster.thaw(name);
      }
    },
    90_000,
  );

  it('a copy among as many servers as copies is neither moved nor removed', async () => {
    const { page, row, until } = await connected();
    await until((stream) => stream.health === 'healthy', 'WIDE', 'a healthy stream');
    const { key } = row('WIDE')!;
    const [first] = row('WIDE')!.copies.map(({ server }) => server!);
    // Until the servers that were frozen a moment ago have found back there may be other reasons.
    await refusedFor(page, { kind: 'streamMove', stream: key, from: first! }, 'noRoomElsewhere');
    await refusedFor(page, { kind: 'streamCancelMove', stream: key }, 'notChanging');
    if (hasAccess) await refusedFor(page, { kind: 'streamPeerRemove', stream: key, server: first! }, 'copyAnswers');
  }, 60_000);

  whereReached(
    'a dead copy is removed and made anew elsewhere; where there is no elsewhere it is refused',
    async () => {
      const { page, row, until } = await connected();
      await until((stream) => stream.health === 'healthy', 'DEAD', 'a healthy stream');
      const dead = row('DEAD')!.copies.find(({ role }) => role === 'follower')!.server!;
      const only = row('ONE')!.copies[0]!.server!;
      await cluster.kill(dead);
      try {
        await until((stream) => stream.health === 'reduced', 'DEAD', 'a silent copy');
        await until((stream) => stream.health === 'reduced', 'WIDE', 'a leader of the other');
        // The dead one may have led the meta group: until another one does that is the reason.
        const eviction = (name: string, server: ServerName) =>
          ({ kind: 'streamPeerRemove', stream: row(name)!.key, server }) as const;
        await refusedFor(page, eviction('WIDE', dead), 'noRoomElsewhere');
        await refusedFor(page, eviction('ONE', only), 'oneCopy', 'notReported', 'leaderSilent');
        const outcome = await run(page, { kind: 'streamPeerRemove', stream: row('DEAD')!.key, server: dead });
        if (outcome.kind !== 'verified' || outcome.result.kind !== 'copies') throw new Error(JSON.stringify(outcome));
        expect(outcome.result.members).not.toContain(dead);
        const held = await copiesOn('DEAD', outcome.result.members);
        expect(held.map(({ messages }) => messages)).toEqual([100, 100, 100]);
      } finally {
        await cluster.start(dead);
      }
    },
    120_000,
  );

  whereReached(
    'a stream is deleted, also one whose only copy is on a dead server, where the request is not answered',
    async () => {
      for (const name of ['PLAIN', 'GONE'])
        await api(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], num_replicas: 1 });
      const { page, row, until } = await connected(undefined, (rows) => rows.length === 8);
      await until((stream) => stream.health === 'healthy', 'PLAIN', 'a healthy stream');
      const deletion = (name: string): Command => ({ kind: 'streamDelete', stream: row(name)!.key });
      expect(await run(page, deletion('PLAIN'))).toMatchObject({ kind: 'verified', result: { kind: 'deleted' } });
      await copiesOn('PLAIN', []);
      const [{ server } = { server: serverName('') }] = await copies('GONE');
      await cluster.kill(server);
      try {
        await until((stream) => stream.health === 'unreachable', 'GONE', 'an unreachable stream');
        expect(await run(page, deletion('GONE'))).toMatchObject({ kind: 'verified', result: { kind: 'deleted' } });
      } finally {
        await cluster.start(server);
      }
      // It does not come back with its server.
      await waitFor(async () => (await copies('WIDE')).length === 5, { what: 'the copies of the server that is back' });
      await waitFor(async () => (await copies('GONE')).length === 0, { what: 'no copy' });
    },
    120_000,
  );

  it('a dead server is removed from the meta group once what is lost with it is given up, and a living one is not', async () => {
    const { page, row, until } = await connected();
    await until((stream) => stream.health === 'healthy', 'ONE', 'a healthy stream');
    const name = row('ONE')!.copies[0]!.server!;
    // Which servers hold the other stream of one copy is the cluster's choice: what is lost is asked of the servers.
    const lost: { account: string; name: string }[] = [];
    for (const stream of ['ONE', 'SCALED']) {
      const held = await copies(stream);
      if (held.every(({ server }) => server === name)) lost.push({ account: 'APP', name: stream });
    }
    const given = lost.length;
    const command = (streams: number, target: ServerName = name): Command => ({
      kind: 'serverRemove',
      domain: row('ONE')!.domain,
      target: { kind: 'server', name: target },
      givenUp: { streams, accounts: hasAccess ? [] : ['APP', 'ORDERS', 'MON', '$SYS'] },
    });
    expect(await refusalOf(page, command(given))).toBe('serverAnswers');
    await cluster.kill(name);
    await until((stream) => stream.health === 'unreachable', 'ONE', 'an unreachable stream');
    await until((stream) => stream.group.leadership.kind === 'led', 'WIDE', 'a leader', 30_000);
    const plan = await permitted(page, command(given));
    expect(plan.effect).toMatchObject({ lost: expect.arrayContaining(lost) as unknown, after: { of: 4, need: 3 } });
    expect(await refusalOf(page, command(given - 1))).toBe('streamsLost');
    if (hasAccess) {
      // Opened after the kill: no server tells of the stream, its account does.
      const named = (rows: readonly StreamModel[]) => rows.some(({ source }) => source === 'named');
      const later = await connected(undefined, named);
      const eviction = { kind: 'streamPeerRemove', stream: row('ONE')!.key, server: name } as const;
      await refusedFor(later.page, eviction, 'notReported');
      await refusedFor(later.page, command(given - 1), 'streamsLost');
    }
    expect(await run(page, command(given))).toMatchObject({ kind: 'verified', result: { kind: 'removed', of: 4 } });
    const leader = await cluster.waitForMetaLeader();
    const { meta_cluster: meta } = (await cluster.monitor(leader, '/jsz')) as {
      meta_cluster?: { cluster_size?: number };
    };
    expect(meta?.cluster_size).toBe(4);
  }, 120_000);
});
