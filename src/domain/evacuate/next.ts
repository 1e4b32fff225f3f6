import type { MetaGroup, ServerModel, StreamModel } from '../cluster/model';
import type { DomainName, StreamKey } from '../ids';
import { isChanging } from '../permit/group';
import type { Alarm, Evacuation, EvacuationCluster, EvacuationRun } from './model';

/** Streams whose members change at the same time. */
export const mostAtOnce = 2;
/** Whoever steps down may be elected again; more than this is no accident. */
const mostStepDowns = 3;
/** Rounds of liveness that a server misses before it counts as silent: one is not yet a fact. */
const missedUntilSilent = 2;

export type Step =
  | { readonly kind: 'move'; readonly streams: readonly StreamKey[] }
  /** One request for the whole server. */
  | { readonly kind: 'moveAll' }
  | { readonly kind: 'stepDown' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'stop'; readonly alarm: Alarm }
  | { readonly kind: 'end' };

/** What to do now. Depends on the model and on what was begun alone, so that it is the same after every pause. */
export function nextStep(cluster: EvacuationCluster, { rows }: Evacuation, run: EvacuationRun): Step {
  const moving = rows
    .filter(({ phase }) => phase.kind === 'moves' || phase.kind === 'fills')
    .map(({ stream }) => stream);
  const alarm = alarmIn(cluster, run.domain, new Set(moving.map(({ key }) => key)));
  if (alarm !== null) return isOfOneRound(alarm, cluster, run.domain) ? { kind: 'wait' } : { kind: 'stop', alarm };
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
  const silent = cluster.servers.find((server) => isMember(server, domain) && isSilent(server));
  if (silent) return { kind: 'serverSilent', server: silent.name };
  const meta = metaOf(cluster, domain);
  if (!meta || meta.leadership.kind === 'noQuorum') return { kind: 'noMetaLeader' };
  const { have, need, of } = meta.quorum;
  if (of > 2 && have !== null && have <= need) return { kind: 'noSpareVote' };
  const stopped = cluster.streams.find(
    (stream) => stream.domain === domain && isStopped(stream) && !moving.has(stream.key),
  );
  return stopped ? { kind: 'streamStopped', stream: stopped.key } : null;
}

/**
 * While a server has missed one round, votes and copies seem to lack that are there again with the next. While nobody has
 * answered one the link is in doubt: it is dialled anew after two.
 */
function isOfOneRound({ kind }: Alarm, { link, servers }: EvacuationCluster, domain: DomainName): boolean {
  if (kind === 'linkNotLive') return link === 'stale';
  if (kind === 'serverSilent') return false;
  return servers.some((server) => isMember(server, domain) && server.presence.kind === 'silent' && !isSilent(server));
}

/** For the moment nothing is begun: an election, or a server that missed one round. */
function isUnsteady(cluster: EvacuationCluster, domain: DomainName): boolean {
  if (metaOf(cluster, domain)?.leadership.kind !== 'led') return true;
  return cluster.servers.some((server) => isMember(server, domain) && server.presence.kind !== 'answering');
}

function metaOf({ metas }: EvacuationCluster, domain: DomainName): MetaGroup | undefined {
  return metas.find((meta) => meta.domain === domain);
}

function isMember({ domain, metaRole }: ServerModel, of: DomainName): boolean {
  return domain === of && (metaRole === 'leader' || metaRole === 'member');
}

/** It has said that it goes, or missed enough rounds not to be slow only. */
export function isSilent({ presence }: Pick<ServerModel, 'presence'>): boolean {
  if (presence.kind === 'neverHeard') return true;
  return presence.kind === 'silent' && (presence.announced !== null || presence.missed >= missedUntilSilent);
}

function isStopped({ health }: StreamModel): boolean {
  return health === 'noQuorum' || health === 'unreachable';
}
