import { isHeardElsewhere } from '../cluster/heard-elsewhere';
import type { ClusterModel, ReplicaModel, StreamModel } from '../cluster/model';
import { isGone, isSilent } from '../cluster/presence';
import type { Command, Effect, Plan } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { compare, type Count } from '../count';
import type { ServerName } from '../ids';
import { candidatesFor } from '../placement/explain';
import { fitContext, wishesOf } from '../placement/fit';
import { placementRow } from '../placement/row';
import { quorumOf } from '../raft/quorum';
import { commonRefusal, shellWord, type Action, type PermitContext } from './context';
import { basisOf, copiesVerdict, groupRefusal, isChanging, isWhole, leaderOf, membersOf } from './group';

type PeerRemove = Extract<Command, { kind: 'streamPeerRemove' }>;
type CancelMove = Extract<Command, { kind: 'streamCancelMove' }>;

/**
 * Takes a dead copy out of a group. Never a single one: the stream would be made anew, empty. Never without a server that
 * could take its place: up to 2.10 the leader answers that with error 10075 and removes the copy all the same.
 */
export const streamPeerRemove: Action<PeerRemove> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const prefix = stream ? context.apiPrefix(stream.account, stream.domain) : null;
    const body = JSON.stringify({ peer: command.server });
    return {
      ...planOf(model, command, context, peerRemoveRefusal(model, command, context)),
      effect: copyGoes(model, stream, command.server),
      request: prefix && { subject: [...prefix, 'STREAM', 'PEER', 'REMOVE', stream?.name ?? ''], body },
      cli: `nats stream cluster peer-remove ${shellWord(stream?.name ?? '')} ${shellWord(command.server)}`,
    };
  },
  verdict: (model, _plan, { stream, server }) => copiesVerdict(model.streams.get(stream), server),
};

/** Ends the change of members that is under way; from 2.15 on also one of the replicas or the retention. */
export const streamCancelMove: Action<CancelMove> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const subject = accountSubject('CANCEL_MOVE', stream);
    const status = stream?.group.desired?.description ?? stream?.group.desired?.status ?? null;
    return {
      ...planOf(model, command, context, cancelRefusal(model, command, context)),
      effect: { kind: 'changeEnds', status },
      request: stream ? { subject, body: '{}' } : null,
      cli: requestCli(subject, '{}'),
    };
  },
  verdict: (model, _plan, command) => {
    const stream = model.streams.get(command.stream);
    if (!stream) return { kind: 'open', reason: 'timeout' };
    if (isChanging(stream)) return { kind: 'open', reason: 'running' };
    if (leaderOf(stream) === null) return { kind: 'open', reason: 'leaderless' };
    return { kind: 'done', result: { kind: 'settled' } };
  },
};

type StreamChange = PeerRemove | CancelMove | Extract<Command, { kind: 'streamMove' }>;

/** What all of them have alike. */
export function planOf(
  model: ClusterModel,
  command: StreamChange,
  { now }: PermitContext,
  reason: RefusalReason | null,
): Pick<Plan, 'command' | 'permit' | 'basis' | 'madeAt'> {
  const stream = model.streams.get(command.stream);
  return {
    command,
    permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
    basis: stream ? basisOf(stream) : { leader: null, members: [] },
    madeAt: now,
  };
}

function peerRemoveRefusal(model: ClusterModel, command: PeerRemove, context: PermitContext): RefusalReason | null {
  const stream = model.streams.get(command.stream);
  const reason = changeRefusal(model, stream, context);
  if (reason !== null || !stream) return reason ?? 'notReported';
  if (context.apiPrefix(stream.account, stream.domain) === null) return 'noAccess';
  if (stream.replicas === null) return 'dataTooOld';
  if (stream.replicas < 2 || stream.copies.length < 2) return 'oneCopy';
  if (isChanging(stream)) return 'changing';
  const copy = stream.copies.find(({ server }) => server === command.server);
  if (!copy) return 'notACopy';
  if (!isGone(copy.presence)) return 'copyAnswers';
  // One slow round is no death.
  if (!isSilent(copy.presence)) return 'dataTooOld';
  if (isHeardElsewhere(copy, stream.asOf)) return 'heardElsewhere';
  if (!stream.copies.every((other) => other === copy || isWhole(other))) return 'othersIncomplete';
  return sparesOf(model, stream, command.server).length > 0 ? null : 'noRoomElsewhere';
}

function cancelRefusal(model: ClusterModel, command: CancelMove, context: PermitContext): RefusalReason | null {
  const stream = model.streams.get(command.stream);
  const reason = metaRefusal(model, stream, context);
  if (reason !== null || !stream) return reason ?? 'notReported';
  const ofGroup = groupRefusal(model, stream, context);
  if (ofGroup === 'dataTooOld') return ofGroup;
  if (!isChanging(stream)) return 'notChanging';
  return ofGroup === null || returnsToLiving(model, stream) ? null : 'returnUncertain';
}

/**
 * A change that lost its leader, up to 2.10 as soon as the new server of an only copy dies, is ended by the meta leader all
 * the same: it gives the stream back to the copies that had it, and drops the new ones. Which those are no server tells: new
 * copies are behind. Whoever may be among those that stay must leave a quorum that answers.
 */
function returnsToLiving(model: ClusterModel, { copies, replicas }: StreamModel): boolean {
  if (replicas === null) return false;
  const positions = copies.map((copy) => ({ copy, last: lastKnown(model, copy) }));
  const known = positions.flatMap(({ copy, last }) => (last === null ? [] : [{ copy, last }]));
  if (known.length < copies.length) return false;
  const least = known.toSorted((a, b) => compare(b.last, a.last))[replicas - 1]?.last ?? 0;
  const mayStay = known.filter(({ last }) => compare(last, least) >= 0);
  const silent = mayStay.filter(({ copy }) => copy.presence.kind !== 'answering').length;
  return replicas - silent >= quorumOf(replicas);
}

/** Last sequence; 0 for a server that said what it holds before it fell silent, and this not among it. `null`: not known. */
function lastKnown(model: ClusterModel, { server, presence, state }: ReplicaModel): Count | null {
  if (state !== null) return state.lastSeq;
  const wasHeard = presence.kind === 'answering' || presence.kind === 'silent';
  const said = server === null ? null : model.servers.get(server)?.totals;
  return wasHeard && said != null ? 0 : null;
}

/** Members are changed by the meta leader, and the stream's own leader must be there to go along. */
export function changeRefusal(
  model: ClusterModel,
  stream: StreamModel | undefined,
  context: PermitContext,
): RefusalReason | null {
  const reason = metaRefusal(model, stream, context);
  return reason !== null || !stream ? reason : groupRefusal(model, stream, context);
}

function metaRefusal(
  model: ClusterModel,
  stream: StreamModel | undefined,
  context: PermitContext,
): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (!stream || stream.source !== 'reported') return 'notReported';
  return model.metas.get(stream.domain)?.leadership.kind === 'led' ? null : 'noMetaLeader';
}

/** What the group is without the copy on `from`, and who could take it. */
export function copyGoes(
  model: ClusterModel,
  stream: StreamModel | undefined,
  from: ServerName,
): Extract<Effect, { kind: 'copyGoes' }> {
  return {
    kind: 'copyGoes',
    from,
    leads: stream !== undefined && leaderOf(stream) === from,
    candidates: stream ? sparesOf(model, stream, from) : [],
    messages: stream?.state?.messages ?? null,
    bytes: stream?.state?.bytes ?? null,
    left: stream ? membersOf(stream).filter((name) => name !== from) : [],
  };
}

/**
 * Servers that could take the copy that `without` holds, or (`null`) one more, by the rules of placement. The meta leader's
 * choice may differ.
 */
export function sparesOf(model: ClusterModel, stream: StreamModel, without: ServerName | null): readonly ServerName[] {
  const context = fitContext([...model.servers.values()]);
  const row = placementRow(stream, new Set());
  const others = { ...row, cells: row.cells.filter(({ server }) => server !== without) };
  return candidatesFor(others, wishesOf(stream, context), context).filter((name) => name !== without);
}

/** Only in the domain that has no name: through another one it was not tried. */
export function accountSubject(what: 'MOVE' | 'CANCEL_MOVE', stream: StreamModel | undefined): readonly string[] {
  const domain = stream === undefined || stream.domain === '' ? ['$JS', 'API'] : ['$JS', stream.domain, 'API'];
  return [...domain, 'ACCOUNT', 'STREAM', what, stream?.account ?? '', stream?.name ?? ''];
}

/** As a raw request: the `nats` command line has no words for it. */
export function requestCli(subject: readonly string[], body: string): string {
  return `nats request ${shellWord(subject.join('.'))} ${shellWord(body)}`;
}
