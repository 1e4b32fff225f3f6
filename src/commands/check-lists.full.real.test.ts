import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import { leadersAway, stepOf } from '../domain/balance/leaders';
import { runSteps } from '../domain/balance/run-steps';
import type { CheckStep, StepState } from '../domain/check-list/model';
import { newestStart, rollingRestart } from '../domain/check-list/rolling-restart';
import { takeOut } from '../domain/check-list/take-out';
import type { EvacuationCluster } from '../domain/evacuate/model';
import { domainName, type ServerName } from '../domain/ids';
import { leaderOf, operate, sequencePort } from '../testing/engine/operate';
import { only } from '../testing/engine/test-page';
import { createCommands } from './create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];
const hub = domainName('');
const isReached = () => true;

interface Jsz {
  readonly streams: number;
  readonly meta_cluster?: { readonly cluster_size?: number };
}

describe.each(versions)('the check-lists, on five servers of %s', (version) => {
  let cluster: Cluster;
  const { api, publish, copies, connected, run, closePages } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path });
    await cluster.waitUntilHealthy();
    for (const [name, replicas] of [
      ['A', 3],
      ['B', 3],
      ['ONE', 1],
    ] as const) {
      await api(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], num_replicas: replicas });
      await publish(name, 20);
    }
  }, 60_000);
  afterAll(() => cluster.dispose());
  afterEach(closePages);

  /** A page that looks, with what its lists are made of. */
  async function looking() {
    const { page, row } = await connected((rows) => rows.length === 3 && rows.every(({ config }) => config !== null));
    const [whole, servers, streams, runs] = [
      page.watch('cluster'),
      page.watch('servers'),
      page.watch('streams'),
      page.watch('evacuation'),
    ] as const;
    await servers.until((rows) => rows.length === 5 && rows.every(({ totals }) => totals !== null), 'five servers');
    await streams.until((rows) => rows.length === 3 && rows.every(({ health }) => health === 'healthy'), 'streams');
    await whole.until(([one]) => one?.metas[0]?.leadership.kind === 'led', 'a meta leader');
    const picture = (): EvacuationCluster => {
      const { link, metas } = only(whole.rows());
      return { link, metas, servers: servers.rows(), streams: streams.rows() };
    };
    const listOf = (server: ServerName) => takeOut(picture(), server, runs.rows()[0] ?? null, isReached);
    const stateOf = (server: ServerName, id: CheckStep['id']) =>
      listOf(server).steps.find((one) => one.id === id)?.state;
    const becomes = (server: ServerName, id: CheckStep['id'], state: StepState) =>
      waitFor(() => Promise.resolve(stateOf(server, id) === state), { what: `${id} ${state}`, timeoutMs: 60_000 });
    return { page, row, picture, listOf, stateOf, becomes };
  }

  it('a server is restarted, and the next one waits until it is back and everything is whole', async () => {
    const { picture } = await looking();
    const since = newestStart(picture(), hub);
    const list = () => rollingRestart(picture(), hub, since, isReached);
    const state = (id: CheckStep['id']) => list().steps.find((one) => one.id === id)?.state;
    const until = (what: () => boolean, text: string) =>
      waitFor(() => Promise.resolve(what()), { what: text, timeoutMs: 60_000 });
    await until(() => state('whole') === 'done', 'that everything is whole');
    const first = list().current!;
    await cluster.stop(first);
    await until(() => list().current === first && state('start') === 'open', 'that it is off');
    expect(list().servers.find(({ server }) => server === first)?.state).toBe('down');
    await cluster.start(first);
    await until(() => list().servers[0]?.state === 'restarted', 'its new run');
    await until(() => state('whole') === 'done', 'that everything is whole again');
    expect(list().current).not.toBe(first);
    expect(list().ended).toBe(false);
  }, 120_000);

  it('a server is taken out for good, each step unlocked by what the cluster shows of the one before', async () => {
    const { page, row, picture, listOf, stateOf, becomes } = await looking();
    const server = leaderOf(row('ONE'))!;
    await becomes(server, 'ready', 'done');
    expect(stateOf(server, 'stop')).toBe('locked');

    // Leaders of streams with more copies, then of the meta group.
    const leadersAreGone = async () => {
      if ((await cluster.waitForMetaLeader()) === server)
        await run(page, { kind: 'metaStepDown', domain: hub, preferred: null });
      const plan = leadersAway({ ...picture(), consumers: [], rateOf: () => null, isReached }, server);
      const steps = plan.moves.map((move) => stepOf(move, version === '2.15.1'));
      await runSteps(steps, sequencePort(page), () => undefined);
      return stateOf(server, 'leaders') === 'done';
    };
    await waitFor(leadersAreGone, { what: 'that it leads nothing', timeoutMs: 60_000 });
    // Locked again for as long as a server misses a round.
    await becomes(server, 'copies', 'open');
    expect(listOf(server).steps.find(({ id }) => id === 'copies')).toMatchObject({
      state: 'open',
      verdict: { kind: 'left', onlyCopies: 1 },
    });

    const begin = { kind: 'start', server, domain: hub, pace: 'paced' } as const;
    const hasBegun = async () => {
      const said = await page.call('evacuate', begin);
      return said.ok && said.value === null;
    };
    await waitFor(hasBegun, { what: 'an evacuation' });
    await becomes(server, 'copies', 'done');
    await becomes(server, 'stop', 'open');
    const { streams } = (await cluster.monitor(server, '/jsz')) as Jsz;
    expect(streams).toBe(0);

    await cluster.stop(server);
    await becomes(server, 'remove', 'open');
    const target = { kind: 'server', name: server } as const;
    const removal = { kind: 'serverRemove', domain: hub, target, givenUp: { streams: 0, accounts: [] } } as const;
    expect(await run(page, removal)).toMatchObject({ kind: 'verified', result: { kind: 'removed', of: 4 } });
    await waitFor(() => Promise.resolve(listOf(server).ended), { what: 'that it is out', timeoutMs: 60_000 });
    const leader = await cluster.waitForMetaLeader();
    expect(((await cluster.monitor(leader, '/jsz')) as Jsz).meta_cluster?.cluster_size).toBe(4);
    for (const [name, count] of [
      ['A', 3],
      ['B', 3],
      ['ONE', 1],
    ] as const)
      expect((await copies(name)).map(({ messages }) => messages)).toEqual(Array(count).fill(20));
    // A page that comes later finds the same.
    closePages();
    const later = await connected((rows) => rows.length === 3);
    const clusterRow = later.page.watch('cluster');
    await clusterRow.until(([one]) => one?.metas[0]?.quorum.of === 4, 'four members');
    const { link, metas } = only(clusterRow.rows());
    const found = takeOut({ link, metas, servers: [], streams: later.streams.rows() }, server, null, isReached);
    expect(found.steps.find(({ id }) => id === 'remove')?.state).toBe('done');
  }, 180_000);
});
