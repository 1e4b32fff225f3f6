import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { entryOf, isPlainToken } from './object-entry';

it('an entry is found by the name in UTF-8, as other clients write it', () => {
  expect(entryOf('a file.bin')).toBe('YSBmaWxlLmJpbg==');
  expect(entryOf('ünï')).toBe(Buffer.from('ünï').toString('base64'));
  expect(entryOf('漢字 🙂 ~?')).toBe(Buffer.from('漢字 🙂 ~?').toString('base64url') + '=');
});

it('a token has no blank, no dot and no wildcard', () => {
  for (const token of ['a', 'Zx-_=9', '$']) expect(isPlainToken(token)).toBe(true);
  for (const token of ['', 'a.b', '*', '>', 'a b', 'ü', 'a\n', '\u0000']) expect(isPlainToken(token)).toBe(false);
});

test.prop([fc.string({ unit: 'binary' })])('an entry is one token for any name, and says the name again', (name) => {
  const entry = entryOf(name);
  expect(Buffer.from(entry, 'base64url').toString()).toBe(name);
  expect(entry === '' || isPlainToken(entry)).toBe(true);
  expect(entry.length % 4).toBe(0);
});

it('an entry of the longest name is made in no time', () => {
  expect(entryOf('x'.repeat(1_000_000))).toHaveLength(1_333_336);
});
