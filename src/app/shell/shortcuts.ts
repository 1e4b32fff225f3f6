import { useEffect } from 'react';
import { isTyping } from '../../ui/keys';
import { navItems } from './nav';

export interface ShortcutActions {
  readonly cluster: string;
  readonly onPalette: () => void;
  /** Takes what is typed between Ctrl-K and the palette, which is loaded only then. */
  readonly typed: { current: string };
  readonly onHelp: () => void;
}

/** How long `g` waits for its letter, ms. */
const patience = 1200;
/** How long letters are kept for the palette, ms. */
const paletteWait = 3000;

/** Keys of the whole console. None of them does anything to the cluster. */
export function useShortcuts({ cluster, onPalette, onHelp, typed }: ShortcutActions): void {
  useEffect(() => {
    let pressedG = -Infinity;
    let pressedK = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        pressedK = event.timeStamp;
        typed.current = '';
        onPalette();
        return;
      }
      if (event.defaultPrevented || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.timeStamp - pressedK < paletteWait && event.key.length === 1) {
        event.preventDefault();
        typed.current += event.key;
        return;
      }
      if (event.key === '?') onHelp();
      else if (event.key === 'g') pressedG = event.timeStamp;
      else if (event.timeStamp - pressedG < patience) {
        pressedG = -Infinity;
        const item = navItems.find((known) => known.key === event.key);
        if (item === undefined) return;
        event.preventDefault();
        location.assign(item.href(cluster));
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [cluster, onPalette, onHelp, typed]);
}
