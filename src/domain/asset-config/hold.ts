import type { ConfigChange, ConfigProblem } from '../command/asset-commands';
import type { HeldConfig } from '../command/looked';
import { deepEqual } from '../same';
import { isRecord } from './config';
import type { Mark } from './diff';
import type { ConfigOf, Shape, Shapes } from './field';
import { jsonText, parseJsonText } from './json-text';
import { moment } from './moment';
import type { Problem } from './problem';
import type { Misread, Reading, Unknown } from './read';
import { isObject, writeConfig, type Json, type JsonObject } from './write';

/*
 * A configuration that is asked for, held against the one that is there: what differs, and whether what was told
 * afterwards is what was asked for. Fields go by the servers' names, as they stand in requests and refusals.
 */

/** Of what is asked for nothing can be said. */
export const nothingHeld: HeldConfig = {
  present: null,
  created: '',
  body: null,
  cli: '',
  name: '',
  replicas: 0,
  replicasNow: 0,
  changes: [],
  differing: [],
  problems: [],
  candidates: [],
  seals: false,
  moves: false,
  messages: 0,
};

/** Reads what is asked for; problems where it is no configuration. */
export function readAsked<Config>(
  text: string,
  read: (json: unknown) => Reading<Config>,
): { readonly reading: Reading<Config> | null; readonly problems: readonly ConfigProblem[] } {
  const parsed = parseJsonText(text);
  if (!parsed.ok) return { reading: null, problems: [{ rule: parsed.error, field: '' }] };
  const reading = read(parsed.value);
  return { reading, problems: misreadProblems(reading.misread) };
}

/** What holds something else than it should, or a word of a newer server. */
export function misreadProblems(misread: readonly Misread[]): readonly ConfigProblem[] {
  return misread.map(({ path, why }) => ({ rule: why, field: path.join('.') }));
}

/** The unknown fields that are asked for, and those that are there: an update that left one out would reset it. */
export function keptUnknown(asked: readonly Unknown[], present: readonly Unknown[]): readonly Unknown[] {
  const given = new Set(asked.map(pathText));
  return [...asked, ...present.filter((one) => !given.has(pathText(one)))];
}

/** What differs, in the catalogue's order and then what is not in it. `final`: the fields whose change is. */
export function changesOf<F extends Shapes>(
  fields: F,
  before: Reading<ConfigOf<F>>,
  after: Pick<Reading<ConfigOf<F>>, 'config' | 'unknown'>,
  markOf: (field: keyof F & string) => Mark,
): readonly ConfigChange[] {
  const written = { before: writeConfig(fields, before.config), after: writeConfig(fields, after.config) };
  const known = differingKeys(fields, before.config, after.config).map((key): ConfigChange => {
    const wire = fields[key]?.wire ?? key;
    return {
      field: wire,
      before: valueText(written.before, wire),
      after: valueText(written.after, wire),
      isFinal: markOf(key).kind === 'cannotUndo',
    };
  });
  const then = new Map(before.unknown.map((one) => [pathText(one), one.value]));
  const unknown = after.unknown
    .filter((one) => !deepEqual(then.get(pathText(one)), one.value))
    .map((one): ConfigChange => {
      const old = then.get(pathText(one));
      const text = (value: unknown) => (value === undefined ? null : oneLine(plain(value)));
      return { field: pathText(one), before: text(old), after: text(one.value), isFinal: false };
    });
  return [...known, ...unknown];
}

/** Fields in which what is told is not what was asked for. `lenient`: those that depend on what was not read. */
export function differingFields<F extends Shapes>(
  fields: F,
  expected: Pick<Reading<ConfigOf<F>>, 'config' | 'unknown'>,
  told: Reading<ConfigOf<F>>,
  lenient: readonly (keyof F & string)[],
): readonly string[] {
  const known = differingKeys(fields, expected.config, told.config)
    .filter((key) => !lenient.includes(key))
    .map((key) => fields[key]?.wire ?? key);
  const there = new Map(told.unknown.map((one) => [pathText(one), one.value]));
  const unknown = expected.unknown.filter((one) => !deepEqual(there.get(pathText(one)), one.value)).map(pathText);
  return [...known, ...unknown];
}

/** What a server would refuse, each with its field in the servers' names. */
export function refusals(fields: Shapes, problems: readonly Problem<string, string>[]): readonly ConfigProblem[] {
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, fields: [first] }) => ({ rule, field: wirePath(fields, first.split('.')) }));
}

function wirePath(fields: Shapes, [step = '', ...rest]: readonly string[]): string {
  const shape = fields[step];
  if (shape === undefined) return [step, ...rest].join('.');
  if (rest.length === 0) return shape.wire;
  if (shape.kind === 'part') return `${shape.wire}.${wirePath(shape.fields, rest)}`;
  const [index = '', ...inner] = rest;
  if (shape.kind !== 'parts' || inner.length === 0) return [shape.wire, ...rest].join('.');
  return `${shape.wire}.${index}.${wirePath(shape.fields, inner)}`;
}

function differingKeys<F extends Shapes>(fields: F, a: ConfigOf<F>, b: ConfigOf<F>): readonly (keyof F & string)[] {
  const keys: readonly (keyof F & string)[] = Object.keys(fields);
  return keys.filter((key) => {
    const shape = fields[key];
    return shape !== undefined && !deepEqual(canonical(shape, a[key]), canonical(shape, b[key]));
  });
}

/** Servers write a moment in their own way. */
function canonical(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'time') return typeof value === 'string' ? moment(value) : value;
  if (shape.kind === 'part') return canonicalPart(shape.fields, value);
  const isList = shape.kind === 'parts' && Array.isArray(value);
  return isList ? value.map((one) => canonicalPart(shape.fields, one)) : value;
}

function canonicalPart(fields: Shapes, value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, canonical(shape, value[key])]));
}

function valueText(written: JsonObject, wire: string): string | null {
  const value = written[wire];
  return value === undefined ? null : oneLine(value);
}

/** Line breaks within texts are escaped: those of the layout alone go. */
function oneLine(json: Json): string {
  return jsonText(json).replace(/\n\s*/g, '');
}

/** An unknown value as JSON, by way of an object that holds it. */
function plain(value: unknown): Json {
  const held = writeConfig({}, {}, [{ path: ['value'], value }]);
  return isObject(held) ? (held['value'] ?? null) : null;
}

function pathText({ path }: Unknown): string {
  return path.join('.');
}
