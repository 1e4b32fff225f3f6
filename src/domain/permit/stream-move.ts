import type { ClusterModel, StreamModel } from '../cluster/model';
import type { Command, Effect, TagChoice } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { ServerName } from '../ids';
import { knows, type Action, type PermitContext, type Verdict } from './context';
import { copiesVerdict, isChanging, isOnlyCopyAtRisk } from './group';
import { evacuateSince, movedKeptSince, ownTagsSince } from './since';
import { accountSubject, changeRefusal, copyGoes, planOf, requestCli } from './stream-copies';

type Move = Extract<Command, { kind: 'streamMove' }>;

/**
 * Moves a copy that lives: it is copied first and dropped then. Through the API of its account where that is reached and
 * the servers know the request (2.15); else by the system account's own, which the meta leader answers for every account.
 * Neither takes the name of a server to go to; the latter takes tags that the new server must have, for this move alone.
 */
export const streamMove: Action<Move> = {
  changesMembers: true,
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const [subject, body] = requestOf(model, stream, command, context);
    const effect = effectOf(model, stream, command);
    return {
      ...planOf(model, command, context, refusal(model, command, effect, context)),
      effect,
      request: stream ? { subject, body } : null,
      cli: requestCli(subject, body),
    };
  },
  verdict: (model, plan, { stream, from, tag }): Verdict => {
    const verdict = copiesVerdict(model.streams.get(stream), from);
    if (verdict.kind !== 'done' || verdict.result.kind !== 'copies' || tag === undefined) return verdict;
    const isThere = verdict.result.members.every((name) => plan.basis.members.includes(name) || has(model, name, tag));
    return isThere ? verdict : { kind: 'open', reason: 'elsewhere' };
  },
};

function requestOf(
  model: ClusterModel,
  stream: StreamModel | undefined,
  { from, tag }: Move,
  { apiPrefix }: PermitContext,
): readonly [readonly string[], string] {
  const isPlain = tag === undefined && knows(model, evacuateSince);
  const prefix = stream && isPlain ? apiPrefix(stream.account, stream.domain) : null;
  if (prefix !== null)
    return [[...prefix, 'STREAM', 'PEER', 'EVACUATE', stream?.name ?? ''], JSON.stringify({ peer: from })];
  const body = tag === undefined ? { server: from } : { server: from, tags: [tag] };
  return [accountSubject('MOVE', stream), JSON.stringify(body)];
}

function effectOf(model: ClusterModel, stream: StreamModel | undefined, { from, tag }: Move): CopyGoes {
  const effect = copyGoes(model, stream, from);
  const candidates = tag === undefined ? effect.candidates : effect.candidates.filter((name) => has(model, name, tag));
  return { ...effect, candidates, tags: tagsOf(model, stream, effect.candidates) };
}

type CopyGoes = Extract<Effect, { kind: 'copyGoes' }>;

/** Tags that some of the servers have and others lack: what all of them have chooses nobody. */
function tagsOf(
  model: ClusterModel,
  stream: StreamModel | undefined,
  candidates: readonly ServerName[],
): NonNullable<CopyGoes['tags']> {
  if (stream === undefined || !takesTags(model, stream)) return 'versionTooOld';
  const tags = new Set(candidates.flatMap((name) => model.servers.get(name)?.tags ?? []));
  const choices = [...tags]
    .sort()
    .map((tag): TagChoice => ({ tag, servers: candidates.filter((name) => has(model, name, tag)) }));
  return choices.filter(({ servers }) => servers.length < candidates.length);
}

/**
 * Below 2.11 the meta leader adds the tags to the stream's own placement in its memory, and leaves them there when it then
 * refuses: only for streams that have none.
 */
function takesTags(model: ClusterModel, { config }: StreamModel): boolean {
  if (knows(model, ownTagsSince)) return true;
  return config !== null && config.placementTags.length === 0 && (config.placementCluster ?? '') === '';
}

function refusal(model: ClusterModel, command: Move, effect: CopyGoes, context: PermitContext): RefusalReason | null {
  const stream = model.streams.get(command.stream);
  const reason = changeRefusal(model, stream, context);
  if (reason !== null || !stream) return reason ?? 'notReported';
  if (isChanging(stream)) return 'changing';
  const copy = stream.copies.find(({ server }) => server === command.from);
  if (!copy) return 'notACopy';
  if (copy.presence.kind !== 'answering') return 'copySilent';
  if (isOnlyCopyAtRisk(stream, knows(model, movedKeptSince))) return 'onlyCopyAtRisk';
  if (command.tag !== undefined && effect.tags === 'versionTooOld') return 'versionTooOld';
  return effect.candidates.length > 0 ? null : 'noRoomElsewhere';
}

/** Servers keep tags in lower case. */
function has(model: ClusterModel, name: ServerName, tag: string): boolean {
  return model.servers.get(name)?.tags.some((own) => own.toLowerCase() === tag.toLowerCase()) ?? false;
}
