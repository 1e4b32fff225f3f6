import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { literal, shorten } from './literal';

test.each([
  ['right-to-left override', 'safe\u202Egnp.exe', 'safe\\u202egnp.exe'],
  ['controls and what has no width', 'a\nb\u0000\u200bc', 'a\\u000ab\\u0000\\u200bc'],
  ['a mark for Arabic', 'a\u061cb', 'a\\u061cb'],
  ['a soft hyphen', 'a\u00adb', 'a\\u00adb'],
  ['a space that is none', 'a\u00a0b', 'a\\u00a0b'],
  ['letters without a shape', 'a\u3164b', 'a\\u3164b'],
  ['tags beyond 16 bits', 'a\u{e0041}b', 'a\\u{e0041}b'],
  ['half a character', 'a\ud800b', 'a\\ud800b'],
])('%s is written as an escape', (_, text, shown) => {
  expect(literal(text)).toBe(shown);
});

test('a name that spells an escape is told from the character itself', () => {
  expect(literal('a\\u202eb')).not.toBe(literal('a\u202eb'));
});

test('spaces that a browser would swallow are kept', () => {
  expect(literal(' a  b ')).toBe('\u00a0a \u00a0b\u00a0');
});

test('markup and other scripts stay what they are', () => {
  expect(literal('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  expect(literal('订单 заказы \\d+ 🚀')).toBe('订单 заказы \\d+ 🚀');
});

property.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
  'different texts never look the same',
  (a, b) => {
    if (a !== b) expect(literal(a)).not.toBe(literal(b));
  },
);

property.prop([fc.string({ unit: 'binary', maxLength: 40 }), fc.integer({ min: 3, max: 20 })])(
  'a shortened text keeps its ends and cuts no character in half',
  (text, most) => {
    const whole = literal(text);
    const short = shorten(whole, most);
    expect(Array.from(short).length).toBeLessThanOrEqual(Math.max(most, 0));
    expect(short).not.toMatch(/\p{Cs}/u);
    if (short !== whole) expect(whole.startsWith(short.split('…')[0]!)).toBe(true);
  },
);

test('a long name keeps both ends', () => {
  expect(shorten('x'.repeat(4096) + 'end', 11)).toBe('xxxxx…xxend');
  expect(shorten('short', 11)).toBe('short');
});
