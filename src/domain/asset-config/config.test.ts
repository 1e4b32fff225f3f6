import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { oneOfEach as fields } from '../../testing/asset-config/one-of-each';
import { streamFields } from '../stream-config/fields';
import { assertConfig, defaults, isConfig, isInteger } from './config';

describe('a configuration', () => {
  test.prop([anyConfig(streamFields)])('is one by its form, and none with a field more or less', (config) => {
    expect(isConfig(streamFields, config)).toBe(true);
    expect(isConfig(streamFields, { ...config, more: 1 })).toBe(false);
    const { name, ...less } = config;
    expect(isConfig(streamFields, less)).toBe(false);
    expect(isConfig(streamFields, { ...less, Name: name })).toBe(false);
  });

  it.each<[keyof typeof fields, readonly unknown[], readonly unknown[]]>([
    ['text', ['', '\0'], [null, 1, undefined, ['a']]],
    ['texts', [[], ['']], ['a', [1], [null], {}]],
    ['count', [0, -1, 2 ** 53 - 1, 2n ** 64n], [1.5, NaN, Infinity, 2 ** 53, '1', null]],
    ['limit', ['unlimited', -7, 0, 2n ** 63n], ['UNLIMITED', null, 0.5, -Infinity]],
    ['duration', [0, 2n ** 63n], ['1s', 0.1, null]],
    ['durations', [[], [1, 2n]], [1, [1.5], ['1s'], [null]]],
    ['time', [null, 'any text'], [0, undefined, new Date()]],
    ['flag', [true, false], [0, 'true', null]],
    ['entries', [{}, { a: '' }], [{ a: 1 }, [], null, { a: null }]],
    ['choice', ['a', 'b'], ['', 'c', 'constructor', null, 0]],
    ['part', [null, { name: '' }], [{}, [], { name: 1 }, { name: '', more: 1 }, undefined]],
    ['parts', [[], [{ name: '' }]], [null, [null], [{}], { name: '' }]],
  ])('holds of %s only what is of its form', (field, good, bad) => {
    const config = (value: unknown) => ({ ...defaults(fields), [field]: value });
    for (const value of good) expect(isConfig(fields, config(value)), String(value)).toBe(true);
    for (const value of bad) expect(isConfig(fields, config(value)), String(value)).toBe(false);
  });

  it('that our own code put together wrongly is an error of ours', () => {
    expect(() => assertConfig(fields, {})).toThrow('does not fit its catalogue');
    expect(() => assertConfig(fields, defaults(fields))).not.toThrow();
  });

  test.prop([fc.double()])('holds a number where that is exact', (value) => {
    expect(isInteger(value)).toBe(Number.isInteger(value) && Math.abs(value) < 2 ** 53);
  });
});
