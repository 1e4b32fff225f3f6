// @ts-check
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureNatsServer } from '../nats-server/ensure.mjs';
import { startCluster } from './cluster.mjs';
import { isRunning } from './process.mjs';
import { request } from './request.mjs';
import { readState, stateFile } from './state.mjs';
import { waitFor } from './wait.mjs';

describe('a super-cluster', () => {
  /** @type {import('./cluster.mjs').Cluster} */
  let cluster;
  beforeAll(async () => {
    const { path: binary } = await ensureNatsServer({ version: '2.15.1' });
    cluster = await startCluster({ binary, topology: 'super' });
    await cluster.waitUntilHealthy();
  }, 120_000);
  afterAll(() => cluster.dispose());

  const namesOf = (/** @type {string} */ clusterName) =>
    cluster.servers.filter((server) => server.cluster === clusterName).map((server) => server.name);

  /** Names of the members that the meta leader takes for current. */
  const currentMembers = async () => {
    const leader = await cluster.waitForMetaLeader();
    const { meta_cluster: meta } = await cluster.monitor(leader, '/jsz');
    /** @type {{ name: string, current: boolean }[]} */
    const others = meta.replicas;
    return [leader, ...others.filter((one) => one.current && one.name !== leader).map((one) => one.name)].sort();
  };

  /** @param {string} at server that is asked @param {string} subject @param {unknown} [body] */
  const asApp = (at, subject, body) => request(cluster.server(at).clientPort, cluster.logins.app, subject, body);

  /**
   * Creates a stream. The meta leader places copies on servers whose storage it has heard of, some time after they joined.
   * @param {{ name: string, placement?: object, num_replicas: number }} config
   */
  const createStream = (config) =>
    waitFor(
      async () => {
        const reply = await asApp('n1-c1', `$JS.API.STREAM.CREATE.${config.name}`, config);
        return reply.error === undefined ? reply : undefined;
      },
      { what: `${config.name} is created` },
    );

  /** @param {{ cluster: { leader: string, replicas?: { name: string }[] } }} info */
  const copiesOf = ({ cluster: { leader, replicas = [] } }) => [leader, ...replicas.map(({ name }) => name)].sort();

  const six = ['n1-c1', 'n1-c2', 'n2-c1', 'n2-c2', 'n3-c1', 'n3-c2'];

  test('every server has a gateway to the other cluster', async () => {
    for (const name of six) {
      const other = name.endsWith('c1') ? 'c2' : 'c1';
      await waitFor(
        async () => Object.keys((await cluster.monitor(name, '/gatewayz')).outbound_gateways ?? {}).includes(other),
        { what: `${name} has a gateway to ${other}` },
      );
    }
  });

  test('the six servers of both clusters are one meta group, the leaf node is in none', async () => {
    await waitFor(async () => (await currentMembers()).join() === six.join(), { what: 'six current members' });
    const leaf = await cluster.monitor('leaf1', '/jsz');
    expect(leaf.meta_cluster).toBeUndefined();
    expect(leaf.config.domain).toBe('edge1');
  });

  test('the leaf node is seen at the cluster that it hangs on, and by a system request there', async () => {
    const hung = async () => {
      const replies = await Promise.all(namesOf('c1').map((name) => cluster.monitor(name, '/leafz')));
      return replies.flatMap((reply) => reply.leafs ?? []).map(({ name, account }) => `${name} ${account}`);
    };
    await waitFor(async () => (await hung()).sort().join() === 'leaf1 $SYS,leaf1 APP', {
      what: 'both leaf connections',
    });
    const { clientPort } = cluster.server('n2-c2');
    const id = (await cluster.monitor('leaf1', '/varz')).server_id;
    const reply = await waitFor(() => request(clientPort, cluster.logins.admin, `$SYS.REQ.SERVER.${id}.JSZ`), {
      what: 'the leaf node answers across the gateway',
    });
    expect(reply.server).toMatchObject({ name: 'leaf1', domain: 'edge1' });
  });

  test.each(['c1', 'c2'])('a stream placed in %s has copies there only', async (clusterName) => {
    const info = await createStream({
      name: `IN_${clusterName}`,
      num_replicas: 3,
      placement: { cluster: clusterName },
    });
    expect(info.cluster.name).toBe(clusterName);
    expect(copiesOf(info)).toEqual(namesOf(clusterName));
  });

  test('a name on the leaf node is another stream than the same name outside', async () => {
    await createStream({ name: 'SAME', num_replicas: 1 });
    const missing = await asApp('leaf1', '$JS.API.STREAM.INFO.SAME');
    expect(missing.error).toMatchObject({ err_code: 10059 });
    expect((await asApp('n2-c1', '$JS.edge1.API.INFO')).domain).toBe('edge1');
  });

  test('kill, start, add and remove act on a server of either cluster, and on the leaf node', async () => {
    await cluster.kill('n3-c2');
    await cluster.start('n3-c2');
    await cluster.add('n4-c2');
    await waitFor(async () => (await currentMembers()).includes('n4-c2'), { what: 'n4-c2 is a current member' });
    expect((await cluster.monitor('n4-c2', '/varz')).cluster.name).toBe('c2');
    await cluster.remove('n4-c2');
    await waitFor(async () => (await currentMembers()).join() === six.join(), { what: 'the six are left' });
    await cluster.remove('leaf1');
    await cluster.add('leaf1');
    expect((await cluster.status()).servers.map((server) => server.state)).toEqual(Array(7).fill('running'));
    await expect(cluster.add('n4')).rejects.toThrow('named like n4-c1');
  });

  test('dispose leaves no process and no folder', async () => {
    const processes = readState(stateFile(cluster.dir))?.servers.flatMap((server) => server.process ?? []) ?? [];
    expect(processes.map(isRunning)).toEqual(Array(7).fill(true));
    await cluster.dispose();
    expect(processes.some(isRunning)).toBe(false);
    expect(existsSync(cluster.dir)).toBe(false);
  });
});
