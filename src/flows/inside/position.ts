import type { Count } from '../../domain/count';
import { sequenceOf } from './search';

/** Where somebody wants to go. */
export type Position =
  | { readonly kind: 'sequence'; readonly seq: Count }
  /** ms since 1970 */
  | { readonly kind: 'time'; readonly time: number };

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `4711`, `15m` (ago) or a date and time of this browser's zone; `null`: none of them. `now` in ms since 1970. */
export function positionOf(text: string, now: number): Position | null {
  const trimmed = text.trim();
  const seq = sequenceOf(trimmed.replaceAll(',', ''));
  if (seq !== null) return { kind: 'sequence', seq };
  const [, amount, unit] = /^(\d{1,6})\s*([smhd])(?: ago)?$/.exec(trimmed) ?? [];
  if (amount !== undefined && unit !== undefined)
    return { kind: 'time', time: now - Number(amount) * (units[unit] ?? 0) };
  const time = /\d{4}-\d\d-\d\d/.test(trimmed) ? Date.parse(trimmed.replace(' ', 'T')) : NaN;
  return Number.isNaN(time) ? null : { kind: 'time', time };
}
