import type { ClusterModel } from '../cluster/model';
import type { Command } from '../command/command';
import type { ConsumerSpot } from '../command/asset-commands';
import type { RefusalReason } from '../command/refusal';
import { add, compare, subtract } from '../count';
import type { ConsumerFacts, PriorityGroup } from '../inside/consumer';
import type { ServerMs } from '../time';
import type { Version } from '../version';
import { assetPlan, isSystemMade, jsonBody } from './asset';
import { consumerAt, consumerBasis, consumerRefusal, factsIn, isSameConsumer, type ConsumerAt } from './consumer-asset';
import { knows, shellWord, type Action, type PermitContext, type Verdict } from './context';
import { pauseSince, resetSince } from './since';

type Delete = Extract<Command, { kind: 'consumerDelete' }>;
type Pause = Extract<Command, { kind: 'consumerPause' }>;
type Reset = Extract<Command, { kind: 'consumerReset' }>;
type Unpin = Extract<Command, { kind: 'consumerUnpin' }>;

const open: Verdict = { kind: 'open', reason: 'timeout' };

/** Deletes a consumer, also one that does not answer. A client that is told to make it when it is missing makes it anew. */
export const consumerDelete: Action<Delete> = {
  changesMembers: false,
  look: (_model, { consumer }) => ({ kind: 'consumer', consumer }),
  plan: (model, command, context) => {
    const at = consumerAt(command.consumer);
    const facts = factsIn(context.looked);
    const { config } = model.streams.get(at.stream) ?? {};
    return assetPlan(command, at.stream, context, {
      reason: consumerRefusal(model, at, facts, context) ?? (isSystemMade(at.stream) ? 'systemMade' : null),
      basis: consumerBasis(facts),
      effect: {
        kind: 'consumerGoes',
        ackPending: facts?.ackPending ?? null,
        pending: facts?.pending ?? null,
        waiting: facts?.waiting ?? null,
        isBound: facts?.pushBound ?? false,
        ofInterest: config?.retention === 'interest',
      },
      request: { tokens: tokensOf('DELETE', at), body: '' },
      cli: cliOf('rm', at),
    });
  },
  verdict: (_model, { basis }, _command, looked): Verdict => {
    if (looked.kind === 'consumerGone' || looked.kind === 'streamGone') return deleted(false);
    const facts = factsIn(looked);
    // Without its creation it cannot be told from one that was made anew.
    return facts !== null && basis.asked !== '' && !isSameConsumer(facts, basis) ? deleted(true) : open;
  },
};

/** Delivers nothing until a moment, or delivers again at once. What clients have, they may still acknowledge. */
export const consumerPause: Action<Pause> = {
  changesMembers: false,
  look: (_model, { consumer }) => ({ kind: 'consumer', consumer }),
  plan: (model, command, context) => {
    const at = consumerAt(command.consumer);
    const facts = factsIn(context.looked);
    const { until } = command;
    return assetPlan(command, at.stream, context, {
      reason: refusalSince(model, at, facts, context, pauseSince, (known) => pauseRefusal(until, known)),
      basis: consumerBasis(facts, String(facts?.pauseUntil ?? '')),
      effect: {
        kind: 'consumerPauses',
        pausedUntil: facts?.paused === true ? facts.pauseUntil : null,
        left: until === null || facts === null || facts.toldAt === null ? null : until - facts.toldAt,
        pending: facts?.pending ?? null,
      },
      request: {
        tokens: tokensOf('PAUSE', at),
        body: jsonBody({ pause_until: until === null ? null : new Date(until).toISOString() }),
      },
      cli: until === null ? cliOf('resume', at) : cliOf('pause', at, shellWord(toolTime(until))),
    });
  },
  verdict: (_model, { basis }, { until }, looked): Verdict => {
    const facts = factsIn(looked);
    if (facts === null || !isSameConsumer(facts, basis)) return open;
    const isAsAsked = until === null ? !facts.paused : facts.pauseUntil === until;
    return isAsAsked ? { kind: 'done', result: { kind: 'paused', until } } : open;
  },
};

/** Delivers again from another sequence on: what was delivered and acknowledged since is forgotten. */
export const consumerReset: Action<Reset> = {
  changesMembers: false,
  look: (_model, { consumer }) => ({ kind: 'consumer', consumer }),
  plan: (model, command, context) => {
    const at = consumerAt(command.consumer);
    const facts = factsIn(context.looked);
    const { sequence } = command;
    const last = model.streams.get(at.stream)?.state?.lastSeq ?? null;
    return assetPlan(command, at.stream, context, {
      reason: refusalSince(model, at, facts, context, resetSince, (known) => {
        if (sequence !== null && last !== null && compare(sequence, add(last, 1)) > 0) return 'sequenceBeyond';
        return resetRefusal(command, known);
      }),
      basis: consumerBasis(facts),
      effect: { kind: 'consumerResets', to: facts && targetOf(command, facts), before: facts && spotOf(facts) },
      request: { tokens: tokensOf('RESET', at), body: sequence === null ? '' : jsonBody({ seq: sequence }) },
      cli: cliOf('reset', at, ...(sequence === null ? [] : [`--sequence ${String(sequence)}`])),
    });
  },
  verdict: (_model, { basis, effect }, _command, looked): Verdict => {
    const now = factsIn(looked);
    if (now === null || !isSameConsumer(now, basis) || effect.kind !== 'consumerResets') return open;
    const { before, to } = effect;
    if (before === null || to === null) return open;
    // Nothing else than a reset counts deliveries anew, or goes back. One that had delivered nothing begins further on.
    const isAnew =
      compare(now.delivered.consumerSeq, before.delivered.consumerSeq) < 0 ||
      compare(now.ackFloor.consumerSeq, before.ackFloor.consumerSeq) < 0 ||
      compare(now.delivered.streamSeq, before.delivered.streamSeq) < 0 ||
      isOverwritten(now, before) ||
      (before.delivered.consumerSeq === 0 && compare(now.ackFloor.streamSeq, subtract(to, 1)) >= 0);
    return isAnew ? { kind: 'done', result: { kind: 'reset', next: to } } : open;
  },
};

/** The client that a priority group is pinned to gives way: the next that asks is pinned instead. */
export const consumerUnpin: Action<Unpin> = {
  changesMembers: false,
  look: (_model, { consumer }) => ({ kind: 'consumer', consumer }),
  plan: (model, command, context) => {
    const at = consumerAt(command.consumer);
    const facts = factsIn(context.looked);
    const group = groupIn(facts, command.group);
    return assetPlan(command, at.stream, context, {
      reason: refusalSince(model, at, facts, context, pauseSince, (known) =>
        known.priorityPolicy !== 'pinned_client' || group === null || group.client === null ? 'notPinned' : null,
      ),
      basis: consumerBasis(facts, group?.client ?? ''),
      effect: { kind: 'consumerUnpins', client: group?.client ?? null, since: group?.since ?? null },
      request: { tokens: tokensOf('UNPIN', at), body: jsonBody({ group: command.group }) },
      cli: cliOf('unpin', at, shellWord(command.group)),
    });
  },
  verdict: (_model, { basis, effect }, command, looked): Verdict => {
    const facts = factsIn(looked);
    const group = groupIn(facts, command.group);
    if (facts === null || !isSameConsumer(facts, basis) || effect.kind !== 'consumerUnpins') return open;
    // Each pin has an identity of its own, also where the same client gets it again.
    const client = group?.client ?? null;
    return client === effect.client ? open : { kind: 'done', result: { kind: 'unpinned', client } };
  },
};

function deleted(isBack: boolean): Verdict {
  return { kind: 'done', result: { kind: 'consumerDeleted', isBack } };
}

function tokensOf(call: string, { streamName, name }: ConsumerAt): readonly string[] {
  return ['CONSUMER', call, streamName, name];
}

function cliOf(call: string, { streamName, name }: ConsumerAt, ...more: readonly string[]): string {
  return ['nats consumer', call, shellWord(streamName), shellWord(name), ...more, '--force'].join(' ');
}

/** As the tool reads a moment: in UTC, to the second; never earlier. */
function toolTime(at: ServerMs): string {
  return new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** What older servers do not know is not sent; what is not read is not judged. */
function refusalSince(
  model: ClusterModel,
  at: ConsumerAt,
  facts: ConsumerFacts | null,
  context: PermitContext,
  since: Version,
  judge: (facts: ConsumerFacts) => RefusalReason | null,
): RefusalReason | null {
  const reason = consumerRefusal(model, at, facts, context);
  if (reason !== null) return reason;
  if (!knows(model, since)) return 'versionTooOld';
  return facts === null ? 'consumerUnread' : judge(facts);
}

function pauseRefusal(until: ServerMs | null, { paused, pauseUntil, toldAt }: ConsumerFacts): RefusalReason | null {
  if (until === null) return paused ? null : 'unchanged';
  if (toldAt !== null && until <= toldAt) return 'untilPassed';
  return until === pauseUntil ? 'unchanged' : null;
}

function resetRefusal({ sequence }: Reset, facts: ConsumerFacts): RefusalReason | null {
  // From its ack floor on: only what is not acknowledged comes again.
  if (sequence === null) return facts.ackPending === 0 ? 'unchanged' : null;
  if (sequence < 1) return 'sequenceInvalid';
  const isFree = facts.deliverPolicy === 'all' || facts.deliverPolicy === 'by_start_time';
  const isAfterStart = facts.deliverPolicy === 'by_start_sequence' && compare(sequence, facts.startSequence) >= 0;
  if (!isFree && !isAfterStart) return 'resetNotAllowed';
  const isThere = facts.delivered.consumerSeq === 0 && facts.ackFloor.streamSeq === subtract(sequence, 1);
  return isThere ? 'unchanged' : null;
}

function targetOf({ sequence }: Reset, { ackFloor }: ConsumerFacts) {
  return sequence ?? add(ackFloor.streamSeq, 1);
}

/**
 * Now and then (3 of 500 on 2.15.1) deliveries that were under way are stored over those that a reset had set to nothing,
 * and stay until a client gets more. Nothing is pending then, though nothing was acknowledged: no client can do that.
 */
function isOverwritten(now: ConsumerFacts, before: ConsumerSpot): boolean {
  const isFloorBelow = compare(now.ackFloor.consumerSeq, now.delivered.consumerSeq) < 0;
  return compare(before.ackPending, 0) > 0 && compare(now.ackPending, 0) === 0 && isFloorBelow;
}

function spotOf({ delivered, ackFloor, ackPending }: ConsumerFacts) {
  return { delivered, ackFloor, ackPending };
}

function groupIn(facts: ConsumerFacts | null, name: string): PriorityGroup | null {
  return facts?.priorityGroups.find((one) => one.name === name) ?? null;
}
