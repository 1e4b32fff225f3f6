// @ts-check
/**
 * Headers of every response, also of errors and above all of worker files: a worker does not inherit the policy of its
 * page, it takes the one it was served with.
 * @param {{ wsOrigins: readonly string[], frameAncestors?: readonly string[] }} options origins such as `ws://127.0.0.1:8080`;
 *   `frameAncestors`: who may frame this document, nobody unless told
 * @returns {Record<string, string>}
 */
export function securityHeaders({ wsOrigins, frameAncestors = [] }) {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src ${["'self'", ...wsOrigins].join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
    "require-trusted-types-for 'script'",
    'trusted-types conclave-worker',
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'screen-wake-lock=(self), clipboard-write=(self), fullscreen=(self)',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // It cannot name origins, so it goes as soon as somebody may frame.
    ...(frameAncestors.length === 0 ? { 'X-Frame-Options': 'DENY' } : {}),
  };
}
