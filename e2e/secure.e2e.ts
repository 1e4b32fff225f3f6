import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { generate } from 'selfsigned';
import config from '../playwright.config';
import { goTo } from './support/console';
import { startFront, type Front } from './support/front';
import { startWorld, type World } from './support/world';

const host = 'console.test';
const { launchOptions } = config.use ?? {};

test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${host} 127.0.0.1`],
  },
});

/** The console over https, and servers whose WebSocket listeners have a certificate of nobody that a browser knows. */
async function startSecure(): Promise<{ world: World; front: Front; wssUrls: string[]; dispose: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'conclave-certificate-'));
  const certificate = await generate([{ name: 'commonName', value: host }], {
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: host },
        ],
      },
    ],
  });
  const files = { certFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
  writeFileSync(files.certFile, certificate.cert);
  writeFileSync(files.keyFile, certificate.private, { mode: 0o600 });
  const front = await startFront(host, { cert: certificate.cert, key: certificate.private });
  const world = await startWorld({
    ...{ build: 'production', fill: false, certificate: files },
    ...{ allowedOrigins: [front.url], wsOrigins: ['wss://127.0.0.1:*'] },
  });
  front.leadTo(world.url);
  return {
    ...{ world, front },
    wssUrls: world.cluster.servers.map(({ wsUrl }) => wsUrl.replace('ws:', 'wss:')),
    dispose: async () => {
      await world.dispose();
      await front.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function logIn(page: Page, world: World, urls: readonly string[]) {
  const { user, password } = world.cluster.logins.admin;
  await page.getByLabel('Servers').fill(urls.join('\n'));
  await page.getByLabel('User', { exact: true }).fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

test(
  'over https and wss the picture is live and the meta leader steps down; ws is refused with the reason',
  { tag: '@full' },
  async ({ browser }) => {
    const { world, front, wssUrls, dispose } = await startSecure();
    await world.cluster.waitUntilHealthy();
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    try {
      const page = await context.newPage();
      await page.goto(front.url);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
      await logIn(page, world, ['ws://nats.example.com:8080']);
      await expect(page.getByText('the browser refuses ws://nats.example.com:8080', { exact: false })).toBeVisible();

      await logIn(page, world, wssUrls);
      await expect(page.locator('[data-testid="server-row"][data-presence="answering"]')).toHaveCount(5, {
        timeout: 20_000,
      });
      const before = await world.cluster.waitForMetaLeader();
      await goTo(page, 'meta');
      await page.getByRole('button', { name: 'Step down…' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: `Step down ${before}` })
        .click();
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await world.cluster.waitForMetaLeader()).not.toBe(before);
    } finally {
      await context.close();
      await dispose();
    }
  },
);

test(
  'a certificate that the browser does not trust is among the reasons, with how to look at it',
  { tag: '@full' },
  async ({ page }) => {
    const { world, wssUrls, dispose } = await startSecure();
    try {
      await page.goto(world.url);
      await logIn(page, world, wssUrls.slice(0, 1));
      const problem = page.locator('[data-problem="unreachable"]');
      await expect(problem).toContainText(wssUrls[0] ?? '', { timeout: 15_000 });
      await expect(problem).toContainText('a certificate the browser does not trust');
      await expect(problem).toContainText('open the https:// form');
    } finally {
      await dispose();
    }
  },
);
