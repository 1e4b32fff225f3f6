import type { CommandPort } from '../domain/command/command';
import { err } from '../lib/result';
import type { CommandDeps } from './deps';
import { planNow, runMetaStepDown } from './meta-step-down';

/** Everything that changes a cluster goes through here. Only the full engine holds this code. */
export function createCommands(deps: CommandDeps): CommandPort {
  return {
    plan: (command) => planNow(deps, command),
    // What was accepted cannot be taken back: only before sending does an abort mean anything.
    run: (plan, signal) => (signal.aborted ? Promise.resolve(err('dataTooOld')) : runMetaStepDown(deps, plan)),
  };
}
