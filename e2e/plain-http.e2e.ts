import { expect, test } from '@playwright/test';
import config from '../playwright.config';
import { goTo } from './support/console';
import { startFront } from './support/front';
import { startWorld } from './support/world';

const host = 'plain.test';
const { launchOptions } = config.use ?? {};

/** A name that leads to this machine and that browsers do not trust, unlike that of this machine itself. */
test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--host-resolver-rules=MAP ${host} 127.0.0.1`],
  },
});

test(
  'a page that came over plain http shows everything, changes nothing and says why',
  { tag: '@full' },
  async ({ page }) => {
    const plain = await startFront(host);
    const world = await startWorld({ build: 'production', allowedOrigins: [plain.url] });
    plain.leadTo(world.url);
    try {
      const { user, password } = world.cluster.logins.admin;
      await page.goto(plain.url);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
      await expect(page.getByText('So it only shows', { exact: false })).toBeVisible();
      await page.getByLabel('Servers').fill(world.cluster.servers.map(({ wsUrl }) => wsUrl).join('\n'));
      await page.getByLabel('User', { exact: true }).fill(user);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      await expect(page.locator('[data-testid="server-row"][data-presence="answering"]')).toHaveCount(5, {
        timeout: 20_000,
      });
      await expect(page.getByRole('alert')).toContainText('Nothing can be changed from here');
      for (const place of ['meta', 'streams/ORDERS/ORDERS', 'servers/n1', 'access']) {
        await goTo(page, place);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('button', { name: /…$/ })).toHaveCount(0);
        await expect(page.getByRole('link', { name: /…$/ })).toHaveCount(0);
      }
    } finally {
      await world.dispose();
      await plain.close();
    }
  },
);
