import { compare } from '../count';
import { contactLamp } from '../raft/lamps';
import type { PeerFacts } from '../replies/raft';
import type { LocalMs } from '../time';
import type { ContactLamp, Mark, Presence } from './model';

/** Mark of a follower by what the leader says of it. Silent and unheard is `unknown`: not proven bad, never good. */
export function followerMark(presence: Presence, contact: ContactLamp, row: PeerFacts | null): Mark {
  if (presence.kind !== 'answering') return 'unknown';
  if (contact.kind === 'lost') return 'warn';
  if (contact.kind === 'unknown') return 'unknown';
  if (contact.kind === 'late' || row?.pending === true || isTrailing(row)) return 'busy';
  return 'ok';
}

/** Contact of a follower. The leader's word from before a server fell silent says nothing of it now. */
export function contactOf(presence: Presence, row: PeerFacts | null, saidAt: LocalMs | null): ContactLamp {
  if (presence.kind === 'silent' && (saidAt === null || saidAt <= presence.since)) return { kind: 'unknown' };
  return presence.kind === 'unknown' ? { kind: 'unknown' } : contactLamp(row);
}

/** Behind by two witnesses: a few entries under way are normal on a busy group, and then `current` stays true. */
export function isTrailing(row: PeerFacts | null): boolean {
  return row !== null && !row.current && compare(row.lag, 0) > 0;
}

const order: readonly Mark[] = ['ok', 'busy', 'unknown', 'warn', 'crit'];

/** The most severe of some marks; `none` when there are none. */
export function worstMark(marks: Iterable<Mark>, none: Mark): Mark {
  let worst: Mark | null = null;
  for (const mark of marks) if (worst === null || order.indexOf(mark) > order.indexOf(worst)) worst = mark;
  return worst ?? none;
}
