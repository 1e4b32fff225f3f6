import { useState } from 'react';
import { preferences } from '../../state/storage';

export type Theme = 'dark' | 'light';

/** Set on `<html>` by `theme-init.js` before the first paint; this changes and keeps the choice. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() =>
    document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark',
  );
  const choose = (chosen: Theme) => {
    document.documentElement.dataset['theme'] = chosen;
    preferences.set('conclave.theme', chosen);
    setTheme(chosen);
  };
  return [theme, choose];
}
