import { describe, expect, it } from 'vitest';
import { forgetUrl, rememberedUrls, rememberUrls } from './remembered';
import { guarded, type Shelf } from './storage';

const blocked = () =>
  guarded(() => {
    throw new DOMException('blocked', 'SecurityError');
  });

function shelfWith(text: string): Shelf {
  const shelf = blocked();
  shelf.set('conclave.urls', text);
  return shelf;
}

describe('remembered addresses', () => {
  it('are the latest first, each once, at most eight, also where storage is blocked', () => {
    const shelf = blocked();
    for (let i = 0; i < 10; i += 1) rememberUrls([`ws://n${String(i)}:1`], shelf);
    rememberUrls(['ws://n5:1'], shelf);
    expect(rememberedUrls(shelf)[0]).toBe('ws://n5:1');
    expect(rememberedUrls(shelf)).toHaveLength(8);
    forgetUrl('ws://n5:1', shelf);
    expect(rememberedUrls(shelf)).not.toContain('ws://n5:1');
  });

  it.each(['', 'no json', '{"a":1}', '[1]'])('are none when the storage holds %j', (text) => {
    expect(rememberedUrls(shelfWith(text))).toEqual([]);
  });
});
