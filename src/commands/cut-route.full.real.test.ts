import '../testing/engine/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import type { Command } from '../domain/command/command';
import { domainName, serverName } from '../domain/ids';
import { only, startTestPage, type TestPage } from '../testing/engine/test-page';
import { createCommands } from './create-commands';

describe.each(['2.15.1', '2.10.27'])('a page connected with one end of a route that is cut, on %s', (version) => {
  let cluster: Cluster;
  let page: TestPage;
  beforeAll(async () => {
    const { path } = await ensureNatsServer({ version });
    cluster = await startCluster({ binary: path, separateRoutes: true });
  }, 60_000);
  afterAll(async () => {
    page.close();
    await cluster.dispose();
  });

  it('is told that the other end runs, and never offered to remove it', async () => {
    await cluster.waitUntilHealthy();
    const leader = await cluster.waitForMetaLeader();
    const [here, there] = cluster.servers.map(({ name }) => name).filter((name) => name !== leader) as [string, string];
    page = startTestPage({ commands: () => Promise.resolve(createCommands) });
    const { user, password } = cluster.logins.admin;
    const answer = await page.call('connect', {
      urls: [cluster.server(here).wsUrl],
      credentials: { kind: 'password', user, password },
      inboxPrefix: null,
      accountPrefix: '{account}.$JS.API',
    });
    expect(answer).toMatchObject({ ok: true });
    const servers = page.watch('servers');
    const whole = page.watch('cluster');
    await servers.until((rows) => rows.filter(({ presence }) => presence.kind === 'answering').length === 5, 'five');
    cluster.cutRoute(here, there);
    await servers.until(
      (rows) => rows.some(({ name, presence }) => name === there && presence.kind === 'silent'),
      there,
    );
    const target = { kind: 'server', name: serverName(there) } as const;
    const wish: Command = {
      kind: 'serverRemove',
      domain: domainName(''),
      target,
      givenUp: { streams: 0, accounts: [] },
    };
    await waitFor(
      async () => {
        const plan = await page.call('planCommand', wish);
        return plan.ok && plan.value.permit.kind === 'refused' && plan.value.permit.reason === 'heardElsewhere';
      },
      { what: 'a refusal, since its leader hears it', timeoutMs: 40_000 },
    );
    const silent = () => only(whole.rows()).findings.find(({ id }) => id === `serverSilent:${there}`);
    await whole.until(() => silent()?.values['heardBy'] === leader, 'a finding that says so', 30_000);
    // By itself it is as well as before.
    expect(await cluster.monitor(there, '/jsz')).toMatchObject({ meta_cluster: { leader } });
  }, 120_000);
});
