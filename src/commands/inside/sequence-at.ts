import { add, compare, max, subtract, type Count } from '../../domain/count';
import { streamPlace, type StreamKey, type StreamPlace } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import type { ServerMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import type { PipeDeps } from '../deps';
import { getMessage } from './message';
import { streamFacts } from './stream-facts';

/**
 * The first message stored at that time or later. From 2.11 on the leader finds it by `start_time`. Older servers do not
 * see that field and answer with their first message: when it is too early, it is looked for by halving.
 */
export async function sequenceAt(
  deps: PipeDeps,
  { stream, time }: { readonly stream: StreamKey; readonly time: ServerMs },
  signal: AbortSignal,
): Promise<Result<Count | null, InsideFailure>> {
  const place = streamPlace(stream);
  const start = new Date(time);
  if (Number.isNaN(start.getTime())) return err({ kind: 'unsendable' });
  const found = await getMessage(deps, place, { start_time: start.toISOString(), next_by_subj: '>' });
  if (!found.ok) return found;
  if (found.value === null || found.value.time >= time) return ok(found.value?.seq ?? null);
  return halve(deps, place, time, signal);
}

async function halve(
  deps: PipeDeps,
  place: StreamPlace,
  time: ServerMs,
  signal: AbortSignal,
): Promise<Result<Count | null, InsideFailure>> {
  const facts = await streamFacts(deps, place);
  if (!facts.ok) return facts;
  let low = facts.value.firstSeq;
  let high = facts.value.lastSeq;
  let best: Count | null = null;
  while (compare(low, high) <= 0) {
    if (signal.aborted) return err({ kind: 'aborted' });
    const middle = half(low, high);
    const found = await getMessage(deps, place, { seq: middle, next_by_subj: '>' });
    if (!found.ok) return found;
    const message = found.value;
    if (message === null || compare(message.seq, high) > 0) high = subtract(middle, 1);
    else if (message.time >= time) {
      best = message.seq;
      high = subtract(middle, 1);
    } else low = add(max(message.seq, middle), 1);
  }
  return ok(best);
}

/** The sequence in the middle, rounded down. */
function half(low: Count, high: Count): Count {
  const span = subtract(high, low);
  return add(low, typeof span === 'bigint' ? span / 2n : Math.floor(span / 2));
}
