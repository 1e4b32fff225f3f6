import { useCallback, useSyncExternalStore } from 'react';
import type { ActivityRow, ClusterRow, TopicName, Topics } from '../engine/protocol';
import type { ConsumerModel, ServerModel, StreamModel } from '../domain/cluster/model';
import type { ServerName, StreamKey } from '../domain/ids';
import { useEngine } from './engine-context';
import type { Listing } from './row-store';

function useSelected<Topic extends TopicName, Part>(
  topic: Topic,
  stream: StreamKey | undefined,
  select: (listing: Listing<Topics[Topic]>) => Part,
): Part {
  const client = useEngine();
  const subscribe = useCallback(
    (listener: () => void) => client.subscribe(topic, stream === undefined ? {} : { stream }, listener),
    [client, topic, stream],
  );
  return useSyncExternalStore(subscribe, () =>
    select(client.rows(topic, stream === undefined ? {} : { stream }).listing.getState()),
  );
}

const whole = <Row>(listing: Listing<Row>) => listing;

/** State of the cluster as a whole; `null` until the first picture. */
export function useCluster(): ClusterRow | null {
  return useSelected('cluster', undefined, (listing) => listing.rows[0] ?? null);
}

export function useServers(): Listing<ServerModel> {
  return useSelected('servers', undefined, whole);
}

/** One server by name. `null`: not in the picture; `undefined`: there is no picture yet. */
export function useServer(name: ServerName): ServerModel | null | undefined {
  return useSelected('servers', undefined, (listing) =>
    listing.loaded ? (listing.rows.find((row) => row.name === name) ?? null) : undefined,
  );
}

export function useStreams(): Listing<StreamModel> {
  return useSelected('streams', undefined, whole);
}

/** One stream by key. `null`: not in the picture; `undefined`: there is no picture yet. */
export function useStream(key: StreamKey): StreamModel | null | undefined {
  return useSelected('streams', undefined, (listing) =>
    listing.loaded ? (listing.rows.find((row) => row.key === key) ?? null) : undefined,
  );
}

/** Consumers of one stream; the engine asks for its details while this is mounted. */
export function useConsumers(stream: StreamKey): Listing<ConsumerModel> {
  return useSelected('consumers', stream, whole);
}

/** The time line, in the engine's order. */
export function useActivity(): Listing<ActivityRow> {
  return useSelected('activity', undefined, whole);
}
