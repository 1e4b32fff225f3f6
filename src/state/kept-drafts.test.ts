import { describe, expect, it } from 'vitest';
import { forgetDraft, keepDraft, keptDraft } from './kept-drafts';
import type { Shelf } from './storage';

function memory(): Shelf & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    get: (key) => texts.get(key) ?? null,
    set: (key, value) => void texts.set(key, value),
    remove: (key) => void texts.delete(key),
  };
}

describe('what somebody was typing', () => {
  it('is kept until it is forgotten, integers beyond 2^53 exactly', () => {
    const shelf = memory();
    const draft = {
      at: 5,
      drafts: { name: 'S', sources: [{ name: 'O' }] },
      beside: [{ path: ['later'], value: { big: 18_446_744_073_709_551_615n } }],
    };
    keepDraft('one', draft, shelf);
    expect(keptDraft('one', shelf)).toEqual(draft);
    expect(keptDraft('two', shelf)).toBeNull();
    forgetDraft('one', shelf);
    expect(keptDraft('one', shelf)).toBeNull();
  });

  it.each(['', 'null', '7', '[]', '{"at":"x","drafts":{}}', '{"drafts":{}}', '{broken'])(
    '%s in the store is taken for nothing',
    (text) => {
      const shelf = memory();
      keepDraft('one', { at: 1, drafts: {}, beside: null }, shelf);
      const [key = ''] = shelf.texts.keys();
      shelf.set(key, text);
      expect(keptDraft('one', shelf)).toBeNull();
    },
  );
});
