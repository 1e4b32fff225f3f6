import { expect, test, type Page } from '@playwright/test';
import { createStream } from './support/account';
import { expectClean } from './support/axe';
import { goTo, openDemo, pressEnter, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

interface Jsz {
  readonly streams: number;
  readonly meta_cluster?: { readonly cluster_size?: number };
}

test.describe('check-lists', { tag: '@full' }, () => {
  let world: World;
  test.beforeEach(async () => {
    world = await startWorld({ fill: false });
    for (const name of ['A', 'B', 'C'])
      await createStream(world.cluster, { name, subjects: [`${name}.>`], num_replicas: 3 });
  });
  test.afterEach(() => world.dispose());

  const step = (page: Page, id: string) => page.locator(`[data-testid="check-step"][data-step="${id}"]`);
  /** Whether a step is open or done, once the page can say so. */
  async function settled(page: Page, id: string) {
    await expect(step(page, id)).toHaveAttribute('data-state', /done|open/, { timeout: 30_000 });
    return step(page, id).getAttribute('data-state');
  }
  const list = (page: Page) => page.getByTestId('check-list');

  test('a server is taken out for good by its list, which a page that is loaded anew finds where it was', async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const server = 'n3';
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, `servers/${server}`);
    await page.getByRole('link', { name: 'Take out…' }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: `Take ${server} out for good` })).toBeVisible();
    await expect(step(page, 'ready')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    await expectClean(page);

    // Whether it leads anything is chance; where it does, its leaders go first.
    if ((await settled(page, 'leaders')) === 'open') {
      await pressEnter(step(page, 'leaders').getByRole('button', { name: 'Move leaders away…' }));
      await pressEnter(page.getByRole('button', { name: /^Move (\d+ )?leaders?$/ }));
      await expect(page.getByTestId('leader-plan')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
      await page.keyboard.press('Escape');
      await expect(step(page, 'leaders')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    }
    if ((await settled(page, 'copies')) === 'open') {
      await pressEnter(step(page, 'copies').getByRole('button', { name: 'Evacuate…' }));
      await expect(page).toHaveURL(/open=evacuation/);
      // The plan has an address of its own, and so has what runs.
      await page.reload();
      const dialog = page.getByRole('dialog');
      await pressEnter(dialog.getByRole('button', { name: 'Start' }));
      await expect(page.getByTestId('evacuation-state')).toHaveAttribute('data-state', 'ended', { timeout: 120_000 });
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    }
    await expect(step(page, 'copies')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    if ((await settled(page, 'meta')) === 'open') {
      await pressEnter(step(page, 'meta').getByRole('button', { name: 'Step down…' }));
      await pressEnter(page.getByRole('button', { name: `Step down ${server}` }));
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
      await page.keyboard.press('Escape');
    }
    await expect(step(page, 'stop')).toHaveAttribute('data-state', 'open', { timeout: 30_000 });
    await expect(step(page, 'stop')).toContainText('nats-server --signal ldm');
    expect(((await world.cluster.monitor(server, '/jsz')) as Jsz).streams).toBe(0);

    await world.cluster.kill(server);
    await expect(step(page, 'stop')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    await expect(step(page, 'stop')).toContainText('it counts as stopped');
    await page.reload();
    await expect(step(page, 'remove')).toHaveAttribute('data-state', 'open', { timeout: 30_000 });
    await expectClean(page);

    await pressEnter(step(page, 'remove').getByRole('button', { name: 'Remove a server…' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Confirmation').fill(server);
    await pressEnter(dialog.getByRole('button', { name: `Remove ${server}` }));
    await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 30_000 });
    await page.keyboard.press('Escape');
    await expect(list(page)).toHaveAttribute('data-state', 'ended', { timeout: 60_000 });
    await expect(list(page)).toContainText(`${server} is out for good`);
    const leader = await world.cluster.waitForMetaLeader();
    expect(((await world.cluster.monitor(leader, '/jsz')) as Jsz).meta_cluster?.cluster_size).toBe(4);
    await goTo(page, 'activity');
    const change = page.locator('[data-testid="change-row"][data-command="serverRemove"]');
    await expect(change).toHaveAttribute('data-state', 'verified');
  });

  test('a server is restarted in its turn, and the address alone remembers where the list is', async ({ page }) => {
    test.setTimeout(180_000);
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, 'servers');
    await page.getByRole('link', { name: 'Rolling restart…' }).press('Enter');
    await expect(step(page, 'whole')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    await expectClean(page);
    await pressEnter(page.getByRole('button', { name: 'Begin' }));
    await expect(page).toHaveURL(/since=/);
    const current = page.locator('[data-testid="restart-row"][data-state="current"]');
    await expect(current).toHaveCount(1);
    const server = (await current.getAttribute('data-server')) ?? '';
    if ((await settled(page, 'leaders')) === 'open') {
      await pressEnter(page.getByRole('button', { name: 'Move leaders away…' }));
      await pressEnter(page.getByRole('button', { name: /^Move (\d+ )?leaders?$/ }));
      await expect(page.getByTestId('leader-plan')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
      await page.keyboard.press('Escape');
    }
    await expect(step(page, 'stop')).toHaveAttribute('data-state', 'open', { timeout: 30_000 });
    await world.cluster.stop(server);
    await expect(step(page, 'start')).toHaveAttribute('data-state', 'open', { timeout: 30_000 });
    await expect(step(page, 'stop')).toContainText('announced its shutdown');
    await page.reload();
    const row = page.locator(`[data-testid="restart-row"][data-server="${server}"]`);
    await expect(row).toHaveAttribute('data-state', 'down', { timeout: 30_000 });
    await world.cluster.start(server);
    await expect(row).toHaveAttribute('data-state', 'restarted', { timeout: 30_000 });
    await expect(step(page, 'whole')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await expect(current).not.toHaveAttribute('data-server', server);
  });
});
