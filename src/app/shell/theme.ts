import { useSyncExternalStore } from 'react';
import { preferences } from '../../state/storage';

export type Theme = 'dark' | 'light';

const root = document.documentElement;

/** What `<html>` is marked with: by `theme-init.js` before the first paint and with the system, here by choice. */
const marked = (): Theme => (root.dataset['theme'] === 'light' ? 'light' : 'dark');

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function choose(theme: Theme): void {
  root.dataset['theme'] = theme;
  preferences.set('conclave.theme', theme);
}

/** The theme that is shown, and what chooses one for good. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, marked), choose];
}
