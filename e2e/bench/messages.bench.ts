import { expect, test, type Page } from '@playwright/test';
import { connectAs } from '../../scripts/demo/client.mjs';
import { goTo, openDemo } from '../support/console';
import { startWorld, type World } from '../support/world';
import { measured } from './measured';

const messages = 1_000_000;
const subjects = 100_000;
/** Messages published between two looks at whether the server keeps up. */
const burst = 20_000;

let world: World;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  const app = await connectAs(world.cluster, 'app');
  await world.cluster.waitUntilHealthy();
  const manager = await app.jetstreamManager({ checkAPI: false });
  await expect(async () => {
    await manager.streams.add({ name: 'BIG', subjects: ['big.>'], num_replicas: 1, allow_direct: true });
  }).toPass({ timeout: 20_000 });
  const body = new TextEncoder().encode(JSON.stringify({ order: 4711, customer: 'Ada', lines: [1, 2, 3] }));
  for (let sent = 0; sent < messages; sent += burst) {
    for (let index = 0; index < burst; index += 1) {
      const number = (sent + index) % subjects;
      app.publish(`big.${String(number % 100)}.${String(number)}`, body);
    }
    await app.flush();
    // What a server has taken and not stored yet waits in its memory.
    await expect
      .poll(async () => (await manager.streams.info('BIG')).state.messages, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(sent + burst / 2);
  }
  await expect.poll(async () => (await manager.streams.info('BIG')).state.messages, { timeout: 60_000 }).toBe(messages);
  for (const seq of [10, 11, 500_000]) await manager.streams.deleteMessage('BIG', seq);
  await app.close();
});
test.afterAll(() => world.dispose());

const first = (page: Page) => page.getByTestId('message-row').first();

test('a stream of 1,000,000 messages and 100,000 subjects', async ({ browser, page }) => {
  await openDemo(page, world);
  await measured(browser, page, 'messages: open', async () => {
    await goTo(page, 'streams/APP/BIG/messages');
    await expect(first(page)).toContainText('1,000,000');
  });
  await measured(browser, page, 'messages: scroll through 2,000', async () => {
    const grid = page.getByRole('grid', { name: 'Messages' });
    for (let listed = 100; listed < 2000; listed += 100) {
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await expect(page.getByTestId('listed')).toContainText((listed + 100).toLocaleString('en'));
    }
  });
  await measured(browser, page, 'messages: go to a sequence', async () => {
    for (const seq of [123_456, 654_321, 42]) {
      await page.getByLabel('Go to', { exact: true }).fill(String(seq));
      await page.keyboard.press('Enter');
      await expect(first(page)).toContainText(seq.toLocaleString('en'));
    }
  });
  await measured(browser, page, 'messages: go to a time', async () => {
    await page.getByLabel('Go to', { exact: true }).fill('1d');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/time=/);
    await expect(first(page)).toBeVisible();
  });
  await page.getByRole('button', { name: 'From the newest' }).click();
  await expect(first(page)).toContainText('1,000,000');
  await measured(browser, page, 'messages: a rare subject, newest first', async () => {
    await page.getByLabel('Subject, with').fill('big.99.4099');
    await page.keyboard.press('Enter');
    await expect(first(page)).toContainText('big.99.4099');
  });
  await measured(browser, page, 'subjects: open', async () => {
    await goTo(page, 'streams/APP/BIG/subjects');
    await expect(page.getByTestId('subjects-status')).toContainText('100,000 subjects');
  });
  await measured(browser, page, 'subjects: go into one, search and scroll', async () => {
    await page.getByTestId('subject-row').first().click();
    await expect(page.getByTestId('subject-row')).not.toHaveCount(1);
    await page.getByTestId('subject-row').first().click();
    await expect(page.getByTestId('subjects-status')).toContainText('1,000 subjects');
    await goTo(page, 'streams/APP/BIG/subjects?find=9');
    await expect(page.getByTestId('subjects-status')).toContainText('of 40,951 rows');
    const grid = page.getByRole('grid', { name: 'Subjects' });
    for (let shown = 500; shown < 3000; shown += 500) {
      await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await expect(page.getByTestId('subjects-status')).toContainText(`${(shown + 500).toLocaleString('en')} of`);
    }
  });
});
