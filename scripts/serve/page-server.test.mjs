// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servePages } from './page-server.mjs';

const code = 'c0de-c0de';
/** @type {Awaited<ReturnType<typeof servePages>>} */
let pages;
/** @type {string} */
let folder;

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/conclave-pages-`);
  mkdirSync(`${folder}/root/assets`, { recursive: true });
  mkdirSync(`${folder}/root/.vite`);
  writeFileSync(`${folder}/root/index.html`, '<!doctype html><title>index</title>');
  writeFileSync(`${folder}/root/embed.html`, '<!doctype html><title>embed</title>');
  writeFileSync(`${folder}/root/assets/engine-full-1.js`, 'export {};');
  writeFileSync(`${folder}/root/.vite/manifest.json`, '{}');
  writeFileSync(`${folder}/secret.txt`, 'outside');
  pages = await servePages({
    root: `${folder}/root`,
    wsOrigins: ['ws://127.0.0.1:9'],
    frameAncestors: ['https://console.example'],
    demo: {
      code,
      credentials: () => ({ name: 'C1', urls: ['ws://127.0.0.1:9'], logins: { admin: { user: 'admin' } } }),
    },
  });
});

afterAll(async () => {
  await pages.close();
  rmSync(folder, { recursive: true });
});

/**
 * @param {string} path sent as it is, which `fetch` would not do
 * @param {{ method?: string, headers?: Record<string, string>, body?: string }} [options]
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: string }>}
 */
function ask(path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: pages.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('pages', () => {
  test.each(['/', '/assets/engine-full-1.js', '/nothing', '/demo/credentials'])(
    'the policy goes with every response, with %s too',
    async (path) => {
      const policy = (await ask(path)).headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self' ws://127.0.0.1:9;");
      expect(policy).toContain("frame-ancestors 'none'");
    },
  );

  test('only the embedded document may be framed, and only by those named', async () => {
    const embed = await ask('/embed.html');
    expect(embed.headers['content-security-policy']).toContain('frame-ancestors https://console.example');
    expect(embed.headers['x-frame-options']).toBeUndefined();
    expect((await ask('/')).headers['x-frame-options']).toBe('DENY');
  });

  test('a foreign Host reads nothing', async () => {
    const reply = await ask('/', { headers: { host: `attacker.example:${pages.port}` } });
    expect(reply.status).toBe(421);
    expect(reply.body).not.toContain('index');
  });

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/.vite/manifest.json',
    '/%00',
    '/%',
  ])('nothing outside the build is served: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  test('hashed files may be kept for ever, documents are asked for again', async () => {
    expect((await ask('/assets/engine-full-1.js')).headers['cache-control']).toContain('immutable');
    expect((await ask('/')).headers['cache-control']).toBe('no-cache');
  });
});

describe('logins of the demo', () => {
  const json = { 'content-type': 'application/json' };
  const own = () => ({ ...json, origin: pages.url });

  test('are given to a page of this server that knows the code', async () => {
    const reply = await ask('/demo/credentials', { method: 'POST', headers: own(), body: JSON.stringify({ code }) });
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body).name).toBe('C1');
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['GET', {}, undefined, 405],
    ['POST', { ...json, origin: 'http://attacker.example' }, JSON.stringify({ code }), 403],
    ['POST', json, JSON.stringify({ code }), 403],
  ])('are refused: %s %j', async (method, headers, body, status) => {
    const reply = await ask('/demo/credentials', { method, headers, ...(body === undefined ? {} : { body }) });
    expect(reply.status).toBe(status);
    expect(reply.body).not.toContain('admin');
  });

  test('are refused to a plain form and, after twenty wrong codes, to everybody', async () => {
    const form = { 'content-type': 'text/plain', origin: pages.url };
    expect(
      (await ask('/demo/credentials', { method: 'POST', headers: form, body: JSON.stringify({ code }) })).status,
    ).toBe(415);
    for (let attempt = 0; attempt < 20; attempt++) {
      const body = JSON.stringify({ code: attempt % 2 === 0 ? `wrong${attempt}` : attempt });
      expect((await ask('/demo/credentials', { method: 'POST', headers: own(), body })).status).toBe(403);
    }
    expect(
      (await ask('/demo/credentials', { method: 'POST', headers: own(), body: JSON.stringify({ code }) })).status,
    ).toBe(429);
  });
});
