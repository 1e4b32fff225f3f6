import type { ClusterModel } from '../cluster/model';
import type { Command } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { nothingLooked, type HeldConfig } from '../command/looked';
import { nameIn } from '../command/name-in';
import { consumerKey, consumerName } from '../ids';
import { assetPlan, configRefusal } from './asset';
import { consumerAt, consumerRefusal, factsIn } from './consumer-asset';
import type { Action, PermitContext } from './context';
import { basisOf } from './group';
import { askedOf, configuredVerdict } from './stream-config';

type Create = Extract<Command, { kind: 'consumerCreate' }>;
type Update = Extract<Command, { kind: 'consumerUpdate' }>;

/** Makes a consumer, with a name by which it can be found again. */
export const consumerCreate: Action<Create> = {
  changesMembers: false,
  look: (_model, command) => ({ kind: 'consumerAgainst', consumer: keyOf(command), config: command.config }),
  plan: (model, command, context) => {
    const held = heldBy(context);
    const stream = model.streams.get(command.stream);
    const { streamName } = consumerAt(keyOf(command));
    return assetPlan(command, command.stream, context, {
      reason: createRefusal(model, command, held, context),
      basis: { ...(stream ? basisOf(stream) : { leader: null, members: [] }), asked: askedOf(held) },
      effect: { kind: 'consumerComes', problems: held?.problems ?? [] },
      request: held?.body == null ? null : { tokens: ['CONSUMER', 'CREATE', streamName, held.name], body: held.body },
      cli: held?.cli ?? '',
    });
  },
  verdict: (_model, { basis }, _command, looked) => configuredVerdict(looked, basis.asked),
};

/** Gives a consumer a whole configuration. What it has delivered stays as it is. */
export const consumerUpdate: Action<Update> = {
  changesMembers: false,
  look: (_model, { consumer, config }) => ({ kind: 'consumerAgainst', consumer, config }),
  plan: (model, command, context) => {
    const at = consumerAt(command.consumer);
    const held = heldBy(context);
    const facts = factsIn(context.looked);
    return assetPlan(command, at.stream, context, {
      reason: consumerRefusal(model, at, facts, context) ?? updateRefusal(held),
      basis: { leader: facts?.leader ?? null, members: [], asked: askedOf(held) },
      effect: { kind: 'consumerChanges', changes: held?.changes ?? [], problems: held?.problems ?? [] },
      request: held?.body == null ? null : { tokens: ['CONSUMER', 'CREATE', at.streamName, at.name], body: held.body },
      cli: held?.cli ?? '',
    });
  },
  verdict: (_model, { basis }, _command, looked) => configuredVerdict(looked, basis.asked),
};

function keyOf({ stream, config }: Create) {
  return consumerKey(stream, consumerName(nameIn(config, 'name', 'durable_name')));
}

function heldBy({ looked = nothingLooked }: PermitContext): HeldConfig | null {
  return looked.kind === 'consumerAgainst' ? looked.held : null;
}

function createRefusal(
  model: ClusterModel,
  { stream }: Create,
  held: HeldConfig | null,
  context: PermitContext,
): RefusalReason | null {
  const reason = configRefusal(model, stream, context);
  if (reason !== null) return reason;
  if (held === null) return context.looked?.kind === 'streamGone' ? 'notReported' : 'configUnread';
  if (held.present !== null) return 'nameInUse';
  if (held.body === null || held.problems.length > 0) return 'configInvalid';
  return held.name === '' ? 'nameMissing' : null;
}

function updateRefusal(held: HeldConfig | null): RefusalReason | null {
  if (held === null) return 'configUnread';
  if (held.present === null) return 'consumerGone';
  if (held.body === null || held.problems.length > 0) return 'configInvalid';
  return held.changes.length === 0 ? 'unchanged' : null;
}
