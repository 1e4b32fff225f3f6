import { add, compare, type Count } from '../../domain/count';
import type { StreamPlace } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import type { LocalMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import { isToken } from '../../transport/subject';
import type { Reply } from '../../transport/transport';
import { readDirectReply, type StoredMessage } from '../../wire/ops/stored-message';
import type { PipeDeps } from '../deps';
import type { Senders } from '../senders';
import { failureOf } from './ask';
import { bodyOf, getMessage, type MessageQuery } from './message';

/** Which messages, oldest first. */
export interface Climb {
  readonly from: Count;
  /** Last sequence of interest. */
  readonly upTo: Count;
  /** Subject, which may have wildcards; empty: all. */
  readonly filter: string;
  readonly most: number;
  /** Bytes of bodies after which it ends. */
  readonly mostBytes: number;
}

export type ClimbedMessage = Omit<StoredMessage, 'headerBlock'>;

export interface Climbed {
  readonly messages: readonly ClimbedMessage[];
  /** There are more that fit, up to the last sequence of interest. */
  readonly more: boolean;
}

/** After the last reply of a batch, without its end, this long (ms): the rest is lost on the way. */
const quietMs = 1000;
const batchDeadline = 5000;
/** How long copies are not asked again that did not answer in batches (ms). */
const asideMs = 60_000;
/** Requests to the leader at once. */
const parallel = 8;

const aside = new WeakMap<Senders, Map<string, LocalMs>>();

/**
 * Reads a batch from any copy of the stream: 2.11 and later, where the stream allows it. `null`: not to be had so. An
 * account that is reached through an import may let one reply pass only (no `response_type: stream`).
 */
export async function climbCopies(
  deps: PipeDeps,
  place: StreamPlace,
  climb: Climb,
): Promise<Result<Climbed, InsideFailure> | null> {
  const set = aside.get(deps.senders) ?? new Map<string, LocalMs>();
  aside.set(deps.senders, set);
  const key = `${place.domain}\n${place.account}\n${place.name}`;
  const putAside = () => {
    set.set(key, deps.clock.now());
    return null;
  };
  const since = set.get(key);
  if (since !== undefined && deps.clock.now() - since < asideMs) return null;
  const prefix = deps.apiPrefix(place.account, place.domain);
  const subject = [...(prefix ?? []), 'DIRECT', 'GET', place.name];
  if (prefix === null || !subject.every(isToken)) return null;
  const { from, most, mostBytes, filter } = climb;
  const body = bodyOf({ seq: from, batch: most, max_bytes: mostBytes, next_by_subj: filter === '' ? '>' : filter });
  const read = ({ added, status, payload }: Reply) => readDirectReply(added, status, payload);
  const isLast = (reply: Reply) => {
    const { kind, ...rest } = read(reply);
    return kind !== 'message' || ('pending' in rest && rest.pending === null);
  };
  const options = { deadlineMs: batchDeadline, quietMs, expect: isLast };
  const gathered = await deps.senders.gather(place.account, { subject, body }, options);
  if (!gathered.ok) {
    const failure = failureOf(gathered.error);
    return failure.kind === 'notLive' || failure.kind === 'aborted' ? err(failure) : putAside();
  }
  const { replies, damaged, complete } = gathered.value;
  const parts = replies.map(read);
  const last = parts.at(-1);
  if (!complete || last === undefined) return putAside();
  // A message that only the leader can tell byte for byte: headers that the client library does not read.
  if (damaged.length > 0 || parts.some(({ kind }) => kind === 'unreadable')) return null;
  if (last.kind === 'message') return putAside();
  const messages = parts.flatMap((part) => (part.kind === 'message' ? [part.message] : []));
  return ok(upTo(climb, messages, last.kind === 'end' && last.pending !== null && last.pending > 0));
}

/** What lies beyond the last sequence of interest is left out. */
function upTo(climb: Climb, messages: readonly ClimbedMessage[], hasPending: boolean): Climbed {
  const kept = messages.filter(({ seq }) => compare(seq, climb.upTo) <= 0);
  const last = kept.at(-1);
  return {
    messages: kept,
    more: kept.length === messages.length && hasPending && last !== undefined && compare(last.seq, climb.upTo) < 0,
  };
}

/**
 * Reads one message after the other from the stream's leader, which every version does: several at once where they are
 * asked for by sequence, and by "the next one" where there was nothing, so that deleted ranges are stepped over.
 */
export async function climbLeader(
  deps: PipeDeps,
  place: StreamPlace,
  climb: Climb,
  signal: AbortSignal,
): Promise<Result<Climbed, InsideFailure>> {
  const { from, filter, most, mostBytes } = climb;
  const found: StoredMessage[] = [];
  let bytes = 0;
  let next: Count = from;
  let hops = true;
  while (found.length < most && bytes < mostBytes && compare(next, climb.upTo) <= 0) {
    if (signal.aborted) return err({ kind: 'aborted' });
    const queries: readonly MessageQuery[] = hops
      ? [{ seq: next, next_by_subj: filter === '' ? '>' : filter }]
      : sequences(next, Math.min(parallel, most - found.length), climb.upTo).map((seq) => ({ seq }));
    const answers = await Promise.all(queries.map((query) => getMessage(deps, place, query)));
    const failed = answers.find((answer) => !answer.ok);
    if (failed !== undefined) return failed;
    const messages = answers.flatMap((answer) => (answer.ok && answer.value !== null ? [answer.value] : []));
    const [first] = messages;
    if (hops && (first === undefined || compare(first.seq, climb.upTo) > 0))
      return ok({ messages: found, more: false });
    found.push(...messages);
    bytes += messages.reduce((sum, { body }) => sum + body.length, 0);
    next = add(hops && first !== undefined ? first.seq : next, hops ? 1 : queries.length);
    hops = filter !== '' || messages.length === 0;
  }
  return ok({ messages: found, more: compare(next, climb.upTo) <= 0 });
}

function sequences(from: Count, most: number, upTo: Count): readonly Count[] {
  const all: Count[] = [];
  for (let seq = from; all.length < most && compare(seq, upTo) <= 0; seq = add(seq, 1)) all.push(seq);
  return all;
}
