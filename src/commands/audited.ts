import { auditEntry, type AuditEntry } from '../domain/audit/entry';
import { auditRecord } from '../domain/audit/record';
import { auditSubject } from '../domain/audit/target';
import type { Outcome, Plan } from '../domain/command/command';
import type { RefusalReason } from '../domain/command/refusal';
import { ok, type Result } from '../lib/result';
import { isToken } from '../transport/subject';
import { pubAckReply } from '../wire/ops/pub-ack';
import type { PipeDeps } from './deps';
import { planNow } from './run';

/** A stream's leader acknowledges within some 10 ms, after an election it may be a second (ms). */
const ackDeadline = 3000;

type Run = () => Promise<Result<Outcome, RefusalReason>>;

/** Runs a plan between two entries: in this browser, and in the audit stream where the installation names one. */
export async function runAudited(deps: PipeDeps, plan: Plan, run: Run): Promise<Result<Outcome, RefusalReason>> {
  const { audit, clock } = deps;
  const policy = audit.target?.policy ?? 'off';
  const entry = auditEntry(newId(clock.now()), clock.now(), audit.actor(), plan);
  await audit.keep(entry);
  const isTaken = policy !== 'off' && (await publish(deps, entry));
  const kept: AuditEntry = policy === 'off' ? entry : { ...entry, published: isTaken ? 'intent' : 'failed' };
  if (policy !== 'off') await audit.keep(kept);
  if (policy === 'required' && !isTaken) {
    const outcome = { kind: 'aborted', reason: 'auditNotTaken' } as const;
    await audit.keep({ ...kept, end: { at: clock.now(), outcome, after: plan.basis } });
    return ok(outcome);
  }
  const ran = await run();
  if (!ran.ok) return ran;
  const after = (await planNow(deps, plan.command)).basis;
  const ended: AuditEntry = { ...kept, end: { at: clock.now(), outcome: ran.value, after } };
  await audit.keep(ended);
  if (isTaken && (await publish(deps, ended))) await audit.keep({ ...ended, published: 'whole' });
  return ran;
}

/** Whether a stream has it: only its acknowledgement says so. */
async function publish(deps: PipeDeps, entry: AuditEntry): Promise<boolean> {
  const { audit, senders } = deps;
  const subject = audit.target === null ? [] : auditSubject(audit.target, audit.actor().user);
  if (subject.length === 0 || !subject.every(isToken)) return false;
  const answer = await senders.change({ subject, body: auditRecord(entry, audit.cluster()) }, ackDeadline);
  return answer.ok && pubAckReply.read(answer.value.payload).ok;
}

/** By time, and told apart from those of other pages. Web Crypto gives random UUIDs in secure contexts only. */
function newId(now: number): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${String(now).padStart(14, '0')}-${random.toString(16).padStart(8, '0')}`;
}
