/** What is wrong with the addresses, as a key of the `connect` catalogue below `url`. */
export type UrlFault = 'empty' | 'notUrl' | 'scheme' | 'credentials' | 'fragment' | 'mixed';

export interface UrlCheck {
  readonly urls: readonly string[];
  readonly fault: { readonly kind: UrlFault; readonly url: string } | null;
  /** An address without encryption, to another machine than this. */
  readonly plain: boolean;
}

/** One address a line or separated by commas. `secure`: the page came over https, and browsers then refuse `ws:`. */
export function checkUrls(text: string, secure: boolean): UrlCheck {
  const urls = text
    .split(/[\s,]+/u)
    .filter(Boolean)
    .map((url) => url.replace(/\/$/u, ''));
  if (urls.length === 0) return { urls, fault: { kind: 'empty', url: '' }, plain: false };
  for (const url of urls) {
    const kind = faultOf(url, secure);
    // An address with a login in it is not repeated on the screen.
    if (kind !== null) return { urls, fault: { kind, url: kind === 'credentials' ? '' : url }, plain: false };
  }
  return { urls, fault: null, plain: urls.some((url) => url.startsWith('ws:') && !isLoopback(new URL(url).hostname)) };
}

function faultOf(text: string, secure: boolean): UrlFault | null {
  if (!URL.canParse(text)) return text.includes('@') ? 'credentials' : 'notUrl';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return 'scheme';
  if (url.hash !== '' || text.includes('#')) return 'fragment';
  // Browsers take a loopback address for secure.
  return secure && url.protocol === 'ws:' && !isLoopback(url.hostname) ? 'mixed' : null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(host);
}
