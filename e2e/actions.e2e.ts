import { readFileSync } from 'node:fs';
import { expect, test, type Page, type Response } from '@playwright/test';
import { copyRow, goTo, openDemo, pressEnter, waitForHealthy } from './support/console';
import { holderOf, sampleServers } from './support/monitoring';
import { startWorld, type World } from './support/world';

/** Tokens of subjects that change something, as scripts/check-bundle.mjs looks for them. */
const changing =
  /["'`.](STEPDOWN|REMOVE|MOVE|CANCEL_MOVE|EVACUATE|RESCUE|PURGE|CREATE|UPDATE|DELETE|PAUSE|RESET|UNPIN)["'`.]/;

/**
 * What the page and its worker load from now on. The client library is left out: its one file carries JetStream calls
 * that nothing of ours uses.
 */
function loadedScripts(page: Page) {
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  return () =>
    Promise.all(
      responses
        .map((response) => ({ response, name: new URL(response.url()).pathname.split('/').at(-1) ?? '' }))
        .filter(({ name }) => name.endsWith('.js') && !name.startsWith('nats-'))
        .map(async ({ response, name }) => ({ name, text: await response.text() })),
    );
}

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version });
    });
    test.afterAll(() => world.dispose());

    test('a stream leader steps down, by keyboard, and the servers name the one on the page', async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      const before = await holderOf(world.cluster, 'ORDERS', 'ORDERS');
      await goTo(page, 'streams/ORDERS/ORDERS');
      await pressEnter(page.getByRole('button', { name: 'Step down…' }).first());
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByText('ORDERS.$JS.API.STREAM.LEADER.STEPDOWN.ORDERS', { exact: true })).toBeVisible();
      await pressEnter(dialog.getByRole('button', { name: `Step down ${before}` }));
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      const after = await holderOf(world.cluster, 'ORDERS', 'ORDERS');
      expect(after).not.toBe(before);
      await expect(page.getByTestId('outcome')).toContainText(after);
      await page.keyboard.press('Escape');
      await expect(copyRow(page, after)).toHaveAttribute('data-role', 'leader');
      // Written down with its outcome, and still there for a page that is opened anew.
      await goTo(page, 'activity');
      const change = page.locator('[data-testid="change-row"][data-command="streamStepDown"]');
      await expect(change).toHaveAttribute('data-state', 'verified');
      await page.reload();
      await expect(change).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export' }).click();
      const lines = readFileSync(await (await saved).path(), 'utf8');
      expect(JSON.parse(lines)).toMatchObject({ command: { kind: 'streamStepDown' }, before: { leader: before } });
    });

    test('a copy moves off the chosen server, and the page ends with what the servers hold', async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'streams/ORDERS/ORDERS');
      const before = [...(await sampleServers(world.cluster)).streams.get('ORDERS/ORDERS')!.copies.keys()];
      await page.getByRole('button', { name: 'Move a copy…' }).click();
      const dialog = page.getByRole('dialog');
      const from = before.at(-1)!;
      await dialog.getByLabel('Copy on').selectOption(from);
      await dialog.getByRole('button', { name: `Move the copy off ${from}` }).click();
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 35_000 });
      await page.keyboard.press('Escape');
      const after = [...(await sampleServers(world.cluster)).streams.get('ORDERS/ORDERS')!.copies.keys()];
      expect(after).toHaveLength(before.length);
      expect(after).not.toContain(from);
      await expect(copyRow(page, from)).toHaveCount(0);
      for (const name of after) await expect(copyRow(page, name)).toHaveCount(1);
    });

    test('an observer sees no control, and nothing that it loads could change a cluster', async ({ page }) => {
      const loaded = loadedScripts(page);
      await openDemo(page, world, 'observer');
      await waitForHealthy(page);
      for (const place of ['meta', 'streams', 'streams/ORDERS/ORDERS', 'servers/n1', 'placement', 'activity']) {
        await goTo(page, place);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect(page.getByRole('button', { name: /…$/ })).toHaveCount(0);
      }
      const scripts = await loaded();
      expect(scripts.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^engine-full-/));
      expect(scripts.filter(({ text }) => changing.test(text)).map(({ name }) => name)).toEqual([]);
    });

    test('an administrator has the controls, and what changes a cluster is loaded with the first', async ({ page }) => {
      const loaded = loadedScripts(page);
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'meta');
      expect((await loaded()).filter(({ text }) => changing.test(text))).toEqual([]);
      await page.getByRole('button', { name: 'Step down…' }).click();
      await expect(page.getByRole('dialog')).toContainText('$JS.API.META.LEADER.STEPDOWN');
      const names = (await loaded()).filter(({ text }) => changing.test(text)).map(({ name }) => name);
      expect(names).toContainEqual(expect.stringMatching(/^create-commands-/));
    });

    test('a dead server is removed once its name and the number of lost streams are typed', async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      // The only server of its zone, to which the demo pins a stream of one copy.
      const name = 'n3';
      await goTo(page, 'meta');
      await expect(page.getByRole('button', { name: 'Step down…' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Remove a server…' })).toHaveCount(0);
      await world.cluster.kill(name);
      const peer = page.locator(`[data-testid="peer-row"][data-server="${name}"]`);
      await expect(peer).toHaveAttribute('data-presence', 'silent');
      await page.getByRole('button', { name: 'Remove a server…' }).click();
      const dialog = page.getByRole('dialog');
      // Another one that misses a round may stand first.
      await dialog.getByLabel('Server', { exact: true }).selectOption(name);
      const confirm = dialog.getByRole('button', { name: `Remove ${name}` });
      await expect(confirm).toHaveAttribute('aria-disabled', 'true');
      await expect(dialog.getByRole('listitem').first()).toBeVisible();
      const label = dialog.getByText(new RegExp(`^Type ${name} \\d+ to confirm$`));
      // How many are lost changes while others fall silent or elect.
      await expect(async () => {
        const wanted = /^Type (.*) to confirm$/.exec((await label.textContent({ timeout: 2_000 })) ?? '')?.[1] ?? '';
        await dialog.getByLabel('Confirmation').fill(wanted);
        await expect(confirm).not.toHaveAttribute('aria-disabled', 'true', { timeout: 1_000 });
      }).toPass({ timeout: 45_000 });
      await confirm.click();
      await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
      const leader = await world.cluster.waitForMetaLeader();
      const jsz = (await world.cluster.monitor(leader, '/jsz')) as { meta_cluster?: { cluster_size?: number } };
      expect(jsz.meta_cluster?.cluster_size).toBe(4);
    });
  });
}
