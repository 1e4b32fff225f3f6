import type { ReplicaModel, StreamModel } from '../cluster/model';
import { approximate } from '../count';
import type { DomainName, ServerName } from '../ids';
import { isChanging, isOnlyCopyAtRisk, isWhole, leaderOf } from '../permit/group';
import { movedKeptSince } from '../permit/since';
import { allKnow } from '../version';
import { Fit } from './fit';
import type { Evacuation, EvacuationCluster, EvacuationRow, EvacuationRun, Filling, Phase, Wait } from './model';
import { verdictOf } from './verdict';

/** What an evacuation of a server is, or how far it is: one row for each stream with a copy there, or that had one when it began. */
export function evacuation(
  cluster: EvacuationCluster,
  server: ServerName,
  domain: DomainName,
  run: EvacuationRun | null,
): Evacuation {
  const began = new Set(run?.streams);
  const fit = new Fit(cluster.servers, server);
  const keepsMoved = allKnow(cluster.servers, movedKeptSince);
  const rows: EvacuationRow[] = [];
  for (const stream of cluster.streams) {
    if (stream.domain !== domain) continue;
    const copy = copyOn(stream, server);
    if (copy) rows.push(rowHere(stream, server, run, { fit, keepsMoved }));
    else if (began.has(stream.key)) rows.push({ stream, phase: phaseGone(stream), leads: false, candidates: [] });
  }
  return { rows, verdict: verdictOf(cluster, server, rows) };
}

export function copyOn({ copies }: StreamModel, server: ServerName): ReplicaModel | undefined {
  return copies.find((copy) => copy.server === server);
}

function rowHere(
  stream: StreamModel,
  server: ServerName,
  run: EvacuationRun | null,
  { fit, keepsMoved }: { readonly fit: Fit; readonly keepsMoved: boolean },
): EvacuationRow {
  const leads = leaderOf(stream) === server;
  const moving = isLeaving(stream, server) || run?.sent.includes(stream.key) === true;
  if (moving) {
    const phase: Phase = { kind: 'moves', desired: stream.group.desired, filling: fillingOf(stream, server) };
    return { stream, leads, candidates: [], phase };
  }
  // Where it is to go is in its row already.
  if (isChanging(stream)) return { stream, leads, candidates: [], phase: { kind: 'waits', why: 'changing' } };
  if (isOnlyCopyAtRisk(stream, keepsMoved))
    return { stream, leads, candidates: [], phase: { kind: 'stays', why: { kind: 'onlyCopyAtRisk' } } };
  const candidates = fit.place(stream);
  const failed = run?.failed.find(({ stream: key }) => key === stream.key);
  if (failed) return { stream, leads, candidates, phase: { kind: 'failed', outcome: failed.outcome } };
  if (candidates.length > 0) return { stream, leads, candidates, phase: { kind: 'waits', why: readinessOf(stream) } };
  if (stream.config === null) return { stream, leads, candidates, phase: { kind: 'waits', why: 'unread' } };
  return { stream, leads, candidates, phase: { kind: 'stays', why: fit.stay(stream) } };
}

/**
 * A change is under way that takes the copy off the server: announced (2.15), or seen by more copies than configured. What
 * other change that may be, older servers do not tell.
 */
export function isLeaving(stream: StreamModel, server: ServerName): boolean {
  const { desired } = stream.group;
  if (!isChanging(stream)) return false;
  return desired === null || desired.replicas.length === 0 || !desired.replicas.includes(server);
}

/** Only what is well is touched (`turn`): one copy at a time is what a stream can spare. */
export function readinessOf(stream: StreamModel): Wait {
  if (stream.source !== 'reported' || stream.config === null) return 'unread';
  if (stream.group.leadership.kind !== 'led') return 'noLeader';
  const all = stream.replicas !== null && stream.copies.length === stream.replicas;
  return all && stream.copies.every(isComplete) ? 'turn' : 'incomplete';
}

function phaseGone(stream: StreamModel): Phase {
  const all = stream.replicas === null || stream.copies.length >= stream.replicas;
  if (all && !isChanging(stream) && stream.copies.every(isComplete)) return { kind: 'gone' };
  return { kind: 'fills', filling: fillingOf(stream, null) };
}

/** On a busy stream a copy is always a little behind: less than a second of writes is no matter. */
function isComplete(copy: ReplicaModel): boolean {
  return isWhole(copy) || (copy.presence.kind === 'answering' && copy.store.kind === 'behind' && copy.mark === 'ok');
}

/** The copy that is furthest behind, beside the one that goes. */
function fillingOf(stream: StreamModel, without: ServerName | null): Filling | null {
  let least: Filling | null = null;
  for (const { server, store, role, state } of stream.copies) {
    if (server === null || server === without || (store.kind !== 'behind' && role !== 'pending')) continue;
    const share = store.kind === 'behind' ? (store.catchUp?.share ?? shareOf(stream, state?.lastSeq ?? 0)) : null;
    const left = store.kind === 'behind' ? (store.catchUp?.left ?? null) : null;
    if (least === null || (share ?? 0) < (least.share ?? 0)) least = { server, share, left };
  }
  return least;
}

function shareOf({ state }: StreamModel, lastSeq: ReplicaModelSeq): number | null {
  if (state === null) return null;
  const first = approximate(state.firstSeq);
  const span = approximate(state.lastSeq) - first + 1;
  if (span <= 0) return null;
  return Math.min(1, Math.max(0, (approximate(lastSeq) - first + 1) / span));
}

type ReplicaModelSeq = NonNullable<ReplicaModel['state']>['lastSeq'];
