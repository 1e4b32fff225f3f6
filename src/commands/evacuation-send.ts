import type { Command, Outcome, Plan } from '../domain/command/command';
import type { RefusalReason } from '../domain/command/refusal';
import { streamPlace } from '../domain/ids';
import { ok } from '../lib/result';
import { runAudited } from './audited';
import type { PipeDeps } from './deps';
import { planNow, runCommand } from './run';

/** Error code of a cancellation where no change is under way. */
const nothingRuns = 10_129;

/** The whole pipe, except for the lock on changes of members, which whoever drives an evacuation holds already. */
export async function sendLocked(
  deps: PipeDeps,
  command: Command,
  isCalledOff: () => boolean = () => false,
): Promise<Outcome> {
  if (refusalOf(await planNow(deps, command)) === 'dataTooOld') await readAgain(deps, command);
  const plan = await planNow(deps, command);
  const reason = refusalOf(plan);
  if (reason !== null) return { kind: 'aborted', reason };
  const ran = await runAudited(deps, plan, async () => ok(await runCommand(deps, plan, isCalledOff)));
  return ran.ok ? ran.value : { kind: 'aborted', reason: ran.error };
}

/** The rows that a command is decided by. */
export async function readAgain({ read }: PipeDeps, command: Command): Promise<void> {
  if ('stream' in command) await read({ kind: 'account', account: streamPlace(command.stream).account });
  else await read({ kind: 'meta' });
}

/** Not sent, or done a moment before, which the leader's own row tells later (2.15.1). */
export function nothingToCancel(outcome: Outcome): boolean {
  if (outcome.kind === 'failed') return outcome.code === nothingRuns;
  return outcome.kind === 'aborted' || (outcome.kind === 'notVerified' && outcome.reason === 'refusedYetChanged');
}

/** Copying that takes longer than anybody waits for it is none. */
export function isFailure(outcome: Outcome): boolean {
  return outcome.kind !== 'verified' && !(outcome.kind === 'notVerified' && outcome.reason === 'running');
}

function refusalOf({ permit }: Plan): RefusalReason | null {
  return permit.kind === 'refused' ? permit.reason : null;
}
