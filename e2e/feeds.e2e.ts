import { expect, test } from '@playwright/test';
import { expectClean } from './support/axe';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

let world: World;
test.beforeEach(async () => {
  world = await startWorld();
});
test.afterEach(() => world.dispose());

test('mirrors and sources are told from both ends, and lead to each other', { tag: '@full' }, async ({ page }) => {
  await openDemo(page, world);
  await waitForHealthy(page);
  await goTo(page, 'streams/ORDERS/ORDERS_ALL');
  const feeds = page.getByTestId('feed-row');
  await expect(feeds).toHaveCount(3);
  await expect(page.locator('[data-testid="feed-row"][data-way="into"][data-state="even"]')).toHaveCount(3, {
    timeout: 20_000,
  });
  await expect(page.getByRole('img', { name: /Takes from 3 streams/ })).toBeVisible();
  await expectClean(page);
  await feeds.filter({ hasText: 'ORDERS_1' }).click();
  await expect(page).toHaveURL(/streams\/ORDERS\/ORDERS_1/);
  await expect(feeds).toHaveCount(1);
  await expect(feeds).toHaveAttribute('data-way', 'outOf');
  await expect(feeds).toContainText('ORDERS_ALL');
  await goTo(page, 'streams/ORDERS/ORDERS');
  await expect(feeds).toContainText('ORDERS_MIRROR');
});
