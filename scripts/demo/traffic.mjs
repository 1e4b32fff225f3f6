// @ts-check
import { demoReaders, demoTraffic, demoWatchers } from './assets.mjs';
import { connectAs } from './client.mjs';
import { readBatch } from './read.mjs';
import { leafTraffic } from './super-assets.mjs';
import { Watcher } from './watcher.mjs';

/** @typedef {import('nats.ws').NatsConnection} NatsConnection */

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
  const leafs = cluster.servers.filter(({ kind, state }) => kind === 'leaf' && state === 'running');
  const atLeafs = await Promise.all(leafs.map((leaf) => connectAs(cluster, 'app', [leaf])));
  const watchers = demoWatchers.map((watcher) => new Watcher(connections[watcher.account], watcher));
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
    for (const { account, subject, rate } of demoTraffic) publishAll(connections[account], subject, due(rate, ticks));
    for (const leaf of atLeafs)
      for (const { subject, rate } of leafTraffic) publishAll(leaf, subject, due(rate, ticks));
    for (const { account, stream, consumer, rate } of demoReaders) {
      const batch = due(rate, ticks);
      if (batch > 0) track(readBatch(connections[account], stream, consumer, batch));
    }
    for (const watcher of watchers) track(watcher.tick(due(watcher.rate, ticks)));
  }, tickMs);

  /** @param {NatsConnection} connection @param {string} subject @param {number} times */
  function publishAll(connection, subject, times) {
    for (let n = times; n > 0; n--) track(publish(connection, subject));
  }

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
      await Promise.all([...Object.values(connections), ...atLeafs].map((connection) => connection.close()));
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
 * @param {NatsConnection} connection
 * @param {string} subject
 */
function publish(connection, subject) {
  const body = JSON.stringify({ at: new Date().toISOString(), filler });
  return connection.jetstream({ timeout: 2_000 }).publish(subject, new TextEncoder().encode(body));
}
