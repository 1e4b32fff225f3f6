import { assertConfig, isRecord } from '../asset-config/config';
import type { ConfigOf, Shape, Shapes } from '../asset-config/field';
import type { Count } from '../count';
import type { Result } from '../../lib/result';
import { bytesText, durationText, parseBytes, parseCount, parseDuration, parseMoment, type UnitFault } from './units';

/**
 * A field while it is typed: texts, as numbers are typed with their units; lists as lines; switches; parts as objects.
 * Plain JSON, so that it can be kept over a reload.
 */
export type Draft = string | boolean | null | readonly Draft[] | { readonly [key: string]: Draft };
export type Drafts = Readonly<Record<string, Draft>>;

/** What cannot be read of what was typed; the field is at its default meanwhile. */
export interface DraftFault {
  /** Dotted, as the problems of a configuration name their fields. */
  readonly path: string;
  readonly fault: UnitFault | 'keyTwice' | 'keyMissing';
}

export interface ReadDrafts<Config> {
  readonly config: Config;
  readonly faults: readonly DraftFault[];
}

/** A configuration as it is typed. */
export function draftsOf(fields: Shapes, config: Readonly<Record<string, unknown>>): Drafts {
  return Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, draftOf(shape, config[key])]));
}

function draftOf(shape: Shape, value: unknown): Draft {
  switch (shape.kind) {
    case 'name':
    case 'text':
    case 'subject':
    case 'choice':
      return typeof value === 'string' ? value : shape.default;
    case 'subjects':
    case 'texts':
      return list(value).map(String).join('\n');
    case 'count':
      return isCount(value) && !(value === 0 && shape.default === 0) ? String(value) : '';
    case 'limit':
      return limitText(shape.default, value, String);
    case 'byteLimit':
      return limitText(shape.default, value, bytesText);
    case 'duration':
      return isCount(value) && value !== 0 ? durationText(value) : '';
    case 'durations':
      return list(value).filter(isCount).map(durationText).join(' ');
    case 'time':
      return typeof value === 'string' ? value : '';
    case 'flag':
      return value === true;
    case 'entries':
      return isRecord(value) ? Object.entries(value).map(([key, text]) => ({ key, value: String(text) })) : [];
    case 'part':
      return isRecord(value) ? draftsOf(shape.fields, value) : null;
    case 'parts':
      return list(value).map((item) => draftsOf(shape.fields, isRecord(item) ? item : {}));
  }
}

/** Typed for "no limit" where an empty field says something else. */
const unlimitedWord = 'unlimited';

function limitText(standard: unknown, value: unknown, write: (value: Count) => string): string {
  if (value === standard || value === undefined) return '';
  return value === 'unlimited' ? unlimitedWord : isCount(value) ? write(value) : '';
}

/** What was typed as a configuration. Never throws: drafts may come out of a store, and be of another release of this page. */
export function readDrafts<F extends Shapes>(fields: F, drafts: unknown): ReadDrafts<ConfigOf<F>> {
  const reader = new Reader();
  const config: unknown = reader.fields(fields, drafts, '');
  assertConfig(fields, config);
  return { config, faults: reader.faults };
}

class Reader {
  readonly faults: DraftFault[] = [];

  fields(fields: Shapes, drafts: unknown, prefix: string): Readonly<Record<string, unknown>> {
    const from = isRecord(drafts) ? drafts : {};
    return Object.fromEntries(
      Object.entries(fields).map(([key, shape]) => [key, this.#field(shape, from[key], `${prefix}${key}`)]),
    );
  }

  #field(shape: Shape, draft: unknown, path: string): unknown {
    switch (shape.kind) {
      case 'name':
      case 'text':
      case 'subject':
        return typeof draft === 'string' ? draft : shape.default;
      case 'choice':
        return typeof draft === 'string' && Object.hasOwn(shape.options, draft) ? draft : shape.default;
      case 'subjects':
      case 'texts':
        return linesOf(draft);
      case 'flag':
        return draft === true;
      case 'count':
        return this.#parsed(draft, parseCount, shape.default, path);
      case 'duration':
        return this.#parsed(draft, parseDuration, shape.default, path);
      case 'time':
        return this.#parsed(draft, parseMoment, shape.default, path);
      case 'limit':
        return isUnlimited(draft) ? 'unlimited' : this.#parsed(draft, parseCount, shape.default, path);
      case 'byteLimit':
        return isUnlimited(draft) ? 'unlimited' : this.#parsed(draft, parseBytes, shape.default, path);
      case 'durations':
        return wordsOf(draft).map((word, index) => this.#parsed(word, parseDuration, 0, `${path}.${String(index)}`));
      case 'entries':
        return this.#entries(draft, path);
      case 'part':
        return isRecord(draft) ? this.fields(shape.fields, draft, `${path}.`) : null;
      case 'parts':
        return list(draft).map((item, index) => this.fields(shape.fields, item, `${path}.${String(index)}.`));
    }
  }

  #parsed<T>(draft: unknown, parse: (text: string) => Result<T, UnitFault>, standard: T | null, path: string): unknown {
    if (typeof draft !== 'string' || draft.trim() === '') return standard;
    const read = parse(draft);
    if (read.ok) return read.value;
    this.faults.push({ path, fault: read.error });
    return standard;
  }

  #entries(draft: unknown, path: string): Readonly<Record<string, string>> {
    const found = new Map<string, string>();
    for (const [index, item] of list(draft).entries()) {
      if (!isRecord(item)) continue;
      const key = typeof item['key'] === 'string' ? item['key'] : '';
      const value = typeof item['value'] === 'string' ? item['value'] : '';
      if (key === '' && value === '') continue;
      if (key === '') this.faults.push({ path: `${path}.${String(index)}`, fault: 'keyMissing' });
      else if (found.has(key)) this.faults.push({ path: `${path}.${String(index)}`, fault: 'keyTwice' });
      else found.set(key, value);
    }
    return Object.fromEntries(found);
  }
}

/** One entry of a list for each line that is not empty; blanks at the ends are not meant. */
function linesOf(draft: unknown): readonly string[] {
  if (typeof draft !== 'string') return [];
  return draft
    .split(/\r?\n/)
    .map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((line) => line !== '');
}

/** Several lengths of time, apart by blanks or commas. */
export function wordsOf(draft: unknown): readonly string[] {
  return typeof draft === 'string' ? draft.split(/[\s,;]+/).filter((word) => word !== '') : [];
}

function isUnlimited(draft: unknown): boolean {
  return typeof draft === 'string' && /^(unlimited|none|∞|-1)$/i.test(draft.trim());
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isCount = (value: unknown): value is Count => typeof value === 'number' || typeof value === 'bigint';

/** Drafts out of a store: each field that is of its kind, the others as in `otherwise`. */
export function adoptDrafts(fields: Shapes, stored: unknown, otherwise: Drafts): Drafts {
  const from = isRecord(stored) ? stored : {};
  return Object.fromEntries(
    Object.entries(fields).map(([key, shape]) => [key, adopted(shape, from[key]) ?? otherwise[key] ?? null]),
  );
}

/** `undefined`: not of the field's kind. */
function adopted(shape: Shape, draft: unknown): Draft | undefined {
  switch (shape.kind) {
    case 'flag':
      return typeof draft === 'boolean' ? draft : undefined;
    case 'entries':
      return Array.isArray(draft)
        ? draft.filter(isRecord).map(({ key, value }) => ({ key: text(key), value: text(value) }))
        : undefined;
    case 'part':
      if (draft === null) return null;
      return isRecord(draft) ? adoptDrafts(shape.fields, draft, blankDrafts(shape.fields)) : undefined;
    case 'parts':
      return Array.isArray(draft)
        ? draft.map((item) => adoptDrafts(shape.fields, item, blankDrafts(shape.fields)))
        : undefined;
    case 'name':
    case 'text':
    case 'subject':
    case 'subjects':
    case 'texts':
    case 'count':
    case 'limit':
    case 'byteLimit':
    case 'duration':
    case 'durations':
    case 'time':
    case 'choice':
      return typeof draft === 'string' ? draft : undefined;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Fields at their defaults: what a part is when it is added. */
export function blankDrafts(fields: Shapes): Drafts {
  return draftsOf(fields, Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, shape.default])));
}
