import { isSubject } from '../../domain/asset-config/subjects';
import { previewOf } from '../../domain/body/preview';
import { add, approximate, compare, max, subtract } from '../../domain/count';
import { streamPlace } from '../../domain/ids';
import type { MessageHead, MessagePage, PageRequest, StreamFacts } from '../../domain/inside/messages';
import type { InsideFailure } from '../../domain/inside/ops';
import { err, ok, type Result } from '../../lib/result';
import type { PipeDeps } from '../deps';
import { climbCopies, climbLeader, type Climb, type Climbed, type ClimbedMessage } from './climb';
import { streamFacts } from './stream-facts';

/** Bytes of bodies that one batch, and one page, may bring. */
const batchBytes = 4 * 1024 * 1024;
const pageBytes = 2 * batchBytes;
/** Batches, or walks, of one page: for a subject that is rare in a long stream. */
const mostReads = 40;
const mostMessages = 500;

type Reading = Pick<MessagePage, 'next' | 'ended'> & { readonly found: readonly ClimbedMessage[] };
type ReadUp = (climb: Climb) => Promise<Result<Climbed, InsideFailure>>;

/** Messages from a place on, in either direction. */
export async function messagePage(
  deps: PipeDeps,
  request: PageRequest,
  signal: AbortSignal,
): Promise<Result<MessagePage, InsideFailure>> {
  if (request.filter !== '' && !isSubject(request.filter)) return err({ kind: 'unsendable' });
  const place = streamPlace(request.stream);
  const facts = await streamFacts(deps, place);
  if (!facts.ok) return facts;
  const state = facts.value;
  let from: MessagePage['from'] = state.allowDirect ? 'copies' : 'leader';
  const readUp: ReadUp = async (climb) => {
    if (signal.aborted) return err({ kind: 'aborted' });
    const batch = from === 'copies' ? await climbCopies(deps, place, climb) : null;
    if (batch !== null) return batch;
    from = 'leader';
    return climbLeader(deps, place, climb, signal);
  };
  const asked = { ...request, limit: Math.min(request.limit, mostMessages) };
  const read = await (asked.order === 'oldest' ? oldestFirst : newestFirst)(readUp, asked, state);
  if (!read.ok) return read;
  const { found, next, ended } = read.value;
  return ok({ messages: found.map(headOf), next, ended, from, state });
}

function headOf({ seq, subject, time, body }: ClimbedMessage): MessageHead {
  return { seq, subject, time, size: body.length, preview: previewOf(body) };
}

async function oldestFirst(
  readUp: ReadUp,
  { from, filter, limit }: PageRequest,
  { firstSeq, lastSeq }: StreamFacts,
): Promise<Result<Reading, InsideFailure>> {
  const start = max(max(from ?? firstSeq, firstSeq), 1);
  if (compare(start, lastSeq) > 0) return ok({ found: [], next: start, ended: 'end' });
  const read = await readUp({ from: start, upTo: lastSeq, filter, most: limit, mostBytes: batchBytes });
  if (!read.ok) return read;
  const { messages: found, more } = read.value;
  const last = found.at(-1);
  // A copy may be a little behind the leader: what it does not have yet is looked for again.
  const next = last === undefined ? start : add(last.seq, 1);
  return ok({ found, next, ended: !more ? 'end' : found.length < limit ? 'bytes' : 'full' });
}

/**
 * No version reads downwards: windows of sequences are read upwards, one below the other. A window with more in it than
 * one batch brings is made smaller, one with little in it larger.
 */
async function newestFirst(
  readUp: ReadUp,
  { from, filter, limit }: PageRequest,
  state: StreamFacts,
): Promise<Result<Reading, InsideFailure>> {
  const first = max(state.firstSeq, 1);
  const found: ClimbedMessage[] = [];
  let top = from !== null && compare(from, state.lastSeq) < 0 ? from : state.lastSeq;
  let width = firstWidth(state, filter, limit);
  let bytes = 0;
  for (let reads = 0; found.length < limit && compare(top, first) >= 0; reads += 1) {
    if (reads === mostReads) return ok({ found, next: top, ended: 'requests' });
    if (bytes >= pageBytes) return ok({ found, next: top, ended: 'bytes' });
    const bottom = max(subtract(top, width - 1), first);
    const most = Math.min(width, 2 * limit);
    const read = await readUp({ from: bottom, upTo: top, filter, most, mostBytes: batchBytes });
    if (!read.ok) return read;
    const { messages, more } = read.value;
    if (more && width > 1) {
      width = Math.max(1, Math.floor(width / 4));
      continue;
    }
    found.push(...messages.toReversed());
    bytes += messages.reduce((sum, { body }) => sum + body.length, 0);
    top = subtract(bottom, 1);
    width = nextWidth(width, messages.length, limit - found.length);
  }
  const kept = found.slice(0, limit);
  const last = kept.at(-1);
  const next = last !== undefined && found.length > limit ? subtract(last.seq, 1) : top;
  return ok({ found: kept, next, ended: compare(next, first) < 0 ? 'end' : 'full' });
}

/** Sequences that hold as many messages as are wanted, if they are spread evenly and are of the usual size. */
function firstWidth({ messages, bytes, firstSeq, lastSeq }: StreamFacts, filter: string, limit: number): number {
  const count = Math.max(approximate(messages), 1);
  const share = count / Math.max(approximate(subtract(lastSeq, firstSeq)) + 1, 1);
  const size = Math.max(approximate(bytes) / count, 1);
  const wanted = Math.min(filter === '' ? limit : 4 * limit, Math.floor(batchBytes / size));
  return clamp(wanted / Math.min(share, 1));
}

/** As many again as the last window promises, at most eight times as many. */
function nextWidth(width: number, found: number, wanted: number): number {
  return clamp(Math.min(found === 0 ? width * 8 : (width * wanted) / found, width * 8));
}

const clamp = (width: number) => Math.min(Math.max(Math.ceil(width), 1), 2 ** 40);
