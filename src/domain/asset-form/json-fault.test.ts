import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault';

describe('where a text stops being JSON', () => {
  it.each([
    ['{"a": 1,}', 1, 9, '}'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"'],
    ['{a: 1}', 1, 2, 'a'],
    ['{"a" 1}', 1, 6, '1'],
    ['[1, 2', 1, 6, ''],
    ['', 1, 1, ''],
    ['{"a": tru}', 1, 7, 't'],
    ['{"a": 01}', 1, 8, '1'],
    ['{} x', 1, 4, 'x'],
    ['{"a": "b\n"}', 1, 9, '\n'],
    ['{"a": "b', 1, 9, ''],
    ['{"a": "\\x"}', 1, 8, '\\'],
    ["{'a': 1}", 1, 2, "'"],
    ['[1 2]', 1, 4, '2'],
    ['{"a":1]', 1, 7, ']'],
    ['{"name": "S",\r\n "subjects": ["a",]\r\n}', 2, 19, ']'],
    ['😀', 1, 1, '😀'],
  ])('%j: line %i, column %i', (text, line, column, found) => {
    expect(jsonFault(text)).toEqual({ line, column, found });
  });

  it('there is none exactly where the parser finds none', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', '\n', '\\'))
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken), (text) => {
        expect(jsonFault(text) === null).toBe(parses(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('a text of brackets alone does not exhaust the stack', () => {
    expect(jsonFault('['.repeat(500_000))).toMatchObject({ line: 1, column: 500_001, found: '' });
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
