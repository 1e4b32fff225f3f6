import type { ClusterModel, StreamModel } from '../cluster/model';
import { mostReplicas, type Command, type Effect, type GroupSize } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { noLook, nothingLooked } from '../command/looked';
import { shellWord, type Action, type PermitContext, type Verdict } from './context';
import { basisOf, isChanging, isWhole, membersOf } from './group';
import { changeRefusal, sparesOf } from './stream-copies';
import { fitContext, tagOf, wishesOf } from '../placement/fit';

type Scale = Extract<Command, { kind: 'streamScale' }>;

/**
 * Changes the number of copies. The whole configuration goes back as it was read, with this one field changed: a field that an
 * update lacks falls back to its default. Which copies go is the servers' choice: they try to keep the leader's.
 */
export const streamScale: Action<Scale> = {
  changesMembers: true,
  look: (model, { stream: key }) => {
    const stream = model.streams.get(key);
    return stream
      ? { kind: 'streamConfig', account: stream.account, domain: stream.domain, stream: stream.name }
      : noLook;
  },
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const reason = refusal(model, stream, command, context);
    const prefix = stream ? context.apiPrefix(stream.account, stream.domain) : null;
    const looked = context.looked ?? nothingLooked;
    const config = looked.kind === 'streamConfig' ? looked : null;
    return {
      command,
      permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
      basis: {
        ...(stream ? basisOf(stream) : { leader: null, members: [] }),
        ...(config === null ? {} : { asked: configText(config.replicas, config.rest) }),
      },
      effect: effectOf(model, stream, command),
      request:
        prefix === null || config === null
          ? null
          : {
              subject: [...prefix, 'STREAM', 'UPDATE', stream?.name ?? ''],
              body: configText(command.replicas, config.rest),
            },
      cli: `nats stream edit ${shellWord(stream?.name ?? '')} --replicas ${String(command.replicas)} --force`,
      madeAt: context.now,
    };
  },
  verdict: (model, { basis }, { stream: key, replicas }, looked): Verdict => {
    const stream = model.streams.get(key);
    if (!stream) return { kind: 'open', reason: 'timeout' };
    const members = membersOf(stream);
    const copied = members.length === replicas && stream.copies.length === replicas && stream.copies.every(isWhole);
    if (stream.group.leadership.kind !== 'led') return { kind: 'open', reason: 'leaderless' };
    if (looked.kind !== 'streamConfig' || looked.replicas !== replicas) return { kind: 'open', reason: 'timeout' };
    if (stream.replicas !== replicas || !copied || stream.group.desired !== null)
      return { kind: 'open', reason: 'running' };
    // Compared without the number, which is to differ.
    return basis.asked === undefined || basis.asked.endsWith(restOf(looked.rest))
      ? { kind: 'done', result: { kind: 'copies', members } }
      : { kind: 'open', reason: 'otherChange' };
  },
};

/** `rest` has fields: a stream has a name. */
function configText(replicas: number, rest: string): string {
  return `{"num_replicas":${String(replicas)}${restOf(rest)}`;
}

function restOf(rest: string): string {
  return `,${rest.slice(1)}`;
}

function refusal(
  model: ClusterModel,
  stream: StreamModel | undefined,
  { replicas }: Scale,
  context: PermitContext,
): RefusalReason | null {
  const reason = changeRefusal(model, stream, context);
  if (reason !== null || !stream) return reason ?? 'notReported';
  if (context.apiPrefix(stream.account, stream.domain) === null) return 'noAccess';
  if (stream.replicas === null) return 'dataTooOld';
  if (context.looked?.kind !== 'streamConfig') return 'configUnread';
  if (isChanging(stream)) return 'changing';
  if (replicas === stream.replicas || replicas < 1 || replicas > mostReplicas) return 'sameReplicas';
  return replicasRefusal(model, stream, stream.replicas, replicas);
}

/** What forbids another number of copies, by the copies that there are; `null`: nothing does. */
export function replicasRefusal(
  model: ClusterModel,
  stream: StreamModel,
  from: number,
  to: number,
): RefusalReason | null {
  if (to > from) {
    if (!stream.copies.every(isWhole)) return 'othersIncomplete';
    return missing(model, stream, to) > 0 ? 'tooFewServers' : null;
  }
  // Before 2.15 the servers may keep a copy that lacks messages. One alone is the leader's, which is complete by definition.
  return to === 1 || stream.copies.every(isWhole) ? null : 'othersIncomplete';
}

/** Copies for which no server is known that could take one. Of servers that are alike in the unique tag, one takes one. */
function missing(model: ClusterModel, stream: StreamModel, replicas: number): number {
  const context = fitContext([...model.servers.values()]);
  const { uniqueTag } = wishesOf(stream, context);
  const places = sparesOf(model, stream, null).map((name) => {
    const server = context.servers.get(name);
    return uniqueTag === null || server === undefined ? name : tagOf(server, uniqueTag)?.toLowerCase();
  });
  return replicas - stream.copies.length - new Set(places).size;
}

function effectOf(model: ClusterModel, stream: StreamModel | undefined, { replicas }: Scale): Effect {
  const from = stream?.replicas ?? 0;
  return {
    kind: 'replicasChange',
    from,
    to: replicas,
    before: sizeOf(from),
    after: sizeOf(replicas),
    present: stream ? membersOf(stream) : [],
    candidates: stream && replicas > from ? sparesOf(model, stream, null) : [],
    messages: stream?.state?.messages ?? null,
    bytes: stream?.state?.bytes ?? null,
  };
}

function sizeOf(of: number): GroupSize {
  return { of, need: Math.floor(of / 2) + 1 };
}
