import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyJson, anyText } from '../../testing/asset-config/any-config';
import { readYaml } from '../../testing/asset-config/yaml-reader';
import { yamlText } from './yaml';

test.prop([anyJson])('what is written as YAML is read again, whatever its texts and keys are', (json) => {
  expect(readYaml(yamlText(json))).toEqual(json);
});

test.prop([anyText])('a text is one line, without an end of a line that other readers know', (text) => {
  expect(yamlText(text)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
});

describe('a text that YAML 1.1 takes for something else stands in quotation marks', () => {
  const words = ['true', 'FALSE', 'Yes', 'no', 'On', 'off', 'y', 'N', 'null', 'NULL', '~', '', 'NaN', '.inf'];
  const numbers = ['0', '-1', '+1', '1e3', '1_000', '0x1f', '0o7', '1.5', '.5', '12:30', '2026-01-02', '1,000'];
  const signs = [
    '- a',
    '-',
    '? a',
    'a: b',
    'a:',
    'a #b',
    '#a',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '@a',
    '`a',
    '%a',
    '<<',
    '=',
  ];
  const blanks = [' a', 'a ', '\ta', 'a\n', '\na', 'a\r\nb', '"', "'", '\\', '{a}', '[a]', '---', '...'];
  it.each([...words, ...numbers, ...signs, ...blanks])('%j', (text) => {
    expect(yamlText(text)).toMatch(/^".*"$/);
    expect(yamlText({ [text]: text })).toBe(`${yamlText(text)}: ${yamlText(text)}`);
  });
});

it.each(['a', 'ORDERS', '_x', 'a-b_c.d/e', 'jetstream.nats.io/v1beta2', 'nulls', 'e3', 'none'])(
  'a word that is nothing else stands as it is: %s',
  (text) => {
    expect(yamlText(text)).toBe(text);
  },
);

it.each([
  ['\u0000', '"\\u0000"'],
  ['\u001b', '"\\u001b"'],
  ['\u007f', '"\\u007f"'],
  ['\u0085', '"\\u0085"'],
  ['\u009f', '"\\u009f"'],
  ['\u2028', '"\\u2028"'],
  ['\u2029', '"\\u2029"'],
  ['\ufeff', '"\\ufeff"'],
  ['\uffff', '"\\uffff"'],
])('a character that readers refuse, or end a line at, is escaped: %j', (text, written) => {
  expect(yamlText(text)).toBe(written);
});

it('a character of any script stands as it is', () => {
  expect(yamlText('漢字 é 🙂')).toBe('"漢字 é 🙂"');
});

it('an integer is written with all its digits', () => {
  expect(yamlText({ most: 2n ** 64n - 1n, least: -(2n ** 63n) })).toBe(
    'most: 18446744073709551615\nleast: -9223372036854775808',
  );
});

it.each([
  [[], '[]'],
  [{}, '{}'],
  [[[]], '- []'],
  [[[1, [2]], 3], '- - 1\n  - - 2\n- 3'],
  [{ a: [{}], b: { c: [] } }, 'a:\n  - {}\nb:\n  c: []'],
  [[{ a: 1, b: { c: [2] } }], '- a: 1\n  b:\n    c:\n      - 2'],
])('%j has its blanks where they belong', (json, written) => {
  expect(yamlText(json)).toBe(written);
});

test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
  'two texts are never written alike',
  (one, other) => {
    expect(yamlText(one) === yamlText(other)).toBe(one === other);
  },
);
