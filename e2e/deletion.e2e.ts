import { expect, test } from '@playwright/test';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { createStream } from './support/account';
import { goTo, openDemo, streamRow, waitForHealthy } from './support/console';
import { sampleServers } from './support/monitoring';
import { startWorld, type World } from './support/world';

test.describe('deletion of a stream', { tag: '@full' }, () => {
  let world: World;
  test.beforeAll(async () => {
    world = await startWorld({ fill: false });
    for (const name of ['PLAIN', 'GONE'])
      await createStream(world.cluster, { name, subjects: [`${name}.>`], num_replicas: 1 });
  });
  test.afterAll(() => world.dispose());

  test('takes its name typed, and is verified also where the only copy is on a dead server', async ({ page }) => {
    test.setTimeout(180_000);
    await openDemo(page, world);
    await waitForHealthy(page);
    const remove = async (name: string) => {
      await goTo(page, `streams/APP/${name}`);
      await page.getByRole('button', { name: 'Delete…' }).click();
      const dialog = page.getByRole('dialog');
      const confirm = dialog.getByRole('button', { name: `Delete ${name}` });
      await expect(confirm).toHaveAttribute('aria-disabled', 'true');
      await dialog.getByLabel('Confirmation').fill(name);
      await confirm.click();
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 30_000 });
      await page.keyboard.press('Escape');
    };
    await remove('PLAIN');
    const holder = [...(await sampleServers(world.cluster)).streams.get('APP/GONE')!.copies.keys()][0]!;
    await world.cluster.kill(holder);
    await goTo(page, 'streams');
    await expect(streamRow(page, 'APP', 'GONE')).toHaveAttribute('data-health', 'unreachable', { timeout: 30_000 });
    // The dead one may have led the meta group.
    await world.cluster.waitForMetaLeader();
    await remove('GONE');
    await goTo(page, 'streams');
    await expect(streamRow(page, 'APP', 'GONE')).toHaveCount(0, { timeout: 30_000 });
    // It does not come back with its server.
    await world.cluster.start(holder);
    await world.cluster.waitUntilHealthy();
    const streams = async () => [...(await sampleServers(world.cluster)).streams.keys()];
    await waitFor(async () => (await streams()).length === 0, { what: 'no stream' });
    await expect(streamRow(page, 'APP', 'GONE')).toHaveCount(0);
  });
});
