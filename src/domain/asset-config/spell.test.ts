import { describe, expect, it } from 'vitest';
import { oneOfEach as fields } from '../../testing/asset-config/one-of-each';
import { defaults } from './config';
import { goDuration } from './duration';
import { spellFields, spellValue } from './spell';

describe('a value in the form of another tool', () => {
  const spelled = (field: keyof typeof fields, value: unknown) => spellValue(fields[field], value, goDuration);
  it.each<[keyof typeof fields, unknown, unknown]>([
    ['text', '', ''],
    ['text', 5, null],
    ['texts', ['a', ''], ['a', '']],
    ['texts', [], []],
    ['texts', ['a', null], null],
    ['texts', 'a', null],
    ['count', 2n ** 64n - 1n, 2n ** 64n - 1n],
    ['count', 1.5, null],
    ['limit', 'unlimited', -1],
    ['limit', 0, 0],
    ['duration', 90_000_000_000, '1m30s'],
    ['duration', 2n ** 63n - 1n, '2562047h47m16s854ms775us807ns'],
    ['duration', null, null],
    ['durations', [1, 1000], ['1ns', '1us']],
    ['durations', [1, 0.5], null],
    ['time', null, null],
    ['time', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['flag', false, false],
    ['flag', 'no', null],
    ['entries', { a: 'b' }, { a: 'b' }],
    ['entries', [], null],
    ['choice', 'b', 'b'],
    ['part', { name: 'a' }, null],
    ['parts', [], null],
  ])('%s: %s', (field, value, expected) => {
    expect(spelled(field, value)).toEqual(expected);
  });

  it('is missing where the tool has no word for its field, or no form for the value, and only where it is set', () => {
    const names = { text: 'Text', count: null, duration: 'Duration', durations: 'Durations' };
    const whole = (value: number | bigint) => (BigInt(value) % 1000n === 0n ? Number(value) / 1000 : null);
    const spell = (given: object) => spellFields(fields, { ...defaults(fields), ...given }, names, whole);
    expect(spell({})).toEqual({ written: [], missing: [] });
    expect(spell({ flag: true, texts: ['a'] })).toEqual({ written: [], missing: [] });
    expect(spell({ text: 'a', count: 1, duration: 1500, durations: [1000, 2000] })).toEqual({
      written: [
        ['Text', 'a'],
        ['Durations', [1, 2]],
      ],
      missing: ['count', 'duration'],
    });
    expect(spell({ durations: [1000, 1] })).toEqual({ written: [], missing: ['durations'] });
  });
});
