import { isTime } from '../asset-config/read';
import { count, type Count } from '../count';
import { err, ok, type Result } from '../../lib/result';

/*
 * Numbers as people type them, read exactly. What is read is shown back, so that a unit that was meant otherwise is seen.
 */

export type UnitFault =
  | 'notNumber'
  /** A length of time without a unit: `30` may be anything. */
  | 'unitMissing'
  | 'unknownUnit'
  /** Less than the smallest unit, as half a byte. */
  | 'notWhole'
  | 'notTime';

type Units = Readonly<Record<string, bigint>>;

/** In powers of 1024, as NATS itself and its tools count; `kB`, `MB`, ... are those of 1000. */
const byteUnits: Units = {
  b: 1n,
  k: 1024n,
  kib: 1024n,
  kb: 1000n,
  m: 1024n ** 2n,
  mib: 1024n ** 2n,
  mb: 1000n ** 2n,
  g: 1024n ** 3n,
  gib: 1024n ** 3n,
  gb: 1000n ** 3n,
  t: 1024n ** 4n,
  tib: 1024n ** 4n,
  tb: 1000n ** 4n,
  p: 1024n ** 5n,
  pib: 1024n ** 5n,
  pb: 1000n ** 5n,
};

const countUnits: Units = { k: 1000n, m: 1000n ** 2n, g: 1000n ** 3n };

/** Go's units, and days, weeks and years of 365 days as the `nats` tool has them. A month is no length of time. */
const timeUnits: Units = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
};

/** `500`, `10GiB`, `1.5 M`. */
export function parseBytes(text: string): Result<Count, UnitFault> {
  return withUnit(text, byteUnits);
}

/** `250`, `1,000,000`, `1_000_000`, `2.5M`. */
export function parseCount(text: string): Result<Count, UnitFault> {
  return withUnit(text, countUnits);
}

/** `90s`, `1h30m`, `7d`, `0`. */
export function parseDuration(text: string): Result<Count, UnitFault> {
  const plain = text.trim().toLowerCase();
  if (/^[+-]?0+$/.test(plain)) return ok(0);
  const [, sign = '', parts = ''] = /^([+-]?)(.*)$/s.exec(plain) ?? [];
  const found = [...parts.matchAll(/\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-zµμ]*)/gy)];
  const read = found.reduce((length, [part]) => length + part.length, 0);
  if (found.length === 0 || parts.slice(read).trim() !== '') return err('notNumber');
  let sum = 0n;
  for (const [, amount = '', unit = ''] of found) {
    if (unit === '') return err('unitMissing');
    const value = times(amount, timeUnits[unit]);
    if (!value.ok) return value;
    sum += value.value;
  }
  return ok(count(sign === '-' ? -sum : sum));
}

function withUnit(text: string, units: Units): Result<Count, UnitFault> {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/(?<=\d)[,_'\s](?=\d{3}(?!\d))/g, '');
  const [, sign = '', amount, unit = ''] = /^([+-]?)(\d+(?:\.\d+)?|\.\d+)\s*([a-z]*)$/.exec(plain) ?? [];
  if (amount === undefined) return err('notNumber');
  const value = times(amount, unit === '' ? 1n : units[unit]);
  return value.ok ? ok(count(sign === '-' ? -value.value : value.value)) : value;
}

/** A decimal number of some unit, if that is a whole number. */
function times(amount: string, unit: bigint | undefined): Result<bigint, UnitFault> {
  if (unit === undefined) return err('unknownUnit');
  const [whole = '', fraction = ''] = amount.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const product = BigInt(`${whole}${fraction}`) * unit;
  return product % scale === 0n ? ok(product / scale) : err('notWhole');
}

/** So that {@link parseBytes} reads the same again: `10GiB`, `1000`. */
export function bytesText(value: Count): string {
  return inUnits(value, [
    ['TiB', 1024n ** 4n],
    ['GiB', 1024n ** 3n],
    ['MiB', 1024n ** 2n],
    ['KiB', 1024n],
  ]);
}

/** So that {@link parseDuration} reads the same again, in the largest unit that is exact: `36h`, `30d`, `100ms`. */
export function durationText(value: Count): string {
  if (BigInt(value) === 0n) return '0';
  return inUnits(value, [
    ['d', 86_400_000_000_000n],
    ['h', 3_600_000_000_000n],
    ['m', 60_000_000_000n],
    ['s', 1_000_000_000n],
    ['ms', 1_000_000n],
    ['us', 1000n],
    ['ns', 1n],
  ]);
}

function inUnits(value: Count, units: readonly (readonly [string, bigint])[]): string {
  const exact = BigInt(value);
  if (exact === 0n) return '0';
  const found = units.find(([, size]) => exact % size === 0n);
  return found === undefined ? String(exact) : `${exact / found[1]}${found[0]}`;
}

/** A moment: RFC 3339 as it is; without a zone, or without seconds, as people write it, it is of UTC. */
export function parseMoment(text: string): Result<string, UnitFault> {
  const plain = text.trim();
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?)?\s*(Z|[+-]\d\d:\d\d)?$/i.exec(plain);
  if (!parts) return err('notTime');
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = parts;
  const moment = `${day}T${time}${seconds}${zone.toUpperCase()}`;
  return isTime(moment) ? ok(moment) : err('notTime');
}
