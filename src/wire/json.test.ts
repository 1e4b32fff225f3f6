import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bytes } from './fixtures/fixtures';
import { raw } from './decode';
import { parseJson } from './json';
import { writeJson } from './write-json';

const parsed = (text: string) => parseJson(bytes(text));
const value = (text: string) => {
  const result = parsed(text);
  if (!result.ok) throw new Error(result.error);
  // As it came, with exact integers in place of marked ones.
  return raw(result.value);
};

/** The same with every large integer rounded, as a plain parser leaves it. */
function rounded(of: unknown): unknown {
  if (typeof of === 'bigint') return Number(of);
  if (typeof of !== 'object' || of === null) return of;
  if (Array.isArray(of)) return of.map(rounded);
  return Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, rounded(inner)]));
}

describe('integers of 64 bits', () => {
  it('keep their value beyond 2^53, and are numbers up to there', () => {
    expect(value('{"a":9007199254740993,"b":9007199254740991,"c":-9007199254740993}')).toEqual({
      a: 9007199254740993n,
      b: 9007199254740991,
      c: -9007199254740993n,
    });
    expect(value('[18446744073709551615,[{"x":9223372036854775807}]]')).toEqual([
      18446744073709551615n,
      [{ x: 9223372036854775807n }],
    ]);
    expect(value('18446744073709551615')).toBe(18446744073709551615n);
  });

  it('are not looked for in texts, nor in names of fields', () => {
    const text = '{"1234567890123456789":"1234567890123456789","b":"\\"1234567890123456789","c":"\\\\"}';
    expect(value(text)).toEqual(JSON.parse(text));
  });

  it('stay as they were next to fractions and exponents', () => {
    expect(value('[0.1234567890123456789,1e21,12345678901234567890]')).toEqual([
      Number('0.1234567890123456789'),
      1e21,
      12345678901234567890n,
    ]);
  });

  it('with more digits than 64 bits have are rounded, which every decoder of integers refuses', () => {
    expect(value(`[${'9'.repeat(500)}]`)).toEqual([Number.POSITIVE_INFINITY]);
    expect(value('[999999999999999999999]')).toEqual([1e21]);
  });

  it('are found although texts imitate their neighbours', () => {
    const imitation = '{"a":"x,9007199254740993,","b":[9007199254740993],"c":": 9007199254740993 "}';
    expect(value(imitation)).toEqual({ a: 'x,9007199254740993,', b: [9007199254740993n], c: ': 9007199254740993 ' });
    const escaped = '{"\\",9007199254740993,":1,"n":[ 9007199254740993 , -9007199254740993\n]}';
    expect(value(escaped)).toEqual({ '",9007199254740993,': 1, n: [9007199254740993n, -9007199254740993n] });
  });

  it('cannot be made of a text', () => {
    const text = 'x:9007199254740993';
    expect(value(`{"a":${JSON.stringify(text)},"b":9007199254740993}`)).toEqual({ a: text, b: 9007199254740993n });
  });

  test.prop([fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n })])('survive exactly', (integer) => {
    const result = value(`{"n":${integer.toString()},"forced":18446744073709551615}`) as { n: number | bigint };
    expect(BigInt(result.n)).toBe(integer);
    const isSafe = integer <= BigInt(Number.MAX_SAFE_INTEGER) && integer >= BigInt(Number.MIN_SAFE_INTEGER);
    expect(typeof result.n).toBe(isSafe ? 'number' : 'bigint');
  });

  test.prop([fc.json()])('change nothing else of a text', (text) => {
    expect(rounded(value(`[18446744073709551615,${text}]`))).toEqual([2 ** 64, JSON.parse(text)]);
  });
});

describe('a message', () => {
  it.each(['', '{', '{"a":}', "{'a':1}", '[1,]', 'NaN', '{"a":1}x'])('%j is not JSON', (text) => {
    expect(parsed(text)).toEqual({ ok: false, error: 'not JSON' });
  });

  it('that is not UTF-8 is refused', () => {
    expect(parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({ ok: false, error: 'not JSON' });
  });

  it('does not appear in the error', () => {
    expect(JSON.stringify(parsed('{"password":"geheim"'))).not.toContain('geheim');
  });

  it('is refused above the cap', () => {
    expect(parseJson(new Uint8Array(64 * 1024 * 1024 + 1))).toMatchObject({ ok: false });
  });

  it('nested without end does no harm, with and without long integers in it', () => {
    const deep = (inner: string) => '['.repeat(200_000) + inner + ']'.repeat(200_000);
    expect(() => parsed(deep('18446744073709551615'))).not.toThrow();
    expect(() => parsed(deep('1'))).not.toThrow();
  });

  it('with a field called __proto__ changes no prototype', () => {
    const result = value('{"__proto__":{"polluted":18446744073709551615},"a":18446744073709551615}');
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  });

  test.prop([fc.uint8Array({ maxLength: 200 })])('of arbitrary bytes never throws', (payload) => {
    expect(typeof parseJson(payload).ok).toBe('boolean');
  });
});

describe('what was read and is written again', () => {
  it('has the integers that it had, and texts that look like them', () => {
    const text = '{"a":18446744073709551615,"b":"18446744073709551615","c":[1,-9007199254740993]}';
    const result = parsed(text);
    if (!result.ok) throw new Error(result.error);
    expect(writeJson(result.value)).toBe(text);
  });
});
