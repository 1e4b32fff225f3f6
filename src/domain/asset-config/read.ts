import { count, type Count, type Limit } from '../count';
import { deepEqual } from '../same';
import { assertConfig, defaults, isRecord } from './config';
import type { ConfigOf, Shape, Shapes } from './field';

/** A place in JSON, in its own names. */
export type JsonPath = readonly (string | number)[];

/** A field that this console does not know, for example of a newer server. Kept, since an edit that left it out would reset it. */
export interface Unknown {
  readonly path: JsonPath;
  readonly value: unknown;
}

/** A field that is known and holds something else than it should; it was read as left out. */
export interface Misread {
  readonly path: JsonPath;
  readonly why: 'notText' | 'notInteger' | 'notFlag' | 'notList' | 'notObject' | 'notTime' | 'unknownWord';
}

/** What was read. Sending `config` alone would lose what `unknown` holds. */
export interface Reading<Config> {
  readonly config: Config;
  readonly unknown: readonly Unknown[];
  readonly misread: readonly Misread[];
}

/** Entries of metadata that the server writes and a request must not hold (2.11+). */
export const isServerMetadata = (key: string) => key.startsWith('_nats.');

/** Reads a configuration as a server or a file holds it. Absent, `null` and Go's zero value are the same. */
export function readConfig<F extends Shapes>(fields: F, json: unknown): Reading<ConfigOf<F>> {
  const reader = new Reader();
  const config: unknown = reader.object(fields, json, []);
  assertConfig(fields, config);
  return { config, unknown: reader.unknown, misread: reader.misread };
}

class Reader {
  readonly unknown: Unknown[] = [];
  readonly misread: Misread[] = [];

  object(fields: Shapes, json: unknown, path: JsonPath): Readonly<Record<string, unknown>> {
    const from = isRecord(json) ? json : {};
    if (!isRecord(json)) this.misread.push({ path, why: 'notObject' });
    const known = new Set(Object.values(fields).map(({ wire }) => wire));
    for (const [key, value] of Object.entries(from))
      if (!known.has(key)) this.unknown.push({ path: [...path, key], value });
    return Object.fromEntries(
      Object.entries(fields).map(([key, shape]) => [key, this.#field(shape, from[shape.wire], [...path, shape.wire])]),
    );
  }

  #field(shape: Shape, value: unknown, path: JsonPath): unknown {
    if (value === undefined || value === null) return shape.default;
    switch (shape.kind) {
      case 'name':
      case 'text':
      case 'subject':
        return typeof value === 'string' ? value : this.#refuse(shape, path, 'notText');
      case 'subjects':
      case 'texts':
        return this.#list(value, path, (item, at) => (typeof item === 'string' ? item : this.#skip(at, 'notText')));
      case 'count':
      case 'duration':
        return this.#integer(value) ?? this.#refuse(shape, path, 'notInteger');
      case 'durations':
        return this.#list(value, path, (item, at) => this.#integer(item) ?? this.#skip(at, 'notInteger'));
      case 'limit':
      case 'byteLimit':
        return this.#limit(value, shape.default) ?? this.#refuse(shape, path, 'notInteger');
      case 'time':
        return isTime(value) ? (value.startsWith('0001-') ? null : value) : this.#refuse(shape, path, 'notTime');
      case 'flag':
        return typeof value === 'boolean' ? value : this.#refuse(shape, path, 'notFlag');
      case 'entries':
        return isRecord(value) ? this.#entries(value, path) : this.#refuse(shape, path, 'notObject');
      case 'choice':
        if (value === '') return shape.default;
        return typeof value === 'string' && Object.hasOwn(shape.options, value)
          ? value
          : this.#refuse(shape, path, 'unknownWord');
      case 'part':
        return isRecord(value) ? this.#part(shape, value, path) : this.#refuse(shape, path, 'notObject');
      case 'parts':
        return this.#list(value, path, (item, at) => this.object(shape.fields, item, at));
    }
  }

  /** An empty placement or set of limits is the same as none; an empty mirror is not, and is refused. */
  #part(shape: Extract<Shape, { kind: 'part' }>, value: Readonly<Record<string, unknown>>, path: JsonPath): unknown {
    const before = this.unknown.length;
    const read = this.object(shape.fields, value, path);
    const vanishes = shape.part === 'placement' || shape.part === 'consumerLimits';
    if (!vanishes || !deepEqual(read, defaults(shape.fields))) return read;
    // Nothing but what is not known: it is kept as a whole, since there is no part to put it back into.
    if (this.unknown.length > before) this.unknown.splice(before, Infinity, { path, value });
    return null;
  }

  #entries(value: Readonly<Record<string, unknown>>, path: JsonPath): Readonly<Record<string, string>> {
    const read: [string, string][] = [];
    for (const [key, item] of Object.entries(value)) {
      if (isServerMetadata(key)) continue;
      if (typeof item === 'string') read.push([key, item]);
      else this.#skip([...path, key], 'notText');
    }
    return Object.fromEntries(read);
  }

  #list(value: unknown, path: JsonPath, read: (item: unknown, at: JsonPath) => unknown): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.misread.push({ path, why: 'notList' });
      return [];
    }
    return value.map((item, index) => read(item, [...path, index])).filter((item) => item !== undefined);
  }

  #integer(value: unknown): Count | undefined {
    if (typeof value === 'bigint') return count(value);
    // Beyond 2^53 a plain parser has rounded it; powers of ten, as durations are, survive that. There is one zero.
    return typeof value === 'number' && Number.isInteger(value) ? count(BigInt(value)) : undefined;
  }

  /** Zero is "left out"; what is below -1 stays, to be told. */
  #limit(value: unknown, standard: Limit): Limit | undefined {
    const read = this.#integer(value);
    if (read === undefined) return undefined;
    return read === 0 ? standard : read === -1 ? 'unlimited' : read;
  }

  #refuse(shape: Shape, path: JsonPath, why: Misread['why']): unknown {
    this.misread.push({ path, why });
    return shape.default;
  }

  #skip(path: JsonPath, why: Misread['why']): undefined {
    this.misread.push({ path, why });
    return undefined;
  }
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 with at most nanoseconds, and a date and an hour that exist. */
export function isTime(value: unknown): value is string {
  if (typeof value !== 'string' || !rfc3339.test(value) || Number.isNaN(Date.parse(value))) return false;
  // The 30th of February is read as a day in March, and 24:00 as the next day's beginning; servers refuse both.
  const local = value.slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  return new Date(`${local}Z`).toISOString().startsWith(local);
}
