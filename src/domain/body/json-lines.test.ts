import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-lines';

/** Names and texts in their order, as they are drawn. */
const drawn = (text: string) =>
  jsonLines(text)?.flatMap(({ name, content }) =>
    content.kind === 'close' ? [] : [[name, content.kind === 'value' ? content.text : content.bracket]],
  ) ?? null;

describe('the lines of a JSON', () => {
  it.each([
    ['-0', '-0'],
    ['1E400', '1E400'],
    ['1e-7', '1e-7'],
    ['0.10', '0.10'],
    ['18446744073709551615', '18446744073709551615'],
    ['-9223372036854775808', '-9223372036854775808'],
    [`1${'0'.repeat(5_000)}`, `1${'0'.repeat(5_000)}`],
  ])('hold the number %s as it is written', (text, expected) => {
    expect(drawn(text)).toEqual([[null, expected]]);
    expect(drawn(` [\n${text}\t] `)).toEqual([
      [null, '['],
      [null, expected],
    ]);
  });

  it('hold names and texts unescaped, in any script, also those that the language uses itself', () => {
    const names = ['', '__proto__', 'constructor', 'a"b', 'a\\', '漢字', '\u0000', '\ud800', 'a\u2028b', ':,{}[]'];
    const members = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(name)}`);
    expect(drawn(`{${members.join(',')}}`)).toEqual([[null, '{'], ...names.map((name) => [name, name])]);
    expect(drawn(String.raw`{"\u0061\/":"\ud83d\ude00"}`)).toEqual([
      [null, '{'],
      ['a/', '😀'],
    ]);
  });

  it('tell a name from a text behind every mark', () => {
    expect(drawn('{"a":["b",{"c":"d"},"e"],"f":{},"g":"h"}')).toEqual([
      [null, '{'],
      ['a', '['],
      [null, 'b'],
      [null, '{'],
      ['c', 'd'],
      [null, 'e'],
      ['f', '{'],
      ['g', 'h'],
    ]);
  });

  it.each(['nul', '{a:1}', "{'a':1}", '[1,]', '01', '.5', '+1', 'NaN', '"a\nb"', '[1] x', '\ufeff[]', '{"a" 1}', ' '])(
    'are none of what is no JSON: %j',
    (text) => {
      expect(jsonLines(text)).toBeNull();
    },
  );

  it('are none of more characters than are taken apart, and some of as many', () => {
    const text = (length: number) => `"${'x'.repeat(length - 2)}"`;
    expect(jsonLines(text(4_000_000))).toHaveLength(1);
    expect(jsonLines(text(4_000_001))).toBeNull();
  });

  it('are found of a text that is one escape after another, and of one that is blanks', () => {
    const [line] = jsonLines(`"${String.raw`\n`.repeat(1_999_999)}"`) ?? [];
    expect(line?.content.kind === 'value' && line.content.text.length).toBe(1_999_999);
    expect(jsonLines(`[${' '.repeat(3_900_000)}]`)).toHaveLength(2);
  });

  it('of any text are some or none, and some exactly where it is JSON', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '"a"', '1', '-', 'e', 'true', 'null', ' ');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(jsonLines(text) !== null).toBe(isJson);
      }),
      { numRuns: 2_000 },
    );
  });
});
