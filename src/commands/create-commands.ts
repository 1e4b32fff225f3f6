import type { Command, CommandPort, Plan } from '../domain/command/command';
import { assertNever } from '../lib/invariant';
import { err } from '../lib/result';
import type { CommandDeps } from './deps';
import { planNow, runMetaStepDown } from './meta-step-down';

/** Everything that changes a cluster goes through here. Only the full engine holds this code. */
export function createCommands(deps: CommandDeps): CommandPort {
  return {
    plan: (command) => plan(deps, command),
    run(plan, signal) {
      // What was accepted cannot be taken back: only before sending does an abort mean anything.
      if (signal.aborted) return Promise.resolve(err('dataTooOld'));
      switch (plan.command.kind) {
        case 'metaStepDown':
          return runMetaStepDown(deps, plan);
        default:
          return assertNever(plan.command.kind);
      }
    },
  };
}

function plan(deps: CommandDeps, command: Command): Plan {
  switch (command.kind) {
    case 'metaStepDown':
      return planNow(deps, command);
    default:
      return assertNever(command.kind);
  }
}
