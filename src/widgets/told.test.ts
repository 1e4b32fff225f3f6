import { beforeAll, describe, expect, it } from 'vitest';
import type { Translate } from '../ui/translate';
import { englishWords } from '../testing/words';
import { toldWords } from './told';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});
const at = new Date(2026, 10, 21, 1, 3, 46, 912).getTime();

describe('where a number is from', () => {
  it('is the server that said it, and when', () => {
    expect(toldWords(t, { by: 'n2', at })).toBe('said by n2 at 01:03:46');
    expect(toldWords(t, { by: '', at })).toBe('said at 01:03:46');
  });

  it('says that a number is only the last known one, with its day', () => {
    expect(toldWords(t, { by: 'n2', at, kept: true })).toBe('last known, said by n2 at 2026-11-21 01:03:46');
    expect(toldWords(t, { by: '', at, kept: true })).toBe('last known, from 2026-11-21 01:03:46');
  });

  it('is nothing where nobody ever said it, and a hostile name literal', () => {
    expect(toldWords(t, { by: 'n2', at: null })).toBe('');
    expect(toldWords(t, { by: 'a\u202Eb', at })).toContain('a\\u202eb');
  });
});
