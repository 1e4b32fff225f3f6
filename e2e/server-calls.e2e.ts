import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { expectClean } from './support/axe';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

interface Connz {
  readonly connections?: readonly { readonly cid: number; readonly name?: string }[];
}

test.describe('what one server is asked', { tag: '@full' }, () => {
  let world: World;
  test.beforeAll(async () => {
    world = await startWorld({ fill: false });
  });
  test.afterAll(() => world.dispose());

  const outcome = (page: Page) => page.getByTestId('outcome');

  /** A client that stays where it is whatever it is told. */
  async function idleClient(server: string, name: string) {
    const socket = connect(world.cluster.server(server).clientPort, '127.0.0.1');
    const { user, password } = world.cluster.logins.app;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => chunk.toString().includes('PING') && socket.write('PONG\r\n'));
    socket.write(`CONNECT ${JSON.stringify({ user, pass: password, name, verbose: false, protocol: 1 })}\r\nPING\r\n`);
    const clients = async () => ((await world.cluster.monitor(server, '/connz')) as Connz).connections ?? [];
    const cid = () => clients().then((all) => all.find((one) => one.name === name)?.cid ?? null);
    await waitFor(cid, { what: 'the client' });
    return { cid, end: () => socket.destroy() };
  }

  test('a client is nudged, which it may not care for, and then closed; never one of this console', async ({
    page,
  }) => {
    const server = 'n2';
    const idle = await idleClient(server, 'idle <b>one</b>');
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, `servers/${server}`);
    const row = page.getByTestId('client-row').filter({ hasText: 'idle <b>one</b>' });
    await row.getByRole('button', { name: 'Nudge…' }).click({ timeout: 20_000 });
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('nobody is cut off');
    await expectClean(page);
    const cid = await idle.cid();
    await dialog.getByRole('button', { name: `Nudge #${String(cid)}` }).click();
    await expect(outcome(page)).toHaveAttribute('data-state', 'notVerified', { timeout: 15_000 });
    await expect(outcome(page)).toContainText('still connected');
    await page.keyboard.press('Escape');
    expect(await idle.cid()).toBe(cid);

    await row.getByRole('button', { name: 'Close…' }).click();
    await dialog.getByRole('button', { name: `Close #${String(cid)}` }).click();
    await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
    expect(await idle.cid()).toBeNull();
    // What came of it stays to be read when the row that it was asked from is gone.
    await expect(row).toHaveCount(0, { timeout: 15_000 });
    await expect(outcome(page)).toHaveAttribute('data-state', 'verified');
    await page.keyboard.press('Escape');

    // Its own connection, on the server that it is connected with, has no control.
    const via =
      /via (\S+)/.exec(
        (await page
          .getByText(/via n\d/)
          .first()
          .textContent()) ?? '',
      )?.[1] ?? '';
    await goTo(page, `servers/${via}`);
    const own = page.getByTestId('client-row').filter({ hasText: 'this console' });
    await expect(own).toHaveCount(1, { timeout: 20_000 });
    await expect(own.getByRole('button')).toHaveCount(0);
    idle.end();
  });

  test('a configuration is loaded anew; one with a mistake is refused in the words of the server, without paths', async ({
    page,
  }) => {
    const server = 'n3';
    const file = join(world.cluster.dir, server, 'nats.conf');
    const text = readFileSync(file, 'utf8');
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, `servers/${server}`);
    const dialog = page.getByRole('dialog');
    const reload = async () => {
      await page.getByRole('button', { name: 'Reload…' }).click();
      await dialog.getByRole('button', { name: `Reload ${server}` }).click({ timeout: 15_000 });
    };
    try {
      await reload();
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      await expect(outcome(page)).toContainText('the same as before');
      await page.keyboard.press('Escape');
      writeFileSync(file, `${text}\nlogtime: true\n`);
      await reload();
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      await expect(outcome(page)).toContainText('another one than before');
      await page.keyboard.press('Escape');
      writeFileSync(file, `${text}\ninclude "./nowhere.conf"\n`);
      await reload();
      await expect(outcome(page)).toHaveAttribute('data-state', 'failed', { timeout: 15_000 });
      await expect(outcome(page)).toContainText('…/nowhere.conf');
      await expect(dialog).not.toContainText(world.cluster.dir);
      await page.keyboard.press('Escape');
      await goTo(page, 'activity');
      await expect(page.getByTestId('change-row')).toHaveCount(3);
      await expect(page.locator('main')).not.toContainText(world.cluster.dir);
    } finally {
      writeFileSync(file, text);
    }
  });
});

test.describe('a meta group that lost its quorum', { tag: '@full' }, () => {
  test('is not rescued before ten minutes have passed, and the page says so', async ({ page }) => {
    test.setTimeout(120_000);
    const world = await startWorld({ fill: false });
    try {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'meta');
      await expect(page.getByRole('button', { name: 'Step down…' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Rescue…' })).toHaveCount(0);
      for (const name of ['n3', 'n4', 'n5']) await world.cluster.kill(name);
      await page.getByRole('button', { name: 'Rescue…' }).click({ timeout: 60_000 });
      const dialog = page.getByRole('dialog');
      await expect(dialog.getByRole('checkbox')).toHaveCount(3);
      for (const box of await dialog.getByRole('checkbox').all()) await box.check();
      await dialog.getByLabel('Confirmation').fill(world.cluster.clusterName);
      await expect(dialog).toContainText('less than ten minutes');
      await expect(dialog.getByRole('button', { name: 'Rescue' })).toHaveAttribute('aria-disabled', 'true');
      await expectClean(page);
      // Two come back: nothing is to be rescued any more, and the dialog says why.
      for (const name of ['n3', 'n4']) await world.cluster.start(name);
      await expect(dialog).toContainText('has a leader', { timeout: 60_000 });
    } finally {
      await world.dispose();
    }
  });
});
