import type { AuditEntry } from '../domain/audit/entry';
import type { ClusterModel } from '../domain/cluster/model';
import type { DomainName, StreamKey } from '../domain/ids';
import type { LagBoard, LagSeries } from '../domain/lag-history/model';
import type { EvacuationRun } from '../domain/evacuate/model';
import type { Leaderships } from '../domain/meta/leaderships';
import type { RaftLog } from '../domain/raft-log/model';
import type { TopologyModel } from '../domain/topology/model';
import type { ActivityRow } from '../domain/activity';
import type { ClusterRow, TopicFilter, TopicName } from './protocol';

/** Everything that topics show, as of one moment. */
export interface View {
  readonly model: ClusterModel;
  readonly cluster: ClusterRow;
  readonly activity: ReadonlyMap<string, ActivityRow>;
  readonly audit: ReadonlyMap<string, AuditEntry>;
  readonly leaderships: ReadonlyMap<DomainName, Leaderships>;
  readonly evacuation: ReadonlyMap<string, EvacuationRun>;
  /** Made when it is asked for: seldom does somebody look. */
  readonly topology: () => TopologyModel | null;
  readonly raftLog: (stream: StreamKey) => RaftLog | null;
  readonly lag: () => LagBoard;
  readonly lagHistory: (stream: StreamKey | undefined) => ReadonlyMap<string, LagSeries>;
}

export type Rows = ReadonlyMap<string, unknown>;

const noRows: Rows = new Map();

/** The rows of a topic, by a key that stays with its row. Equal rows are identical from one view to the next. */
export function rowsOf(view: View, topic: TopicName, filter: TopicFilter): Rows {
  switch (topic) {
    case 'activity':
    case 'audit':
    case 'leaderships':
    case 'evacuation':
      return view[topic];
    case 'cluster':
      return new Map([['', view.cluster]]);
    case 'servers':
      return view.model.servers;
    case 'streams':
      return filter.stream === undefined ? view.model.streams : only(view.model.streams, filter.stream);
    case 'consumers':
      return filter.stream === undefined ? view.model.consumers : consumersOf(view.model, filter.stream);
    case 'topology':
      return atMostOne(view.topology());
    case 'raftLog':
      return atMostOne(filter.stream === undefined ? null : view.raftLog(filter.stream));
    case 'lag':
      return new Map([['', view.lag()]]);
    case 'lagHistory':
      return view.lagHistory(filter.stream);
  }
}

function atMostOne(row: unknown): Rows {
  return row === null ? noRows : new Map([['', row]]);
}

/** The row of the `cluster` topic; the known one while nothing in it changed but the time. */
export function clusterRow(model: ClusterModel, name: string, known: ClusterRow | null): ClusterRow {
  const fresh: ClusterRow = {
    key: clusterKey(name),
    name,
    now: model.now,
    link: model.link,
    metas: sameList(known?.metas, [...model.metas.values()]),
    accounts: sameList(known?.accounts, [...model.accounts.values()]),
    rounds: sameList(known?.rounds, [...model.rounds.values()]),
    findings: model.findings,
    summary: model.summary,
  };
  if (!known) return fresh;
  const parts = ['key', 'name', 'link', 'metas', 'accounts', 'rounds', 'findings', 'summary'] as const;
  return parts.every((part) => known[part] === fresh[part]) ? known : fresh;
}

/** Safe in URLs and as a key of stores. Names come from the cluster. */
export function clusterKey(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 64) || 'cluster';
}

function only(rows: Rows, key: string): Rows {
  const row = rows.get(key);
  return row === undefined ? noRows : new Map([[key, row]]);
}

function consumersOf(model: ClusterModel, stream: string): Rows {
  return new Map([...model.consumers].filter(([, consumer]) => consumer.stream === stream));
}

function sameList<T>(known: readonly T[] | undefined, fresh: readonly T[]): readonly T[] {
  return known?.length === fresh.length && known.every((item, i) => item === fresh[i]) ? known : fresh;
}
