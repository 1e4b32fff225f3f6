import { consumerName } from '../../domain/ids';
import type { ConsumerContext } from '../../domain/consumer-config/context';
import { effectiveConsumer } from '../../domain/consumer-config/effective';
import { consumerConfig, nameOfConsumer, type ConsumerConfig } from '../../domain/consumer-config/fields';
import type { Limits } from '../../domain/stream-config/context';
import { effectiveStream } from '../../domain/stream-config/effective';
import { streamConfig } from '../../domain/stream-config/fields';
import { parseVersion } from '../../domain/version';
import type { AccountName } from './stream-world';

const consumer = (durableName: string, given: Partial<ConsumerConfig> = {}) =>
  consumerConfig({ durableName, name: durableName, ackPolicy: 'explicit', ...given });

/** The streams that consumers are tried on, with the consumers that each has from the start. */
export const consumerHomes = {
  PLAIN: {
    stream: streamConfig({ name: 'PLAIN', subjects: ['plain.>'], replicas: 3 }),
    consumers: [consumer('THERE')],
  },
  QUEUE: {
    stream: streamConfig({ name: 'QUEUE', subjects: ['queue.>'], retention: 'workqueue' }),
    consumers: [consumer('FIRST', { filterSubject: 'queue.first.>' })],
  },
  WHOLE: {
    stream: streamConfig({ name: 'WHOLE', subjects: ['whole.>'], retention: 'workqueue' }),
    consumers: [consumer('ALL')],
  },
  INTEREST: {
    stream: streamConfig({ name: 'INTEREST', subjects: ['interest.>'], retention: 'interest', replicas: 3 }),
    consumers: [],
  },
  STRICT: {
    stream: streamConfig({
      name: 'STRICT',
      subjects: ['strict.>'],
      consumerLimits: { inactiveThreshold: 60_000_000_000, maxAckPending: 50 },
    }),
    consumers: [],
  },
  CROWDED: {
    stream: streamConfig({ name: 'CROWDED', subjects: ['crowded.>'], maxConsumers: 1 }),
    consumers: [consumer('ALONE')],
  },
  SMALL: { stream: streamConfig({ name: 'SMALL', subjects: ['small.>'], maxBytes: 100_000 }), consumers: [] },
} as const;

export type HomeName = keyof typeof consumerHomes;
export const homeNames = Object.keys(consumerHomes) as HomeName[];
export const accountOf = (home: HomeName): AccountName => (home === 'SMALL' ? 'LIMITED' : 'APP');

/** One try: a consumer to create, or to give another configuration. */
export interface ConsumerTry {
  readonly home: HomeName;
  readonly config: ConsumerConfig;
  readonly before: ConsumerConfig | null;
}

export function consumerContext({ home, before }: ConsumerTry, limits: Limits, version: string): ConsumerContext {
  const known = parseVersion(version);
  const stream = effectiveStream(consumerHomes[home].stream, { version: known, find: () => null });
  const effective = (config: ConsumerConfig) => effectiveConsumer(config, { stream, limits });
  const all = [...consumerHomes[home].consumers, ...(before === null ? [] : [before])];
  return {
    version: known,
    stream,
    limits,
    consumers: all.map((config) => ({ name: consumerName(nameOfConsumer(config)), config: effective(config) })),
    edited: before === null ? null : effective(before),
  };
}
