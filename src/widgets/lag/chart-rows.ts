import type { Sample } from '../../domain/lag-history/sample';

/** A row of the chart's data: what each series is from a moment on. */
export interface ChartRow {
  readonly at: number;
  readonly values: readonly (number | null)[];
}

/**
 * Samples as points of lines that go in steps. A line ends where its last known step ends, and not where that began: so
 * the end of a step after which something is not known is a point of its own.
 */
export function chartRows(samples: readonly Sample[], until: number): readonly ChartRow[] {
  return samples.flatMap(({ from, to, values }, index) => {
    if (from >= until) return [];
    const end = Math.min(to, until);
    const next = samples[index + 1];
    const isLast = !next || next.from >= until;
    const ends = isLast || values.some((value, which) => value !== null && next.values[which] === null);
    return ends && end > from + 1
      ? [
          { at: from, values },
          { at: end - 1, values },
        ]
      : [{ at: from, values }];
  });
}

/** A round number at or above the highest value: 10, 20, 50, 100 and so on. */
export function topOf(most: number): number {
  const wanted = Math.max(most, 10);
  const unit = 10 ** Math.floor(Math.log10(wanted));
  return ([1, 2, 5, 10].find((step) => step * unit >= wanted) ?? 10) * unit;
}

/** Places of labels that must not cover each other: each as near as possible to where it belongs, `apart` px at least. */
export function spread(wanted: readonly number[], apart: number, lowest: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = [...wanted];
  let least = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    places[index] = Math.max(places[index] ?? 0, least);
    least = (places[index] ?? 0) + apart;
  }
  // What was pushed out below pushes the others back up.
  let most = lowest;
  for (const index of order.toReversed()) {
    places[index] = Math.min(places[index] ?? 0, most);
    most = (places[index] ?? 0) - apart;
  }
  return places;
}
