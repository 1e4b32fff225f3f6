import type { CommandPort } from '../domain/command/command';
import { changesMembers } from '../domain/permit/actions';
import { err, ok } from '../lib/result';
import type { CommandDeps } from './deps';
import { planNow, runCommand } from './run';

/** Everything that changes a cluster goes through here. Only the full engine holds this code. */
export function createCommands(deps: CommandDeps): CommandPort {
  return {
    plan: (command) => planNow(deps, command),
    run: async (plan, signal) => {
      // What was accepted cannot be taken back: only before sending does an abort mean anything.
      if (signal.aborted) return err('dataTooOld');
      if (!changesMembers(plan.command)) return ok(await runCommand(deps, plan));
      const outcome = await deps.exclusively(() => runCommand(deps, plan));
      return ok(outcome ?? { kind: 'aborted', reason: 'anotherRunning' });
    },
  };
}
