import { expect, test } from '@playwright/test';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { sampleServers } from './support/monitoring';
import { startWorld, type World } from './support/world';

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version });
    });
    test.afterAll(() => world.dispose());

    test('leaders leave a server one after the other, and the servers say so', async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      // One that leads a stream with more than one copy.
      const before = (await sampleServers(world.cluster)).streams;
      const replicated = [...before].filter(([, { copies }]) => copies.size > 1);
      const server = replicated[0]![1].leader;
      const led = replicated.filter(([, { leader }]) => leader === server).map(([name]) => name);
      await goTo(page, `servers/${server}`);
      await page.getByRole('button', { name: 'Move leaders away…' }).click();
      const plan = page.getByTestId('leader-plan');
      await expect(plan).toHaveAttribute('data-state', 'plan');
      // Consumers are asked for while the plan is shown; some of the demo are led there, or by others: both is well.
      await expect(plan).toHaveAttribute('data-unread', '0', { timeout: 20_000 });
      for (const name of led) await expect(plan).toContainText(name.split('/')[1]!);
      await page.getByRole('button', { name: /^Move \d+ leader/ }).click();
      await expect(plan).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
      await expect(plan.getByRole('alert')).toContainText(/^Done: \d+ of \d+ leaders? moved/);
      const consumers = page.locator('[data-testid="leader-step"][data-kind="consumerStepDown"]');
      const states = await consumers.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state') ?? ''));
      // One whose leader was another by then is skipped.
      expect(states.filter((state) => !['verified', 'skipped'].includes(state))).toEqual([]);
      const after = (await sampleServers(world.cluster)).streams;
      for (const name of led) expect(after.get(name)?.leader).not.toBe(server);
    });

    test('a stream is scaled by what its page offers, and even numbers are explained', async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'streams/ORDERS/ORDERS');
      await page.getByRole('button', { name: 'Scale…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Copies').selectOption('4');
      await expect(dialog).toContainText('An even number gains nothing');
      await dialog.getByLabel('Copies').selectOption('1');
      const confirm = dialog.getByRole('button', { name: 'Scale to 1' });
      await expect(confirm).toHaveAttribute('aria-disabled', 'true');
      await dialog.getByLabel('Copies').selectOption('5');
      await dialog.getByRole('button', { name: 'Scale to 5' }).click();
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 40_000 });
      const copies = (await sampleServers(world.cluster)).streams.get('ORDERS/ORDERS')!.copies;
      expect(copies.size).toBe(5);
    });
  });
}
