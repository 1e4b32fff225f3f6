import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyJson, anyText } from '../../testing/asset-config/any-config';
import { jsonText, parseJsonText } from './json-text';

test.prop([anyJson])('what is written is JSON of every reader, and read again with all its digits', (json) => {
  const text = jsonText(json);
  expect(() => void JSON.parse(text)).not.toThrow();
  expect(parseJsonText(text)).toEqual({ ok: true, value: json });
});

test.prop([anyText])('a text is written as every JSON writer does', (text) => {
  expect(jsonText(text)).toBe(JSON.stringify(text));
  expect(jsonText({ [text]: [text] })).toBe(JSON.stringify({ [text]: [text] }, null, 2));
});

describe('an integer', () => {
  it.each([
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', 9_007_199_254_740_992n],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['-9007199254740993', -9_007_199_254_740_993n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['-9223372036854775808', -(2n ** 63n)],
    ['18446744073709551615', 2n ** 64n - 1n],
    ['18446744073709551616', 2n ** 64n],
    ['123456789012345678901234567890', 123_456_789_012_345_678_901_234_567_890n],
    ['1000000000000000', 1e15],
  ])('%s is read with all its digits', (text, value) => {
    expect(parseJsonText(text)).toEqual({ ok: true, value });
    expect(parseJsonText(`{"a":[${text},${text}]}`)).toEqual({ ok: true, value: { a: [value, value] } });
    expect(jsonText(value)).toBe(text);
  });

  it.each(['1e3', '1.0', '1.5e3', '-1E+2'])('in another form is a number: %s', (text) => {
    expect(parseJsonText(text)).toEqual({ ok: true, value: Number(text) });
  });
});

describe('a text that looks like an integer stays one', () => {
  const digits = '12345678901234567';
  it.each([
    `{"${digits}": "${digits}"}`,
    `["integer:${digits}", "integer::${digits}", ${digits}]`,
    `["\\u0069nteger:1", ${digits}]`,
    `["\\"${digits}", "\\\\", "${digits}\\\\"]`,
  ])('%s', (text) => {
    const exact = parseJsonText(text);
    const texts = (value: unknown) => JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? 0 : one));
    const plain: unknown = JSON.parse(text.replace(/(?<=, )\d+/g, '0'));
    expect(exact.ok && texts(exact.value)).toBe(JSON.stringify(plain));
  });
});

describe('what is pasted', () => {
  it.each([
    '',
    ' ',
    '{',
    '{"a":}',
    '{"a":1,}',
    "{'a':1}",
    '01',
    '+1',
    '.5',
    'NaN',
    'undefined',
    '{"a":1}}',
    '\ufeff{}',
  ])('is refused where it is not JSON: %j', (text) => {
    expect(parseJsonText(text)).toEqual({ ok: false, error: 'notJson' });
  });

  it('is read up to 1 MiB, and not beyond', () => {
    const most = 1024 * 1024;
    const text = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect(parseJsonText(text(most)).ok).toBe(true);
    expect(parseJsonText(text(most + 1))).toEqual({ ok: false, error: 'tooLong' });
    expect(parseJsonText(`"${'\\"'.repeat(most / 2 - 1)}"`).ok).toBe(true);
    expect(parseJsonText('9'.repeat(most)).ok).toBe(true);
  });

  it('may be as deep as it likes: it is read or refused', () => {
    for (const depth of [1_000, 100_000, 500_000])
      expect(typeof parseJsonText(`${'['.repeat(depth)}${']'.repeat(depth)}`).ok).toBe('boolean');
  });

  it('says the last of two fields of one name, as servers take it', () => {
    expect(parseJsonText('{"a": 1, "a": 12345678901234567}')).toEqual({
      ok: true,
      value: { a: 12_345_678_901_234_567n },
    });
  });

  it('changes no object that others use', () => {
    const parsed = parseJsonText('{"__proto__": {"admin": true}}');
    expect(parsed.ok && Object.keys(Object(parsed.value) as object)).toEqual(['__proto__']);
    expect('admin' in {}).toBe(false);
  });
});
