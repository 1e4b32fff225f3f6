import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import type { Evacuation, EvacuationRequest } from '../domain/evacuate/model';
import { evacuation } from '../domain/evacuate/plan';
import { domainName, serverName, type ServerName } from '../domain/ids';
import { memoryLocks } from '../testing/engine/locks';
import { only, startTestPage, type TestPage } from '../testing/engine/test-page';
import { startWriters } from '../testing/engine/traffic';
import { prove } from '../testing/proofs';
import { createCommands } from './create-commands';

const full = Boolean(process.env['CONCLAVE_FULL']);
const versions = full ? ['2.15.1', '2.10.27'] : ['2.15.1'];
const size = full ? 60 : 12;
const hub = domainName('');

/** What a server's own monitoring port says: outside of all that is tested here. */
interface Jsz {
  readonly streams: number;
  readonly consumers: number;
  readonly meta_cluster?: { readonly leader?: string };
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly cluster?: { readonly leader?: string };
    }[];
  }[];
}

describe.each(versions)('the evacuation of a server, on five of %s', (version) => {
  let cluster: Cluster;
  const pages: TestPage[] = [];
  const locks = memoryLocks();
  const streams = Array.from({ length: size }, (_, index) => ({
    name: `S${String(index)}`,
    replicas: index % 3 === 0 ? 1 : 3,
  }));

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path });
    await cluster.waitUntilHealthy();
    for (const [index, { name, replicas }] of streams.entries()) {
      await api(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], num_replicas: replicas });
      if (index % 2 === 1) continue;
      for (const own of replicas === 1 ? [1] : [1, 3])
        await api(`CONSUMER.DURABLE.CREATE.${name}.C${String(own)}`, {
          stream_name: name,
          config: { durable_name: `C${String(own)}`, ack_policy: 'explicit', num_replicas: own },
        });
    }
  }, 120_000);
  afterAll(() => cluster.dispose());
  afterEach(() => pages.splice(0).forEach((page) => page.close()));

  /** A young or loaded cluster is asked again. */
  async function api(what: string, body?: unknown): Promise<void> {
    const port = cluster.server(await cluster.waitForMetaLeader()).clientPort;
    let last: unknown;
    await waitFor(
      async () => {
        last = await request(port, cluster.logins.app, `$JS.API.${what}`, body);
        return typeof last === 'object' && last !== null && !('error' in last);
      },
      { what: `${what}: ${JSON.stringify(last)}` },
    );
  }

  async function jsz(server: string): Promise<Jsz> {
    return (await cluster.monitor(server, '/jsz?streams=true&consumers=true')) as Jsz;
  }

  /** Where the servers say that a stream has copies, and who leads. */
  async function holders(): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    for (const { name: server } of cluster.servers)
      for (const { stream_detail: details } of (await jsz(server)).account_details ?? [])
        for (const { name } of details ?? []) found.set(name, [...(found.get(name) ?? []), server]);
    return found;
  }

  async function connected() {
    const page = startTestPage({ commands: () => Promise.resolve(createCommands), locks });
    pages.push(page);
    const { user, password } = cluster.logins.admin;
    const answer = await page.call('connect', {
      urls: cluster.servers.map(({ wsUrl }) => wsUrl),
      credentials: { kind: 'password', user, password },
      inboxPrefix: null,
      accountPrefix: '{account}.$JS.API',
    });
    expect(answer).toMatchObject({ ok: true });
    const rows = page.watch('streams');
    const servers = page.watch('servers');
    const whole = page.watch('cluster');
    const runs = page.watch('evacuation');
    await rows.until(
      (all) => all.length >= size && all.every(({ config, health }) => config !== null && health === 'healthy'),
      'streams that are well',
      60_000,
    );
    await whole.until(
      ([row]) => row?.metas.some(({ leadership }) => leadership.kind === 'led') === true,
      'a meta leader',
    );
    const ask = async (wish: EvacuationRequest) => {
      const said = await page.call('evacuate', wish);
      if (!said.ok) throw new Error(said.error.code);
      return said.value;
    };
    /** On a loaded machine a server may have missed the last round: then it is asked for again. */
    const begun = (wish: EvacuationRequest) =>
      waitFor(async () => (await ask(wish)) === null, { what: `a beginning: ${JSON.stringify(wish)}` });
    /** As the page computes it. */
    const seen = (server: ServerName): Evacuation => {
      const { link, metas } = only(whole.rows());
      const picture = { link, metas, servers: servers.rows(), streams: rows.rows() };
      return evacuation(picture, server, hub, runs.rows()[0] ?? null);
    };
    const until = (server: ServerName, what: (state: Evacuation) => boolean, text: string, timeoutMs = 60_000) =>
      waitFor(() => Promise.resolve(what(seen(server))), { what: text, timeoutMs });
    const ended = async (kind: string, timeoutMs = 60_000) => {
      const isOver = (state: string | undefined) =>
        state !== undefined && ['ended', 'cancelled', 'stopped'].includes(state);
      const [run] = await runs.until(([one]) => isOver(one?.state.kind), `an end, ${kind}`, timeoutMs);
      if (run?.state.kind !== kind || run.failed.length > 0) throw new Error(JSON.stringify(run));
    };
    return { page, ask, begun, seen, until, ended, runs };
  }

  /** The server with the most copies, as they say themselves. */
  async function fullest(): Promise<ServerName> {
    const counts = new Map<string, number>();
    for (const servers of (await holders()).values())
      for (const server of servers) counts.set(server, (counts.get(server) ?? 0) + 1);
    const [[most] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
    return serverName(most);
  }

  const start = (server: ServerName) => ({ kind: 'start', server, domain: hub, pace: 'paced' }) as const;

  /** By the servers alone: nothing is there, and nothing is missing elsewhere. */
  async function expectEmpty(server: ServerName): Promise<void> {
    const own = await jsz(server);
    expect({ streams: own.streams, consumers: own.consumers }).toEqual({ streams: 0, consumers: 0 });
    expect(own.meta_cluster?.leader).not.toBe(server);
    const held = await holders();
    for (const { name, replicas } of streams) expect([name, held.get(name)?.length]).toEqual([name, replicas]);
  }

  it('empties the leader of the meta group under traffic, with a pause, and no acknowledged message is lost', async () => {
    const server = serverName(await cluster.waitForMetaLeader());
    const { ask, begun, until, ended, seen, runs } = await connected();
    const writers = await startWriters(
      cluster,
      streams.map(({ name }) => name),
      20,
    );
    try {
      expect(seen(server).rows.length).toBeGreaterThan(size / 4);
      await until(
        server,
        ({ verdict }) => verdict.kind === 'left' && verdict.leadsMeta,
        'that it leads the meta group',
      );
      await begun(start(server));
      await until(server, ({ rows }) => rows.some(({ phase }) => phase.kind === 'gone'), 'a first stream that is gone');
      expect(await ask({ kind: 'pause' })).toBeNull();
      await until(
        server,
        ({ rows }) => rows.every(({ phase }) => phase.kind !== 'moves' && phase.kind !== 'fills'),
        'the end of what was begun',
      );
      await runs.until(([one]) => one?.state.kind === 'paused', 'the pause', 60_000);
      expect(seen(server).verdict.kind).toBe('left');
      await begun(start(server));
      await ended('ended', 300_000);
      await until(server, ({ verdict }) => verdict.kind === 'safe', 'that it is safe to stop');
      await expectEmpty(server);
      const lost = await writers.lost();
      console.log(`${version}: ${String(writers.acknowledged())} acknowledged, ${String(lost.length)} lost`);
      expect(lost).toEqual([]);
      prove(version, 'streamMove', `a server emptied of ${String(size)} streams under traffic, nothing lost`);
    } finally {
      await writers.close();
    }
  }, 400_000);

  it('goes on for a page that comes after the one that began it, and only one page drives it', async () => {
    const first = await connected();
    const server = await fullest();
    const second = await connected();
    await first.begun(start(server));
    expect(await second.ask(start(server))).toEqual({ kind: 'anotherRunning' });
    const isMoving = ({ rows }: Evacuation) => rows.some(({ phase }) => phase.kind === 'moves');
    await second.until(server, isMoving, 'a move that the other page began');
    first.page.close();
    // The lock is free as soon as what the first one began has come to its end.
    await waitFor(async () => (await second.ask(start(server))) === null, { what: 'the lock', timeoutMs: 60_000 });
    await second.ended('ended', 300_000);
    await second.until(server, ({ verdict }) => verdict.kind === 'safe', 'that it is safe to stop');
    await expectEmpty(server);
  }, 400_000);

  it('takes back what runs', async () => {
    const { ask, begun, until, ended, seen } = await connected();
    const server = await fullest();
    const before = await holders();
    await begun(start(server));
    await until(server, ({ rows }) => rows.some(({ phase }) => phase.kind === 'moves'), 'a move');
    expect(await ask({ kind: 'cancel', server, domain: hub })).toBeNull();
    await ended('cancelled');
    expect(seen(server).rows.filter(({ phase }) => phase.kind === 'moves')).toEqual([]);
    expect(seen(server).verdict.kind).toBe('left');
    const after = await holders();
    // Two at most were begun, and had gone too far at most.
    const changed = streams.filter(({ name }) => after.get(name)?.join() !== before.get(name)?.join());
    expect(changed.length).toBeLessThanOrEqual(2);
    for (const { name, replicas } of streams) expect([name, after.get(name)?.length]).toEqual([name, replicas]);
    prove(version, 'streamCancelMove', 'moves under way taken back');
  }, 200_000);

  it('asks for all at once only where every stream has a place to go', async () => {
    await api('STREAM.CREATE.WIDE', { name: 'WIDE', subjects: ['WIDE.>'], num_replicas: 5 });
    const { page, begun, until, ended, seen, runs } = await connected();
    const server = await fullest();
    await until(server, ({ rows }) => rows.some(({ phase }) => phase.kind === 'stays'), 'a stream that stays');
    const plan = async () => {
      const made = await page.call('planCommand', { kind: 'serverEvacuate', domain: hub, server });
      if (!made.ok) throw new Error(made.error.code);
      return made.value.permit;
    };
    const isOld = version !== '2.15.1';
    const reason = isOld ? 'versionTooOld' : 'streamsStay';
    const isRefused = async () => {
      const permit = await plan();
      return permit.kind === 'refused' && permit.reason === reason;
    };
    await waitFor(isRefused, { what: `a refusal: ${reason}` });
    prove(version, 'serverEvacuate', `refused (${reason})`);
    await api('STREAM.DELETE.WIDE');
    await until(server, ({ rows }) => rows.every(({ phase }) => phase.kind === 'waits'), 'only streams that fit');
    await begun({ ...start(server), pace: 'allAtOnce' });
    if (isOld) {
      await ended('stopped');
      expect(runs.rows()[0]?.state).toMatchObject({ alarm: { kind: 'requestFailed' } });
      expect(seen(server).rows.every(({ phase }) => phase.kind === 'waits')).toBe(true);
      return;
    }
    await ended('ended', 120_000);
    await until(server, ({ verdict }) => verdict.kind === 'safe', 'that it is safe to stop');
    await expectEmpty(server);
    prove(version, 'serverEvacuate', 'verified (server emptied)');
  }, 200_000);
});
