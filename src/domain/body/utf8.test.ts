import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReadable, textOf, textStart } from './utf8';

const bytes = (text: string) => new TextEncoder().encode(text);
const of = (...values: number[]) => new Uint8Array(values);
const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('the text of bytes', () => {
  it('is the one that was written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textOf(bytes(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['a continuation alone', of(0x80)],
    ['a character that is cut', of(0xe2, 0x82)],
    ['more bytes than the character needs', of(0xc0, 0xaf)],
    ['half of a pair', of(0xed, 0xa0, 0x80)],
    ['a code beyond the last', of(0xf4, 0x90, 0x80, 0x80)],
    ['a byte that begins nothing', of(0xf8, 0x88, 0x80, 0x80, 0x80)],
  ])('is none with %s', (_, wrong) => {
    expect(textOf(wrong)).toBeNull();
    expect(textOf(of(0x61, ...wrong, 0x61))).toBeNull();
  });
});

describe('the beginning of a text', () => {
  it('is as much as the bytes hold whole, wherever they are cut', () => {
    fc.assert(
      fc.property(anyText, fc.nat(200), (text, most) => {
        const whole = bytes(text);
        const start = textStart(whole, most);
        const size = Math.min(most, whole.length);
        expect(start !== null && text.startsWith(start)).toBe(true);
        // A character is of four bytes at most: the one that is cut is all that is missing.
        expect(size - bytes(start ?? '').length).toBeLessThan(4);
      }),
    );
  });

  it('is none where the last bytes before the cut are not the beginning of a character', () => {
    for (const wrong of [0xff, 0xc0, 0x80])
      for (const place of [157, 158, 159]) {
        const body = new Uint8Array(200).fill(0x61);
        body[place] = wrong;
        expect(textStart(body, 160)).toBeNull();
      }
    // The euro, of which the second byte is another one's.
    expect(textStart(of(0x61, 0xe2, 0x41, 0x61), 3)).toBeNull();
    expect(textStart(of(0xff, 0xff), 1)).toBeNull();
  });

  it('is read anew each time, whatever the one before left open', () => {
    expect(textStart(of(0x61, 0xe2, 0x82, 0xac), 2)).toBe('a');
    expect(textStart(of(0xff, 0xff), 1)).toBeNull();
    expect(textStart(of(0x62, 0x63, 0x64), 2)).toBe('bc');
  });
});

describe('a text is to be read', () => {
  it.each([
    ['', true],
    ['\n\r\t', true],
    ['a'.repeat(9) + '\u001b', true],
    ['a'.repeat(8) + '\u001b', false],
    ['a'.repeat(9) + '\u0085', true],
    ['a'.repeat(100) + '\u0000', false],
    ['a'.repeat(5_000) + '\u0001'.repeat(5_000), true],
    ['\u200b\ufeff\u202e', true],
  ])('with no more than one control character in ten: %j', (text, readable) => {
    expect(isReadable(text)).toBe(readable);
  });
});
