import type { ClusterModel, ReplicaModel, ServerModel, StreamModel } from '../domain/cluster/model';
import { clusterName, serverName } from '../domain/ids';
import {
  holdersOf,
  placementColumns,
  unreadServers,
  type ColumnOrder,
  type PlacementColumn,
} from '../domain/placement/columns';
import { placementRow, type PlacementRow } from '../domain/placement/row';
import type { JszTotals, StreamConfig } from '../domain/replies/jsz';
import { aCluster, streamConfig, type StreamSpec } from './builders';
import { modelOf } from './replay';

/** What the placement screen makes of a model. */
export interface Placed {
  readonly servers: readonly ServerModel[];
  readonly rows: readonly PlacementRow[];
  readonly columns: readonly PlacementColumn[];
}

export function placed(model: ClusterModel, order: ColumnOrder = 'name'): Placed {
  const servers = [...model.servers.values()];
  const rows = [...model.streams.values()].map((stream) => placementRow(stream, unreadServers(servers)));
  return { servers, rows, columns: placementColumns(servers, holdersOf(rows), order) };
}

/** Servers n1 to n5, all well, and one stream on some of them. */
export function oneStream(on: readonly string[], spec: Partial<StreamSpec> = {}): ClusterModel {
  const cluster = aCluster()
    .withServers('n1', 'n2', 'n3', 'n4', 'n5')
    .withStream('S', on, { config: true, ...spec });
  return modelOf(cluster.poll(0), 100);
}

/** The only stream of {@link oneStream}, with another configuration. */
export function theStream(model: ClusterModel, config: Partial<StreamConfig> = {}): StreamModel {
  const [stream] = model.streams.values();
  if (stream === undefined) throw new Error('no stream');
  const replicas = stream.replicas ?? stream.copies.length;
  return { ...stream, config: { ...streamConfig({ name: stream.name, replicas }), ...config } };
}

export interface ServerChange extends Partial<Pick<ServerModel, 'tags' | 'jetstream' | 'presence' | 'metaRole'>> {
  readonly cluster?: string;
  readonly totals?: Partial<JszTotals> | null;
}

/** The servers of a model, some of them changed. */
export function serversWith(
  model: ClusterModel,
  changes: Readonly<Record<string, ServerChange>>,
): readonly ServerModel[] {
  return [...model.servers.values()].map((server) => {
    const { cluster, totals, ...rest } = changes[server.name] ?? {};
    return {
      ...server,
      ...rest,
      ...(cluster === undefined ? {} : { cluster: clusterName(cluster) }),
      ...(totals === undefined ? {} : { totals: totals && server.totals && { ...server.totals, ...totals } }),
    };
  });
}

/** A stream with one of its copies changed. */
export function withCopy(stream: StreamModel, server: string, change: Partial<ReplicaModel>): StreamModel {
  const copies = stream.copies.map((copy) => (copy.server === serverName(server) ? { ...copy, ...change } : copy));
  return { ...stream, copies };
}
