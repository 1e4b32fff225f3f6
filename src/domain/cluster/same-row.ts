import { deepEqual } from '../same';
import type { DurationMs, LocalMs } from '../time';
import type { ContactLamp, Presence, ReplicaModel, StreamModel } from './model';
import { presenceClass } from './presence';

/**
 * While nothing else changes, `asOf` of a row may lag by up to this much: it never claims to be newer than it is, and
 * 10,000 quiet streams do not become 10,000 patches with each poll.
 */
export const asOfSlack: DurationMs = 30_000;

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
    deepEqual(a.state, b.state) &&
    deepEqual(a.group, b.group) &&
    sameCopies(a.copies, b.copies) &&
    deepEqual(a.config, b.config) &&
    deepEqual(a.mirror, b.mirror) &&
    deepEqual(a.sources, b.sources)
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
    deepEqual(a.log, b.log) &&
    deepEqual(a.store, b.store) &&
    deepEqual(a.state, b.state)
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
