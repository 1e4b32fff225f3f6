import { useEffect } from 'react';
import { isTyping } from '../../ui/keys';
import { navItems } from './nav';

export interface ShortcutActions {
  readonly cluster: string;
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

/** How long `g` waits for its letter, ms. */
const patience = 1200;

/** Keys of the whole console. None of them does anything to the cluster. */
export function useShortcuts({ cluster, onPalette, onHelp }: ShortcutActions): void {
  useEffect(() => {
    let pressedG = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.defaultPrevented || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]') !== null) return;
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
  }, [cluster, onPalette, onHelp]);
}
