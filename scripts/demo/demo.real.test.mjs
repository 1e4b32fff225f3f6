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

  /** A consumer by the word of the server that leads it. @param {string} stream @param {(consumer: any) => boolean} is */
  const consumerOf = async (stream, is) => {
    const all = (await copies())
      .filter(({ copy }) => copy.name === stream)
      .flatMap(({ copy, server }) =>
        (copy.consumer_detail ?? []).map((/** @type {any} */ detail) => ({ ...detail, server: server.name })),
      );
    return all.find((consumer) => consumer.cluster?.leader === consumer.server && is(consumer));
  };

  /** One that was given up before it was read is still there for a while. */
  const isReadOrdered = (/** @type {any} */ { config, delivered }) =>
    config.ack_policy === 'none' && config.mem_storage === true && delivered.consumer_seq > 0;
  const isEphemeral = (/** @type {any} */ { config }) => config.durable_name === undefined;
  /** The how manyth of its reader. @param {string} name */
  const serialOf = (name) => Number(name.split('_').at(-1));

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
      () =>
        consumerOf(
          'EMAILS',
          ({ config, ack_floor: floor }) => config.durable_name === 'send' && floor.consumer_seq > 3,
        ),
      {
        what: 'messages of EMAILS are acknowledged',
      },
    );
  });

  test('a consumer that lives with its client is made anew when its server takes it along', async () => {
    const ordered = await waitFor(() => consumerOf('EVENTS', isReadOrdered), { what: 'the ordered consumer reads' });
    await waitFor(() => consumerOf('ORDERS', isEphemeral), { what: 'an ephemeral consumer' });
    await cluster.kill(ordered.server);
    const isLater = (/** @type {any} */ { name }) => serialOf(name) > serialOf(ordered.name);
    const next = await waitFor(() => consumerOf('EVENTS', (one) => isReadOrdered(one) && isLater(one)), {
      what: 'another ordered consumer reads',
      timeoutMs: 60_000,
    });
    expect(next.config.opt_start_seq).toBeGreaterThan(1);
    expect(next.server).not.toBe(ordered.server);
  }, 120_000);
});
