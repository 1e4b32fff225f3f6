import { contactLamp } from '../raft/lamps';
import type { StreamConfig, StreamDetail } from '../replies/jsz';
import type { GroupFacts, PeerFacts } from '../replies/raft';
import { deepEqual } from '../same';
import type { DurationMs } from '../time';
import type { StreamModel } from './model';
import { namesItself, type StreamRecord } from './record';
import { sameAsOf, sameState } from './same-row';

/**
 * Would the row of a healthy stream come out the same? A short cut only: nine of ten streams are quiet from one poll to
 * the next, and looking is cheaper than making the row again. Holds only while no server changed its presence.
 */
export function isQuiet(
  row: StreamModel,
  before: readonly StreamRecord[] | undefined,
  records: readonly StreamRecord[],
  config: StreamConfig | null,
  configured: number | null,
  slack: DurationMs,
): boolean {
  if (row.health !== 'healthy' || row.replicas !== configured || row.config !== config) return false;
  if (before?.length !== records.length || row.copies.length !== records.length) return false;
  return records.every((record, index) => {
    const known = before[index];
    const copy = row.copies[index];
    if (!known || copy?.server !== record.station.name) return false;
    if (copy.store.kind === 'behind' || !sameAsOf(copy.asOf, record.stamp.at, slack)) return false;
    return sameDetail(record, known.detail) && sameConsumerNames(record, known);
  });
}

function sameDetail({ station, detail }: StreamRecord, known: StreamDetail): boolean {
  if (detail === known) return true;
  if (detail.created !== known.created || !sameState(detail.state, known.state)) return false;
  if (!deepEqual(detail.mirror, known.mirror) || !sameSources(detail, known)) return false;
  const leads = namesItself(station.name, detail);
  return leads === namesItself(station.name, known) && (!leads || sameLeadersView(detail.group, known.group));
}

function sameConsumerNames({ source, detail }: StreamRecord, known: StreamRecord): boolean {
  if (source.kept === known.source.kept) return true;
  const now = source.kept.get(detail.name)?.consumers;
  const then = known.source.kept.get(detail.name)?.consumers;
  if (now === then) return true;
  if (now?.created !== then?.created || now?.value.length !== then?.value.length) return false;
  return now?.value.every(({ name }, index) => name === then?.value[index]?.name) ?? true;
}

function sameSources(a: StreamDetail, b: StreamDetail): boolean {
  return (a.sources.length === 0 && b.sources.length === 0) || deepEqual(a.sources, b.sources);
}

/** Only the leader's view counts: what followers say of each other is noise. */
function sameLeadersView(a: GroupFacts | null, b: GroupFacts | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.cluster === b.cluster &&
    a.leaderSince === b.leaderSince &&
    a.raftGroup === b.raftGroup &&
    a.desired === null &&
    b.desired === null &&
    a.replicas.length === b.replicas.length &&
    a.replicas.every((peer, index) => samePeer(peer, b.replicas[index]))
  );
}

function samePeer(a: PeerFacts, b: PeerFacts | undefined): boolean {
  return (
    b !== undefined &&
    a.name === b.name &&
    a.peer === b.peer &&
    a.lag === b.lag &&
    a.current === b.current &&
    a.pending === b.pending &&
    contactLamp(a).kind === contactLamp(b).kind
  );
}
