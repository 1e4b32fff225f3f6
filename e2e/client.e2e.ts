import { expect, test } from '@playwright/test';
import { configuredAccounts } from '../src/testing/account-worlds';
import { askAs, createStream } from './support/account';
import { expectCleanAtRest } from './support/axe';
import { goTo } from './support/console';
import { addConnection, logIn, passwordOf } from './support/login';
import { sampleServers } from './support/monitoring';
import { startWorld, type World } from './support/world';

let world: World;
const { accounts, system, of } = configuredAccounts();

test.beforeAll(async () => {
  world = await startWorld({ build: 'production', fill: false, accounts, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
  const { cluster } = world;
  await createStream(cluster, { name: 'THREE', subjects: ['three', 'three.>'], num_replicas: 3 }, 'orders');
  const reader = { stream_name: 'THREE', config: { durable_name: 'reader', ack_policy: 'explicit' } };
  await askAs(cluster, 'orders', 'CONSUMER.DURABLE.CREATE.THREE.reader', reader);
});
test.afterAll(() => world.dispose());

const messages = async () => (await sampleServers(world.cluster)).streams.get('ORDERS/THREE')?.messages;

const full = { tag: '@full' };

test('messages are published, one and many, and fetched and acknowledged by hand', full, async ({ page }) => {
  await logIn(page, world, system);
  await goTo(page, 'streams/ORDERS/THREE');
  await page.getByRole('link', { name: 'Publish…' }).click();
  await expect(page.getByLabel('Subject', { exact: true })).toHaveValue('three');
  await page.getByLabel('Body', { exact: true }).fill('typed before the connection');
  // Without a connection of the account it says so, and leads to where it is added.
  await expect(page.getByTestId('publish-send')).toHaveAttribute('aria-disabled', 'true');
  await page.getByTestId('needs-connection').click();
  await addConnection(page, 'ORDERS', passwordOf(of.ORDERS));
  await goTo(page, 'streams/ORDERS/THREE/publish');
  await expect(page.getByLabel('Body', { exact: true })).toHaveValue('typed before the connection');
  await expect(page.getByTestId('needs-connection')).toHaveCount(0);

  await page.getByRole('button', { name: 'Add a header' }).click();
  await page.getByLabel('Name of header 1').fill('X-Trace');
  await page.getByLabel('Value of header 1').fill('abc');
  await page.getByTestId('publish-send').click();
  const answer = page.getByTestId('publish-answer');
  await expect(answer.first()).toHaveAttribute('data-state', 'stored', { timeout: 15_000 });
  await expect(answer.first()).toContainText('Stored in THREE as sequence 1');
  await expectCleanAtRest(page);
  await page.getByText('Checks of the server').click();
  await page.getByLabel('Expected last sequence', { exact: true }).fill('7');
  await page.getByTestId('publish-send').click();
  await expect(answer).toHaveCount(2);
  await expect(answer.first()).toContainText('error 10071');
  expect(await messages()).toBe(1);

  await page.getByRole('button', { name: 'Many messages' }).click();
  await page.getByLabel('Body', { exact: true }).fill('publication #{{n}} @ {{time}}');
  await page.getByLabel('How many', { exact: true }).fill('20');
  await page.getByLabel('Interval, ms').fill('10');
  await page.getByTestId('publish-send').click();
  const progress = page.getByTestId('publish-progress');
  await expect(progress).toHaveAttribute('data-state', 'done', { timeout: 15_000 });
  await expect(progress).toHaveAttribute('data-stored', '20');
  expect(await messages()).toBe(21);
  await expectCleanAtRest(page);

  // Left and come back to, a job is still there.
  await page.getByLabel('How many', { exact: true }).fill('5000');
  await page.getByTestId('publish-send').click();
  await expect(progress).toHaveAttribute('data-state', 'running');
  await goTo(page, 'streams/ORDERS/THREE');
  await expect(page.locator('[data-testid="consumer-row"]')).toHaveCount(1);
  await goTo(page, 'streams/ORDERS/THREE/publish');
  await expect(progress).toHaveAttribute('data-state', 'running');
  await page.getByTestId('publish-stop').click();
  await expect(progress).toHaveAttribute('data-state', 'stopped');
  const stored = Number(await progress.getAttribute('data-stored'));
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(5000);
  await expect.poll(messages).toBe(21 + stored);

  await goTo(page, 'streams/ORDERS/THREE');
  await page.getByRole('link', { name: 'Fetch…' }).click();
  await page.getByLabel('Messages, at most').fill('3');
  await page.getByTestId('fetch').click();
  const delivery = page.getByTestId('delivery');
  await expect(delivery).toHaveCount(3);
  await expect(delivery.last()).toContainText('typed before the connection');
  await expect(delivery.last()).toContainText('X-Trace');
  await expectCleanAtRest(page);
  await delivery.last().getByRole('button', { name: 'Acknowledge' }).click();
  await expect(delivery.last()).toHaveAttribute('data-state', 'acknowledge');
  await delivery.nth(1).getByRole('button', { name: 'Negative', exact: true }).click();
  await expect(delivery.nth(1)).toHaveAttribute('data-state', 'negative');
  await page.getByLabel('Messages, at most').fill('1');
  await page.getByTestId('fetch').click();
  await expect(delivery).toHaveCount(4);
  await expect(delivery.first()).toHaveAttribute('data-sequence', '2');
  await expect(delivery.first()).toContainText('delivered 2 times');
  await page.getByTestId('acknowledge-all').click();
  await expect(page.locator('[data-testid="delivery"][data-state="acknowledge"]')).toHaveCount(3);
});
