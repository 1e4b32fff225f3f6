import type { ClusterModel } from '../cluster/model';
import type { Command, Plan } from '../command/command';
import type { PermitContext, Verdict } from './context';
import { metaStepDown } from './meta-step-down';
import { serverRemove } from './server-remove';
import { streamCancelMove, streamMove, streamPeerRemove } from './stream-copies';
import { consumerStepDown, streamStepDown } from './stream-step-down';

/** What would happen, by what is known now. */
export function planCommand(model: ClusterModel, command: Command, context: PermitContext): Plan {
  switch (command.kind) {
    case 'metaStepDown':
      return metaStepDown.plan(model, command, context);
    case 'streamStepDown':
      return streamStepDown.plan(model, command, context);
    case 'consumerStepDown':
      return consumerStepDown.plan(model, command, context);
    case 'streamPeerRemove':
      return streamPeerRemove.plan(model, command, context);
    case 'streamMove':
      return streamMove.plan(model, command, context);
    case 'streamCancelMove':
      return streamCancelMove.plan(model, command, context);
    case 'serverRemove':
      return serverRemove.plan(model, command, context);
  }
}

/** Has it come about, by what was read after the request? */
export function verdictOf(model: ClusterModel, plan: Plan): Verdict {
  const { command } = plan;
  switch (command.kind) {
    case 'metaStepDown':
      return metaStepDown.verdict(model, plan, command);
    case 'streamStepDown':
      return streamStepDown.verdict(model, plan, command);
    case 'consumerStepDown':
      return consumerStepDown.verdict(model, plan, command);
    case 'streamPeerRemove':
      return streamPeerRemove.verdict(model, plan, command);
    case 'streamMove':
      return streamMove.verdict(model, plan, command);
    case 'streamCancelMove':
      return streamCancelMove.verdict(model, plan, command);
    case 'serverRemove':
      return serverRemove.verdict(model, plan, command);
  }
}

/** Whether it changes the members of a group: one such change at a time. */
export function changesMembers({ kind }: Command): boolean {
  switch (kind) {
    case 'metaStepDown':
    case 'streamStepDown':
    case 'consumerStepDown':
      return false;
    case 'streamPeerRemove':
    case 'streamMove':
    case 'streamCancelMove':
    case 'serverRemove':
      return true;
  }
}
