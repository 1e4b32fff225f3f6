import { approximate, type Count } from '../domain/count';
import type { DurationMs } from '../domain/time';

/** A rounded value with its unit apart, so that the unit can be drawn weaker; `exact` for hover and copy. */
export interface Reading {
  readonly value: string;
  readonly unit: string;
  readonly exact: string;
}

/** Shown in place of a value nobody knows. */
export const unknownText = '—';

const whole = new Intl.NumberFormat('en');
const decimals = [0, 1, 2].map(
  (digits) => new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

function fixed(value: number, digits: 0 | 1 | 2): string {
  return decimals[digits]?.format(value) ?? String(value);
}

/** Three figures or so: `1.94`, `19.4`, `194`. */
function figures(value: number): string {
  return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

/** Every digit, grouped: `328,917`. */
export function formatCount(value: Count | null): string {
  return value === null ? unknownText : whole.format(value);
}

/** Short: `980`, `1.2 k`, `3.4 M`. */
export function readCount(value: Count | null): Reading {
  if (value === null) return { value: unknownText, unit: '', exact: unknownText };
  return scaled(approximate(value), 1000, ['', 'k', 'M', 'G', 'T', 'P', 'E'], formatCount(value));
}

/** Every digit as long as a column of a table can hold them, else short: `328,917`, `1.23 G`. */
export function readTally(value: Count | null): Reading {
  const exact = formatCount(value);
  return exact.length <= 9 ? { value: exact, unit: '', exact } : readCount(value);
}

/** Bytes in powers of 1024: `1.94 GiB`. */
export function readBytes(bytes: Count | null): Reading {
  if (bytes === null) return { value: unknownText, unit: '', exact: unknownText };
  const exact = `${formatCount(bytes)} B`;
  return scaled(approximate(bytes), 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'], exact);
}

function scaled(value: number, step: number, units: readonly string[], exact: string): Reading {
  let size = Math.abs(value);
  let unit = 0;
  // A value that would be written as 1,000 or 1,024 of its unit belongs to the next.
  while (Math.round(size) >= step && unit < units.length - 1) {
    size /= step;
    unit += 1;
  }
  const text = unit === 0 ? whole.format(Math.round(size)) : figures(size);
  return { value: value < 0 ? `−${text}` : text, unit: units[unit] ?? '', exact };
}

/** Messages a second; a rate of less than ten keeps one decimal. `per` is empty where a header says the unit. */
export function readRate(perSecond: number | null, per: '/s' | '' = '/s'): Reading {
  if (perSecond === null) return { value: unknownText, unit: '', exact: unknownText };
  const exact = `${fixed(perSecond, 2)}/s`;
  if (perSecond < 10) return { value: perSecond === 0 ? '0' : fixed(perSecond, 1), unit: per, exact };
  const reading = scaled(perSecond, 1000, ['', 'k', 'M', 'G'], exact);
  return { value: reading.value, unit: `${reading.unit}${per}`, exact };
}

/** A value and its unit as one text. */
export function textOf(reading: Reading): string {
  return reading.unit === '' ? reading.value : `${reading.value} ${reading.unit}`;
}

/** Bytes as one text. */
export function formatBytes(bytes: Count | null): string {
  return textOf(readBytes(bytes));
}

/** A share from 0 to 1 as `31%`; above 0 it is never written as 0, below 1 never as 100. */
export function formatShare(share: number | null): string {
  if (share === null) return unknownText;
  if (share > 0 && share < 0.01) return '<1%';
  if (share < 1 && share > 0.99) return '99%';
  return `${whole.format(Math.round(share * 100))}%`;
}

/** Two units at most: `<1 ms`, `31 ms`, `4.4 s`, `14 s`, `5 min`, `3 h 20 min`, `4 d 2 h`. */
export function formatDuration(ms: DurationMs): string {
  if (ms > 0 && ms < 1) return '<1 ms';
  const seconds = Math.max(ms, 0) / 1000;
  if (seconds < 0.9995) return `${fixed(seconds * 1000, 0)} ms`;
  if (seconds < 9.95) return `${fixed(seconds, 1)} s`;
  if (seconds < 59.5) return `${fixed(seconds, 0)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${whole.format(large)} ${largeUnit}`;
  return small === 0 ? head : `${head} ${String(small)} ${smallUnit}`;
}

/** Time since a server was heard, by another server: tenths of a second below ten, since milliseconds would flicker. */
export function formatHeard(ms: DurationMs): string {
  if (ms < 50) return '<0.1 s';
  return ms < 1000 ? `${fixed(ms / 1000, 1)} s` : formatDuration(ms);
}

/** Whole seconds and longer, for ages that tick once a second; less than a second is `<1 s`. */
export function formatAge(ms: DurationMs): string {
  if (ms < 1000) return '<1 s';
  return ms < 60_000 ? `${String(Math.floor(ms / 1000))} s` : formatDuration(ms);
}
