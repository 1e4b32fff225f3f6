// @ts-check
/** What the super-cluster holds: the streams of the demo, spread over both clusters, and those of leaf nodes. */
import { demoStreams } from './assets.mjs';

/** @typedef {import('./assets.mjs').DemoStream} DemoStream */

/** Streams placed by name of their cluster. The others go where the client is that creates them. */
const placed = /** @type {Record<string, readonly string[]>} */ ({
  c1: ['PAYMENTS', 'INVOICES', 'EVENTS'],
  c2: [
    ...['ORDERS_3', 'ORDERS_4', 'ORDERS_5', 'ORDERS_MIRROR', 'SHIPMENTS', 'RETURNS'],
    ...['SESSIONS', 'TELEMETRY', 'JOBS', 'EMAILS', 'FEATURES', 'SNAPSHOTS'],
  ],
});

/** Of a cluster of three: more copies have no room there, and a stream never spans clusters except while it moves. */
const mostReplicas = 3;

/** @type {DemoStream[]} */
export const superStreams = demoStreams.map((stream) => {
  const { config } = stream;
  const { name, num_replicas: replicas, placement } = config;
  const [cluster] = Object.entries(placed).find(([, names]) => names.includes(name)) ?? [];
  return {
    ...stream,
    config: {
      ...config,
      num_replicas: Math.min(Number(replicas), mostReplicas),
      ...(cluster === undefined ? {} : { placement: { .../** @type {object} */ (placement), cluster } }),
    },
  };
});

const MiB = 1024 * 1024;
const bounds = { max_msgs: 20_000, max_bytes: 8 * MiB, discard: 'old', num_replicas: 1 };

/**
 * Of each leaf node, in its own domain. `LOGS` is there once more: another domain is another name space.
 * @type {DemoStream[]}
 */
export const leafStreams = [
  {
    account: 'app',
    config: { name: 'SENSORS', subjects: ['sensors.>'], ...bounds },
    consumers: [{ durable_name: 'alarms', ack_policy: 'explicit', max_ack_pending: 500 }],
  },
  { account: 'app', config: { name: 'LOGS', subjects: ['edge.logs.>'], ...bounds } },
];

/** @type {readonly import('./assets.mjs').Publishing[]} */
export const leafTraffic = [
  { account: 'app', subject: 'sensors.temperature', rate: 8 },
  { account: 'app', subject: 'edge.logs.door', rate: 1 },
];

/**
 * In the clusters: what a leaf node measures, copied out of its domain.
 * @param {string} domain of the leaf node
 * @returns {DemoStream}
 */
export const mirrorOf = (domain) => ({
  account: 'app',
  config: {
    name: `SENSORS_${domain.toUpperCase()}`,
    mirror: { name: 'SENSORS', external: { api: `$JS.${domain}.API` } },
    ...bounds,
    num_replicas: 3,
    placement: { cluster: 'c1' },
  },
});
