import type { ClusterModel } from '../cluster/model';
import type { Command, Effect } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { nameIn } from '../command/name-in';
import { nothingLooked, type HeldConfig, type Looked } from '../command/looked';
import { streamKey, streamName, type StreamKey } from '../ids';
import { assetPlan, configRefusal, isSystemMade, type AssetParts } from './asset';
import { commonRefusal, knows, type Action, type PermitContext, type Verdict } from './context';
import { basisOf, isChanging, isOnlyCopyAtRisk, isWhole, membersOf } from './group';
import { movedKeptSince } from './since';
import { replicasRefusal } from './stream-scale';

type Create = Extract<Command, { kind: 'streamCreate' }>;
type Update = Extract<Command, { kind: 'streamUpdate' }>;

/** Makes a stream. What is asked for is held against all that is known beforehand; the server has the last word. */
export const streamCreate: Action<Create> = {
  changesMembers: false,
  look: (_model, command) => ({ kind: 'streamAgainst', stream: comingKey(command), config: command.config }),
  plan: (model, command, context) => {
    const held = heldBy(context);
    return assetPlan(command, comingKey(command), context, {
      ...comingParts(model, command, held, context),
      request: held?.body == null ? null : { tokens: ['STREAM', 'CREATE', held.name], body: held.body },
      cli: held?.cli ?? '',
    });
  },
  verdict: (_model, plan, _command, looked) => configuredVerdict(looked, plan.basis.asked),
};

/**
 * Gives a stream a whole configuration. One that changes the number of copies is a change of members, with what that needs;
 * it is done when the copies are.
 */
export const streamUpdate: Action<Update> = {
  changesMembers: (effect) => effect.kind === 'streamChanges' && effect.moves,
  look: (_model, { stream, config }) => ({ kind: 'streamAgainst', stream, config }),
  plan: (model, command, context) => {
    const stream = model.streams.get(command.stream);
    const held = heldBy(context);
    return assetPlan(command, command.stream, context, {
      reason: updateRefusal(model, command, held, context),
      basis: { ...(stream ? basisOf(stream) : { leader: null, members: [] }), asked: askedOf(held) },
      effect: changesEffect(held),
      request: held?.body == null ? null : { tokens: ['STREAM', 'UPDATE', stream?.name ?? ''], body: held.body },
      cli: held?.cli ?? '',
    });
  },
  verdict: (model, { basis, effect }, { stream: key }, looked): Verdict => {
    const verdict = configuredVerdict(looked, basis.asked);
    const moves = effect.kind === 'streamChanges' && effect.moves;
    if (verdict.kind !== 'done' || !moves || looked.kind !== 'streamAgainst') return verdict;
    const stream = model.streams.get(key);
    if (stream?.group.leadership.kind !== 'led') return { kind: 'open', reason: 'leaderless' };
    const { replicas } = looked.held;
    const members = membersOf(stream);
    const copied = stream.replicas === replicas && members.length === replicas && stream.copies.length === replicas;
    if (!copied || isChanging(stream) || !stream.copies.every(isWhole)) return { kind: 'open', reason: 'running' };
    return verdict;
  },
};

/** What was there, as one text: it and nothing else is to be there when the request is sent. */
export function askedOf(held: HeldConfig | null): string {
  return held === null || held.present === null ? '' : `${held.created}\n${held.present}`;
}

/**
 * Is it there as asked for? An older server takes the request and drops the fields that it does not know: then what is
 * there is another than before, and yet not that, and waiting changes nothing.
 */
export function configuredVerdict(looked: Looked, before: string | undefined): Verdict {
  if (looked.kind !== 'streamAgainst' && looked.kind !== 'consumerAgainst') return { kind: 'open', reason: 'timeout' };
  const { held } = looked;
  if (held.present === null || askedOf(held) === before) return { kind: 'open', reason: 'timeout' };
  return held.differing.length === 0
    ? { kind: 'done', result: { kind: 'configured' } }
    : { kind: 'open', reason: 'fieldsDropped', isSettled: true, fields: held.differing };
}

/** A stream that is to come, out of a wizard or a backup. */
type Coming = Pick<Create, 'account' | 'domain' | 'config'>;

export function comingKey({ domain, account, config }: Coming): StreamKey {
  return streamKey(domain, account, streamName(nameIn(config, 'name')));
}

/** What making it rests on, and what it comes to. */
export function comingParts(
  model: ClusterModel,
  command: Coming,
  held: HeldConfig | null,
  context: PermitContext,
): Pick<AssetParts, 'reason' | 'basis' | 'effect'> {
  const leadership = model.metas.get(command.domain)?.leadership;
  return {
    reason: createRefusal(model, command, held, context),
    basis: { leader: leadership?.kind === 'led' ? leadership.by : null, members: [], asked: askedOf(held) },
    effect: {
      kind: 'streamComes',
      replicas: held?.replicas ?? 0,
      candidates: held?.candidates ?? [],
      problems: held?.problems ?? [],
    },
  };
}

/** What the configuration was held against. */
export function heldBy({ looked = nothingLooked }: PermitContext): HeldConfig | null {
  return looked.kind === 'streamAgainst' ? looked.held : null;
}

/** What forbids to make a stream of a configuration; `null`: nothing that is known. */
function createRefusal(
  model: ClusterModel,
  { account, domain }: Coming,
  held: HeldConfig | null,
  context: PermitContext,
): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  if (context.apiPrefix(account, domain) === null) return 'noAccess';
  if (model.metas.get(domain)?.leadership.kind !== 'led') return 'noMetaLeader';
  if (held === null) return 'configUnread';
  if (held.present !== null) return 'nameInUse';
  return held.body === null || held.problems.length > 0 ? 'configInvalid' : null;
}

function updateRefusal(
  model: ClusterModel,
  { stream: key }: Update,
  held: HeldConfig | null,
  context: PermitContext,
): RefusalReason | null {
  const reason = configRefusal(model, key, context);
  const stream = model.streams.get(key);
  if (reason !== null || !stream) return reason ?? 'notReported';
  if (held === null) return 'configUnread';
  if (held.present === null) return 'notReported';
  if (held.body === null || held.problems.length > 0) return 'configInvalid';
  if (held.changes.length === 0) return 'unchanged';
  if (held.seals && isSystemMade(key)) return 'systemMade';
  if (!held.moves) return null;
  if (isChanging(stream)) return 'changing';
  if (held.replicas === held.replicasNow)
    return isOnlyCopyAtRisk(stream, knows(model, movedKeptSince)) ? 'onlyCopyAtRisk' : null;
  return replicasRefusal(model, stream, held.replicasNow, held.replicas);
}

function changesEffect(held: HeldConfig | null): Effect {
  return {
    kind: 'streamChanges',
    changes: held?.changes ?? [],
    problems: held?.problems ?? [],
    seals: held?.seals ?? false,
    moves: held?.moves ?? false,
    messages: held === null ? 0 : held.messages,
  };
}
