import type { ServerName } from '../ids';
import type { RememberedStream } from '../inventory/inventory';
import type { GroupFacts, PeerFacts } from '../replies/raft';

/** Who belongs to a Raft group, and by whose word. */
export interface Members {
  /** Sorted; pending ones included. */
  readonly names: readonly ServerName[];
  /** Rows of the leader's record; empty without a leader. */
  readonly rows: readonly PeerFacts[];
  /** Rows of peers whose name the leader does not know. */
  readonly nameless: readonly PeerFacts[];
  /** Votes. */
  readonly of: number;
}

export interface GroupRecord {
  readonly server: ServerName;
  readonly answering: boolean;
  readonly group: GroupFacts | null;
}

/**
 * By the leader's record; without a leader by the configured number of copies and by everybody who is named by those
 * who answer (by nobody's flags: followers' rows are noise); for what nobody reports by what is remembered. More names than
 * configured copies are a change of members that lost its leader (up to 2.10): all of them vote.
 */
export function membersOf(
  records: readonly GroupRecord[],
  leader: GroupRecord | null,
  configured: number | null,
  remembered: RememberedStream | null,
): Members {
  return leader
    ? byLeader(leader, records)
    : byOthers(records, configured ?? remembered?.replicas ?? null, remembered?.holders ?? []);
}

function byLeader(leader: GroupRecord, records: readonly GroupRecord[]): Members {
  const rows: PeerFacts[] = [];
  const nameless: PeerFacts[] = [];
  const names = [leader.server];
  let voters = 0;
  for (const row of leader.group?.replicas ?? []) {
    if (row.name !== null && names.includes(row.name)) continue;
    if (row.name !== null) names.push(row.name);
    (row.name === null ? nameless : rows).push(row);
    if (!row.pending) voters += 1;
  }
  for (const { server, answering } of records) if (answering && !names.includes(server)) names.push(server);
  return { names: names.sort(), rows, nameless, of: voters + 1 };
}

function byOthers(
  records: readonly GroupRecord[],
  configured: number | null,
  remembered: readonly ServerName[],
): Members {
  const answering = records.filter((record) => record.answering);
  const believed = answering.length > 0 ? answering : records;
  const listed = new Set(
    believed.flatMap(({ server, group }) => [server, ...(group?.replicas ?? []).flatMap(({ name }) => name ?? [])]),
  );
  // Who was their leader may have left the group since.
  const names = new Set([...listed, ...believed.flatMap(({ group }) => group?.leader ?? [])]);
  if (names.size < (configured ?? 1)) for (const name of remembered) names.add(name);
  return { names: [...names].sort(), rows: [], nameless: [], of: Math.max(1, configured ?? names.size, listed.size) };
}

/** The leader's row for a server. */
export function rowOf({ rows }: Members, server: ServerName | null): PeerFacts | null {
  return rows.find(({ name }) => name === server) ?? null;
}
