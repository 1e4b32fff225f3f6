import type { Command, NotVerifiedReason, Outcome, Plan } from '../command/command';
import { mayPass, type RefusalReason } from '../command/refusal';
import type { ServerName } from '../ids';
import type { Result } from '../../lib/result';

/** One of several commands that are made one after the other. */
export interface SequenceStep {
  readonly command: Command;
  /** Who leads before it. When another one does by then, there is nothing left to do. */
  readonly from: ServerName;
}

export type StepState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'verified'; readonly leader: ServerName | null }
  /** Another server leads already. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'stopped'; readonly why: StopReason };

export type StopReason =
  | { readonly kind: 'refused'; readonly reason: RefusalReason | 'planChanged' }
  | { readonly kind: 'notVerified'; readonly reason: NotVerifiedReason }
  | { readonly kind: 'failed'; readonly description: string }
  /** A server that answered when it began does not answer any more. */
  | { readonly kind: 'silent'; readonly server: ServerName }
  | { readonly kind: 'called' }
  | { readonly kind: 'engineLost' };

export interface SequencePort {
  plan(command: Command): Promise<Result<Plan, unknown>>;
  run(plan: Plan): Promise<Result<Outcome, unknown>>;
  /** Some 500 ms, until there may be something new. */
  pause(): Promise<void>;
  /** What forbids to go on, whatever the next step is; `null`: nothing. */
  alarm(): StopReason | null;
}

/** Looks at a step that is refused for what one slow round may have made so. */
const mostLooks = 10;

/** Makes one step after the other, each planned anew, and stops at the first that does not end as planned. */
export async function runSteps(
  steps: readonly SequenceStep[],
  port: SequencePort,
  onStep: (index: number, state: StepState) => void,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const alarm = port.alarm();
    if (alarm !== null) {
      onStep(index, { kind: 'stopped', why: alarm });
      return;
    }
    onStep(index, { kind: 'running' });
    const state = await runStep(step, port);
    onStep(index, state);
    if (state.kind === 'stopped') return;
  }
}

async function runStep({ command, from }: SequenceStep, port: SequencePort): Promise<StepState> {
  const planned = await planSoon(command, port);
  if (!planned.ok) return stopped({ kind: 'engineLost' });
  const { permit, basis } = planned.value;
  if (basis.leader !== null && basis.leader !== from) return { kind: 'skipped' };
  if (permit.kind === 'refused') return stopped({ kind: 'refused', reason: permit.reason });
  const ran = await port.run(planned.value);
  return ran.ok ? stateOf(ran.value) : stopped({ kind: 'engineLost' });
}

async function planSoon(command: Command, port: SequencePort): Promise<Result<Plan, unknown>> {
  for (let looks = 1; ; looks += 1) {
    const planned = await port.plan(command);
    const permit = planned.ok ? planned.value.permit : null;
    if (permit?.kind !== 'refused' || !mayPass(permit.reason)) return planned;
    if (looks >= mostLooks || port.alarm() !== null) return planned;
    await port.pause();
  }
}

function stateOf(outcome: Outcome): StepState {
  switch (outcome.kind) {
    case 'verified':
      return { kind: 'verified', leader: outcome.result.kind === 'leads' ? outcome.result.leader : null };
    case 'notVerified':
      return stopped({ kind: 'notVerified', reason: outcome.reason });
    case 'failed':
      return stopped({ kind: 'failed', description: outcome.description });
    case 'aborted':
      return stopped({ kind: 'refused', reason: outcome.reason });
  }
}

function stopped(why: StopReason): StepState {
  return { kind: 'stopped', why };
}
