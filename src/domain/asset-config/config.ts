import { invariant } from '../../lib/invariant';
import type { ConfigOf, Shape, Shapes } from './field';

/** Every field at its default: what `{}` means to a server. */
export function defaults<F extends Shapes>(fields: F): ConfigOf<F> {
  const config: unknown = Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, shape.default]));
  assertConfig(fields, config);
  return config;
}

/** Throws unless `value` is what the catalogue describes: for what our own code put together. */
export function assertConfig<F extends Shapes>(fields: F, value: unknown): asserts value is ConfigOf<F> {
  invariant(isConfig(fields, value), 'a configuration does not fit its catalogue');
}

/** Is it of the catalogue's form, with every field? That the values are good is another question. */
export function isConfig<F extends Shapes>(fields: F, value: unknown): value is ConfigOf<F> {
  if (!isRecord(value)) return false;
  const known = Object.entries<Shape>(fields);
  return known.length === Object.keys(value).length && known.every(([key, shape]) => fits(shape, value[key]));
}

function fits(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'name':
    case 'text':
    case 'subject':
      return typeof value === 'string';
    case 'subjects':
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'count':
    case 'duration':
      return isInteger(value);
    case 'durations':
      return Array.isArray(value) && value.every(isInteger);
    case 'limit':
    case 'byteLimit':
      return value === 'unlimited' || isInteger(value);
    case 'time':
      return value === null || typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'entries':
      return isRecord(value) && Object.values(value).every((item) => typeof item === 'string');
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(shape.options, value);
    case 'part':
      return value === null || isConfig(shape.fields, value);
    case 'parts':
      return Array.isArray(value) && value.every((item) => isConfig(shape.fields, item));
  }
}

/** An integer that a `number` holds exactly, or a `bigint`. */
export function isInteger(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value));
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
