import { expect, test, type Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { connectAs } from '../scripts/demo/client.mjs';
import { expectClean } from './support/axe';
import { goTo, openDemo } from './support/console';
import { startWorld, type World } from './support/world';

const count = 1200;

let world: World;
let publish: (subject: string, body: string | Uint8Array) => Promise<void>;
let remove: (seq: number) => Promise<void>;
let stop: () => Promise<void>;

test.beforeEach(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  const app = await connectAs(world.cluster, 'app');
  stop = () => app.close();
  await world.cluster.waitUntilHealthy();
  const manager = await app.jetstreamManager({ checkAPI: false });
  await expect(async () => {
    await manager.streams.add({ name: 'LOG', subjects: ['log.>'], num_replicas: 3, allow_direct: true });
  }).toPass({ timeout: 20_000 });
  const jetstream = app.jetstream({ checkAPI: false });
  publish = async (subject, body) => {
    await jetstream.publish(subject, body);
  };
  remove = async (seq) => {
    await manager.streams.deleteMessage('LOG', seq);
  };
  for (let seq = 1; seq <= count; seq += 1) {
    const region = ['eu', 'us', 'asia'][seq % 3] ?? '';
    app.publish(`log.${region}.${String(seq % 40)}`, JSON.stringify({ seq, text: `message ${String(seq)}` }));
  }
  await app.flush();
  await expect(async () => {
    expect((await manager.streams.info('LOG')).state.messages).toBe(count);
  }).toPass({ timeout: 20_000 });
});

test.afterEach(async () => {
  await stop();
  await world.dispose();
});

const row = (page: Page) => page.getByTestId('message-row');
const inGrid = (page: Page) => page.getByRole('grid', { name: 'Messages' });

test('messages are listed, gone to, filtered and read; what is deleted is drawn; new ones appear', async ({ page }) => {
  for (const seq of [1190, 1191, 1192]) await remove(seq);
  await openDemo(page, world);
  await goTo(page, 'streams/APP/LOG');
  await page.getByRole('navigation', { name: 'Stream' }).getByRole('link', { name: 'Messages' }).click();

  // The newest first, with a row for what is deleted.
  await expect(row(page).first()).toContainText('1,200');
  await expect(page.getByTestId('deleted-row')).toContainText('1,190–1,192');
  await expect(page.getByTestId('range')).toContainText('3 deleted between them');

  // A message, and the next one by key.
  await row(page).first().click();
  const reader = page.getByTestId('reader');
  await expect(reader).toContainText('"message 1200"');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('j');
  await expect(reader).toContainText('"message 1199"');
  await expect(page).toHaveURL(/message=1199/);
  await page.getByRole('button', { name: 'Hex' }).click();
  await expect(reader).toContainText('{"seq":1199,"tex');
  await expectClean(page);
  await page.keyboard.press('Escape');
  await expect(reader).toHaveCount(0);

  // A sequence, upwards; a subject.
  await page.getByLabel('Go to', { exact: true }).fill('40');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Oldest first' }).click();
  await expect(row(page).first()).toContainText('40');
  await page.getByLabel('Subject, with').fill('log.eu.7');
  await page.keyboard.press('Enter');
  await expect(row(page).first()).toContainText('log.eu.7');
  await expect(page.getByTestId('listed')).toHaveText('10 messages');

  // Live: what is stored now is on top.
  await page.getByLabel('Subject, with').fill('');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Live' }).click();
  await expect(row(page).first()).toContainText('1,200');
  await publish('log.new', gzipSync('{"packed":"yes"}'));
  await expect(row(page).first()).toContainText('log.new');
  await row(page).first().click();
  await expect(reader).toContainText('Unpacked from gzip');
  await expect(reader).toContainText('"packed"');

  // Deleted through the pipe, and gone from the list.
  await page.getByRole('button', { name: 'Newest first' }).click();
  await page.getByRole('button', { name: 'Delete the message…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Delete message/ }).click();
  await expect(dialog.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(reader).toContainText('Sequence 1,201 holds no message');
  await expect(row(page).first()).toContainText('1,200');
});

test('subjects are counted by token, searched, and lead to their messages', { tag: '@full' }, async ({ page }) => {
  await openDemo(page, world);
  await goTo(page, 'streams/APP/LOG/subjects');
  const subject = page.getByTestId('subject-row');
  await expect(subject).toHaveCount(1);
  await expect(subject).toHaveAttribute('data-messages', String(count));
  await subject.first().click();
  await expect(subject).toHaveCount(3);
  await page.getByRole('row', { name: /eu/ }).click();
  await expect(page.getByTestId('subjects-status')).toContainText('40 subjects');
  await expectClean(page);
  await page.getByRole('searchbox', { name: 'Find subjects' }).fill('eu.39');
  await expect(subject).toHaveCount(1);
  await subject.first().click();
  await expect(page).toHaveURL(/messages\?subject=log\.eu\.39/);
  await expect(row(page).first()).toContainText('log.eu.39');
});

test(
  'a stream that is gone, and an account that is not reached, are told as what they are',
  { tag: '@full' },
  async ({ page }) => {
    await openDemo(page, world);
    await goTo(page, 'streams/APP/NONE/messages');
    await expect(page.getByText('The stream is gone.')).toBeVisible();
    await goTo(page, 'streams/NOBODY/NONE/messages');
    await expect(page.getByText('The account of this stream is not reached from here.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Access to NOBODY' })).toBeVisible();
    await expect(inGrid(page)).toHaveCount(0);
  },
);
