import { add, approximate, compare, subtract, type Count } from '../count';
import type { SequenceRange } from './messages';

/** Ranges that are told one by one. */
export const rangesShown = 100;
/** Parts of the drawn range. */
export const binCount = 200;
/** Deleted messages that are asked for one by one: a reply of some 4 MB. */
export const mostListed = 500_000;

/** Runs of sequences without a break, of a list in ascending order. */
export function rangesOf(deleted: readonly Count[]): readonly SequenceRange[] {
  const ranges: { from: Count; to: Count }[] = [];
  for (const seq of deleted) {
    const last = ranges.at(-1);
    if (last !== undefined && compare(add(last.to, 1), seq) === 0) last.to = seq;
    else ranges.push({ from: seq, to: seq });
  }
  return ranges;
}

/** Messages in a range. */
export function lengthOf({ from, to }: SequenceRange): Count {
  return add(subtract(to, from), 1);
}

/** The longest ranges, in the order of their sequences. */
export function longest(ranges: readonly SequenceRange[], most: number): readonly SequenceRange[] {
  if (ranges.length <= most) return ranges;
  const kept = new Set([...ranges].sort((a, b) => compare(lengthOf(b), lengthOf(a))).slice(0, most));
  return ranges.filter((range) => kept.has(range));
}

/** Share of each equal part of `first` to `last` that the ranges cover, 0 to 1. */
export function binsOf(ranges: readonly SequenceRange[], first: Count, last: Count): readonly number[] {
  const bins = new Array<number>(binCount).fill(0);
  const span = approximate(subtract(last, first)) + 1;
  if (span <= 0) return bins;
  const perBin = span / binCount;
  for (const { from, to } of ranges) {
    const start = approximate(subtract(from, first));
    const end = approximate(subtract(to, first)) + 1;
    const firstBin = Math.max(0, Math.floor(start / perBin));
    const lastBin = Math.min(binCount - 1, Math.ceil(end / perBin) - 1);
    for (let bin = firstBin; bin <= lastBin; bin += 1) {
      const covered = Math.min(end, (bin + 1) * perBin) - Math.max(start, bin * perBin);
      bins[bin] = Math.min(1, (bins[bin] ?? 0) + Math.max(0, covered) / perBin);
    }
  }
  return bins;
}
