import { deepEqual } from '../same';
import type { DurationMs, LocalMs } from '../time';
import type { StreamState } from '../replies/jsz';
import type { ContactLamp, LogLamp, Presence, RaftGroup, ReplicaModel, StoreLamp, StreamModel } from './model';
import { presenceClass } from './presence';

/** By so much (ms) `asOf` of a row may lag behind the latest reply while nothing else changes, at least and at most. */
export const asOfSlack = { least: 10_000, most: 60_000 } as const;

/**
 * How far `asOf` may lag, by the time between two polls. It is never newer than the reply that the row shows, and a row
 * that lags was confirmed by every poll since: its values are those of the latest reply. Less than two polls would make
 * each of 10,000 quiet streams another row with each poll. Who decides by age asks the rounds, not the rows.
 */
export function slackFor(gap: DurationMs): DurationMs {
  return Math.min(asOfSlack.most, Math.max(asOfSlack.least, 2 * gap));
}

/** Does the known row say what the fresh one says? Ages within one contact class and `asOf` within `slack` are no change. */
export function sameStream(a: StreamModel, b: StreamModel, slack: DurationMs): boolean {
  return (
    a.health === b.health &&
    a.source === b.source &&
    a.spare === b.spare &&
    a.replicas === b.replicas &&
    a.cluster === b.cluster &&
    a.created === b.created &&
    a.accountName === b.accountName &&
    sameAsOf(a.asOf, b.asOf, slack) &&
    sameState(a.state, b.state) &&
    sameConsumers(a.consumers, b.consumers) &&
    sameGroup(a.group, b.group) &&
    sameCopies(a.copies, b.copies, slack) &&
    (a.config === b.config || deepEqual(a.config, b.config)) &&
    (a.mirror === b.mirror || deepEqual(a.mirror, b.mirror)) &&
    sameSources(a.sources, b.sources)
  );
}

export function sameCopies(a: readonly ReplicaModel[], b: readonly ReplicaModel[], slack: DurationMs): boolean {
  return a.length === b.length && a.every((copy, index) => sameCopy(copy, b[index], slack));
}

function sameCopy(a: ReplicaModel, b: ReplicaModel | undefined, slack: DurationMs): boolean {
  return (
    b !== undefined &&
    a.server === b.server &&
    a.peer === b.peer &&
    a.role === b.role &&
    a.mark === b.mark &&
    samePresence(a.presence, b.presence) &&
    sameContact(a.contact, b.contact) &&
    sameAsOf(a.asOf, b.asOf, slack) &&
    sameLog(a.log, b.log) &&
    sameStore(a.store, b.store) &&
    sameState(a.state, b.state)
  );
}

function samePresence(a: Presence, b: Presence): boolean {
  return a === b || (a.kind === b.kind && presenceClass(a) === presenceClass(b));
}

function sameContact(a: ContactLamp, b: ContactLamp): boolean {
  return a.kind === b.kind;
}

/** May what is known keep its earlier moment? Never a later one: a row is not newer than what it was made of. */
export function sameAsOf(known: LocalMs | null, fresh: LocalMs | null, slack: DurationMs): boolean {
  if (known === null || fresh === null) return known === fresh;
  return fresh >= known && fresh - known <= slack;
}

function sameConsumers(a: StreamModel['consumers'], b: StreamModel['consumers']): boolean {
  return a === b || (a !== null && b !== null && a.count === b.count && a.complete === b.complete);
}

// Field by field where it runs for every copy of every stream: three times as fast as a generic walk.

export function sameState(a: StreamState | null, b: StreamState | null): boolean {
  if (a === b || a === null || b === null) return a === b;
  return (
    a.lastSeq === b.lastSeq &&
    a.messages === b.messages &&
    a.bytes === b.bytes &&
    a.firstSeq === b.firstSeq &&
    a.firstTime === b.firstTime &&
    a.lastTime === b.lastTime &&
    a.subjects === b.subjects &&
    a.deleted === b.deleted &&
    a.consumers === b.consumers
  );
}

function sameGroup(a: RaftGroup, b: RaftGroup): boolean {
  return (
    a.name === b.name &&
    a.quorum.have === b.quorum.have &&
    a.quorum.need === b.quorum.need &&
    a.quorum.of === b.quorum.of &&
    a.leadership.kind === b.leadership.kind &&
    deepEqual(a.leadership, b.leadership) &&
    (a.desired === b.desired || deepEqual(a.desired, b.desired))
  );
}

function sameLog(a: LogLamp, b: LogLamp): boolean {
  if (a.kind === 'behind') return b.kind === 'behind' && a.entries === b.entries;
  if (a.kind === 'unknown') return b.kind === 'unknown' && a.lastEntries === b.lastEntries;
  return a.kind === b.kind;
}

function sameStore(a: StoreLamp, b: StoreLamp): boolean {
  return a.kind === b.kind && ((a.kind !== 'behind' && a.kind !== 'atMost') || deepEqual(a, b));
}

function sameSources(a: StreamModel['sources'], b: StreamModel['sources']): boolean {
  return a === b || (a.length === 0 && b.length === 0) || deepEqual(a, b);
}
