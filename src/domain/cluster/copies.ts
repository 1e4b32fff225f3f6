import type { AccountId, PeerId, ServerName } from '../ids';
import {
  contactLamp,
  logLamp,
  silentStoreLamp,
  storeLamp,
  storePosition,
  storeRate,
  type StorePosition,
} from '../raft/lamps';
import { isLate, ofOneRound } from '../raft/same-round';
import type { PeerFacts } from '../replies/raft';
import { currentListing } from '../facts/listing';
import { presenceIn, type Context, type Station } from './context';
import { contactOf, followerMark } from './marks';
import type { ContactLamp, LogLamp, Mark, Presence, ReplicaModel, StoreLamp } from './model';
import type { StreamRecord } from './record';
import { rowOf, type Members } from './members';

/** One member of a stream's group, before it becomes a row. */
interface Copy {
  readonly server: ServerName | null;
  readonly peer: PeerId | null;
  /** The leader's row for it. */
  readonly row: PeerFacts | null;
}

/** All copies of a stream, by server name; members without a name come last. */
export function copiesOf(
  context: Context,
  records: readonly StreamRecord[],
  members: Members,
  leader: StreamRecord | null,
): readonly ReplicaModel[] {
  const single = members.of === 1;
  const named = members.names.map((server) => {
    const row = rowOf(members, server);
    const record = records.find(({ station }) => station.name === server) ?? null;
    return replica(context, { server, peer: row?.peer ?? null, row }, record, leader, single);
  });
  const nameless = members.nameless.map((row) =>
    replica(context, { server: null, peer: row.peer, row }, null, leader, single),
  );
  return nameless.length === 0 ? named : [...named, ...nameless];
}

function replica(
  context: Context,
  copy: Copy,
  record: StreamRecord | null,
  leader: StreamRecord | null,
  single: boolean,
): ReplicaModel {
  const presence = presenceIn(context, copy.server);
  const leads = leader !== null && copy.server === leader.station.name;
  const contact: ContactLamp = leads ? { kind: 'self' } : contactOf(presence, copy.row, leader?.stamp.at ?? null);
  const log: LogLamp = leads ? { kind: 'leader' } : logLamp(copy.row, presence.kind === 'answering');
  const store: StoreLamp = leads ? { kind: 'leader' } : storeOf(copy, presence, record, leader, log);
  return {
    server: copy.server,
    peer: copy.peer,
    role: roleOf(copy, leads, leader, single),
    presence,
    contact,
    log,
    store,
    mark: markOf(presence, contact, store, copy, record, leader),
    state: record?.detail.state ?? null,
    asOf: record?.stamp.at ?? null,
  };
}

function roleOf(copy: Copy, leads: boolean, leader: StreamRecord | null, single: boolean): ReplicaModel['role'] {
  if (copy.row?.pending) return 'pending';
  if (single) return 'single';
  if (leads) return 'leader';
  return leader && copy.row ? 'follower' : 'unknown';
}

function storeOf(
  copy: Copy,
  presence: Presence,
  record: StreamRecord | null,
  leader: StreamRecord | null,
  log: LogLamp,
): StoreLamp {
  if (!leader || !record || presence.kind === 'unknown' || presence.kind === 'neverHeard') return { kind: 'unknown' };
  const [leads, own] = [positionOf(leader), positionOf(record)];
  if (isLate(leads, own)) return { kind: 'unknown' };
  if (presence.kind === 'silent' || isLate(own, leads))
    return silentStoreLamp(leads, { lastSeq: own.lastSeq, asOf: record.stamp.at });
  const then = ofOneRound(leads, own);
  return storeLamp(then.leader, then.copy, log.kind === 'even' && copy.row?.current === true);
}

function positionOf({ detail, stamp, source }: StreamRecord): StorePosition {
  return storePosition(detail, stamp, source.previous);
}

function markOf(
  presence: Presence,
  contact: ContactLamp,
  store: StoreLamp,
  copy: Copy,
  record: StreamRecord | null,
  leader: StreamRecord | null,
): Mark {
  if (presence.kind !== 'answering') return 'unknown';
  if (contact.kind === 'self') return 'ok';
  if (!leader) return record ? 'busy' : 'unknown';
  const mark = followerMark(presence, contact, copy.row);
  if (mark !== 'ok') return mark;
  // It answers, but has not said for a whole round where it is: nobody says that it is complete.
  if (!record || store.kind === 'unknown' || store.kind === 'atMost') return 'unknown';
  return isCatchingUp(store, leader, record) ? 'busy' : 'ok';
}

/**
 * Behind by more than a second of writes: less is under way on every busy stream. The slower of the two stores counts:
 * what a leader took in a burst excuses no copy that did not take it, too.
 */
function isCatchingUp(store: StoreLamp, leader: StreamRecord, copy: StreamRecord): boolean {
  if (store.kind !== 'behind') return false;
  const rates = [leader, copy].map((record) => storeRate(positionOf(record)));
  return rates.some((rate) => rate === null || store.messages > rate);
}

/**
 * Does this member take part? Its server must answer, and it must report the copy itself. One that reports none counts
 * only if it was not asked yet, or if the leader hears its copy right now.
 */
export function takesPart(
  station: Station | undefined,
  account: AccountId,
  record: StreamRecord | null,
  row: PeerFacts | null,
): boolean {
  if (!station?.answering || !station.facts) return false;
  return record !== null || currentListing(station.facts, account) === null || contactLamp(row).kind === 'fresh';
}
