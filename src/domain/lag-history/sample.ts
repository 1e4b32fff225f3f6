import type { LagSeries } from './model';
import { gap } from './reduce';

/** A span of time drawn in so many steps (ms since 1970). */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** What is drawn from `from` until `to`: of each series the most it was behind meanwhile; `null`: not known. */
export interface Sample {
  readonly from: number;
  readonly to: number;
  readonly values: readonly (number | null)[];
}

/** What one series says of a step. A step that is known in part is both: silence must not vanish, nor what was seen. */
interface Step {
  readonly most: number | null;
  readonly beginsUnknown: boolean;
  readonly hasGap: boolean;
}

/**
 * Series as a screen can draw them, in steps: in each the highest value, so that no peak is lost. A step of which a series
 * knows but a part is drawn as two halves, so that no gap is lost either.
 */
export function sampleSeries(
  series: readonly Pick<LagSeries, 'times' | 'values'>[],
  window: Window,
): readonly Sample[] {
  const width = (window.to - window.from) / window.steps;
  const walked = series.map((one) => stepsOf(one, window, width));
  const samples: Sample[] = [];
  for (let index = 0; index < window.steps; index += 1) {
    const steps = walked.map((all) => all[index] ?? nothing);
    const from = window.from + index * width;
    const to = from + width;
    if (!steps.some(({ most, hasGap }) => most !== null && hasGap)) {
      samples.push({ from, to, values: steps.map(({ most }) => most) });
      continue;
    }
    const half = (first: boolean) =>
      steps.map(({ most, hasGap, beginsUnknown }) => (hasGap && beginsUnknown === first ? null : most));
    samples.push(
      { from, to: from + width / 2, values: half(true) },
      { from: from + width / 2, to, values: half(false) },
    );
  }
  return samples;
}

const nothing: Step = { most: null, beginsUnknown: true, hasGap: true };

/** One walk over the points of a series. */
function stepsOf(
  { times, values }: Pick<LagSeries, 'times' | 'values'>,
  window: Window,
  width: number,
): readonly Step[] {
  const steps: Step[] = [];
  let next = 0;
  /** What holds; before the first point nothing is known. */
  let held = gap;
  const skipTo = (at: number) => {
    while (next < times.length && (times[next] ?? 0) <= at) {
      held = values[next] ?? gap;
      next += 1;
    }
  };
  for (let index = 0; index < window.steps; index += 1) {
    const from = window.from + index * width;
    skipTo(from);
    const beginsUnknown = held === gap;
    let most = held;
    let hasGap = beginsUnknown;
    while (next < times.length && (times[next] ?? 0) < from + width) {
      held = values[next] ?? gap;
      next += 1;
      most = Math.max(most, held);
      hasGap ||= held === gap;
    }
    steps.push({ most: most === gap ? null : most, beginsUnknown, hasGap });
  }
  return steps;
}

/** The highest value and the latest one that samples tell of a series; `null`: none. */
export function readingOf(
  samples: readonly Sample[],
  index: number,
): { readonly most: number | null; readonly now: number | null } {
  const known = samples.flatMap(({ values }) => values[index] ?? []);
  return { most: known.length === 0 ? null : Math.max(...known), now: samples.at(-1)?.values[index] ?? null };
}
