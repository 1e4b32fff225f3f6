// @ts-check
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster } from '../cluster/cluster.mjs';
import { waitFor } from '../cluster/wait.mjs';
import { ensureNatsServer } from '../nats-server/ensure.mjs';
import { fillDemo } from './fill.mjs';
import { leafStreams, superStreams } from './super-assets.mjs';
import { startTraffic } from './traffic.mjs';

describe('the demo on a super-cluster', () => {
  /** @type {import('../cluster/cluster.mjs').Cluster} */
  let cluster;
  /** @type {Awaited<ReturnType<typeof fillDemo>>} */
  let filled;
  /** @type {Awaited<ReturnType<typeof startTraffic>>} */
  let traffic;
  beforeAll(async () => {
    const { path: binary } = await ensureNatsServer({ version: '2.15.1' });
    cluster = await startCluster({ binary, topology: 'super' });
    filled = await fillDemo(cluster);
    traffic = await startTraffic(cluster);
  }, 180_000);
  afterAll(async () => {
    await traffic.stop();
    await cluster.dispose();
  });

  /** Every copy that a server has. @param {string} server */
  const copiesAt = async (server) => {
    const { account_details: accounts = [] } = await cluster.monitor(server, '/jsz?consumers=true&config=true');
    return accounts.flatMap((/** @type {any} */ account) => account.stream_detail ?? []);
  };

  /** Every copy, with the cluster that its server is of. */
  const copies = async () => {
    const running = cluster.servers.filter((server) => server.state === 'running');
    const found = await Promise.all(
      running.map(async (server) => (await copiesAt(server.name)).map((/** @type {any} */ copy) => ({ copy, server }))),
    );
    return found.flat();
  };

  /** A consumer by the word of the server that leads it. @param {string} stream @param {(config: any) => boolean} is */
  const consumerOf = async (stream, is) => {
    for (const { copy, server } of (await copies()).filter((one) => one.copy.name === stream)) {
      const found = copy.consumer_detail?.find((/** @type {any} */ consumer) => is(consumer.config));
      if (found?.cluster?.leader === server.name) return { ...found, server: server.name };
    }
    return undefined;
  };

  const isOrdered = (/** @type {any} */ config) => config.ack_policy === 'none' && config.mem_storage === true;
  const isEphemeral = (/** @type {any} */ config) => config.durable_name === undefined;

  test('no stream spans clusters, and what is placed in one is there', async () => {
    const found = (await copies()).filter(({ server }) => server.kind === 'member');
    for (const { config } of superStreams) {
      const clusters = new Set(
        found.filter(({ copy }) => copy.name === config.name).map(({ server }) => server.cluster),
      );
      const wanted = /** @type {any} */ (config).placement?.cluster ?? 'c1';
      expect([...clusters], config.name).toEqual([wanted]);
    }
  });

  test('the leaf node has streams in its own domain, one of which is copied into the clusters', async () => {
    expect((await copiesAt('leaf1')).map((/** @type {any} */ { name }) => name).sort()).toEqual(
      leafStreams.map(({ config }) => config.name).sort(),
    );
    const mirrored = async () => (await copies()).filter(({ copy }) => copy.name === 'SENSORS_EDGE1');
    await waitFor(async () => (await mirrored()).some(({ copy }) => copy.state.messages > 0), {
      what: 'the mirror has messages',
    });
  });

  test('filling again finds everything there', async () => {
    const before = (await copies()).length;
    expect(await fillDemo(cluster)).toEqual(filled);
    expect((await copies()).length).toBe(before);
  });

  test('what is read is acknowledged', async () => {
    await waitFor(
      async () => (await consumerOf('EMAILS', (config) => config.durable_name === 'send'))?.ack_floor.consumer_seq > 3,
      {
        what: 'messages of EMAILS are acknowledged',
      },
    );
  });

  test('a consumer that lives with its client is made anew when its server takes it along', async () => {
    const ordered = await waitFor(
      async () => {
        const found = await consumerOf('EVENTS', isOrdered);
        return found?.delivered.consumer_seq > 0 ? found : undefined;
      },
      { what: 'the ordered consumer reads' },
    );
    await waitFor(() => consumerOf('ORDERS', isEphemeral), { what: 'an ephemeral consumer' });
    await cluster.kill(ordered.server);
    const next = await waitFor(
      async () => {
        const found = await consumerOf('EVENTS', (config) => isOrdered(config) && config.name !== ordered.name);
        return found?.delivered.consumer_seq > 0 ? found : undefined;
      },
      { what: 'another ordered consumer reads', timeoutMs: 60_000 },
    );
    expect(next.config.opt_start_seq).toBeGreaterThan(1);
    expect(next.server).not.toBe(ordered.server);
  }, 120_000);
});
