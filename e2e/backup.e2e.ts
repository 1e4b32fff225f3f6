import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { connectAs } from '../scripts/demo/client.mjs';
import { askApp, createStream } from './support/account';
import { expectCleanAtRest } from './support/axe';
import { goTo, openDemo } from './support/console';
import { startWorld, type World } from './support/world';

let world: World;
const full = { tag: '@full' };
/** Together more than 20 MB, which no compression makes small. */
const [count, size] = [50, 500_000];

test.beforeAll(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
  await createStream(world.cluster, { name: 'SHELF', subjects: ['SHELF.>'], num_replicas: 3 });
  const outside = await connectAs(world.cluster, 'app');
  const body = () => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    return bytes;
  };
  for (let sent = 0; sent < count; sent += 1) {
    await outside.jetstream().publish(`SHELF.${String(sent % 3)}`, body(), { timeout: 20_000 });
  }
  const manager = await outside.jetstreamManager();
  await manager.streams.deleteMessage('SHELF', 7);
  await askApp(world.cluster, 'CONSUMER.CREATE.SHELF.reader', {
    stream_name: 'SHELF',
    config: { name: 'reader', durable_name: 'reader', ack_policy: 'explicit' },
  });
  await outside.close();
});
test.afterAll(() => world.dispose());

async function connectApp(page: Page) {
  const { user, password } = world.cluster.logins.app;
  await page.getByTestId('needs-connection').click();
  await page.getByRole('button', { name: 'Add a connection for APP…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User', { exact: true }).fill(user);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 15_000 });
}

test(
  'a stream is kept as a file and comes back from it; stopped, nothing is kept and nothing is left',
  full,
  async ({ page }, info) => {
    test.setTimeout(240_000);
    await openDemo(page, world);
    await goTo(page, 'streams/APP/SHELF');
    await page.getByRole('button', { name: 'Backup…' }).click();
    const dialog = page.getByRole('dialog');
    // Without a connection of the account there are the commands of the nats tool.
    await expect(dialog).toContainText('nats stream backup --check SHELF');
    await expectCleanAtRest(page);
    await connectApp(page);

    await goTo(page, 'streams/APP/SHELF');
    await page.getByRole('button', { name: 'Backup…' }).click();
    await expect(dialog).toContainText('49 messages', { timeout: 15_000 });
    await expectCleanAtRest(page);

    // Slow enough to be seen and stopped: the browser gets no more than that.
    const throttled = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 0, downloadThroughput: 3_000_000, uploadThroughput: 3_000_000 };
    await throttled.send('Network.enable');
    await throttled.send('Network.emulateNetworkConditions', slow);
    const state = dialog.getByTestId('backup-state');
    await dialog.getByRole('button', { name: 'Back up', exact: true }).click();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await expect(state).toHaveAttribute('data-state', 'stopped', { timeout: 30_000 });
    await expect(dialog.getByRole('alert')).toContainText('nothing was kept');

    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Back up again' }).click();
    await expect(state).toContainText('of about 23', { timeout: 30_000 });
    const file = await download;
    await expect(state).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await expect(state).toContainText('In it are 49 messages; consumers: 1.');
    expect(file.suggestedFilename()).toMatch(/^SHELF-\d{8}T\d{6}Z\.tar$/);
    const path = info.outputPath('shelf.tar');
    await file.saveAs(path);
    expect((await readFile(path)).byteLength).toBeGreaterThan(20_000_000);
    await expectCleanAtRest(page);

    const outside = await connectAs(world.cluster, 'app');
    const manager = await outside.jetstreamManager();
    const before = (await manager.streams.info('SHELF')).state;

    await dialog.getByRole('link', { name: 'Restore a backup…' }).click();
    const restore = page.getByTestId('restore');
    await restore.getByLabel(/The \.tar that this console makes/).setInputFiles(path);
    await expect(restore.getByTestId('restore-holds')).toContainText('49');
    // What is there is never replaced.
    const send = restore.getByRole('button', { name: 'Restore SHELF' });
    await expect(send).toHaveAttribute('aria-disabled', 'true', { timeout: 15_000 });
    await expectCleanAtRest(page);

    await manager.streams.delete('SHELF');
    // Not before the servers have run for a while: they would delete the consumers of a restore.
    await expect(send).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
    await send.click();
    const progress = page.getByTestId('restore-state');
    await expect(progress).toContainText('Sending…', { timeout: 30_000 });
    await progress.getByRole('button', { name: 'Stop' }).click();
    await expect(progress).toHaveAttribute('data-state', 'stopped', { timeout: 60_000 });
    await expect(progress.locator('[data-left]')).toHaveAttribute('data-left', /^(nothing|removed)$/);
    await expect(manager.streams.info('SHELF')).rejects.toThrow('stream not found');
    await expectCleanAtRest(page);

    await progress.getByRole('button', { name: 'Try again' }).click();
    await expect(send).not.toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
    await send.click();
    await expect(progress).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
    await expect(progress.getByTestId('outcome')).toHaveAttribute('data-state', 'verified');
    await expect(progress.getByRole('table')).toContainText('Messages4949');
    await expectCleanAtRest(page);
    const after = (await manager.streams.info('SHELF')).state;
    expect(after).toMatchObject({ messages: before.messages, first_seq: before.first_seq, last_seq: before.last_seq });
    await outside.close();
    await progress.getByRole('link', { name: 'Open the stream' }).click();
    await expect(page.getByTestId('stream-title')).toContainText('SHELF');
  },
);
