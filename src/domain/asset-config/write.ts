import { deepEqual } from '../same';
import { isRecord } from './config';
import type { ConfigOf, Shape, Shapes } from './field';
import { isServerMetadata, type JsonPath, type Unknown } from './read';

/** JSON before it is text. Integers beyond 2^53 are a `bigint`: `jsonText` writes them. */
export type Json = string | number | bigint | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>;

/**
 * The configuration as a request holds it. What is at its default is left out, which servers of every version take for the
 * same; `unknown` is what `readConfig` did not know, put back where it was.
 */
export function writeConfig<F extends Shapes>(
  fields: F,
  config: ConfigOf<F>,
  unknown: readonly Unknown[] = [],
): JsonObject {
  let written: Json = writeFields(fields, config);
  for (const { path, value } of unknown) written = putBack(written, path, value);
  return isObject(written) ? written : {};
}

function writeFields(fields: Shapes, config: Readonly<Record<string, unknown>>): JsonObject {
  const written: [string, Json][] = [];
  for (const [key, shape] of Object.entries(fields)) {
    const value = config[key];
    if ('always' in shape || !deepEqual(value, shape.default)) written.push([shape.wire, writeValue(shape, value)]);
  }
  return Object.fromEntries(written);
}

function writeValue(shape: Shape, value: unknown): Json {
  if (shape.kind === 'part') return isRecord(value) ? writeFields(shape.fields, value) : null;
  if (shape.kind === 'parts')
    return list(value).map((item) => (isRecord(item) ? writeFields(shape.fields, item) : null));
  if (shape.kind === 'entries') return isRecord(value) ? Object.fromEntries(own(value)) : null;
  const limited = shape.kind === 'limit' || shape.kind === 'byteLimit';
  return limited && value === 'unlimited' ? -1 : plain(value);
}

function own(entries: Readonly<Record<string, unknown>>): readonly (readonly [string, Json])[] {
  return Object.entries(entries).flatMap(([key, value]) =>
    isServerMetadata(key) ? [] : [[key, plain(value)] as const],
  );
}

/** Any value that JSON has a form for; `null` for the rest. */
function plain(value: unknown): Json {
  if (Array.isArray(value)) return list(value).map(plain);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Only where the object that held it is still there: a removed mirror takes its unknown fields with it. */
function putBack(json: Json, path: JsonPath, value: unknown): Json {
  const [step, ...rest] = path;
  if (step === undefined) return merged(plain(value), json);
  if (typeof step === 'number') {
    return isList(json) ? json.map((item, index) => (index === step ? putBack(item, rest, value) : item)) : json;
  }
  if (!isObject(json) || (rest.length > 0 && json[step] === undefined)) return json;
  return { ...json, [step]: putBack(json[step] ?? null, rest, value) };
}

/** What is known of a part wins over what was kept of it as a whole. */
function merged(kept: Json, known: Json): Json {
  return isObject(kept) && isObject(known) ? { ...kept, ...known } : kept;
}

/** Told apart from an object for the compiler. */
export function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

export function isObject(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
