import type { ClusterModel, StreamModel } from '../cluster/model';
import type { Command, Effect, Plan, RefusalReason } from '../command/command';
import type { ServerName } from '../ids';
import { candidatesFor } from '../placement/explain';
import { fitContext, wishesOf } from '../placement/fit';
import { placementRow } from '../placement/row';
import { commonRefusal, knows, shellWord, type Action, type PermitContext } from './context';
import { evacuateSince } from './since';
import { basisOf, copiesVerdict, groupRefusal, isChanging, isWhole, leaderOf, membersOf } from './group';

type PeerRemove = Extract<Command, { kind: 'streamPeerRemove' }>;
type Move = Extract<Command, { kind: 'streamMove' }>;
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

/**
 * Moves a copy that lives: it is copied first and dropped then. Through the API of its account where that is reached and
 * the servers know the request (2.15); else by the system account's own, which the meta leader answers for every account.
 */
export const streamMove: Action<Move> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const prefix = stream && knows(model, evacuateSince) ? context.apiPrefix(stream.account, stream.domain) : null;
    const [subject, body] =
      prefix === null
        ? [accountSubject('MOVE', stream), JSON.stringify({ server: command.from })]
        : [[...prefix, 'STREAM', 'PEER', 'EVACUATE', stream?.name ?? ''], JSON.stringify({ peer: command.from })];
    return {
      ...planOf(model, command, context, moveRefusal(model, command, context)),
      effect: copyGoes(model, stream, command.from),
      request: stream ? { subject, body } : null,
      cli: requestCli(subject, body),
    };
  },
  verdict: (model, _plan, { stream, from }) => copiesVerdict(model.streams.get(stream), from),
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
    return isChanging(stream) ? { kind: 'open', reason: 'running' } : { kind: 'done', result: { kind: 'settled' } };
  },
};

type StreamChange = PeerRemove | Move | CancelMove;

function planOf(
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
  if (copy.presence.kind !== 'silent' && copy.presence.kind !== 'neverHeard') return 'copyAnswers';
  if (!stream.copies.every((other) => other === copy || isWhole(other))) return 'othersIncomplete';
  return sparesOf(model, stream, command.server).length > 0 ? null : 'noRoomElsewhere';
}

function moveRefusal(model: ClusterModel, command: Move, context: PermitContext): RefusalReason | null {
  const stream = model.streams.get(command.stream);
  const reason = changeRefusal(model, stream, context);
  if (reason !== null || !stream) return reason ?? 'notReported';
  if (isChanging(stream)) return 'changing';
  const copy = stream.copies.find(({ server }) => server === command.from);
  if (!copy) return 'notACopy';
  if (copy.presence.kind !== 'answering') return 'copySilent';
  return sparesOf(model, stream, command.from).length > 0 ? null : 'noRoomElsewhere';
}

function cancelRefusal(model: ClusterModel, command: CancelMove, context: PermitContext): RefusalReason | null {
  const stream = model.streams.get(command.stream);
  const reason = changeRefusal(model, stream, context);
  if (reason !== null || !stream) return reason ?? 'notReported';
  return isChanging(stream) ? null : 'notChanging';
}

/** Members are changed by the meta leader, and the stream's own leader must be there to go along. */
export function changeRefusal(
  model: ClusterModel,
  stream: StreamModel | undefined,
  context: PermitContext,
): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (!stream || stream.source !== 'reported') return 'notReported';
  if (model.metas.get(stream.domain)?.leadership.kind !== 'led') return 'noMetaLeader';
  return groupRefusal(model, stream, context);
}

function copyGoes(model: ClusterModel, stream: StreamModel | undefined, from: ServerName): Effect {
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
function accountSubject(what: 'MOVE' | 'CANCEL_MOVE', stream: StreamModel | undefined): readonly string[] {
  const domain = stream === undefined || stream.domain === '' ? ['$JS', 'API'] : ['$JS', stream.domain, 'API'];
  return [...domain, 'ACCOUNT', 'STREAM', what, stream?.account ?? '', stream?.name ?? ''];
}

function requestCli(subject: readonly string[], body: string): string {
  return `nats request ${shellWord(subject.join('.'))} ${shellWord(body)}`;
}
