import { expect, test } from '@playwright/test';
import { goTo, openDemo, serverRow } from './support/console';
import { startWorld, type World } from './support/world';

let world: World;

test.beforeAll(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitForMetaLeader();
});
test.afterAll(() => world.dispose());

test(
  'a screen that cannot be loaded says so, and does not stand in the way of the others',
  { tag: '@full' },
  async ({ page }) => {
    // As after the installation of a newer version: the files of this one are gone.
    await page.route('**/assets/server-page-*.js', (route) => route.fulfill({ status: 404 }));
    await openDemo(page, world);
    await goTo(page, 'servers/n1');
    await expect(page.getByText('This screen could not be loaded')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Load again' })).toBeVisible();
    await goTo(page, 'servers');
    await expect(serverRow(page, 'n1')).toBeVisible();
    await expect(page.getByText('This screen could not be loaded')).toHaveCount(0);
  },
);
