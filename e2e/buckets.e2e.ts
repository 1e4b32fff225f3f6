import { readFile, writeFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { askUntilAnswered } from '../scripts/demo/ask.mjs';
import { connectAs } from '../scripts/demo/client.mjs';
import { createStream, patient } from './support/account';
import { expectCleanAtRest } from './support/axe';
import { goTo, openDemo } from './support/console';
import { addConnection } from './support/login';
import { startWorld, type World } from './support/world';

let world: World;
const full = { tag: '@full' };

test.beforeAll(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
  const outside = await connectAs(world.cluster, 'app');
  const keys = await askUntilAnswered('the bucket is made', () =>
    outside.jetstream().views.kv('settings', { history: 5, replicas: 3 }),
  );
  for (let number = 0; number < 300; number += 1) {
    await askUntilAnswered(`key.${number} is stored`, () => keys.put(`key.${number}`, `value ${number}`));
  }
  await outside.close();
  const subjects = ['$O.files.C.>', '$O.files.M.>'];
  await createStream(world.cluster, {
    name: 'OBJ_files',
    subjects,
    num_replicas: 3,
    discard: 'new',
    allow_rollup_hdrs: true,
    allow_direct: true,
  });
});
test.afterAll(() => world.dispose());

test('keys are found, written and deleted, and what others write is seen', full, async ({ page }) => {
  await openDemo(page, world);
  await goTo(page, 'streams/APP/KV_settings');
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await page.getByTestId('needs-connection').click();
  await addConnection(page, 'APP', world.cluster.logins.app);
  await goTo(page, 'kv/APP/settings');
  const state = page.getByTestId('keys-state');
  await expect(state).toHaveAttribute('data-complete', 'true', { timeout: 15_000 });
  await expect(state).toHaveAttribute('data-count', '300');
  await page.keyboard.press('/');
  await page.keyboard.type('key.123');
  const row = page.getByTestId('key-row');
  await expect(row).toHaveCount(1);
  await row.click();
  await expect(page.getByTestId('key-body')).toContainText('value 123');
  await expectCleanAtRest(page);

  // Somebody else is faster: what was typed stays.
  await page.getByRole('button', { name: 'Write a value…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value, as text').fill('from here');
  const outside = await connectAs(world.cluster, 'app');
  const keys = await outside.jetstream().views.kv('settings');
  await keys.put('key.123', 'from elsewhere');
  await expect(page.getByTestId('key-body')).toContainText('from elsewhere');
  await dialog.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('somebody was faster', { timeout: 15_000 });
  await expect(dialog.getByLabel('Value, as text')).toHaveValue('from here');
  await expectCleanAtRest(page);
  await dialog.getByLabel('Only if the revision is').fill('');
  await dialog.getByRole('button', { name: 'Write', exact: true }).click();
  await expect(dialog).toHaveCount(0, { timeout: 15_000 });
  await expect(page.getByTestId('key-body')).toContainText('from here');
  await expect(page.getByTestId('key-revision')).toHaveCount(3);
  expect((await keys.get('key.123'))?.string()).toBe('from here');

  await page.getByRole('button', { name: 'Purge…' }).click();
  await dialog.getByRole('button', { name: 'Purge the key' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 15_000 });
  await expect(state).toHaveAttribute('data-count', '299');
  expect((await keys.get('key.123'))?.operation).toBe('PURGE');
  await outside.close();
});

test('a file of 50 MB is uploaded, and comes back as it was', full, async ({ page }, info) => {
  const file = info.outputPath('fifty.bin');
  const content = randomBytes(50_000_000);
  await writeFile(file, content);
  await openDemo(page, world);
  await goTo(page, 'objects/APP/files');
  await page.getByTestId('needs-connection').click();
  await addConnection(page, 'APP', world.cluster.logins.app);
  await goTo(page, 'objects/APP/files');
  await page.getByRole('button', { name: 'Upload a file…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File').setInputFiles(file);
  await expectCleanAtRest(page);
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
  await expect(page.getByTestId('upload-state')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  const row = page.getByTestId('object-row');
  await expect(row).toHaveAttribute('data-size', '50000000', { timeout: 15_000 });
  await row.click();
  await expectCleanAtRest(page);
  const downloading = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  const saved = await (await downloading).path();
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  expect(digest(await readFile(saved))).toBe(digest(content));
  await expect(page.getByTestId('download-state')).toHaveAttribute('data-state', 'done');
  await page.getByRole('button', { name: 'Delete…' }).click();
  await dialog.getByRole('button', { name: 'Delete the object' }).click();
  await expect(row).toHaveCount(0, { timeout: 15_000 });
});

test('what other clients wrote into a store or a bucket is text, and harms nothing', full, async ({ page }) => {
  const outside = await connectAs(world.cluster, 'app');
  const send = (subject: string, body: unknown) =>
    outside.jetstream().publish(subject, typeof body === 'string' ? body : JSON.stringify(body), patient);
  const entry = (name: string) =>
    Buffer.from(name)
      .toString('base64url')
      .padEnd(4 * Math.ceil(name.length / 3), '=');
  const name = '<img src=x onerror=alert(1)>';
  const metadata = {
    '<b>owner</b>': '\u202egnp.exe',
    ...Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`k${at}`, 'v'])),
  };
  await send(`$O.files.M.${entry(name)}`, { name, nuid: 'n1', size: 9e15, chunks: 1, digest: 'SHA-256=x', metadata });
  await send('$O.files.M.broken', '{"name":');
  await send(`$O.files.M.${entry('least')}`, { name: 'least', nuid: 'n2', size: -1 });
  await send(`$O.files.M.${entry('all')}`, { name: 'all', nuid: '>', size: 1 });
  await send('$KV.settings.hostile.<script>alert(1)</script>', 'x');
  await send(`$KV.settings.hostile.${'k'.repeat(3500)}`, 'x');

  page.on('dialog', () => expect(false, 'nothing of it runs').toBe(true));
  await openDemo(page, world);
  await goTo(page, 'objects/APP/files');
  await page.getByTestId('needs-connection').click();
  await addConnection(page, 'APP', world.cluster.logins.app);
  await goTo(page, 'objects/APP/files');
  await expect(page.getByTestId('objects-unreadable')).toHaveAttribute('data-count', '3', { timeout: 15_000 });
  const row = page.getByTestId('object-row');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(name);
  await row.click();
  const panel = page.getByTestId('object-panel');
  await expect(panel).toContainText('<b>owner</b>');
  await expect(panel).toContainText('\\u202egnp.exe');
  await expect(panel).toContainText('201 more entries');
  await expectCleanAtRest(page);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByTestId('download-state')).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });

  await goTo(page, 'kv/APP/settings?watch=hostile.%3E');
  await expect(page.getByTestId('keys-state')).toHaveAttribute('data-count', '2', { timeout: 15_000 });
  const key = page.getByTestId('key-row').filter({ hasText: '<script>alert(1)</script>' });
  await key.click();
  await expect(page.getByRole('heading', { name: 'hostile.<script>alert(1)</script>' })).toBeVisible();
  // Nothing is wider than the window.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByTestId('key-row').filter({ hasText: 'kkkk' }).click();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await outside.close();
});
