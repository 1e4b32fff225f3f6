import type { Count } from '../count';
import { deepEqual } from '../same';
import { isInteger, isRecord } from './config';
import { goDuration, type DurationNs } from './duration';
import type { Shape, Shapes } from './field';
import type { Json } from './write';

/** Go's text for durations, as Kubernetes resources hold it. */
export const inGoText = (value: DurationNs): Json => goDuration(value);

/** A value in the form of another tool; `null`: the tool has none. Parts are the caller's matter. */
export function spellValue(shape: Shape, value: unknown, duration: (value: DurationNs) => Json | null): Json | null {
  switch (shape.kind) {
    case 'name':
    case 'text':
    case 'subject':
    case 'choice':
    case 'time':
      return typeof value === 'string' ? value : null;
    case 'flag':
      return typeof value === 'boolean' ? value : null;
    case 'count':
      return integer(value);
    case 'limit':
    case 'byteLimit':
      return value === 'unlimited' ? -1 : integer(value);
    case 'duration':
      return isInteger(value) ? duration(value) : null;
    case 'subjects':
    case 'texts':
    case 'durations':
      return spellList(value, duration);
    case 'entries':
      return spellEntries(value);
    case 'part':
    case 'parts':
      return null;
  }
}

function integer(value: unknown): Count | null {
  return isInteger(value) ? value : null;
}

function spellList(value: unknown, duration: (value: DurationNs) => Json | null): Json | null {
  if (!Array.isArray(value)) return null;
  const items = value.map((item: unknown) =>
    typeof item === 'string' ? item : isInteger(item) ? duration(item) : null,
  );
  return items.includes(null) ? null : items;
}

function spellEntries(value: unknown): Json | null {
  if (!isRecord(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? item : '']));
}

/** The names that a tool has for fields; `null` for those that it does not know. Parts are not among them. */
export type Names<F extends Shapes> = Readonly<Partial<Record<keyof F & string, string | null>>>;

/** All fields that are named and set, by the tool's names, and those that are set and have no form. */
export function spellFields<F extends Shapes>(
  fields: F,
  config: Readonly<Record<keyof F, unknown>>,
  names: Names<F>,
  duration: (value: DurationNs) => Json | null,
) {
  const written: (readonly [string, Json])[] = [];
  const missing: (keyof F & string)[] = [];
  const known: readonly (keyof F & string)[] = Object.keys(fields);
  const spelled = new Map<string, string | null | undefined>(Object.entries(names));
  for (const key of known) {
    const shape = fields[key];
    const name = spelled.get(key);
    if (name === undefined || shape === undefined) continue;
    if (!('always' in shape) && deepEqual(config[key], shape.default)) continue;
    const value = name === null ? null : spellValue(shape, config[key], duration);
    if (name === null || value === null) missing.push(key);
    else written.push([name, value]);
  }
  return { written, missing };
}
