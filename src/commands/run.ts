import { accountOf } from '../domain/access/account-of';
import type { ClusterModel } from '../domain/cluster/model';
import type { Command, Outcome, Plan } from '../domain/command/command';
import { mayPass, type RefusalReason } from '../domain/command/refusal';
import { nothingLooked, type Looked } from '../domain/command/looked';
import { withoutPaths } from '../domain/command/without-paths';
import { consumerPlace, streamPlace } from '../domain/ids';
import { changesMembers, lookOf, planCommand, verdictOf } from '../domain/permit/actions';
import { defaultMaxAge, type Verdict } from '../domain/permit/context';
import { sameBasis } from '../domain/permit/group';
import type { DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import { isToken } from '../transport/subject';
import type { TransportError } from '../transport/transport';
import type { Refusal } from '../wire/decoded';
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
/** A server that misses one round is heard again with the next, 2 s later: until then it is waited for before sending (ms). */
const patience: DurationMs = 5000;
/** Between two looks before sending (ms). */
const patiencePause: DurationMs = 500;
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

/** Re-reads, compares, waits a little for what one slow round may have made so, sends once, and finds out by reading what came of it, unless it is called off meanwhile. */
export async function runCommand(
  deps: PipeDeps,
  plan: Plan,
  isCalledOff: () => boolean = () => false,
  deliver: Deliver | null = null,
): Promise<Outcome> {
  const reading = readingOf(deps.model(), plan.command);
  const waitsUntil = deps.clock.now() + patience;
  let checked = await check(deps, plan, reading);
  while (
    !checked.ok &&
    checked.error !== 'planChanged' &&
    mayPass(checked.error) &&
    deps.clock.now() < waitsUntil &&
    !isCalledOff()
  ) {
    await pause(deps, patiencePause);
    checked = await check(deps, plan, reading);
  }
  if (isCalledOff()) return { kind: 'aborted', reason: 'calledOff' };
  if (!checked.ok) return { kind: 'aborted', reason: checked.error };
  const fresh = checked.value;
  const sentAt = deps.clock.now();
  const refused = await (deliver === null ? send(deps, fresh) : deliver(fresh));
  // A reply may come late, and what takes as long as its data do is looked for when they are there.
  const since = deps.clock.now();
  if (refused === null) return verified(deps, fresh, reading, { sentAt, since }, isCalledOff);
  return refused.kind === 'failed' && changesMembers(plan.command, fresh.effect)
    ? doubted(deps, fresh, reading, refused)
    : refused;
}

/** What was planned, made again of what is read now; or why it is not to be sent. */
async function check(
  deps: PipeDeps,
  plan: Plan,
  reading: Reading,
): Promise<Result<Plan, RefusalReason | 'planChanged'>> {
  const answered = await deps.read(reading);
  const fresh = await planNow(deps, plan.command, freshAge);
  if (fresh.permit.kind === 'refused') return err(fresh.permit.reason);
  if (!sameBasis(plan.basis, fresh.basis)) return err('planChanged');
  const { leader } = fresh.basis;
  return leader !== null && !answered.has(leader) ? err('leaderSilent') : ok(fresh);
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

/** Sends a plan that is more than one request. `null`: accepted, or nothing known of it. Then only reading tells. */
export type Deliver = (plan: Plan) => Promise<Outcome | null>;

async function send(deps: PipeDeps, { command, request }: Plan): Promise<Outcome | null> {
  // A restore without its data would only keep the name from others for a while.
  if (request === null || command.kind === 'streamRestore') return { kind: 'aborted', reason: 'unsendable' };
  const answer = await deps.senders.change(request, replyDeadline);
  if (answer.ok) {
    const reply = changeReply(command.kind).read(answer.value.payload);
    if (reply.ok || reply.error.kind === 'undecodable') return null;
    return failed(reply.error.refusal);
  }
  return unsent(answer.error);
}

/** The server's refusal. */
export function failed({ errorCode, code, description }: Refusal): Outcome {
  return { kind: 'failed', code: errorCode ?? code, description: withoutPaths(description) };
}

/** `null`: it may have been sent. */
export function unsent(error: TransportError): Outcome | null {
  switch (error.code) {
    case 'notLive':
    case 'notConnected':
    case 'closed':
      return { kind: 'aborted', reason: 'linkNotLive' };
    case 'noResponders':
    case 'denied':
    case 'requestTooLarge':
      return { kind: 'failed', code: null, description: error.code };
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
  { sentAt, since }: { readonly sentAt: number; readonly since: number },
  isCalledOff: () => boolean,
): Promise<Outcome> {
  const deadline = deadlineOf(plan);
  let between = firstPause;
  for (;;) {
    await deps.read(reading);
    const looked = await lookNow(deps, plan.command);
    const model = deps.model();
    const tookMs = deps.clock.now() - sentAt;
    const live = model?.link === 'live';
    const verdict = model && live ? verdictOf(model, plan, looked) : null;
    if (verdict?.kind === 'done') return { kind: 'verified', result: verdict.result, tookMs };
    if (isCalledOff()) return { kind: 'notVerified', reason: 'calledOff' };
    if (deps.clock.now() - since >= deadline || verdict?.isSettled === true) return stillOpen(verdict);
    await pause(deps, between);
    between = Math.min(between * 2, longestPause);
  }
}

function pause({ clock }: PipeDeps, ms: DurationMs): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

/** Without a verdict nothing could be read. */
function stillOpen(verdict: Extract<Verdict, { kind: 'open' }> | null): Outcome {
  const { reason, fields } = verdict ?? { reason: 'connectionLost' };
  return { kind: 'notVerified', reason, ...(fields === undefined ? {} : { fields }) };
}

function deadlineOf({ command, effect }: Plan): DurationMs {
  if (command.kind === 'clientNudge') return nudgeDeadline;
  if (command.kind === 'streamRestore') return copyDeadline;
  return changesMembers(command, effect) ? copyDeadline : electionDeadline;
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
    case 'streamCreate':
    case 'streamRestore':
      return { kind: 'account', account: command.account };
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
    case 'streamUpdate':
    case 'streamPurge':
    case 'messageDelete':
    case 'consumerCreate':
      return { kind: 'account', account: streamPlace(command.stream).account };
    case 'consumerUpdate':
    case 'consumerDelete':
    case 'consumerPause':
    case 'consumerReset':
    case 'consumerUnpin':
      return { kind: 'account', account: streamPlace(consumerPlace(command.consumer).stream).account };
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
