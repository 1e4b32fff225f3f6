import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import { systemClock } from '../collect/clock';
import { rescueChecks, type Command, type Outcome, type Plan } from '../domain/command/command';
import { domainName, serverName } from '../domain/ids';
import { rescueAfter } from '../domain/permit/meta-rescue';
import { localMs } from '../domain/time';
import { only, startTestPage, type TestPage } from '../testing/engine/test-page';
import { prove, wordsOf } from '../testing/proofs';
import { createCommands } from './create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];
const hub = domainName('');
const rescue: Command = { kind: 'metaRescue', domain: hub, checks: rescueChecks };

interface Jsz {
  readonly meta_cluster?: { readonly leader?: string; readonly rescue?: boolean; readonly cluster_size?: number };
  readonly account_details?: readonly {
    readonly stream_detail?: readonly { readonly name: string; readonly state: { readonly messages: number } }[];
  }[];
}

describe.each(versions)('two of three servers of %s lost for good', (version) => {
  const pages: TestPage[] = [];
  /** Time that the page is made to believe has passed (ms). */
  let skipped = 0;
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({
      binary: (await ensureNatsServer({ version })).path,
      names: ['n1', 'n2', 'n3'],
    });
    await cluster.waitUntilHealthy();
    const leader = await cluster.waitForMetaLeader();
    const port = cluster.server(leader).clientPort;
    const config = { name: 'KEPT', subjects: ['KEPT.>'], num_replicas: 3 };
    await answered(port, '$JS.API.STREAM.CREATE.KEPT', config);
    for (let sent = 0; sent < 10; sent += 1) await answered(port, 'KEPT.x', { sent });
  }, 60_000);
  afterAll(() => cluster.dispose());
  afterEach(() => pages.splice(0).forEach((page) => page.close()));

  async function answered(port: number, subject: string, body: unknown): Promise<void> {
    await waitFor(
      async () => {
        const reply: unknown = await request(port, cluster.logins.app, subject, body);
        return typeof reply === 'object' && reply !== null && !('error' in reply);
      },
      { what: subject },
    );
  }

  const reasonOf = ({ permit }: Plan) => (permit.kind === 'refused' ? permit.reason : 'allowed');

  async function planned(page: TestPage, command: Command): Promise<Plan> {
    const plan = await page.call('planCommand', command);
    if (!plan.ok) throw new Error(plan.error.code);
    return plan.value;
  }

  async function until(page: TestPage, command: Command, reason: string): Promise<Plan> {
    const isSo = async () => {
      const plan = await planned(page, command);
      return reasonOf(plan) === reason ? plan : null;
    };
    const plan = await waitFor(isSo, { what: `${command.kind}: ${reason}` });
    if (reason !== 'allowed') prove(version, command.kind, `refused (${reason})`);
    return plan;
  }

  async function run(page: TestPage, plan: Plan): Promise<Outcome> {
    const outcome = await page.call('runCommand', plan);
    if (!outcome.ok) throw new Error(outcome.error.code);
    prove(version, plan.command.kind, wordsOf(outcome.value));
    return outcome.value;
  }

  it('the one that is left leads, once ten minutes have passed, and the dead ones are then removed', async () => {
    const clock = systemClock();
    const page = startTestPage({
      commands: () => Promise.resolve(createCommands),
      clock: { ...clock, now: () => localMs(clock.now() + skipped) },
    });
    pages.push(page);
    const { user, password } = cluster.logins.admin;
    // Not the leader: since when that one leads no more is told by when it was last heard.
    const leader = await cluster.waitForMetaLeader();
    const [survivor = ''] = cluster.servers.flatMap(({ name }) => (name === leader ? [] : [name]));
    const lost = cluster.servers.flatMap(({ name }) => (name === survivor ? [] : [name]));
    const connected = await page.call('connect', {
      urls: [cluster.server(survivor).wsUrl],
      credentials: { kind: 'password', user, password },
      inboxPrefix: null,
      accountPrefix: '{account}.$JS.API',
    });
    expect(connected).toMatchObject({ ok: true });
    const row = page.watch('cluster');
    await row.until((rows) => only(rows).metas[0]?.quorum.have === 3, 'three members');
    await until(page, rescue, 'hasLeader');
    for (const name of lost) await cluster.kill(name);
    await row.until((rows) => only(rows).metas[0]?.leadership.kind === 'noQuorum', 'the loss of the quorum', 40_000);
    if (version !== '2.15.1') {
      await until(page, rescue, 'versionTooOld');
      return;
    }
    await until(page, rescue, 'tooSoon');
    // After ten minutes it knows of none; here it takes up to 20 s.
    const forgot = async () => !((await cluster.monitor(survivor, '/jsz')) as Jsz).meta_cluster?.leader;
    await waitFor(forgot, { what: 'no leader, by the word of the server itself' });
    skipped = rescueAfter;
    const plan = await until(page, rescue, 'allowed');
    expect(plan.effect).toMatchObject({ survivors: [survivor], missing: lost, cluster: cluster.clusterName });
    expect(await run(page, plan)).toMatchObject({ kind: 'verified', result: { leader: survivor } });
    const rescued = (await cluster.monitor(survivor, '/jsz')) as Jsz;
    expect(rescued.meta_cluster).toMatchObject({ leader: survivor, rescue: true });
    for (const name of lost) {
      const removal: Command = {
        kind: 'serverRemove',
        domain: hub,
        target: { kind: 'server', name: serverName(name) },
        givenUp: { streams: 0, accounts: [] },
      };
      expect(await run(page, await until(page, removal, 'allowed'))).toMatchObject({ kind: 'verified' });
    }
    const jsz = (await cluster.monitor(survivor, '/jsz?streams=true')) as Jsz;
    expect(jsz.meta_cluster?.cluster_size).toBe(1);
    const streams = (jsz.account_details ?? []).flatMap(({ stream_detail: details }) => details ?? []);
    expect(streams.find(({ name }) => name === 'KEPT')?.state.messages).toBe(10);
  }, 120_000);
});
