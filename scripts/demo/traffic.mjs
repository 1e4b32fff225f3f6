// @ts-check
import { connectAs } from './client.mjs';
import { demoReaders, demoTraffic } from './assets.mjs';

const tickMs = 250;

/**
 * Publishes and reads until it is stopped, through the loss of servers: what fails is tried again at the next tick, since
 * a demo whose servers are killed on purpose has nobody to report to.
 * @param {import('../cluster/cluster.mjs').Cluster} cluster
 * @returns {Promise<{ pause: () => Promise<void>, resume: () => void, stop: () => Promise<void> }>} `pause` resolves when
 *   nothing is under way any more
 */
export async function startTraffic(cluster) {
  const connections = { orders: await connectAs(cluster, 'orders'), app: await connectAs(cluster, 'app') };
  const deliveries = ['deliver.pushes', 'deliver.monitor'].map((subject) =>
    connections.app.subscribe(subject, {
      queue: subject === 'deliver.pushes' ? 'gateways' : '',
      callback: (_error, message) => void message?.respond(),
    }),
  );
  let paused = false;
  let ticks = 0;
  /** @type {Set<Promise<unknown>>} */
  const underWay = new Set();

  const timer = setInterval(() => {
    if (paused) return;
    ticks += 1;
    for (const { account, subject, rate } of demoTraffic) {
      for (let n = due(rate, ticks); n > 0; n--) track(publish(connections[account], subject));
    }
    for (const reader of demoReaders) {
      const batch = due(reader.rate, ticks);
      if (batch > 0) track(read(connections[reader.account], reader, batch));
    }
  }, tickMs);

  /** @param {Promise<unknown>} work */
  function track(work) {
    const done = work.catch(() => {}).finally(() => underWay.delete(done));
    underWay.add(done);
  }

  return {
    pause: async () => {
      paused = true;
      while (underWay.size > 0) await Promise.all(underWay);
    },
    resume: () => void (paused = false),
    stop: async () => {
      paused = true;
      clearInterval(timer);
      for (const delivery of deliveries) delivery.unsubscribe();
      await Promise.all(Object.values(connections).map((connection) => connection.close()));
    },
  };
}

/**
 * @param {number} rate messages a second, also fractions of one a tick
 * @param {number} tick
 */
function due(rate, tick) {
  const perTick = (rate * tickMs) / 1000;
  return Math.floor(perTick * tick) - Math.floor(perTick * (tick - 1));
}

const filler = 'x'.repeat(100);

/**
 * @param {import('nats.ws').NatsConnection} connection
 * @param {string} subject
 */
function publish(connection, subject) {
  const body = JSON.stringify({ at: new Date().toISOString(), filler });
  return connection.jetstream({ timeout: 2_000 }).publish(subject, new TextEncoder().encode(body));
}

/**
 * @param {import('nats.ws').NatsConnection} connection
 * @param {{ stream: string, consumer: string }} reader
 * @param {number} batch messages
 */
async function read(connection, { stream, consumer }, batch) {
  const request = new TextEncoder().encode(JSON.stringify({ batch, no_wait: true }));
  const subject = `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`;
  const replies = await connection.requestMany(subject, request, {
    strategy: /** @type {any} */ ('count'),
    maxMessages: batch,
    maxWait: 500,
  });
  for await (const message of replies) if (message.reply) message.respond();
}
