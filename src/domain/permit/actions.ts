import type { ClusterModel } from '../cluster/model';
import type { Command, CommandKind, Effect, Plan } from '../command/command';
import { noLook, nothingLooked, type Look, type Looked } from '../command/looked';
import { consumerCreate, consumerUpdate } from './consumer-config';
import { consumerDelete, consumerPause, consumerReset, consumerUnpin } from './consumer-delivery';
import type { Action, PermitContext, Verdict } from './context';
import { metaRescue } from './meta-rescue';
import { metaStepDown } from './meta-step-down';
import { clientClose, clientNudge, serverReload } from './server-calls';
import { serverEvacuate } from './server-evacuate';
import { serverRemove } from './server-remove';
import { streamCreate, streamUpdate } from './stream-config';
import { messageDelete, streamPurge } from './stream-content';
import { streamCancelMove, streamPeerRemove } from './stream-copies';
import { streamDelete } from './stream-delete';
import { streamRestore } from './stream-restore';
import { streamMove } from './stream-move';
import { streamScale } from './stream-scale';
import { consumerStepDown, streamStepDown } from './stream-step-down';

type CommandOf<Kind extends CommandKind> = Extract<Command, { readonly kind: Kind }>;
type Actions = { readonly [Kind in CommandKind]: Action<CommandOf<Kind>> };

/** What each kind of command needs, does and leads to. */
const actions: Actions = {
  metaStepDown,
  streamStepDown,
  consumerStepDown,
  streamPeerRemove,
  streamMove,
  streamCancelMove,
  streamDelete,
  streamScale,
  clientNudge,
  clientClose,
  serverReload,
  metaRescue,
  serverRemove,
  serverEvacuate,
  streamCreate,
  streamRestore,
  streamUpdate,
  streamPurge,
  messageDelete,
  consumerCreate,
  consumerUpdate,
  consumerDelete,
  consumerPause,
  consumerReset,
  consumerUnpin,
};

/** What would happen, by what is known now. */
export function planCommand(model: ClusterModel, command: Command, context: PermitContext): Plan {
  return planOf(model, command.kind, command, context);
}

/** Has it come about, by what was read after the request? */
export function verdictOf(model: ClusterModel, plan: Plan, looked: Looked = nothingLooked): Verdict {
  return verdictOn(model, plan, plan.command.kind, plan.command, looked);
}

/** What has to be asked for this command alone. */
export function lookOf(model: ClusterModel, command: Command): Look {
  return lookFor(model, command.kind, command);
}

/** Whether it changes the members of a group: one such change at a time. `effect`: of its plan, which tells for some. */
export function changesMembers({ kind }: Command, effect: Effect | null = null): boolean {
  const { changesMembers: changes } = actions[kind];
  return typeof changes === 'boolean' ? changes : effect !== null && changes(effect);
}

// Kind and command are told apart, so that the compiler sees that an action gets a command of its own kind.
function planOf<Kind extends CommandKind>(
  model: ClusterModel,
  kind: Kind,
  command: CommandOf<Kind>,
  context: PermitContext,
): Plan {
  return actions[kind].plan(model, command, context);
}

function verdictOn<Kind extends CommandKind>(
  model: ClusterModel,
  plan: Plan,
  kind: Kind,
  command: CommandOf<Kind>,
  looked: Looked,
): Verdict {
  return actions[kind].verdict(model, plan, command, looked);
}

function lookFor<Kind extends CommandKind>(model: ClusterModel, kind: Kind, command: CommandOf<Kind>): Look {
  return actions[kind].look?.(model, command) ?? noLook;
}
