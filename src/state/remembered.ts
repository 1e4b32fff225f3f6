import * as v from 'valibot';
import { preferences, type Shelf } from './storage';

const key = 'conclave.urls';
const most = 8;
const schema = v.fallback(v.pipe(v.string(), v.parseJson(), v.array(v.string())), []);

/** Addresses connected to before, latest first. Addresses only: a login is never kept here. */
export function rememberedUrls(shelf: Shelf = preferences): readonly string[] {
  return v.parse(schema, shelf.get(key) ?? '[]');
}

export function rememberUrls(urls: readonly string[], shelf: Shelf = preferences): void {
  const all = [...new Set([...urls, ...rememberedUrls(shelf)])];
  shelf.set(key, JSON.stringify(all.slice(0, most)));
}

export function forgetUrl(url: string, shelf: Shelf = preferences): void {
  shelf.set(key, JSON.stringify(rememberedUrls(shelf).filter((known) => known !== url)));
}
