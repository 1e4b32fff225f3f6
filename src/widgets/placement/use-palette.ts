import { useEffect, useState } from 'react';
import { readPalette, type Palette } from './matrix-palette';
import { forgetWidths } from './pen';

/** The colours of the theme, read anew when it changes, and after fonts have come. `null` where nothing can be drawn. */
export function usePalette(): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(readPalette);
  useEffect(() => {
    const read = () => setPalette(readPalette());
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    let gone = false;
    void document.fonts.ready.then(() => {
      if (gone) return;
      forgetWidths();
      read();
    });
    return () => {
      gone = true;
      observer.disconnect();
    };
  }, []);
  return palette;
}
