import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** One line of the table that `npm run bench` prints. */
export interface Result {
  readonly name: string;
  readonly unit: 'ms' | 'KiB/min' | 'KiB';
  readonly n: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** Appends a result to the file that the bench was told of, as a JSON line. */
export function report(name: string, unit: Result['unit'], values: readonly number[]) {
  const file = process.env['CONCLAVE_BENCH_FILE'] ?? '.cache/bench/results.jsonl';
  mkdirSync(dirname(file), { recursive: true });
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  const result: Result = { name, unit, n: values.length, median: at(0.5), p95: at(0.95), max: at(1) };
  appendFileSync(file, `${JSON.stringify(result)}\n`);
}
