import { expect, test, type Page } from '@playwright/test';
import { request } from '../scripts/cluster/request.mjs';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { askApp } from './support/account';
import { expectClean } from './support/axe';
import { goTo, openDemo, pressEnter } from './support/console';
import { startWorld, type World } from './support/world';

let world: World;

test.beforeAll(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
  const stream = { name: 'S', subjects: ['S.>'], num_replicas: 3 };
  await waitFor(async () => 'config' in (await api('STREAM.CREATE.S', stream)), { what: 'the stream' });
  for (let sent = 0; sent < 20; sent += 1) {
    await waitFor(async () => 'seq' in (await ask(`S.${sent % 2 === 0 ? 'a' : 'b'}`, { sent })), { what: 'a message' });
  }
});
test.afterAll(() => world.dispose());

/** Over a client's own connection: outside of all that is tested. */
async function ask(subject: string, body?: unknown): Promise<Record<string, unknown>> {
  const leader = await world.cluster.waitForMetaLeader();
  return (await request(world.cluster.server(leader).clientPort, world.cluster.logins.app, subject, body)) as never;
}
const api = (what: string, body?: unknown) => ask(`$JS.API.${what}`, body);
const info = (name: string) => waitFor(() => api(`CONSUMER.INFO.S.${name}`), { what: `an answer about ${name}` });
const next = (name: string, more: object = {}) => api(`CONSUMER.MSG.NEXT.S.${name}`, { batch: 1, ...more });

async function made(name: string, more: object = {}) {
  const config = { durable_name: name, name, ack_policy: 'explicit', ...more };
  await waitFor(async () => 'config' in (await api(`CONSUMER.CREATE.S.${name}`, { stream_name: 'S', config })), {
    what: `consumer ${name}`,
  });
}

/** Messages are delivered and stay unacknowledged, so many; one that is just made or reset may not answer yet. */
async function delivered(name: string, count: number) {
  const check = async () => {
    if ((await info(name))['num_ack_pending'] === count) return true;
    await next(name);
    return false;
  };
  await waitFor(check, { what: `${count} messages of ${name}` });
}

/** A client is pinned; what it is sent carries a header, which `request` does not read. */
async function pinned(name: string, group: string) {
  const check = async () => {
    await next(name, { group }).catch(() => null);
    return JSON.stringify((await info(name))['priority_groups'] ?? []).includes('pinned_client_id');
  };
  await waitFor(check, { what: `${name} has a pinned client` });
}

const title = (page: Page) => page.getByTestId('consumer-title');
const outcome = (page: Page) => page.getByTestId('outcome');
const path = (name: string) => `streams/APP/S/consumers/${name}`;

async function opened(page: Page, name: string) {
  await openDemo(page, world);
  await goTo(page, 'streams/APP/S');
  await page.locator(`[data-testid="consumer-row"][data-consumer="${name}"] a`).first().click();
  await expect(title(page)).toHaveAttribute('data-state', 'ok', { timeout: 20_000 });
}

/** Confirms what the open dialog plans, and closes it when the servers have shown it. */
async function confirm(page: Page, button: string) {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
  await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
}

test('a consumer is read, paused, resumed, reset and deleted on its page', async ({ page }) => {
  await made('reader', { filter_subject: 'S.a', max_deliver: 7, metadata: { team: 'orders' } });
  await delivered('reader', 3);
  await opened(page, 'reader');
  const readings = page.locator('dl').first();
  await expect(readings).toContainText(/Unprocessed\s*7/);
  await expect(readings).toContainText(/Not acknowledged\s*3/);
  const config = page.getByTestId('consumer-config');
  await expect(config).toHaveAttribute('data-state', 'whole');
  await expect(config).toContainText('S.a');
  await expect(config).toContainText('at most 7');
  await expect(config).toContainText('{"team": "orders"}');
  await expect(page.getByTestId('copy-row')).toHaveCount(3);

  await pressEnter(page.getByRole('button', { name: 'Pause…' }));
  await page.getByRole('dialog').getByLabel('Pause for').selectOption('8 hours');
  await confirm(page, 'Pause reader');
  expect(await info('reader')).toMatchObject({ paused: true });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('consumer-paused')).toContainText(/another (8 h|7 h 59 min)/);
  await expectClean(page);
  await page.getByRole('button', { name: 'Resume…' }).click();
  await confirm(page, 'Resume reader');
  expect((await info('reader'))['paused'] ?? false).toBe(false);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('consumer-paused')).toHaveCount(0);

  await page.getByRole('button', { name: 'Reset…' }).click();
  await confirm(page, 'Reset reader');
  await page.keyboard.press('Escape');
  await expect(readings).toContainText(/Not acknowledged\s*0/);

  await delivered('reader', 2);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 messages are delivered and not acknowledged');
  await dialog.getByLabel('Confirmation').fill('reader');
  await confirm(page, 'Delete reader');
  expect(await info('reader')).toMatchObject({ error: { err_code: 10014 } });
  // The outcome stays readable although the page behind it has lost its consumer.
  await expect(page.getByTestId('consumer-gone')).toBeVisible({ timeout: 20_000 });
  await expect(outcome(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Delete…' })).toHaveCount(0);
});

test('a consumer that is deleted, or made anew under its name, while its page is open is told as such', async ({
  page,
}) => {
  await made('flicker');
  await opened(page, 'flicker');
  await askApp(world.cluster, 'CONSUMER.DELETE.S.flicker');
  await expect(page.getByTestId('consumer-gone')).toBeVisible({ timeout: 20_000 });
  await made('flicker', { description: 'the second' });
  await expect(page.getByTestId('consumer-another')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByTestId('consumer-config')).toContainText('the second');
  await page.getByRole('button', { name: 'Go on with this one' }).click();
  await expect(page.getByTestId('consumer-another')).toHaveCount(0);
  await goTo(page, path('nobody'));
  await expect(page.getByText('No such consumer')).toBeVisible();
});

test('a pinned client is shown, and gives way @full', async ({ page }) => {
  await made('pinned', { priority_policy: 'pinned_client', priority_groups: ['fast'] });
  await pinned('pinned', 'fast');
  await opened(page, 'pinned');
  const group = page.locator('[data-testid="priority-group"][data-group="fast"]');
  await expect(group).toHaveAttribute('data-client', /.+/);
  await group.getByRole('button', { name: 'Unpin…' }).click();
  await confirm(page, 'Unpin pinned');
  await page.keyboard.press('Escape');
  await expect(group).toContainText('nobody');
});
