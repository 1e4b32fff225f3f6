import { count, type Count, type Limit } from '../domain/count';
import { serverMs, type DurationMs, type ServerMs } from '../domain/time';
import { exactInteger, isMarked, maxDepth } from './json';

/**
 * The kit that the decoders are made of. A decoder returns a value or throws a {@link Mismatch}, which is caught in
 * `family.ts` and never leaves this folder: it keeps the path of 20,000 fields per poll free of bookkeeping.
 */
export type Decoder<T> = (value: unknown) => T;

/** An object of a reply, its fields not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value of the wrong shape, and where. Holds no part of the payload. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  /** From the outside in, for example `data`, `streams`, `[3]`. */
  readonly path: string[] = [];
  constructor(readonly reason: string) {
    super(reason);
  }
  override toString(): string {
    const path = this.path.map((part, index) => (index === 0 || part.startsWith('[') ? part : `.${part}`)).join('');
    return path === '' ? this.reason : `${path}: ${this.reason}`;
  }
}

/** Characters of one text, more than any name or subject may have. */
const maxText = 4096;
/** Rows of one list. */
const maxRows = 100_000;

/** Adds the outer part of its path to a mismatch on its way out. */
function within(part: string, error: unknown): unknown {
  if (error instanceof Mismatch) error.path.unshift(part);
  return error;
}

export function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Mismatch('not an object');
  return value as Fields;
}

export function field<T>(from: Fields, name: string, decoder: Decoder<T>): T {
  try {
    return decoder(from[name]);
  } catch (error) {
    throw within(name, error);
  }
}

/** For what some versions leave out: absent and `null` are the same to Go. */
export function optional<T, U>(from: Fields, name: string, decoder: Decoder<T>, otherwise: U): T | U {
  const value = from[name];
  if (value === undefined || value === null) return otherwise;
  try {
    return decoder(value);
  } catch (error) {
    throw within(name, error);
  }
}

/** Absent and `null` are an empty list, as Go writes one. */
export function rows<T>(from: Fields, name: string, decoder: Decoder<T>): readonly T[] {
  const value = from[name];
  if (value === undefined || value === null) return none;
  try {
    return listOf(decoder, value);
  } catch (error) {
    throw within(name, error);
  }
}

const none: readonly never[] = [];

export function list<T>(decoder: Decoder<T>): Decoder<readonly T[]> {
  return (value) => listOf(decoder, value);
}

function listOf<T>(decoder: Decoder<T>, value: unknown): readonly T[] {
  if (!Array.isArray(value)) throw new Mismatch('not a list');
  if (value.length > maxRows) throw new Mismatch(`more than ${maxRows} rows`);
  const read: T[] = [];
  try {
    for (const item of value) read.push(decoder(item));
  } catch (error) {
    throw within(`[${read.length}]`, error);
  }
  return read;
}

/** The entries of an object whose names come from the cluster. */
export function entries<T>(decoder: (name: string, value: unknown) => T): Decoder<readonly T[]> {
  return (value) => {
    const all = Object.entries(fields(value));
    if (all.length > maxRows) throw new Mismatch(`more than ${maxRows} rows`);
    // The place instead of the name, which is a part of the payload.
    const read: T[] = [];
    try {
      for (const [name, item] of all) read.push(decoder(name, item));
    } catch (error) {
      throw within(`[${read.length}]`, error);
    }
    return read;
  };
}

/** Text for people, kept literally; a longer one is cut, since nobody's description may blind the console. */
export function text(value: unknown): string {
  if (typeof value !== 'string' || isMarked(value)) throw new Mismatch('not a text');
  return value.length > maxText ? `${value.slice(0, maxText - 1)}…` : value;
}

/**
 * Text that names something: never empty, cut or with a line feed, which separates the parts of our own keys. Other
 * control characters are taken, since servers take them in names of streams: who may create one must not blind the console.
 */
export function name(value: unknown): string {
  if (typeof value !== 'string' || isMarked(value)) throw new Mismatch('not a text');
  if (value === '') throw new Mismatch('empty');
  if (value.length > maxText) throw new Mismatch('too long for a name');
  if (value.includes('\n')) throw new Mismatch('a line feed in a name');
  return value;
}

/** {@link name}, of a kind. The empty text is "none" in many replies: then `null`. */
export function nameOrNull<T>(brand: (text: string) => T): Decoder<T | null> {
  return (value) => (value === '' ? null : brand(name(value)));
}

export function named<T>(brand: (text: string) => T): Decoder<T> {
  return (value) => brand(name(value));
}

export function textOrNull(value: unknown): string | null {
  return text(value) || null;
}

export function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Mismatch('not true or false');
  return value;
}

/** One of some words; `null` for a word that this console does not know. */
export function oneOf<T extends string>(...known: readonly T[]): Decoder<T | null> {
  return (value) => known.find((word) => word === text(value)) ?? null;
}

/** A number that may have a fraction, such as per cent of a processor. */
export function decimal(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Mismatch('not a number');
  return value;
}

/** An integer that no server lets grow beyond 2^53. */
export function integer(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Mismatch('not an integer');
  return value;
}

/** A number of things: never negative. */
export function size(value: unknown): number {
  const amount = integer(value);
  if (amount < 0) throw new Mismatch('negative');
  return amount;
}

const beyond64Bits = 2n ** 64n;

/** A 64-bit counter, exact. */
export function counter(value: unknown): Count {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const exact = exactInteger(value);
  if (typeof exact === 'bigint' && exact >= 0n && exact < beyond64Bits) return count(exact);
  throw new Mismatch('not a counter');
}

const firstUnsigned = 2n ** 63n;

/** -1 is "no limit", also as unsigned 64 bits, which is how servers write reservations that are not limited. */
export function limit(value: unknown): Limit {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value < 0 ? 'unlimited' : value;
  const exact = exactInteger(value);
  if (typeof exact === 'bigint') return exact < 0n || exact >= firstUnsigned ? 'unlimited' : count(exact);
  // What went through a plain parser once holds the same number rounded up, 18446744073709552000.
  if (typeof value === 'number' && Number.isInteger(value) && value >= Number(firstUnsigned)) return 'unlimited';
  throw new Mismatch('not a limit');
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export function time(value: unknown): ServerMs {
  const found = timeOrNull(value);
  if (found === null) throw new Mismatch('no time');
  return found;
}

/** Go's zero time, in the year 1, is "never": `null`. */
export function timeOrNull(value: unknown): ServerMs | null {
  if (typeof value !== 'string' || value.length > 40 || !rfc3339.test(value)) throw new Mismatch('not a time');
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) throw new Mismatch('not a time');
  return value.startsWith('0001-') ? null : serverMs(ms);
}

/** Nanoseconds become milliseconds. */
export function nanoseconds(value: unknown): DurationMs {
  const exact = exactInteger(value);
  if (typeof exact === 'bigint' || (typeof exact === 'number' && Number.isInteger(exact))) return Number(exact) / 1e6;
  throw new Mismatch('not an integer');
}

/** Go's text form, such as `301µs` or `1h2m3.5s`; `null` for a form that is not understood. */
export function durationText(value: unknown): DurationMs | null {
  const whole = text(value);
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h|d|y))+$/u.test(whole) || whole.length > 60) return null;
  const parts = whole.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|μs|ms|s|m|h|d|y)/gu);
  return [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0);
}

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  y: 31_536_000_000,
};

/** A value that this console only shows: kept as it came, long texts cut. */
export function raw(value: unknown): unknown {
  return copy(value, 0);
}

function copy(value: unknown, depth: number): unknown {
  if (depth > maxDepth) throw new Mismatch('nested too deeply');
  if (typeof value === 'string') return isMarked(value) ? exactInteger(value) : text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return list((item) => copy(item, depth + 1))(value);
  return Object.fromEntries(entries((key, item) => [key, copy(item, depth + 1)] as const)(value));
}

/** The fields that have no place of their own. */
export function otherThan(known: ReadonlySet<string>, from: Fields): Fields {
  return fields(raw(Object.fromEntries(Object.entries(from).filter(([key]) => !known.has(key)))));
}
