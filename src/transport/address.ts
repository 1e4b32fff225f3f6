import { err, ok, type Result } from '../lib/result';
import type { LinkProblem } from './transport';

/** Where this code runs, as far as it limits what may be dialled. */
export interface Surroundings {
  /** Protocol of the page or worker, such as `https:`; `null` outside a browser. */
  readonly protocol: string | null;
}

export function surroundings(): Surroundings {
  return { protocol: typeof location === 'undefined' ? null : location.protocol };
}

/** Checks a URL before it is dialled; returns it in its normal form. Credentials never belong in one. */
export function checkUrl(text: string, { protocol }: Surroundings): Result<string, LinkProblem> {
  const url = parseUrl(text.trim());
  if (!url || (url.protocol !== 'ws:' && url.protocol !== 'wss:') || url.hostname === '') {
    return err({ code: 'invalidUrl', url: withoutSecrets(text), detail: 'not a ws: or wss: URL' });
  }
  if (url.username !== '' || url.password !== '') {
    return err({ code: 'invalidUrl', url: withoutSecrets(text), detail: 'credentials in the URL' });
  }
  if (url.search !== '' || url.hash !== '') {
    return err({ code: 'invalidUrl', url: withoutSecrets(text), detail: 'a query or fragment in the URL' });
  }
  // Browsers let a secure page reach an insecure socket on its own machine only.
  if (protocol === 'https:' && url.protocol === 'ws:' && !isLoopback(url.hostname)) {
    return err({ code: 'mixedContent', url: url.href, detail: null });
  }
  return ok(url.href);
}

/** `null` for what is no URL. `URL.parse` would do it, but the oldest browsers and Node that are supported lack it. */
export function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

/** What may be shown of a URL that was refused: a login or a token may stand in any of these parts. */
function withoutSecrets(text: string): string {
  return text
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/\/\/.*@/s, '//')
    .slice(0, 200);
}
