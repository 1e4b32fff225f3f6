import type { Window } from '../../domain/lag-history/sample';

const minute = 60_000;

/** How far back a history is drawn. */
export const spans = ['hour', 'minutes', 'day'] as const;
export type Span = (typeof spans)[number];

/** Length, steps of the drawing and of the table, and distance of the marks of time (ms). */
const lengths: Readonly<
  Record<Span, { readonly ms: number; readonly steps: number; readonly rows: number; readonly tick: number }>
> = {
  minutes: { ms: 10 * minute, steps: 120, rows: 10, tick: 2 * minute },
  hour: { ms: 60 * minute, steps: 240, rows: 12, tick: 10 * minute },
  day: { ms: 24 * 60 * minute, steps: 240, rows: 24, tick: 240 * minute },
};

/** The window that ends now. Its steps stay where they are while time goes on, so that only the last one changes. */
export function windowOf(span: Span, now: number, steps: 'drawn' | 'listed'): Window {
  const { ms, steps: drawn, rows } = lengths[span];
  const count = steps === 'drawn' ? drawn : rows;
  const width = ms / count;
  const to = Math.ceil(now / width) * width;
  return { from: to - ms, to, steps: count };
}

/** Moments to mark on the axis, on round local times. */
export function ticksOf(span: Span, { from, to }: Window): readonly number[] {
  const { tick } = lengths[span];
  const offset = new Date(from).getTimezoneOffset() * minute;
  const first = Math.ceil((from - offset) / tick) * tick + offset;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / tick) + 1) }, (_, index) => first + index * tick);
}
