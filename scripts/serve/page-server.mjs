// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { demoLogins } from './demo-logins.mjs';
import { securityHeaders } from './headers.mjs';
import { end } from './respond.mjs';

/** @typedef {import('./demo-logins.mjs').Demo} Demo */

const types = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
});
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt']);

/**
 * @typedef {object} PageServerOptions
 * @property {string} root folder of the built app
 * @property {number} [port] a free one unless told
 * @property {readonly string[]} wsOrigins what the page may connect to, such as `ws://127.0.0.1:8080`
 * @property {readonly string[]} [frameAncestors] origins that may frame `embed.html`
 * @property {Demo} [demo] logins of a demo cluster, handed out for its code
 */

/**
 * Serves the built app on 127.0.0.1, to pages of this address only: a foreign `Host` is refused, so that a name that
 * somebody makes point here (DNS rebinding) reads nothing.
 * @param {PageServerOptions} options
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void>, setWsOrigins: (origins: readonly string[]) => void }>}
 *   `url` without a slash at its end; `setWsOrigins` because a page's address must be known to the servers before theirs to it
 */
export async function servePages(options) {
  let wsOrigins = options.wsOrigins;
  const answerDemo = options.demo === undefined ? undefined : demoLogins(options.demo);
  const files = fileCache();

  const server = createServer((request, response) => {
    const port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    const origins = [`127.0.0.1:${port}`, `localhost:${port}`];
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    const frameAncestors = path === '/embed.html' ? options.frameAncestors : undefined;
    const headers = securityHeaders({ wsOrigins, ...(frameAncestors && { frameAncestors }) });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);

    if (!origins.includes(request.headers.host ?? ''))
      return end(response, 421, 'This server answers for 127.0.0.1 only.');
    if (path === '/demo/credentials' && answerDemo !== undefined) {
      return answerDemo(
        request,
        response,
        origins.map((host) => `http://${host}`),
      );
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Only GET is answered here.');
    sendFile(request, response, path);
  });

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {string} path
   */
  function sendFile(request, response, path) {
    const file = resolveFile(options.root, path);
    const found = file === undefined ? undefined : files(file);
    if (file === undefined || found === undefined) return end(response, 404, 'There is no such file.');
    const zipped = found.zipped !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const body = zipped ? found.zipped : found.plain;
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader(
      'Cache-Control',
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (found.zipped !== undefined) response.setHeader('Vary', 'Accept-Encoding');
    if (zipped) response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Content-Length', body?.length ?? 0);
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    })
  );
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    setWsOrigins: (origins) => void (wsOrigins = origins),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} root
 * @param {string} path of the URL
 * @returns {string | undefined} the file, never one outside of `root`
 */
export function resolveFile(root, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const file = normalize(join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  const inside = file.startsWith(normalize(root) + sep);
  // Build data such as the manifest is nobody's business.
  return inside &&
    !file
      .slice(root.length)
      .split(sep)
      .some((part) => part.startsWith('.'))
    ? file
    : undefined;
}

/** Files are read and compressed once: a build does not change while it is served. */
function fileCache() {
  /** @type {Map<string, { plain: Buffer, zipped: Buffer | undefined } | undefined>} */
  const cache = new Map();
  return (/** @type {string} */ file) => {
    if (!cache.has(file)) cache.set(file, load(file));
    return cache.get(file);
  };
}

/** @param {string} file */
function load(file) {
  try {
    if (!statSync(file).isFile()) return undefined;
  } catch {
    return undefined;
  }
  const plain = readFileSync(file);
  return { plain, zipped: compressible.has(extname(file)) ? gzipSync(plain) : undefined };
}
