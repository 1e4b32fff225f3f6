import type { english } from './catalogues';

type English = typeof english;

declare module '../../ui/translate' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merges the catalogue into the one that is named
  interface Catalogue extends English {}
}
