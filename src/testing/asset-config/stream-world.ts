import { consumerName, streamName } from '../../domain/ids';
import type { AccountLimits, Limits, Room, StreamContext } from '../../domain/stream-config/context';
import { effectiveStream } from '../../domain/stream-config/effective';
import { streamConfig, type StreamConfig } from '../../domain/stream-config/fields';
import { parseVersion } from '../../domain/version';
import { source } from './sources';

/** The accounts that the configurations are tried in, and the streams that each has from the start. */
export const worldStreams: Readonly<Record<AccountName, readonly StreamConfig[]>> = {
  APP: [
    streamConfig({ name: 'TAKEN', subjects: ['taken.>', 'also.*.taken'] }),
    streamConfig({ name: 'ORIGIN', subjects: ['origin.>'], maxMsgSize: 2048, allowDirect: true }),
    streamConfig({ name: 'LOOP', sources: [source({ name: 'NEXT' })] }),
    streamConfig({ name: 'MIRRORED', mirror: source({ name: 'NEXT' }) }),
  ],
  BARE: [],
  LIMITED: [
    streamConfig({ name: 'HELD1', subjects: ['held.1'], maxBytes: 4_000_000 }),
    streamConfig({ name: 'HELD2', subjects: ['held.2'], maxBytes: 4_000_000 }),
    streamConfig({ name: 'HELD3', subjects: ['held.3'], maxBytes: 4_000_000, storage: 'memory' }),
    streamConfig({ name: 'HELD4', subjects: ['held.4'], maxBytes: 4_000_000, storage: 'memory' }),
  ],
  REQUIRED: [],
  FULL: [streamConfig({ name: 'ONLY', subjects: ['only.one'] })],
};

export type AccountName = 'APP' | 'BARE' | 'LIMITED' | 'REQUIRED' | 'FULL';
export const accountNames: readonly AccountName[] = ['APP', 'BARE', 'LIMITED', 'REQUIRED', 'FULL'];

const unlimited: AccountLimits = {
  maxMemory: 'unlimited',
  maxStorage: 'unlimited',
  maxStreams: 'unlimited',
  maxConsumers: 'unlimited',
  maxAckPending: 'unlimited',
  memoryMaxStreamBytes: 'unlimited',
  storageMaxStreamBytes: 'unlimited',
  maxBytesRequired: false,
};

/** What the servers' configuration gives each account; read from the servers where there are some. */
export const worldLimits: Readonly<Record<AccountName, Limits>> = {
  APP: { kind: 'flat', limits: unlimited },
  BARE: { kind: 'flat', limits: unlimited },
  LIMITED: {
    kind: 'flat',
    limits: {
      ...unlimited,
      maxMemory: 10_000_000,
      maxStorage: 10_000_000,
      maxConsumers: 5,
      maxAckPending: 100,
      memoryMaxStreamBytes: 5_000_000,
      storageMaxStreamBytes: 5_000_000,
    },
  },
  REQUIRED: { kind: 'flat', limits: { ...unlimited, maxBytesRequired: true } },
  FULL: { kind: 'flat', limits: { ...unlimited, maxStreams: 1 } },
};

/** One try: a configuration to create, or to give to a stream that was created with `before`. */
export interface StreamTry {
  readonly account: AccountName;
  readonly config: StreamConfig;
  readonly before: StreamConfig | null;
  /** A consumer that the stream has by then. */
  readonly consumer: { readonly name: string; readonly maxAckPending: number } | null;
}

/** What is known when it is sent. */
export function contextOf(
  tried: StreamTry,
  limits: Readonly<Record<AccountName, Limits>>,
  room: Room | null,
  version: string,
): StreamContext {
  const known = parseVersion(version);
  const effective = (config: StreamConfig) => effectiveStream(config, { version: known, find: () => null });
  const streams = worldStreams[tried.account].map((config) => ({
    name: streamName(config.name),
    config: effective(config),
  }));
  const { before, consumer } = tried;
  const own = before === null ? [] : [{ name: streamName(before.name), config: effective(before) }];
  const consumers =
    consumer === null
      ? []
      : [{ name: consumerName(consumer.name), inactiveThreshold: 0, maxAckPending: consumer.maxAckPending }];
  return {
    version: known,
    streams: [...streams, ...own],
    limits: limits[tried.account],
    room,
    edited: before === null ? null : { config: effective(before), members: [], consumers },
  };
}
