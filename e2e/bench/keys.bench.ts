import { expect, test, type Page } from '@playwright/test';
import { connectAs } from '../../scripts/demo/client.mjs';
import { goTo, openDemo } from '../support/console';
import { addConnection } from '../support/login';
import { startWorld, type World } from '../support/world';
import { measured } from './measured';
import { report } from './results';

const keys = 100_000;
/** Keys written between two looks at whether the server keeps up. */
const burst = 20_000;
/** Changes a second, and seconds of them. */
const rate = 1_000;
const seconds = 15;

let world: World;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
  const app = await connectAs(world.cluster, 'app');
  const bucket = await app.jetstream().views.kv('big', { replicas: 1 });
  for (let sent = 0; sent < keys; sent += burst) {
    for (let index = sent; index < sent + burst; index += 1)
      app.publish(`$KV.big.user.${String(index).padStart(6, '0')}`, '{"plan":"free"}');
    await app.flush();
    await expect.poll(async () => (await bucket.status()).values, { timeout: 60_000 }).toBe(sent + burst);
  }
  await app.close();
});
test.afterAll(() => world.dispose());

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1024;
}

/** Writes so many keys a second until it is stopped. */
async function change(): Promise<() => Promise<void>> {
  const app = await connectAs(world.cluster, 'app');
  let next = 0;
  const timer = setInterval(() => {
    for (let sent = 0; sent < rate / 20; sent += 1) {
      app.publish(`$KV.big.user.${String((next * 7919) % keys).padStart(6, '0')}`, `{"n":${String(next)}}`);
      next += 1;
    }
  }, 50);
  return async () => {
    clearInterval(timer);
    await app.close();
  };
}

test('a bucket of 100,000 keys, and one that changes 1,000 times a second', async ({ browser, page }) => {
  await openDemo(page, world);
  await goTo(page, 'kv/APP/big');
  await page.getByTestId('needs-connection').click();
  await addConnection(page, 'APP', world.cluster.logins.app);
  const before = await heap(page);
  const state = page.getByTestId('keys-state');
  const opened = Date.now();
  await measured(browser, page, 'keys, 100,000: open', async () => {
    await goTo(page, 'kv/APP/big');
    await expect(state).toHaveAttribute('data-complete', 'true', { timeout: 60_000 });
    await expect(state).toHaveAttribute('data-count', String(keys));
  });
  report('keys, 100,000: until all are listed', 'ms', [Date.now() - opened]);
  report('keys, 100,000: memory of the page', 'KiB', [(await heap(page)) - before]);
  const grid = page.getByRole('grid', { name: 'Keys' });
  await measured(browser, page, 'keys, 100,000: scroll', async () => {
    for (let step = 1; step <= 40; step += 1) {
      await grid.evaluate((element, part) => element.scrollTo(0, (element.scrollHeight * part) / 41), step);
      await expect(page.getByTestId('key-row').first()).toBeVisible();
    }
  });
  await measured(browser, page, 'keys, 100,000: filter and sort', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('4711');
    await expect(page.getByTestId('key-row').first()).toContainText('4711');
    await page.keyboard.press('Escape');
    await goTo(page, 'kv/APP/big');
    await expect(state).toHaveAttribute('data-count', String(keys));
    for (const [sort, first] of [
      ['-key', '099999'],
      ['-revision', '099999'],
      ['key', '000000'],
    ] as const) {
      await goTo(page, `kv/APP/big?sort=${sort}`);
      await expect(page.locator('[data-testid="key-row"][data-index="0"]')).toContainText(first);
    }
  });
  const stop = await change();
  await measured(browser, page, 'keys, 100,000: 1,000 changes a second', async () => {
    // A share of time, not a condition: what is measured is what comes in it.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  });
  await goTo(page, 'kv/APP/big?sort=-revision');
  await measured(browser, page, 'keys, 100,000: the same, the newest first', async () => {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  });
  await page.getByTestId('key-row').first().click();
  await expect(page.getByTestId('key-value')).not.toHaveAttribute('data-revision', '');
  await stop();
  report('keys, 100,000: memory of the page, after the changes', 'KiB', [(await heap(page)) - before]);
});
