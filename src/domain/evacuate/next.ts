import type { MetaGroup, ServerModel, StreamModel } from '../cluster/model';
import { isSilent } from '../cluster/presence';
import type { DomainName, StreamKey } from '../ids';
import { isChanging } from '../permit/group';
import type { Alarm, Evacuation, EvacuationCluster, EvacuationRun } from './model';

/** Streams whose members change at the same time. */
export const mostAtOnce = 2;
/** Whoever steps down may be elected again; more than this is no accident. */
const mostStepDowns = 3;

export type Step =
  | { readonly kind: 'move'; readonly streams: readonly StreamKey[] }
  /** One request for the whole server. */
  | { readonly kind: 'moveAll' }
  | { readonly kind: 'stepDown' }
  | { readonly kind: 'wait' }
  /** Nothing more is begun, and for good if it stays so: most of what one slow round looks like is over with the next. */
  | { readonly kind: 'stop'; readonly alarm: Alarm }
  | { readonly kind: 'end' };

/** What to do now. Depends on the model and on what was begun alone, so that it is the same after every pause. */
export function nextStep(cluster: EvacuationCluster, { rows }: Evacuation, run: EvacuationRun): Step {
  const moving = rows
    .filter(({ phase }) => phase.kind === 'moves' || phase.kind === 'fills')
    .map(({ stream }) => stream);
  const alarm = alarmIn(cluster, run.domain, new Set(moving.map(({ key }) => key)));
  if (alarm !== null) return { kind: 'stop', alarm };
  if (isUnsteady(cluster, run.domain)) return { kind: 'wait' };
  const others = cluster.streams.filter((one) => one.domain === run.domain && isChanging(one) && !moving.includes(one));
  const busy = moving.length + others.length;
  if (cluster.servers.find(({ name }) => name === run.server)?.metaRole === 'leader') {
    if (busy > 0) return { kind: 'wait' };
    return run.stepDowns < mostStepDowns ? { kind: 'stepDown' } : { kind: 'stop', alarm: { kind: 'leadsMetaStill' } };
  }
  const waiting = rows.filter(({ phase }) => phase.kind === 'waits');
  const ready = waiting.filter(({ phase }) => phase.kind === 'waits' && phase.why === 'turn');
  const canAll = rows.every(({ phase }) => phase.kind === 'waits' || phase.kind === 'gone');
  if (run.pace === 'allAtOnce' && !run.askedAll && canAll && waiting.length > 0)
    return busy === 0 && ready.length === waiting.length ? { kind: 'moveAll' } : { kind: 'wait' };
  const free = mostAtOnce - busy;
  if (ready.length > 0 && free > 0)
    return { kind: 'move', streams: ready.slice(0, free).map(({ stream }) => stream.key) };
  return moving.length + waiting.length > 0 ? { kind: 'wait' } : { kind: 'end' };
}

/**
 * What forbids to change any members of a cluster. `moving`: those whose members change are between two groups, and what
 * they seem to lack says nothing.
 */
export function alarmIn(cluster: EvacuationCluster, domain: DomainName, moving: ReadonlySet<StreamKey>): Alarm | null {
  if (cluster.link !== 'live') return { kind: 'linkNotLive' };
  const meta = metaOf(cluster, domain);
  const silent = meta && membersOf(cluster, meta).find(({ presence }) => isSilent(presence));
  if (silent) return { kind: 'serverSilent', server: silent.name };
  if (!meta || meta.leadership.kind === 'noQuorum') return { kind: 'noMetaLeader' };
  const { have, need, of } = meta.quorum;
  if (of > 2 && have !== null && have <= need) return { kind: 'noSpareVote' };
  const stopped = cluster.streams.find(
    (stream) => stream.domain === domain && isStopped(stream) && !moving.has(stream.key),
  );
  return stopped ? { kind: 'streamStopped', stream: stopped.key } : null;
}

/** For the moment nothing is begun: an election, or a server that missed one round. */
function isUnsteady(cluster: EvacuationCluster, domain: DomainName): boolean {
  const meta = metaOf(cluster, domain);
  if (meta?.leadership.kind !== 'led') return true;
  return membersOf(cluster, meta).some(({ presence }) => presence.kind !== 'answering');
}

function metaOf({ metas }: EvacuationCluster, domain: DomainName): MetaGroup | undefined {
  return metas.find((meta) => meta.domain === domain);
}

/** By name: while nobody leads, no server has a role. */
function membersOf({ servers }: EvacuationCluster, { peers }: MetaGroup): readonly ServerModel[] {
  const names = new Set(peers.map(({ server }) => server));
  return servers.filter(({ name }) => names.has(name));
}

function isStopped({ health }: StreamModel): boolean {
  return health === 'noQuorum' || health === 'unreachable';
}
