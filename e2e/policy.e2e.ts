import { expect, test } from '@playwright/test';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

let world: World;
test.beforeEach(async () => {
  world = await startWorld();
});
test.afterEach(() => world.dispose());

test('the built app runs under the policy without a violation', async ({ page }) => {
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (error) => violations.push(error.message));
  await openDemo(page, world);
  await waitForHealthy(page);
  for (const path of ['meta', 'servers', 'servers/n1', 'streams', 'streams/ORDERS/ORDERS', 'overview']) {
    await goTo(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(violations).toEqual([]);
});

test('inside the worker eval and a foreign fetch fail', async ({ page }) => {
  await openDemo(page, world);
  const engine = page.workers().find((worker) => worker.url().includes('engine-full'))!;
  // In a task of its own: what the driver evaluates itself is exempt from the policy.
  const evaluated = await engine.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String((0, eval)('1 + 1')));
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'thrown');
          }
        });
      }),
  );
  expect(evaluated).toBe('EvalError');

  // Any page may read the monitoring port, so only the policy can be what refuses it.
  const foreign = `${world.cluster.servers[0]!.monitorUrl}/varz`;
  expect((await page.request.get(foreign)).ok()).toBe(true);
  const fetched = await engine.evaluate(
    (url) =>
      fetch(url).then(
        () => 'answered',
        () => 'refused',
      ),
    foreign,
  );
  expect(fetched).toBe('refused');
});

test('the code of the demo leaves the address at once and is in no request line', async ({ page }) => {
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await openDemo(page, world);
  const code = new URL(world.demoUrl).hash.slice('#demo='.length);
  expect(page.url()).not.toContain(code);
  expect(urls.filter((url) => new URL(url).pathname !== '/' && url.includes(code))).toEqual([]);
  await page.reload();
  await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 20_000 });
});
