import { accountOf } from '../domain/access/account-of';
import type { ClusterModel } from '../domain/cluster/model';
import type { Command, Outcome, Plan } from '../domain/command/command';
import { nothingLooked, type Looked } from '../domain/command/looked';
import { withoutPaths } from '../domain/command/without-paths';
import { streamPlace } from '../domain/ids';
import { changesMembers, lookOf, planCommand, verdictOf } from '../domain/permit/actions';
import { defaultMaxAge } from '../domain/permit/context';
import { sameBasis } from '../domain/permit/group';
import type { DurationMs } from '../domain/time';
import { isToken } from '../transport/subject';
import { changeReply } from '../wire/ops/change';
import type { PipeDeps, Reading } from './deps';
import { lookFor } from './look';

/** Leaders answer in 2 to 9 ms; one that does not is silent, not slow (ms). */
const replyDeadline: DurationMs = 5000;
/** An election after a step-down takes some 20 ms; after that of a dead leader up to 9 s (ms). */
const electionDeadline: DurationMs = 10_000;
/** A client that goes when it is told to goes at once (ms). */
const nudgeDeadline: DurationMs = 3000;
/** Some MB are copied in 1 to 3 s; what takes longer goes on, and the page shows how far it is (ms). */
const copyDeadline: DurationMs = 30_000;
/** Right before sending, liveness may be one round old, and everything else is read anew (ms). */
const freshAge: DurationMs = 4000;
/** Between two looks while verifying: short at first, then sparing (ms). */
const firstPause: DurationMs = 40;
const longestPause: DurationMs = 500;

/** What would happen, by what is known now. */
export async function planNow(deps: PipeDeps, command: Command, maxAge = defaultMaxAge): Promise<Plan> {
  const { isReadOnly, apiPrefix } = deps;
  const looked = await lookNow(deps, command);
  const now = deps.clock.now();
  const model = deps.model();
  if (!model) return unknown(command, now);
  const plan = planCommand(model, command, { readOnly: isReadOnly(), now, maxAge, apiPrefix, looked });
  return addressed(deps, plan);
}

/** With the connection that its request goes over, and refused where that one cannot send it. */
function addressed({ senders }: PipeDeps, plan: Plan): Plan {
  const { request } = plan;
  const over = request && senders.over(accountOf(plan.command), request);
  const sent = over === null ? plan : { ...plan, request: request && { ...request, over } };
  if (sent.permit.kind === 'refused') return sent;
  const reason = sent.request?.subject.every(isToken) === true ? senders.refusal(sent.request) : 'unsendable';
  return reason === null ? sent : { ...sent, permit: { kind: 'refused', reason } };
}

/** Re-reads, compares, sends once, and finds out by reading what came of it, unless it is called off meanwhile. */
export async function runCommand(
  deps: PipeDeps,
  plan: Plan,
  isCalledOff: () => boolean = () => false,
): Promise<Outcome> {
  const reading = readingOf(deps.model(), plan.command);
  const answered = await deps.read(reading);
  const fresh = await planNow(deps, plan.command, freshAge);
  if (fresh.permit.kind === 'refused') return { kind: 'aborted', reason: fresh.permit.reason };
  if (!sameBasis(plan.basis, fresh.basis)) return { kind: 'aborted', reason: 'planChanged' };
  if (fresh.basis.leader !== null && !answered.has(fresh.basis.leader))
    return { kind: 'aborted', reason: 'leaderSilent' };
  if (isCalledOff()) return { kind: 'aborted', reason: 'calledOff' };
  const sentAt = deps.clock.now();
  const refused = await send(deps, fresh);
  if (refused === null) return verified(deps, fresh, reading, sentAt, isCalledOff);
  return refused.kind === 'failed' && changesMembers(plan.command) ? doubted(deps, fresh, reading, refused) : refused;
}

/** An error is no proof that nothing happened: up to 2.10 a peer is removed although the answer is error 10075. */
async function doubted(deps: PipeDeps, plan: Plan, reading: Reading, refused: Outcome): Promise<Outcome> {
  await deps.read(reading);
  const { basis } = await planNow(deps, plan.command);
  const same = basis.members.join('\n') === plan.basis.members.join('\n');
  return same ? refused : { kind: 'notVerified', reason: 'refusedYetChanged' };
}

async function lookNow(deps: PipeDeps, command: Command): Promise<Looked> {
  const model = deps.model();
  return model ? lookFor(deps, lookOf(model, command)) : nothingLooked;
}

/** `null`: accepted, or nothing known of it. Then only reading tells. */
async function send(deps: PipeDeps, { command, request }: Plan): Promise<Outcome | null> {
  if (request === null) return { kind: 'aborted', reason: 'unsendable' };
  const answer = await deps.senders.change(request, replyDeadline);
  if (answer.ok) {
    const reply = changeReply(command.kind).read(answer.value.payload);
    if (reply.ok || reply.error.kind === 'undecodable') return null;
    const { errorCode, code, description } = reply.error.refusal;
    return { kind: 'failed', code: errorCode ?? code, description: withoutPaths(description) };
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

/** Reads until what was planned is seen, or the time is up. */
async function verified(
  deps: PipeDeps,
  plan: Plan,
  reading: Reading,
  sentAt: number,
  isCalledOff: () => boolean,
): Promise<Outcome> {
  const deadline = deadlineOf(plan.command);
  let pause = firstPause;
  for (;;) {
    await deps.read(reading);
    const looked = await lookNow(deps, plan.command);
    const model = deps.model();
    const tookMs = deps.clock.now() - sentAt;
    const live = model?.link === 'live';
    const verdict = model && live ? verdictOf(model, plan, looked) : null;
    if (verdict?.kind === 'done') return { kind: 'verified', result: verdict.result, tookMs };
    if (isCalledOff()) return { kind: 'notVerified', reason: 'calledOff' };
    if (tookMs >= deadline) return { kind: 'notVerified', reason: verdict?.reason ?? 'connectionLost' };
    await new Promise<void>((resolve) => void deps.clock.after(pause, resolve));
    pause = Math.min(pause * 2, longestPause);
  }
}

function deadlineOf(command: Command): DurationMs {
  if (command.kind === 'clientNudge') return nudgeDeadline;
  return changesMembers(command) ? copyDeadline : electionDeadline;
}

function readingOf(model: ClusterModel | null, command: Command): Reading {
  switch (command.kind) {
    case 'metaStepDown':
    case 'serverRemove':
    case 'metaRescue':
    case 'clientNudge':
    case 'clientClose':
    case 'serverReload':
    case 'serverEvacuate':
      return { kind: 'meta' };
    case 'consumerStepDown': {
      const stream = model?.consumers.get(command.consumer)?.stream;
      return stream === undefined ? { kind: 'meta' } : { kind: 'account', account: streamPlace(stream).account };
    }
    case 'streamStepDown':
    case 'streamPeerRemove':
    case 'streamMove':
    case 'streamCancelMove':
    case 'streamDelete':
    case 'streamScale':
      return { kind: 'account', account: streamPlace(command.stream).account };
  }
}

function unknown(command: Command, madeAt: Plan['madeAt']): Plan {
  return {
    command,
    permit: { kind: 'refused', reason: 'linkNotLive' },
    basis: { leader: null, members: [] },
    effect: { kind: 'leaderChanges', candidates: [] },
    request: null,
    cli: '',
    madeAt,
  };
}
