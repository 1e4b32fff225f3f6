import type { Command, Outcome, Plan, RefusalReason } from '../domain/command/command';
import type { DomainName, ServerName } from '../domain/ids';
import { defaultMaxAge, metaStepDownSince, planMetaStepDown } from '../domain/permit/meta-step-down';
import type { DurationMs } from '../domain/time';
import { ok, type Result } from '../lib/result';
import { subject, tokens } from '../transport/subject';
import { metaStepDownBody, metaStepDownReply } from '../wire/ops/meta-step-down';
import type { CommandDeps } from './deps';

/** Leaders answer in 2 to 9 ms; one that does not is silent, not slow (ms). */
const replyDeadline: DurationMs = 5000;
/** An election after a step-down takes some 20 ms; after that of a dead leader up to 9 s (ms). */
const verifyDeadline: DurationMs = 10_000;
/** Right before sending, liveness may be one round old, and everything else is read anew (ms). */
const freshAge: DurationMs = 4000;
/** Between two looks while verifying: short at first, then sparing (ms). */
const firstPause: DurationMs = 40;
const longestPause: DurationMs = 500;

type StepDown = Extract<Command, { kind: 'metaStepDown' }>;

/** What would happen, by what is known now. */
export function planNow(deps: CommandDeps, command: StepDown, maxAge = defaultMaxAge): Plan {
  const now = deps.clock.now();
  const model = deps.model();
  const context = { readOnly: deps.isReadOnly(), minVersion: metaStepDownSince, now, maxAge };
  if (model) return planMetaStepDown(model, command, context);
  const permit = { kind: 'refused', reason: 'linkNotLive' } as const;
  return { command, permit, leader: null, candidates: [], requests: [], cli: '', madeAt: now };
}

/** Asks the leader of a meta group to step down, once, and finds out by reading whether another one leads. */
export async function runMetaStepDown(deps: CommandDeps, plan: Plan): Promise<Result<Outcome, RefusalReason>> {
  await deps.refreshMeta();
  const fresh = planNow(deps, plan.command, freshAge);
  if (fresh.permit.kind === 'refused') return ok({ kind: 'aborted', reason: fresh.permit.reason });
  if (fresh.leader === null || fresh.leader !== plan.leader) return ok({ kind: 'aborted', reason: 'planChanged' });
  const sentAt = deps.clock.now();
  const refused = await send(deps, fresh);
  return ok(refused ?? (await verified(deps, plan.command.domain, fresh.leader, sentAt)));
}

/** `null`: accepted, or nothing known of it. Then only reading tells. */
async function send(deps: CommandDeps, plan: Plan): Promise<Outcome | null> {
  const request = plan.requests[0];
  if (!request) return { kind: 'aborted', reason: 'planChanged' };
  const on = subject(...tokens(request.subject));
  const answer = await deps.transport.change(on, metaStepDownBody, { deadlineMs: replyDeadline });
  if (answer.ok) {
    const reply = metaStepDownReply.read(answer.value.payload);
    if (reply.ok || reply.error.kind === 'undecodable') return null;
    const { errorCode, code, description } = reply.error.refusal;
    return { kind: 'failed', code: errorCode ?? code, description };
  }
  switch (answer.error.code) {
    case 'notLive':
    case 'notConnected':
    case 'closed':
      return { kind: 'aborted', reason: 'linkNotLive' };
    case 'noResponders':
    case 'denied':
    case 'requestTooLarge':
      return { kind: 'failed', code: null, description: answer.error.code };
    case 'outcomeUnknown':
    case 'timeout':
    case 'interrupted':
    case 'aborted':
    case 'damaged':
    case 'tooLarge':
      return null;
  }
}

/** Reads until a server other than the old leader claims to lead. */
async function verified(deps: CommandDeps, domain: DomainName, before: ServerName, sentAt: number): Promise<Outcome> {
  let pause = firstPause;
  for (;;) {
    await deps.refreshMeta();
    const leadership = deps.model()?.metas.get(domain)?.leadership;
    const tookMs = deps.clock.now() - sentAt;
    if (leadership?.kind === 'led' && leadership.by !== before)
      return { kind: 'verified', leader: leadership.by, tookMs };
    if (tookMs >= verifyDeadline) {
      const lost = deps.model()?.link !== 'live';
      return { kind: 'notVerified', reason: lost ? 'connectionLost' : 'timeout' };
    }
    await new Promise<void>((resolve) => void deps.clock.after(pause, resolve));
    pause = Math.min(pause * 2, longestPause);
  }
}
