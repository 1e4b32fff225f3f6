// @ts-check
import { waitFor } from '../cluster/wait.mjs';
import { connectAs } from './client.mjs';
import { demoBuckets, demoStreams } from './assets.mjs';

const accounts = /** @type {const} */ (['orders', 'app']);

/**
 * Creates the demo's streams, consumers and buckets. What is there already stays as it is, so that a second start is
 * quick and what was changed by hand survives it.
 * @param {import('../cluster/cluster.mjs').Cluster} cluster
 * @returns {Promise<{ streams: number, consumers: number }>} what exists now
 */
export async function fillDemo(cluster) {
  await cluster.waitUntilHealthy();
  let streams = 0;
  let consumers = 0;
  for (const account of accounts) {
    const connection = await connectAs(cluster, account);
    try {
      // A server that is healthy may not have heard yet of the other servers' interest in the API.
      const manager = await waitFor(() => connection.jetstreamManager({ timeout: 5_000 }), {
        what: `the JetStream API answers ${account}`,
      });
      const there = await names(connection, 'STREAM.NAMES');
      for (const { config, consumers: wanted = [] } of demoStreams.filter((stream) => stream.account === account)) {
        if (!there.has(config.name)) await whenPlaceable(config.name, () => manager.streams.add(config));
        const reading = await names(connection, `CONSUMER.NAMES.${config.name}`);
        for (const consumer of wanted) {
          if (!reading.has(consumer.durable_name))
            await whenPlaceable(consumer.durable_name, () =>
              manager.consumers.add(config.name, /** @type {any} */ (consumer)),
            );
        }
        streams += 1;
        consumers += wanted.length;
      }
      if (account === 'app') streams += await fillBuckets(connection, there);
    } finally {
      await connection.close();
    }
  }
  return { streams, consumers };
}

/** The server's word for "no suitable peers for placement". */
const noSuitablePeers = 10005;

/**
 * The meta leader places copies on servers whose storage it has heard of. It hears of it some time after they have joined,
 * and nothing but its answer tells when.
 * @param {string} stream
 * @param {() => Promise<unknown>} create
 */
async function whenPlaceable(stream, create) {
  await waitFor(
    async () => {
      try {
        await create();
        return true;
      } catch (error) {
        const { api_error, code } = /** @type {{ api_error?: { err_code?: number }, code?: string }} */ (error);
        // A young cluster drops a request now and then. Asking for the same stream again changes nothing if it is there.
        if (api_error?.err_code !== noSuitablePeers && code !== 'TIMEOUT') return { error };
        throw error;
      }
    },
    { what: `there are servers for ${stream}` },
  ).then((outcome) => {
    if (typeof outcome === 'object') throw outcome.error;
  });
}

/**
 * The meta leader answers this from what it has assigned. A request to create what exists is answered by the leader of
 * that very stream or consumer instead: just after a start there may be none yet, and the request is dropped in silence.
 * @param {import('nats.ws').NatsConnection} connection
 * @param {string} request `STREAM.NAMES` or `CONSUMER.NAMES.<stream>`
 * @returns {Promise<Set<string>>}
 */
async function names(connection, request) {
  const reply = /** @type {any} */ ((await connection.request(`$JS.API.${request}`, '{}', { timeout: 10_000 })).json());
  return new Set(reply.streams ?? reply.consumers ?? []);
}

/**
 * @param {import('nats.ws').NatsConnection} connection
 * @param {Set<string>} there names of the streams that exist
 */
async function fillBuckets(connection, there) {
  const jetstream = connection.jetstream({ timeout: 10_000 });
  for (const name of demoBuckets.keyValue.filter((bucket) => !there.has(`KV_${bucket}`))) {
    const bucket = await jetstream.views.kv(name, { replicas: 3, history: 5 });
    for (const key of ['theme', 'locale', 'limit']) await bucket.put(key, new TextEncoder().encode(`${name}.${key}`));
  }
  for (const name of demoBuckets.objects.filter((store) => !there.has(`OBJ_${store}`))) {
    // Without `replicas`: the client library passes that name on, which servers from 2.12 on refuse.
    const store = await jetstream.views.os(name);
    await store.putBlob({ name: 'summary.txt' }, new TextEncoder().encode('a small report\n'.repeat(200)));
  }
  return demoBuckets.keyValue.length + demoBuckets.objects.length;
}
