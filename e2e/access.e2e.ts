import { expect, test } from '@playwright/test';
import { configuredAccounts } from '../src/testing/account-worlds';
import { createStream } from './support/account';
import { expectClean } from './support/axe';
import { goTo, pressEnter } from './support/console';
import { logIn } from './support/login';
import { holderOf } from './support/monitoring';
import { startWorld, type World } from './support/world';

let world: World;
const { accounts, system, of } = configuredAccounts();

test.beforeAll(async () => {
  world = await startWorld({ build: 'production', fill: false, accounts, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
  await createStream(world.cluster, { name: 'THREE', subjects: ['three.>'], num_replicas: 3 }, 'orders');
});
test.afterAll(() => world.dispose());

test('an account is given access by keyboard from the control that lacks it, and the control then works', async ({
  page,
}) => {
  if (of.ORDERS.kind !== 'password') throw new Error('this world has passwords');
  await logIn(page, world, system);
  await goTo(page, 'streams/ORDERS/THREE');
  const stepDown = page.getByRole('button', { name: 'Step down…' }).first();
  await pressEnter(stepDown);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('is not reached from here', { timeout: 15_000 });
  await dialog.getByRole('link', { name: 'Access to ORDERS…' }).press('Enter');
  const panel = page.getByTestId('account-access');
  await expect(panel).toHaveAttribute('data-route', 'none');
  await expect(panel).toContainText('ORDERS.$JS.API.INFO');
  await expect(panel).toContainText('to: "ORDERS.$JS.API.>"');
  await expectClean(page);

  await pressEnter(page.getByRole('button', { name: 'Add a connection for ORDERS…' }));
  await expect(dialog).toBeVisible();
  await expectClean(page);
  await dialog.getByLabel('User', { exact: true }).focus();
  await page.keyboard.type(of.ORDERS.user);
  await page.keyboard.press('Tab');
  await page.keyboard.type(`not ${of.ORDERS.password}`);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('refused this login', { timeout: 15_000 });
  await dialog.getByLabel('Password').fill('');
  await page.keyboard.type(of.ORDERS.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0, { timeout: 15_000 });
  await expect(panel).toHaveAttribute('data-route', 'connection');
  await expect(page.locator('[data-testid="access-row"][data-account="ORDERS"]')).toHaveAttribute(
    'data-route',
    'connection',
  );
  await expectClean(page);

  const before = await holderOf(world.cluster, 'ORDERS', 'THREE');
  await goTo(page, 'streams/ORDERS/THREE');
  await pressEnter(stepDown);
  await expect(dialog).toContainText('over the connection of ORDERS');
  await pressEnter(dialog.getByRole('button', { name: `Step down ${before}` }));
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
  expect(await holderOf(world.cluster, 'ORDERS', 'THREE')).not.toBe(before);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href]),
  );
  expect(kept).not.toContain(of.ORDERS.password);
});

test(
  'a login of another account is not kept, and what was typed stays to be mended',
  { tag: '@full' },
  async ({ page }) => {
    if (of.IMPORTED.kind !== 'password') throw new Error('this world has passwords');
    await logIn(page, world, system);
    await goTo(page, 'access?account=ORDERS');
    await page.getByRole('button', { name: 'Add a connection for ORDERS…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('User', { exact: true }).fill(of.IMPORTED.user);
    await dialog.getByLabel('Password').fill(of.IMPORTED.password);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await expect(dialog.getByRole('alert')).toContainText('of the account IMPORTED', { timeout: 15_000 });
    await expect(dialog.getByLabel('User', { exact: true })).toHaveValue(of.IMPORTED.user);
    await page.keyboard.press('Escape');
    await expect(page.getByTestId('account-access')).toHaveAttribute('data-route', 'none');
  },
);
