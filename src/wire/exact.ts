import { Mismatch } from './decode';
import { exactInteger, maxDepth } from './json';

/**
 * A part of a reply as it came: integers beyond 2^53 as a `bigint`, and no text cut. For configurations, which are sent
 * back whole.
 */
export function exact(value: unknown): unknown {
  return copy(value, 0);
}

function copy(value: unknown, depth: number): unknown {
  if (depth > maxDepth) throw new Mismatch('nested too deeply');
  if (Array.isArray(value)) return value.map((item) => copy(item, depth + 1));
  if (typeof value !== 'object' || value === null) return exactInteger(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, depth + 1)]));
}
