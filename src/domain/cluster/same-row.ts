import { deepEqual } from '../same';
import type { DurationMs, LocalMs } from '../time';
import type { StreamState } from '../replies/jsz';
import type { ContactLamp, LogLamp, Presence, RaftGroup, ReplicaModel, StoreLamp, StreamModel } from './model';
import { presenceClass } from './presence';

/**
 * While nothing else changes, `asOf` of a row may lag by up to this much: it never claims to be newer than it is, and
 * 10,000 quiet streams do not become 10,000 patches with each poll.
 */
export const asOfSlack: DurationMs = 10_000;

/** Would this row look the same? Ages within one contact class and small steps of `asOf` are no change. */
export function sameStream(a: StreamModel, b: StreamModel): boolean {
  return (
    a.health === b.health &&
    a.source === b.source &&
    a.spare === b.spare &&
    a.replicas === b.replicas &&
    a.cluster === b.cluster &&
    a.created === b.created &&
    a.accountName === b.accountName &&
    sameAsOf(a.asOf, b.asOf) &&
    sameState(a.state, b.state) &&
    sameGroup(a.group, b.group) &&
    sameCopies(a.copies, b.copies) &&
    (a.config === b.config || deepEqual(a.config, b.config)) &&
    (a.mirror === b.mirror || deepEqual(a.mirror, b.mirror)) &&
    sameSources(a.sources, b.sources)
  );
}

export function sameCopies(a: readonly ReplicaModel[], b: readonly ReplicaModel[]): boolean {
  return a.length === b.length && a.every((copy, index) => sameCopy(copy, b[index]));
}

function sameCopy(a: ReplicaModel, b: ReplicaModel | undefined): boolean {
  return (
    b !== undefined &&
    a.server === b.server &&
    a.peer === b.peer &&
    a.role === b.role &&
    a.mark === b.mark &&
    samePresence(a.presence, b.presence) &&
    sameContact(a.contact, b.contact) &&
    sameAsOf(a.asOf, b.asOf) &&
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

function sameAsOf(a: LocalMs | null, b: LocalMs | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= asOfSlack;
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
