import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ActivityRow } from '../domain/activity';
import type { ClusterRow, TopicName, Topics } from '../engine/protocol';
import type { ConsumerModel, MetaGroup, ServerModel, StreamModel } from '../domain/cluster/model';
import { unheardConsumer, unheardMeta, unheardServer, unheardStream } from '../domain/cluster/unheard';
import { unheardTopology } from '../domain/topology/unheard';
import type { TopologyModel } from '../domain/topology/model';
import type { EvacuationRun } from '../domain/evacuate/model';
import type { AuditEntry } from '../domain/audit/entry';
import type { ServerName, StreamKey } from '../domain/ids';
import type { LagBoard, LagSeries } from '../domain/lag-history/model';
import type { Leaderships } from '../domain/meta/leaderships';
import { unheardLagBoard } from '../domain/lag-history/unheard';
import type { RaftLog } from '../domain/raft-log/model';
import { unheardRaftLog } from '../domain/raft-log/unheard';
import { useEngine } from './engine-context';
import type { Listing } from './row-store';
import { useStaleness } from './use-engine-state';

/** `null` for a stream: nothing is watched, and there is nothing. */
function useSelected<Topic extends TopicName, Part>(
  topic: Topic,
  stream: StreamKey | null | undefined,
  select: (listing: Listing<Topics[Topic]>) => Part,
): Part {
  const client = useEngine();
  const subscribe = useCallback(
    (listener: () => void) =>
      stream === null ? notWatched : client.subscribe(topic, stream === undefined ? {} : { stream }, listener),
    [client, topic, stream],
  );
  return useSyncExternalStore(subscribe, () =>
    select(stream === null ? nothing : client.rows(topic, stream === undefined ? {} : { stream }).listing.getState()),
  );
}

const nothing = { rows: [], loaded: false } as const;
const notWatched = () => undefined;

const whole = <Row>(listing: Listing<Row>) => listing;

/**
 * While the engine is lost its last rows stay, but nobody knows any more how things are. A link that is down needs no
 * such thing: the engine itself says so in each row.
 */
function useHonest<Part>(part: Part, unheard: (part: NonNullable<Part>) => Part): Part {
  const isLost = useStaleness() === 'engine';
  return useMemo(() => (isLost && part != null ? unheard(part) : part), [isLost, part, unheard]);
}

const eachOf =
  <Row>(unheard: (row: Row) => Row) =>
  (listing: Listing<Row>): Listing<Row> => ({ ...listing, rows: listing.rows.map(unheard) });
const unheardServers = eachOf(unheardServer);
const unheardStreams = eachOf(unheardStream);
const unheardConsumers = eachOf(unheardConsumer);
const unheardCluster = (row: ClusterRow): ClusterRow => ({
  ...row,
  link: row.link === 'live' ? 'stale' : row.link,
  metas: row.metas.map(unheardMeta),
});

/** State of the cluster as a whole; `null` until the first picture. */
export function useCluster(): ClusterRow | null {
  const row = useSelected('cluster', undefined, (listing) => listing.rows[0] ?? null);
  return useHonest<ClusterRow | null>(row, unheardCluster);
}

export function useServers(): Listing<ServerModel> {
  return useHonest(useSelected('servers', undefined, whole), unheardServers);
}

/** One server by name. `null`: not in the picture; `undefined`: there is no picture yet. */
export function useServer(name: ServerName): ServerModel | null | undefined {
  const row = useSelected('servers', undefined, (listing) =>
    listing.loaded ? (listing.rows.find((server) => server.name === name) ?? null) : undefined,
  );
  return useHonest<ServerModel | null | undefined>(row, unheardServer);
}

export function useStreams(): Listing<StreamModel> {
  return useHonest(useSelected('streams', undefined, whole), unheardStreams);
}

const noMetas: readonly MetaGroup[] = [];

/** All that the loss of servers is counted from. Streams are asked for by it: to be used only while servers are chosen. */
export function useLossRows() {
  const servers = useServers().rows;
  const metas = useCluster()?.metas ?? noMetas;
  return { servers, metas, streams: useStreams() };
}

/** One stream by key. `null`: not in the picture; `undefined`: there is no picture yet. */
export function useStream(key: StreamKey): StreamModel | null | undefined {
  const row = useSelected('streams', undefined, (listing) =>
    listing.loaded ? (listing.rows.find((stream) => stream.key === key) ?? null) : undefined,
  );
  return useHonest<StreamModel | null | undefined>(row, unheardStream);
}

/** Consumers of one stream; the engine asks for its details while this is mounted. `null`: of none. */
export function useConsumers(stream: StreamKey | null): Listing<ConsumerModel> {
  return useHonest(useSelected('consumers', stream, whole), unheardConsumers);
}

/** Consumers of all streams; the engine asks every account for its details while this is mounted. */
export function useAllConsumers(): Listing<ConsumerModel> {
  return useHonest(useSelected('consumers', undefined, whole), unheardConsumers);
}

/** How the servers are joined; the engine asks for it while this is mounted. `null` until the first picture. */
export function useTopology(): TopologyModel | null {
  const row = useSelected('topology', undefined, (listing) => listing.rows[0] ?? null);
  return useHonest<TopologyModel | null>(row, unheardTopology);
}

/** Where the copies of a stream are in their Raft log; the engine asks while this is mounted. `null`: not yet known. */
export function useRaftLog(stream: StreamKey): RaftLog | null {
  const row = useSelected('raftLog', stream, (listing) => listing.rows[0] ?? null);
  return useHonest<RaftLog | null>(row, unheardRaftLog);
}

/** Copies that are behind, the worst first; `null` until the first picture. */
export function useLagBoard(): LagBoard | null {
  const row = useSelected('lag', undefined, (listing) => listing.rows[0] ?? null);
  return useHonest<LagBoard | null>(row, unheardLagBoard);
}

/** How far behind over time: the copies of a stream, else the worst of the board. */
export function useLagHistory(stream?: StreamKey): Listing<LagSeries> {
  return useSelected('lagHistory', stream, whole);
}

/** Who led each meta group since this page looks. */
export function useLeaderships(): Listing<Leaderships> {
  return useSelected('leaderships', undefined, whole);
}

/** The evacuation that the engine drives, or drove last; `null`: none. */
export function useEvacuationRun(): EvacuationRun | null {
  return useSelected('evacuation', undefined, (listing) => listing.rows[0] ?? null);
}

/** Changes that were asked for from this browser, in no order. */
export function useAudit(): Listing<AuditEntry> {
  return useSelected('audit', undefined, whole);
}

/** The time line, in the engine's order. */
export function useActivity(): Listing<ActivityRow> {
  return useSelected('activity', undefined, whole);
}
