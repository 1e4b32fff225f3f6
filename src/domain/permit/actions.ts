import type { ClusterModel } from '../cluster/model';
import type { Command, CommandKind, Plan } from '../command/command';
import type { Action, PermitContext, Verdict } from './context';
import { metaStepDown } from './meta-step-down';
import { serverRemove } from './server-remove';
import { streamCancelMove, streamMove, streamPeerRemove } from './stream-copies';
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
  serverRemove,
};

/** What would happen, by what is known now. */
export function planCommand(model: ClusterModel, command: Command, context: PermitContext): Plan {
  return planOf(model, command.kind, command, context);
}

/** Has it come about, by what was read after the request? */
export function verdictOf(model: ClusterModel, plan: Plan): Verdict {
  return verdictOn(model, plan, plan.command.kind, plan.command);
}

/** Whether it changes the members of a group: one such change at a time. */
export function changesMembers({ kind }: Command): boolean {
  return actions[kind].changesMembers;
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
): Verdict {
  return actions[kind].verdict(model, plan, command);
}
