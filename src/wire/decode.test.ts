import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  counter,
  decimal,
  durationText,
  entries,
  field,
  fields,
  flag,
  integer,
  limit,
  list,
  Mismatch,
  name,
  named,
  nameOrNull,
  nanoseconds,
  oneOf,
  optional,
  otherThan,
  raw,
  rows,
  size,
  text,
  textOrNull,
  time,
  timeOrNull,
} from './decode';

/** The path and reason with which it fails. */
function mismatch(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Mismatch) return error.toString();
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('paths', () => {
  it('lead from the outside to the wrong value', () => {
    const row = (value: unknown) => field(fields(value), 'last_seq', counter);
    const reply = { data: { streams: [{ last_seq: 1 }, { last_seq: 'no' }] } };
    const read = () => field(fields(reply), 'data', (data) => rows(fields(data), 'streams', row));
    expect(mismatch(read)).toBe('data.streams[1].last_seq: not a counter');
  });

  it('hold places instead of names that the cluster chose', () => {
    expect(mismatch(() => entries((_key, value) => text(value))({ geheim: 'x', geheim2: 1 }))).toBe('[1]: not a text');
  });
});

describe('absent and null', () => {
  it('are the same, and not the same as wrong', () => {
    expect(optional({}, 'a', size, 7)).toBe(7);
    expect(optional({ a: null }, 'a', size, 7)).toBe(7);
    expect(mismatch(() => optional({ a: 'x' }, 'a', size, 7))).toBe('a: not an integer');
    expect(rows({}, 'a', text)).toEqual([]);
    expect(rows({ a: null }, 'a', text)).toEqual([]);
    expect(mismatch(() => rows({ a: {} }, 'a', text))).toBe('a: not a list');
    expect(mismatch(() => field({}, 'a', text))).toBe('a: not a text');
  });
});

describe('shapes', () => {
  it('are told apart', () => {
    for (const wrong of [null, undefined, [], 'x', 1, true])
      expect(mismatch(() => fields(wrong))).toBe('not an object');
    expect(mismatch(() => list(text)({ length: 1 }))).toBe('not a list');
    expect(mismatch(() => flag(1))).toBe('not true or false');
    expect(flag(false)).toBe(false);
  });

  it('have no more rows than anybody could mean', () => {
    const many = Array<number>(100_001).fill(1);
    expect(mismatch(() => list(size)(many))).toBe('more than 100000 rows');
    expect(list(size)(many.slice(1))).toHaveLength(100_000);
    const fieldsOfMany = Object.fromEntries(many.map((_, index) => [`f${String(index)}`, 1]));
    expect(mismatch(() => entries((_, value) => value)(fieldsOfMany))).toBe('more than 100000 rows');
  });
});

describe('texts', () => {
  it('are kept literally, markup and all, and cut when nobody could mean that much', () => {
    expect(text('<b>\u202e</b>\n')).toBe('<b>\u202e</b>\n');
    expect(text('x'.repeat(4096))).toHaveLength(4096);
    expect(text('x'.repeat(5000))).toBe(`${'x'.repeat(4095)}…`);
    expect(textOrNull('')).toBeNull();
  });

  it('that are names are never empty, cut or with a line feed, and may have every other control character', () => {
    expect(name('S-R3F-x')).toBe('S-R3F-x');
    expect(mismatch(() => name(''))).toBe('empty');
    expect(mismatch(() => name('a\nb'))).toBe('a line feed in a name');
    expect(name('a\u0007\u0000\u007fb')).toBe('a\u0007\u0000\u007fb');
    expect(mismatch(() => name('x'.repeat(4097)))).toBe('too long for a name');
    expect(mismatch(() => name(7))).toBe('not a text');
    expect(nameOrNull((it) => it)('')).toBeNull();
    expect(named((it) => `<${it}>`)('a')).toBe('<a>');
  });

  it('of a known set are null when they are new', () => {
    expect(oneOf('file', 'memory')('file')).toBe('file');
    expect(oneOf('file', 'memory')('tape')).toBeNull();
    expect(mismatch(() => oneOf('file')(1))).toBe('not a text');
  });
});

describe('numbers', () => {
  it.each([0, 1, Number.MAX_SAFE_INTEGER])('%d is a counter', (value) => expect(counter(value)).toBe(value));

  it.each([-1, 0.5, 2 ** 53, Infinity, NaN, '1', null, -1n, 2n ** 64n])('%s is no counter', (value) => {
    expect(mismatch(() => counter(value))).toBe('not a counter');
  });

  it('are counters up to 64 bits, the same one always in the same form', () => {
    expect(counter(2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
    expect(counter(5n)).toBe(5);
  });

  it.each([-1, -1n, 18446744073709551615n, 2n ** 63n, 18446744073709552000])('%s is no limit at all', (value) => {
    expect(limit(value)).toBe('unlimited');
  });

  it('are limits otherwise', () => {
    expect(limit(0)).toBe(0);
    expect(limit(1024)).toBe(1024);
    expect(limit(2n ** 63n - 1n)).toBe(2n ** 63n - 1n);
    for (const wrong of [0.5, 2 ** 54, NaN, '1', null]) expect(mismatch(() => limit(wrong))).toBe('not a limit');
  });

  it('have a fraction only where one makes sense', () => {
    expect(decimal(1.5)).toBe(1.5);
    expect(mismatch(() => decimal(NaN))).toBe('not a number');
    expect(mismatch(() => integer(1.5))).toBe('not an integer');
    expect(integer(-5)).toBe(-5);
    expect(mismatch(() => size(-5))).toBe('negative');
  });

  test.prop([fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })])('of any size stay exact', (value) => {
    expect(BigInt(counter(value))).toBe(value);
  });
});

describe('times', () => {
  it('become ms since 1970, fractions of any length cut', () => {
    expect(time('2026-11-21T02:42:16.597482298Z')).toBe(Date.UTC(2026, 10, 21, 2, 42, 16, 597));
    expect(time('2026-11-21T02:42:16+02:00')).toBe(Date.UTC(2026, 10, 21, 0, 42, 16));
  });

  it("are null in the year 1, which is Go's never", () => {
    expect(timeOrNull('0001-01-01T00:00:00Z')).toBeNull();
    expect(mismatch(() => time('0001-01-01T00:00:00Z'))).toBe('no time');
  });

  it.each(['', 'yesterday', '2026-11-21', '2026-13-41T00:00:00Z', 7, null, `2026-11-21T02:42:16.${'1'.repeat(99)}Z`])(
    '%s is none',
    (value) => expect(mismatch(() => timeOrNull(value))).toBe('not a time'),
  );
});

describe('spans', () => {
  it('of ns become ms', () => {
    expect(nanoseconds(1_500_000)).toBe(1.5);
    expect(nanoseconds(1795228950453892900n)).toBeCloseTo(1795228950453.89, 0);
    expect(mismatch(() => nanoseconds(0.5))).toBe('not an integer');
    expect(mismatch(() => nanoseconds('1s'))).toBe('not an integer');
  });

  it.each([
    ['301µs', 0.301],
    ['301μs', 0.301],
    ['4.203344ms', 4.203344],
    ['10s', 10_000],
    ['1m2.5s', 62_500],
    ['3h0m1s', 10_801_000],
    ['250ns', 0.00025],
    ['2d3h', 183_600_000],
  ])('%s are %d ms', (value, ms) => expect(durationText(value)).toBeCloseTo(ms, 9));

  it.each(['', 's', '10', '-1s', '1 s', '1s!', '9'.repeat(70) + 's'])(
    '%j are not understood, and no error',
    (value) => {
      expect(durationText(value)).toBeNull();
    },
  );
});

describe('what is only shown', () => {
  it('is kept as it came, without the fields that have a place of their own', () => {
    const config = { name: 'x', metadata: { a: '1' }, list: [1, null, true, 5n] };
    expect(otherThan(new Set(['name']), config)).toEqual({ metadata: { a: '1' }, list: [1, null, true, 5n] });
  });

  it('is cut in its texts and limited in its depth', () => {
    expect(raw({ a: 'x'.repeat(5000) })).toEqual({ a: `${'x'.repeat(4095)}…` });
    let deep: unknown = 1;
    for (let i = 0; i < 40; i += 1) deep = [deep];
    expect(mismatch(() => raw(deep))).toMatch(/nested too deeply$/);
  });

  it('changes no prototype', () => {
    const copied = raw(JSON.parse('{"__proto__":{"polluted":1}}'));
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
