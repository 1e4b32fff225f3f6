// @ts-check
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
  await cluster.waitForMetaLeader();
  let streams = 0;
  let consumers = 0;
  for (const account of accounts) {
    const connection = await connectAs(cluster, account);
    try {
      const manager = await connection.jetstreamManager({ timeout: 10_000 });
      for (const { config, consumers: wanted = [] } of demoStreams.filter((stream) => stream.account === account)) {
        await unlessThere(manager.streams.add(config));
        streams += 1;
        for (const consumer of wanted) {
          await unlessThere(manager.consumers.add(config.name, /** @type {any} */ (consumer)));
          consumers += 1;
        }
      }
      if (account === 'app') streams += await fillBuckets(connection);
    } finally {
      await connection.close();
    }
  }
  return { streams, consumers };
}

/** @param {import('nats.ws').NatsConnection} connection */
async function fillBuckets(connection) {
  const jetstream = connection.jetstream({ timeout: 10_000 });
  for (const name of demoBuckets.keyValue) {
    const bucket = await jetstream.views.kv(name, { replicas: 3, history: 5 });
    for (const key of ['theme', 'locale', 'limit']) await bucket.put(key, new TextEncoder().encode(`${name}.${key}`));
  }
  for (const name of demoBuckets.objects) {
    // Without `replicas`: the client library passes that name on, which servers from 2.12 on refuse.
    const store = await jetstream.views.os(name);
    await store.putBlob({ name: 'summary.txt' }, new TextEncoder().encode('a small report\n'.repeat(200)));
  }
  return demoBuckets.keyValue.length + demoBuckets.objects.length;
}

/** Errors of the server that mean: it exists already, with another configuration (10058, 10148 and 10013). */
const existing = new Set([10058, 10148, 10013]);

/** @param {Promise<unknown>} creation */
async function unlessThere(creation) {
  try {
    await creation;
  } catch (error) {
    const code = /** @type {{ api_error?: { err_code?: number } }} */ (error).api_error?.err_code;
    if (code === undefined || !existing.has(code)) throw error;
  }
}
