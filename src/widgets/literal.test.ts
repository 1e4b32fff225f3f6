import { expect, test } from 'vitest';
import { literal, shorten } from './literal';

test('what changes the direction of writing, and what cannot be seen, is written as an escape', () => {
  expect(literal('safe\u202Egnp.exe')).toBe('safe\\u202egnp.exe');
  expect(literal('a\nb\u0000\u200bc')).toBe('a\\u000ab\\u0000\\u200bc');
});

test('markup and other scripts stay what they are', () => {
  expect(literal('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  expect(literal('订单 заказы')).toBe('订单 заказы');
});

test('a long name keeps both ends', () => {
  expect(shorten('x'.repeat(4096) + 'end', 11)).toBe('xxxxx…xxend');
  expect(shorten('short', 11)).toBe('short');
});
