import { streamPlace, type StreamKey } from '../../domain/ids';
import { binsOf, longest, mostListed, rangesOf, rangesShown } from '../../domain/inside/deleted';
import type { DeletedMap } from '../../domain/inside/messages';
import type { InsideFailure } from '../../domain/inside/ops';
import { ok, type Result } from '../../lib/result';
import { deletedDetailsReply } from '../../wire/ops/stream-inside';
import type { PipeDeps } from '../deps';
import { askApi } from './ask';
import { streamFacts } from './stream-facts';

/** A list of half a million sequences takes its time (ms). */
const detailsDeadline = 15_000;

/** Where messages are deleted between the first and the last. */
export async function deleted(
  deps: PipeDeps,
  { stream }: { readonly stream: StreamKey },
): Promise<Result<DeletedMap, InsideFailure>> {
  const place = streamPlace(stream);
  const facts = await streamFacts(deps, place);
  if (!facts.ok) return facts;
  const { firstSeq, lastSeq, deleted: count } = facts.value;
  if (count === 0) return ok({ firstSeq, lastSeq, count, map: listed([], firstSeq, lastSeq) });
  if (count > mostListed) return ok({ firstSeq, lastSeq, count, map: { kind: 'tooMany' } });
  const tokens = ['STREAM', 'INFO', place.name];
  const details = await askApi(deps, place, tokens, '{"deleted_details":true}', deletedDetailsReply, detailsDeadline);
  if (!details.ok) return details;
  const known = details.value;
  return ok({
    firstSeq: known.firstSeq,
    lastSeq: known.lastSeq,
    count: known.deleted.length,
    map: listed(known.deleted, known.firstSeq, known.lastSeq),
  });
}

function listed(
  sequences: Parameters<typeof rangesOf>[0],
  first: DeletedMap['firstSeq'],
  last: DeletedMap['lastSeq'],
): DeletedMap['map'] {
  const ranges = rangesOf(sequences);
  return {
    kind: 'listed',
    ranges: longest(ranges, rangesShown),
    rangeCount: ranges.length,
    bins: binsOf(ranges, first, last),
  };
}
