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

/** What one series says of a step: the most that is known (`null`: nothing is), and whether some of it is not known. */
export interface Step {
  readonly most: number | null;
  readonly beginsUnknown: boolean;
  readonly endsUnknown: boolean;
  readonly hasGap: boolean;
}

/**
 * Series as a screen can draw them, in steps: in each the highest value, so that no peak is lost. A step of which a series
 * knows but a part is drawn in three parts, so that no gap is lost either, and the last is what it is in the end.
 */
export function sampleSeries(
  series: readonly Pick<LagSeries, 'times' | 'values'>[],
  window: Window,
): readonly Sample[] {
  const width = (window.to - window.from) / window.steps;
  const walked = series.map((one) => stepsOf(one, window));
  return Array.from({ length: window.steps }, (_, index) => {
    const steps = walked.flatMap((all) => all[index] ?? []);
    const parts = steps.some(({ most, hasGap }) => most !== null && hasGap) ? 3 : 1;
    return Array.from({ length: parts }, (__, part): Sample => {
      const from = window.from + (index + part / parts) * width;
      const to = window.from + (index + (part + 1) / parts) * width;
      return { from, to, values: steps.map((step) => (step.hasGap && isGap(step, part) ? null : step.most)) };
    });
  }).flat();
}

/** Which of its three parts a step that is known in part leaves out: those of its ends, else the middle. */
function isGap({ beginsUnknown, endsUnknown }: Step, part: number): boolean {
  if (part === 0) return beginsUnknown;
  return part === 2 ? endsUnknown : !beginsUnknown && !endsUnknown;
}

/** What a series says of each step, in one walk over its points. */
export function stepsOf({ times, values }: Pick<LagSeries, 'times' | 'values'>, window: Window): readonly Step[] {
  const width = (window.to - window.from) / window.steps;
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
    steps.push({ most: most === gap ? null : most, beginsUnknown, endsUnknown: held === gap, hasGap });
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
