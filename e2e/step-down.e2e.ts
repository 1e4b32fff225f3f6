import { expect, test } from '@playwright/test';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];

for (const version of versions) {
  test(`nats-server ${version}: the meta leader steps down, and the servers themselves name the one on the page`, async ({
    page,
  }) => {
    const world: World = await startWorld({ version, fill: false });
    try {
      await openDemo(page, world);
      await waitForHealthy(page);
      const before = await world.cluster.waitForMetaLeader();
      await goTo(page, 'meta');
      await page.getByRole('button', { name: 'Step down…' }).click();
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText('$JS.API.META.LEADER.STEPDOWN', { exact: true })).toBeVisible();
      await dialog.getByRole('button', { name: `Step down ${before}` }).click();
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      const after = await world.cluster.waitForMetaLeader();
      expect(after).not.toBe(before);
      await expect(page.getByTestId('outcome')).toContainText(after);
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await expect(page.getByTestId('meta-leader')).toHaveAttribute('data-leader', after);
    } finally {
      await world.dispose();
    }
  });
}

test('a read-only document shows the same picture and no control', async ({ page }) => {
  const world = await startWorld();
  try {
    for (const document of ['wall.html', 'embed.html']) {
      await page.goto(world.demoUrl.replace('/#', `/${document}#`));
      await page.getByRole('button', { name: /observer/i }).click();
      await expect(page.locator('[data-testid="server-row"][data-presence="answering"]')).toHaveCount(5, {
        timeout: 20_000,
      });
      await goTo(page, 'meta');
      await expect(page.getByTestId('meta-leader')).toHaveAttribute(
        'data-leader',
        await world.cluster.waitForMetaLeader(),
      );
      await expect(page.getByRole('button', { name: 'Step down…' })).toHaveCount(0);
      expect(page.workers().map((worker) => worker.url().includes('engine-read'))).toEqual([true]);
      await page.context().clearCookies();
      await page.evaluate(() => {
        sessionStorage.clear();
      });
    }
  } finally {
    await world.dispose();
  }
});
