import type { LagSeries } from './model';
import { gap } from './reduce';
import type { Window } from './sample';

/** A time in which it was not known how far behind a copy is (ms since 1970). */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * When a series was not known while this console looked, from `since` until `until`, to the millisecond. What is known for
 * less than a step between two of them is too little to be drawn. Until the first replies have come, within a step,
 * nothing is missing yet.
 */
export function gapsOf(
  series: Pick<LagSeries, 'times' | 'values'>,
  window: Window,
  since: number,
  until: number,
): readonly Gap[] {
  const step = (window.to - window.from) / window.steps;
  const [from, to] = [Math.max(window.from, since), Math.min(window.to, until)];
  const gaps: { from: number; to: number }[] = [];
  for (const unknown of unknownTimes(series)) {
    const clipped = { from: Math.max(unknown.from, from), to: Math.min(unknown.to, to) };
    const isFirstReplies = unknown.from < since && unknown.to < since + step;
    if (clipped.to <= clipped.from || isFirstReplies) continue;
    const last = gaps.at(-1);
    if (last && clipped.from - last.to < step) last.to = clipped.to;
    else gaps.push(clipped);
  }
  return gaps;
}

/** From the beginning of time until its end: nothing is known before the first point, and the last one holds. */
function* unknownTimes({ times, values }: Pick<LagSeries, 'times' | 'values'>): Generator<Gap> {
  let from: number | null = Number.NEGATIVE_INFINITY;
  for (const [index, time] of times.entries()) {
    const isUnknown = (values[index] ?? gap) === gap;
    if (!isUnknown && from !== null) yield { from, to: time };
    from = isUnknown ? (from ?? time) : null;
  }
  if (from !== null) yield { from, to: Number.POSITIVE_INFINITY };
}
