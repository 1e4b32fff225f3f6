// @ts-check
import { waitFor } from '../cluster/wait.mjs';
import { askUntilAnswered } from './ask.mjs';
import { demoBuckets, demoStreams } from './assets.mjs';
import { connectAs } from './client.mjs';
import { leafStreams, mirrorOf, superStreams } from './super-assets.mjs';

/** @typedef {import('../cluster/cluster.mjs').Cluster} Cluster */
/** @typedef {import('../cluster/server.mjs').ServerInfo} ServerInfo */
/** @typedef {import('./assets.mjs').DemoStream} DemoStream */
/** @typedef {{ streams: number, consumers: number }} Filled what exists now */

const accounts = /** @type {const} */ (['orders', 'app']);
/** Until a request is taken for one that a young cluster dropped, and sent again (ms). */
const timeout = 2_000;

/**
 * Creates the demo's streams, consumers and buckets. What is there already stays as it is, so that a second start is
 * quick and what was changed by hand survives it.
 * @param {Cluster} cluster
 * @returns {Promise<Filled>}
 */
export async function fillDemo(cluster) {
  await cluster.waitUntilHealthy();
  const [first = ''] = cluster.clusters;
  const leafs = cluster.servers.filter(({ kind, state }) => kind === 'leaf' && state === 'running');
  const wanted = cluster.clusters.length === 1 ? demoStreams : superStreams;
  const mirrors = leafs.flatMap(({ domain }) => (domain === undefined ? [] : [mirrorOf(domain)]));
  // The leaf nodes come first: a mirror looks for what it copies when it is made, and then only now and again.
  const filled = await Promise.all(leafs.map((leaf) => fill(cluster, [leaf], leafStreams, false)));
  const members = cluster.servers.filter((server) => server.kind === 'member' && server.cluster === first);
  filled.push(await fill(cluster, members, [...wanted, ...mirrors], true));
  return {
    streams: filled.reduce((sum, { streams }) => sum + streams, 0),
    consumers: filled.reduce((sum, { consumers }) => sum + consumers, 0),
  };
}

/**
 * @param {Cluster} cluster
 * @param {readonly ServerInfo[]} servers that are asked: what names no cluster is placed in theirs
 * @param {readonly DemoStream[]} wanted
 * @param {boolean} hasBuckets
 * @returns {Promise<Filled>}
 */
async function fill(cluster, servers, wanted, hasBuckets) {
  const made = await Promise.all(
    accounts.map((account) =>
      withAccount(cluster, servers, account, async (connection, manager) => {
        const own = wanted.filter((stream) => stream.account === account && !isCopy(stream));
        const there = await names(connection, 'STREAM.NAMES');
        // All at once: each waits for an election of its own, which takes a 2.10 server up to a second.
        const [buckets] = await Promise.all([
          account === 'app' && hasBuckets ? fillBuckets(connection, there) : 0,
          ...own.map((stream) => create(connection, manager, stream, there)),
        ]);
        return buckets;
      }),
    ),
  );
  await Promise.all(
    accounts.map((account) =>
      withAccount(cluster, servers, account, async (connection, manager) => {
        const own = wanted.filter((stream) => stream.account === account && isCopy(stream));
        const there = await names(connection, 'STREAM.NAMES');
        await Promise.all(
          own.map(async (stream) => {
            await create(connection, manager, stream, there);
            // One that was there may have been changed by hand, and take from nobody any more.
            if (!there.has(stream.config.name)) await heardOrigins(connection, stream.config.name);
          }),
        );
      }),
    ),
  );
  return {
    streams: made.reduce((sum, buckets) => sum + buckets, wanted.length),
    consumers: wanted.reduce((sum, { consumers = [] }) => sum + consumers.length, 0),
  };
}

/**
 * The client library adds fields that are undefined to what it is given.
 * @param {DemoStream} stream
 */
const isCopy = ({ config }) => config['mirror'] !== undefined || config['sources'] !== undefined;

/**
 * @template T
 * @param {Cluster} cluster
 * @param {readonly ServerInfo[]} servers
 * @param {typeof accounts[number]} account
 * @param {(connection: import('nats.ws').NatsConnection, manager: import('nats.ws').JetStreamManager) => Promise<T>} run
 */
async function withAccount(cluster, servers, account, run) {
  const connection = await connectAs(cluster, account, servers);
  try {
    // A server that is healthy may not have heard yet of the other servers' interest in the API.
    const manager = await askUntilAnswered(`the JetStream API answers ${account}`, () =>
      connection.jetstreamManager({ timeout }),
    );
    return await run(connection, manager);
  } finally {
    await connection.close();
  }
}

/**
 * Waits until a mirror or a stream of sources has heard each of its origins: one that it does not reach at once it looks for
 * only now and again. A server tells -1 for never.
 * @param {import('nats.ws').NatsConnection} connection
 * @param {string} name
 */
async function heardOrigins(connection, name) {
  const hasHeard = async () => {
    const message = await connection.request(`$JS.API.STREAM.INFO.${name}`, '', { timeout });
    const { mirror, sources = [] } = /** @type {any} */ (message.json());
    const origins = mirror ? [mirror] : sources;
    return origins.length > 0 && origins.every((/** @type {{ active: number }} */ { active }) => active >= 0);
  };
  await waitFor(hasHeard, { what: `${name} hears its origins`, timeoutMs: 60_000 });
}

/**
 * @param {import('nats.ws').NatsConnection} connection
 * @param {import('nats.ws').JetStreamManager} manager
 * @param {DemoStream} stream
 * @param {Set<string>} there names of the streams that exist
 */
async function create(connection, manager, { config, consumers = [] }, there) {
  if (!there.has(config.name)) await askUntilAnswered(`${config.name} is made`, () => manager.streams.add(config));
  if (consumers.length === 0) return;
  const reading = await names(connection, `CONSUMER.NAMES.${config.name}`);
  const missing = consumers.filter((one) => !reading.has(one.durable_name));
  await Promise.all(
    missing.map((consumer) =>
      askUntilAnswered(`${consumer.durable_name} of ${config.name} is made`, () =>
        manager.consumers.add(config.name, /** @type {any} */ (consumer)),
      ),
    ),
  );
}

/**
 * The meta leader answers this from what it has assigned. A request to create what exists is answered by the leader of
 * that very stream or consumer instead: just after a start there may be none yet, and the request is dropped in silence.
 * @param {import('nats.ws').NatsConnection} connection
 * @param {string} request `STREAM.NAMES` or `CONSUMER.NAMES.<stream>`
 * @returns {Promise<Set<string>>}
 */
async function names(connection, request) {
  const message = await askUntilAnswered(request, () => connection.request(`$JS.API.${request}`, '{}', { timeout }));
  const reply = /** @type {any} */ (message.json());
  return new Set(reply.streams ?? reply.consumers ?? []);
}

/**
 * @param {import('nats.ws').NatsConnection} connection
 * @param {Set<string>} there names of the streams that exist
 */
async function fillBuckets(connection, there) {
  const jetstream = connection.jetstream({ timeout });
  const keyValue = demoBuckets.keyValue.filter((bucket) => !there.has(`KV_${bucket}`));
  const objects = demoBuckets.objects.filter((store) => !there.has(`OBJ_${store}`));
  await Promise.all([
    ...keyValue.map((name) =>
      askUntilAnswered(`the bucket ${name} is made`, async () => {
        const bucket = await jetstream.views.kv(name, { replicas: 3, history: 5 });
        for (const key of ['theme', 'locale', 'limit'])
          await bucket.put(key, new TextEncoder().encode(`${name}.${key}`));
      }),
    ),
    ...objects.map((name) =>
      askUntilAnswered(`the object store ${name} is made`, async () => {
        // Without `replicas`: the client library passes that name on, which servers from 2.12 on refuse.
        const store = await jetstream.views.os(name);
        await store.putBlob({ name: 'summary.txt' }, new TextEncoder().encode('a small report\n'.repeat(200)));
      }),
    ),
  ]);
  return demoBuckets.keyValue.length + demoBuckets.objects.length;
}
