// @ts-check
import { createHash, timingSafeEqual } from 'node:crypto';
import { end } from './respond.mjs';

/**
 * @typedef {object} Demo
 * @property {string} code new at each start; the printed URL carries it in its fragment, which no browser sends
 * @property {() => { name: string, urls: string[], logins: Record<string, object> }} credentials of the running cluster
 */

/** Wrong codes after which nothing is handed out any more: 128 bits cannot be guessed, but why allow trying? */
const maxWrongCodes = 20;
const maxBodyBytes = 1024;

/**
 * Hands out the demo's logins: by POST from a page of the same origin that knows the code. Never in a file or a query.
 * @param {Demo} demo
 */
export function demoLogins(demo) {
  let wrongCodes = 0;
  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {readonly string[]} origins of this server
   */
  return (request, response, origins) => {
    if (request.method !== 'POST') return end(response, 405, 'Only POST is answered here.');
    if (!origins.includes(request.headers.origin ?? '')) return end(response, 403, 'Only for pages of this server.');
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return end(response, 415, 'JSON only.');
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      body += chunk;
      if (body.length > maxBodyBytes) request.destroy();
    });
    request.on('end', () => {
      if (wrongCodes >= maxWrongCodes) return end(response, 429, 'Too many wrong codes. Start the demo again.');
      if (!isCode(body, demo.code)) {
        wrongCodes += 1;
        return end(response, 403, 'This is not the code of the running demo. Use the URL that it printed last.');
      }
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.setHeader('Cache-Control', 'no-store');
      response.end(JSON.stringify(demo.credentials()));
    });
  };
}

/**
 * @param {string} body
 * @param {string} code
 */
function isCode(body, code) {
  let given;
  try {
    given = JSON.parse(body).code;
  } catch {
    return false;
  }
  // Hashed, since only texts of equal length can be compared in constant time.
  const [a, b] = [given, code].map((text) => createHash('sha256').update(String(text)).digest());
  return typeof given === 'string' && a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
