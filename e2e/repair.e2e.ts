import { expect, test } from '@playwright/test';
import { request } from '../scripts/cluster/request.mjs';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { createStream } from './support/account';
import { goTo, openDemo } from './support/console';
import { sampleServers } from './support/monitoring';
import { startWorld, type World } from './support/world';

/*
 * A set that is short of a copy which nobody makes anew: 2.15 leaves one when it evacuates a server and none fits, and 2.10
 * when a copy is removed although none fits.
 */
for (const version of ['2.15.1', '2.10.27'])
  test.describe(`nats-server ${version}`, { tag: '@full' }, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version, names: ['n1', 'n2', 'n3'], fill: false });
    });
    test.afterAll(() => world.dispose());

    async function ask(login: 'admin' | 'app', subject: string, body?: unknown): Promise<unknown> {
      const { cluster } = world;
      return request(
        cluster.server(await cluster.waitForMetaLeader()).clientPort,
        cluster.logins[login],
        subject,
        body,
      );
    }

    /** Last sequence by server. */
    async function copiesOf(): Promise<ReadonlyMap<string, number>> {
      const { streams } = await sampleServers(world.cluster);
      return streams.get('APP/SHORT')?.copies ?? new Map<string, number>();
    }

    test('a stream that lost a copy for good is made whole again, with its messages', async ({ page }) => {
      test.setTimeout(180_000);
      await createStream(world.cluster, { name: 'SHORT', subjects: ['SHORT.>'], num_replicas: 3 });
      for (let sent = 0; sent < 20; sent += 1) await ask('app', 'SHORT.x', { sent });
      await openDemo(page, world);
      await goTo(page, 'streams/APP/SHORT');
      await expect(page.getByTestId('copy-row')).toHaveCount(3, { timeout: 20_000 });
      await expect(page.getByRole('button', { name: 'Repair…' })).toHaveCount(0);

      const peer = [...(await copiesOf()).keys()].at(-1);
      const [login, subject] =
        version === '2.15.1'
          ? (['admin', '$JS.API.SERVER.EVACUATE'] as const)
          : (['app', '$JS.API.STREAM.PEER.REMOVE.SHORT'] as const);
      await ask(login, subject, { peer });
      await waitFor(async () => (await copiesOf()).size === 2, { what: 'two copies' });

      await page.getByRole('button', { name: 'Repair…' }).click({ timeout: 30_000 });
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('Make a backup first');
      await expect(dialog).toContainText('Once the first step is verified.');
      await dialog.getByLabel('Confirmation').fill('SHORT');
      await dialog.getByRole('button', { name: 'Scale to 1' }).click();
      await expect(page.getByTestId('outcome').first()).toHaveAttribute('data-state', 'verified', { timeout: 40_000 });
      expect((await copiesOf()).size).toBe(1);
      await dialog.getByRole('button', { name: 'Scale to 3' }).click({ timeout: 30_000 });
      await expect(page.getByTestId('outcome')).toHaveCount(2, { timeout: 60_000 });
      await expect(page.getByTestId('outcome').last()).toHaveAttribute('data-state', 'verified');
      await page.keyboard.press('Escape');
      expect([...(await copiesOf()).values()]).toEqual([20, 20, 20]);
      await expect(page.getByRole('button', { name: 'Repair…' })).toHaveCount(0, { timeout: 20_000 });
    });
  });
