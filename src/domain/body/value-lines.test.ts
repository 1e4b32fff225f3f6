import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueLines } from './value-lines';

/** The one line of a value that holds no others. */
const line = (value: unknown) => valueLines(value)?.map(({ content }) => content)[0];

describe('the lines of a decoded value', () => {
  it.each<[string, unknown, string, string]>([
    ['a text', 'a\nb', 'text', 'a\nb'],
    ['a text of digits', '1', 'text', '1'],
    ['a number that is none', Number.NaN, 'number', 'NaN'],
    ['a number without end', -Infinity, 'number', '-Infinity'],
    ['the largest of 64 bits', 2n ** 64n - 1n, 'number', '18446744073709551615'],
    ['nothing', undefined, 'word', 'undefined'],
    ['null', null, 'word', 'null'],
    ['a moment', new Date(0), 'word', '1970-01-01T00:00:00.000Z'],
    ['a moment beyond all calendars', new Date(Number.NaN), 'word', 'no time'],
    ['no bytes', new Uint8Array(), 'bytes', ''],
    ['bytes', new Uint8Array([0, 255, 16]), 'bytes', '00ff10'],
    ['as many bytes as are shown', new Uint8Array(64), 'bytes', '00'.repeat(64)],
    ['one byte more', new Uint8Array(65), 'bytes', `${'00'.repeat(64)}…`],
  ])('say %s', (_, value, type, text) => {
    expect(line(value)).toEqual({ kind: 'value', type, text });
  });

  it('name the members of a map by what they are', () => {
    const keys = ['', 'a', 1, -1.5, 2n ** 63n, true, new Uint8Array([0xab]), null, [1], new Map()];
    const lines = valueLines(new Map(keys.map((key) => [key, 0]))) ?? [];
    expect(lines.slice(1, -1).map(({ name }) => name)).toEqual(
      ['', 'a', '1', '-1.5', '9223372036854775808', 'true', 'ab', '?', '?', '?'], // prettier-ignore
    );
  });

  it('of bytes are cheap, however many there are', () => {
    const [first] = valueLines(new Uint8Array(64 * 1024 * 1024)) ?? [];
    expect(first?.content).toMatchObject({ type: 'bytes' });
    expect(first?.content.kind === 'value' && first.content.text.length).toBe(129);
  });

  it('of anything are told without an error', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true });
    fc.assert(
      fc.property(anything, (value) => {
        const lines = valueLines(value) ?? [];
        const count = (kind: string) => lines.filter(({ content }) => content.kind === kind).length;
        expect(lines.length).toBeGreaterThan(0);
        expect(count('open')).toBe(count('close'));
      }),
    );
  });
});
