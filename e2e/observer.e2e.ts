import { expect, test, type Page } from '@playwright/test';
import { goTo, openDemo, serverRow, streamRow, waitForHealthy } from './support/console';
import { holderOf } from './support/monitoring';
import { startWorld, type World } from './support/world';

let world: World;

test.beforeEach(async () => {
  world = await startWorld();
});

test.afterEach(() => world.dispose());

test('an observer who comes after a crash is told whose streams cannot be seen', async ({ page }) => {
  const holder = await holderOf(world.cluster, 'ORDERS', 'AUDIT');
  await world.cluster.kill(holder);
  await world.cluster.waitForMetaLeader();
  await openDemo(page, world, 'observer');
  await expect(serverRow(page, holder)).toHaveAttribute('data-presence', /silent|neverHeard/, { timeout: 15_000 });
  const sentence = page.getByTestId('overview-sentence');
  // Nothing tells this login of a stream whose only copy is on the dead server: it must not look complete.
  await expect(sentence).toContainText(/ORDERS.* cannot be seen/, { timeout: 15_000 });
  await expect(sentence).not.toHaveAttribute('data-state', 'ok');
  await goTo(page, 'streams');
  await expect(page.getByText(/ORDERS.* cannot be seen by this login/)).toBeVisible();
  await expect(streamRow(page, 'ORDERS', 'AUDIT')).toHaveCount(0);
});

test(
  'an observer who was there before, and loads the page again, still knows the stream',
  { tag: '@full' },
  async ({ page }) => {
    await openDemo(page, world, 'observer');
    await waitForHealthy(page);
    await goTo(page, 'streams');
    await expect(streamRow(page, 'ORDERS', 'AUDIT')).toHaveAttribute('data-health', 'healthy');
    const holder = await holderOf(world.cluster, 'ORDERS', 'AUDIT');
    await expect.poll(() => remembers(page, 'AUDIT'), { timeout: 15_000 }).toBe(true);
    await world.cluster.kill(holder);
    await world.cluster.waitForMetaLeader();
    // The tab logs in again by itself, as the one last chosen, and stays where it was.
    await page.reload();
    await expect(streamRow(page, 'ORDERS', 'AUDIT')).toHaveAttribute('data-health', 'unreachable', { timeout: 15_000 });
    await expect(streamRow(page, 'ORDERS', 'AUDIT')).toHaveAttribute('data-source', 'remembered');
  },
);

test('the printed address once more in the same tab offers both logins again, and is not kept', async ({ page }) => {
  await openDemo(page, world, 'observer');
  const { hash } = new URL(world.demoUrl);
  await page.evaluate((code) => {
    location.hash = code;
  }, hash);
  await expect(page.getByRole('button', { name: 'Open as admin' })).toBeVisible();
  expect(page.url()).not.toContain(hash);
});

/** Whether the browser's own store names the stream. */
function remembers(page: Page, stream: string): Promise<boolean> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('not read'));
      });
    const database = await done(indexedDB.open('conclave'));
    const store = database.transaction('inventory').objectStore('inventory');
    const rows: unknown[] = await done(store.getAll());
    database.close();
    return JSON.stringify(rows, (_key, value: unknown) => (value instanceof Map ? [...value] : value)).includes(name);
  }, stream);
}
