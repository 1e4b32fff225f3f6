import '../testing/engine/websocket';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import type { Command } from '../domain/command/command';
import { domainName, serverName } from '../domain/ids';
import { operate } from '../testing/engine/operate';
import { only } from '../testing/engine/test-page';
import { createCommands } from './create-commands';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27'] : ['2.15.1'];

interface Jsz {
  readonly meta_cluster?: { readonly cluster_size?: number };
}

describe.each(versions)('one of three servers of %s lost for good', (version) => {
  let cluster: Cluster;
  const { api, publish, copies, connected, refusedFor, run, closePages } = operate(
    version,
    () => cluster,
    () => Promise.resolve(createCommands),
  );

  beforeAll(async () => {
    const { path } = await ensureNatsServer({ version });
    cluster = await startCluster({ binary: path, names: ['n1', 'n2', 'n3'] });
    await cluster.waitUntilHealthy();
    await api('STREAM.CREATE.KEPT', { name: 'KEPT', subjects: ['KEPT.>'], num_replicas: 3 });
    await publish('KEPT', 50);
  }, 60_000);
  afterAll(() => cluster.dispose());
  afterEach(closePages);

  it('its copy stays until a fourth has come; then it is removed, three are three again, and the stream is whole', async () => {
    const { page, row, until } = await connected((rows) => rows.length === 1 && rows[0]!.config !== null);
    await until((stream) => stream.health === 'healthy', 'KEPT', 'a healthy stream');
    const leader = await cluster.waitForMetaLeader();
    const dead = serverName(cluster.servers.find(({ name }) => name !== leader)!.name);
    const { key } = row('KEPT')!;
    await cluster.kill(dead);
    await until((stream) => stream.health === 'reduced', 'KEPT', 'a silent copy');
    // Up to 2.10 this would be answered with an error, and the copy be gone all the same.
    const eviction: Command = { kind: 'streamPeerRemove', stream: key, server: dead };
    await refusedFor(page, eviction, 'noRoomElsewhere');
    expect((await copies('KEPT')).length).toBe(2);

    await cluster.add('n4');
    const row4 = page.watch('cluster');
    await row4.until((rows) => only(rows).metas[0]?.quorum.of === 4, 'a fourth member', 30_000);
    const removal: Command = {
      kind: 'serverRemove',
      domain: domainName(''),
      target: { kind: 'server', name: dead },
      givenUp: { streams: 0, accounts: [] },
    };
    expect(await run(page, removal)).toMatchObject({ kind: 'verified', result: { kind: 'removed', of: 3 } });
    const size = async () =>
      ((await cluster.monitor(await cluster.waitForMetaLeader(), '/jsz')) as Jsz).meta_cluster?.cluster_size;
    expect(await size()).toBe(3);
    const whole = async () => {
      const held = await copies('KEPT');
      return held.length === 3 && held.every(({ messages }) => messages === 50) ? held : null;
    };
    const held = await waitFor(whole, { what: 'three whole copies', timeoutMs: 60_000 });
    expect(held.map(({ server }) => server)).toContain('n4');
    expect(held.map(({ server }) => server)).not.toContain(dead);
    await until((stream) => stream.health === 'healthy', 'KEPT', 'a healthy stream');
  }, 120_000);
});
