import 'i18next';
import type { english } from './catalogues';

declare module 'i18next' {
  interface CustomTypeOptions {
    // All of them, so that `t('namespace:key')` is checked everywhere without naming namespaces in every component.
    defaultNS: ['ui', 'connect', 'meta', 'model', 'overview', 'problems', 'servers', 'shell', 'streams', 'what-if'];
    resources: typeof english;
  }
}
