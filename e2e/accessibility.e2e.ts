import { expect, test } from '@playwright/test';
import { expectCleanInBothThemes } from './support/axe';
import { chooseRole, goTo, openDemo, serverRow, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

let world: World;
test.beforeEach(async () => {
  world = await startWorld();
});
test.afterEach(() => world.dispose());

/** Placement, replica lag and topology are looked at by their own tests. */
const screens = [
  'overview',
  'meta',
  'meta?servers=n1,n4',
  'servers',
  'servers/n1',
  'streams',
  'streams/ORDERS/ORDERS',
  'activity',
  'what-if?servers=n1,n4',
  'what-if?servers=n1,n4&show=consumers',
];

for (const state of ['healthy', 'with a silent server'] as const)
  test(
    `axe finds nothing on any screen, in both themes, ${state}`,
    { tag: state === 'healthy' ? [] : '@full' },
    async ({ page }) => {
      await page.goto(world.demoUrl);
      await expect(page.getByRole('button', { name: /administrator/i })).toBeVisible();
      await expectCleanInBothThemes(page, 'connect');
      await chooseRole(page, 'admin');
      await waitForHealthy(page);
      if (state !== 'healthy') {
        await world.cluster.kill('n3');
        await expect(serverRow(page, 'n3')).toHaveAttribute('data-presence', 'silent');
      }
      for (const screen of screens) {
        await goTo(page, screen);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectCleanInBothThemes(page, screen);
      }
    },
  );

test('every screen is reached, and a stream opened, by keyboard alone', async ({ page }) => {
  await openDemo(page, world);
  await waitForHealthy(page);
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/#\/c\/C1\/streams/);
  await expect(page.locator('[data-testid="stream-row"]').first()).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('ORDERS_3');
  await expect(page.locator('[data-testid="stream-row"]')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.locator('[data-testid="stream-row"]').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/streams\/ORDERS\/ORDERS_3/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('n4');
  await expect(page.getByRole('combobox')).toHaveValue('n4');
  await expect(page.getByRole('option', { name: /n4/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/servers\/n4/);
});

test('a screen with nothing but text on it is reached and scrolled by keyboard', { tag: '@full' }, async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 320 });
  await openDemo(page, world);
  await waitForHealthy(page);
  await world.cluster.kill('n3');
  await expect(serverRow(page, 'n3')).toHaveAttribute('data-presence', 'silent');
  await goTo(page, 'activity');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
  const content = page.locator('#content');
  const outline = () => content.evaluate((element) => getComputedStyle(element).outlineStyle);
  await expect(content).toBeFocused();
  // Nobody pressed a key to come here.
  expect(await outline()).toBe('none');
  await page.keyboard.press('Shift+Tab');
  await expect(content).not.toBeFocused();
  await page.keyboard.press('Tab');
  await expect(content).toBeFocused();
  expect(await outline()).toBe('solid');
  await page.keyboard.press('End');
  await expect.poll(() => content.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await expectCleanInBothThemes(page);
});
