// @ts-check
/**
 * What the demo holds: about thirty streams of every kind, small enough to stay small. Plain data in the words of the
 * JetStream API, so that it reads like a configuration.
 */

/** @typedef {Record<string, unknown> & { name: string }} StreamConfig */
/** @typedef {Record<string, unknown> & { durable_name: string }} ConsumerConfig */
/** @typedef {{ account: 'orders' | 'app', config: StreamConfig, consumers?: ConsumerConfig[] }} DemoStream */
/** @typedef {{ account: 'orders' | 'app', subject: string, rate: number }} Publishing `rate` in messages a second */

const MiB = 1024 * 1024;
const seconds = 1_000_000_000;

/** Keeps the disk small however long the demo runs. */
const bounds = { max_msgs: 50_000, max_bytes: 16 * MiB, discard: 'old' };

/**
 * @param {string} name
 * @param {Partial<ConsumerConfig>} [rest]
 * @returns {ConsumerConfig}
 */
const pull = (name, rest) => ({ durable_name: name, ack_policy: 'explicit', max_ack_pending: 500, ...rest });

/** @type {DemoStream[]} */
const orders = [
  {
    account: 'orders',
    config: { name: 'ORDERS', subjects: ['orders.all.>'], num_replicas: 3, ...bounds },
    consumers: [pull('billing'), pull('shipping', { max_ack_pending: 50 }), pull('audit', { num_replicas: 1 })],
  },
  ...[0, 1, 2, 3, 4, 5].map((shard) => ({
    account: /** @type {const} */ ('orders'),
    config: {
      name: `ORDERS_${shard}`,
      subjects: [`orders.shard.${shard}.>`],
      num_replicas: shard === 5 ? 5 : 3,
      storage: shard === 4 ? 'memory' : 'file',
      ...bounds,
    },
    consumers: [pull('worker'), ...(shard === 0 ? [pull('slow', { ack_wait: 30 * seconds })] : [])],
  })),
  {
    account: 'orders',
    config: { name: 'PAYMENTS', subjects: ['payments.>'], retention: 'workqueue', num_replicas: 3, ...bounds },
    consumers: [pull('settle')],
  },
  {
    account: 'orders',
    config: { name: 'SHIPMENTS', subjects: ['shipments.>'], retention: 'interest', num_replicas: 3, ...bounds },
    consumers: [pull('dispatch'), pull('notify')],
  },
  { account: 'orders', config: { name: 'ORDERS_MIRROR', mirror: { name: 'ORDERS' }, num_replicas: 1, ...bounds } },
  {
    account: 'orders',
    config: {
      name: 'ORDERS_ALL',
      sources: [0, 1, 2].map((shard) => ({ name: `ORDERS_${shard}` })),
      num_replicas: 3,
      ...bounds,
    },
    consumers: [pull('reporting', { deliver_policy: 'new' })],
  },
  {
    account: 'orders',
    config: { name: 'AUDIT', subjects: ['audit.>'], num_replicas: 1, placement: { tags: ['az:b'] }, ...bounds },
  },
  {
    account: 'orders',
    config: { name: 'INVOICES', subjects: ['invoices.>'], num_replicas: 5, ...bounds },
    consumers: [pull('print')],
  },
  {
    account: 'orders',
    config: { name: 'RETURNS', subjects: ['returns.>'], num_replicas: 1, placement: { tags: ['az:c'] }, ...bounds },
    consumers: [pull('inspect')],
  },
];

/** @type {DemoStream[]} */
const app = [
  {
    account: 'app',
    config: { name: 'EVENTS', subjects: ['events.>'], num_replicas: 3, ...bounds },
    consumers: [pull('index'), pull('archive')],
  },
  {
    account: 'app',
    config: { name: 'SESSIONS', subjects: ['sessions.>'], num_replicas: 3, storage: 'memory', ...bounds },
  },
  {
    account: 'app',
    config: { name: 'METRICS', subjects: ['metrics.>'], num_replicas: 1, storage: 'memory', ...bounds },
  },
  {
    account: 'app',
    config: { name: 'LOGS', subjects: ['logs.>'], num_replicas: 1, max_age: 3_600 * seconds, ...bounds },
    consumers: [pull('tail')],
  },
  {
    account: 'app',
    config: { name: 'TELEMETRY', subjects: ['telemetry.>'], num_replicas: 5, storage: 'memory', ...bounds },
  },
  {
    account: 'app',
    config: { name: 'JOBS', subjects: ['jobs.>'], retention: 'workqueue', num_replicas: 3, ...bounds },
    consumers: [
      pull('fast', { filter_subject: 'jobs.fast' }),
      pull('slow', { filter_subject: 'jobs.slow', max_ack_pending: 5 }),
    ],
  },
  {
    account: 'app',
    config: { name: 'EMAILS', subjects: ['emails.>'], retention: 'workqueue', num_replicas: 1, ...bounds },
    consumers: [pull('send')],
  },
  { account: 'app', config: { name: 'CLICKS', subjects: ['clicks.>'], num_replicas: 1, ...bounds } },
  {
    account: 'app',
    config: {
      name: 'FEATURES',
      subjects: ['features.>'],
      num_replicas: 3,
      max_msgs_per_subject: 1,
      allow_direct: true,
    },
  },
  {
    account: 'app',
    config: { name: 'PUSHES', subjects: ['pushes.>'], num_replicas: 3, ...bounds },
    consumers: [
      { durable_name: 'gateway', ack_policy: 'explicit', deliver_subject: 'deliver.pushes', deliver_group: 'gateways' },
      {
        durable_name: 'monitor',
        ack_policy: 'none',
        deliver_subject: 'deliver.monitor',
        mem_storage: true,
        num_replicas: 1,
      },
    ],
  },
  { account: 'app', config: { name: 'IMPORTS', subjects: ['imports.>'], num_replicas: 2, ...bounds } },
  {
    account: 'app',
    config: { name: 'SNAPSHOTS', subjects: ['snapshots.>'], num_replicas: 1, placement: { tags: ['az:a'] }, ...bounds },
  },
  { account: 'app', config: { name: 'EMPTY', subjects: ['empty.>'], num_replicas: 3, ...bounds } },
];

/** Of one cluster of five servers. */
export const demoStreams = [...orders, ...app];

/** Made by the client library, so that other clients recognise them. */
export const demoBuckets = { keyValue: ['settings', 'carts'], objects: ['reports'] };

/**
 * Gentle traffic, about 200 messages a second in all.
 * @type {readonly Publishing[]}
 */
export const demoTraffic = [
  { account: 'orders', subject: 'orders.all.eu', rate: 30 },
  ...[0, 1, 2, 3, 4, 5].map((shard) => ({
    account: /** @type {const} */ ('orders'),
    subject: `orders.shard.${shard}.new`,
    rate: 10,
  })),
  { account: 'orders', subject: 'payments.card', rate: 10 },
  { account: 'orders', subject: 'shipments.parcel', rate: 6 },
  { account: 'orders', subject: 'audit.login', rate: 2 },
  { account: 'orders', subject: 'invoices.pdf', rate: 4 },
  { account: 'orders', subject: 'returns.parcel', rate: 1 },
  { account: 'app', subject: 'events.page', rate: 40 },
  { account: 'app', subject: 'sessions.start', rate: 8 },
  { account: 'app', subject: 'metrics.cpu', rate: 10 },
  { account: 'app', subject: 'logs.web', rate: 8 },
  { account: 'app', subject: 'telemetry.device', rate: 6 },
  { account: 'app', subject: 'jobs.fast', rate: 6 },
  { account: 'app', subject: 'jobs.slow', rate: 2 },
  { account: 'app', subject: 'emails.welcome', rate: 2 },
  { account: 'app', subject: 'clicks.button', rate: 6 },
  { account: 'app', subject: 'features.dark', rate: 1 },
  { account: 'app', subject: 'pushes.phone', rate: 4 },
];

/**
 * Who reads, and how slowly: messages a second taken from a pull consumer. Less than what comes in is a consumer that
 * falls behind until the stream's limits bound it.
 * @type {readonly { account: 'orders' | 'app', stream: string, consumer: string, rate: number }[]}
 */
export const demoReaders = [
  { account: 'orders', stream: 'ORDERS', consumer: 'billing', rate: 40 },
  { account: 'orders', stream: 'ORDERS', consumer: 'shipping', rate: 5 },
  { account: 'orders', stream: 'ORDERS_0', consumer: 'worker', rate: 20 },
  { account: 'orders', stream: 'ORDERS_0', consumer: 'slow', rate: 1 },
  { account: 'orders', stream: 'ORDERS_1', consumer: 'worker', rate: 20 },
  { account: 'orders', stream: 'PAYMENTS', consumer: 'settle', rate: 20 },
  { account: 'orders', stream: 'SHIPMENTS', consumer: 'dispatch', rate: 12 },
  { account: 'orders', stream: 'SHIPMENTS', consumer: 'notify', rate: 3 },
  { account: 'orders', stream: 'RETURNS', consumer: 'inspect', rate: 4 },
  { account: 'app', stream: 'EVENTS', consumer: 'index', rate: 60 },
  { account: 'app', stream: 'EVENTS', consumer: 'archive', rate: 20 },
  { account: 'app', stream: 'LOGS', consumer: 'tail', rate: 4 },
  { account: 'app', stream: 'JOBS', consumer: 'fast', rate: 12 },
  { account: 'app', stream: 'JOBS', consumer: 'slow', rate: 1 },
  { account: 'app', stream: 'EMAILS', consumer: 'send', rate: 4 },
];

/**
 * Readers whose consumers live with them: `ephemeral` ones are named by the server, `ordered` ones are what client
 * libraries make for those who only watch.
 * @type {readonly { account: 'orders' | 'app', stream: string, kind: 'ephemeral' | 'ordered', rate: number }[]}
 */
export const demoWatchers = [
  { account: 'orders', stream: 'ORDERS', kind: 'ephemeral', rate: 40 },
  { account: 'app', stream: 'EVENTS', kind: 'ordered', rate: 60 },
  { account: 'app', stream: 'FEATURES', kind: 'ordered', rate: 4 },
];
