import { expect, test } from '@playwright/test';
import { createStream, publishAsApp } from './support/account';
import { goTo, openDemo } from './support/console';
import { addConnection } from './support/login';
import { startWorld, type World } from './support/world';

let world: World;
test.beforeEach(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
});
test.afterEach(() => world.dispose());

test(
  'a stream whose leader is gone is said to have none, what was typed stays, and all goes on with the next',
  { tag: '@full' },
  async ({ page }) => {
    test.setTimeout(240_000);
    const { cluster } = world;
    // Without direct reads, which any copy answers, only a leader tells.
    await createStream(cluster, { name: 'LED', subjects: ['led'], num_replicas: 3, allow_direct: false });
    await publishAsApp(cluster, 'led', 'one', 'two', 'three');
    await openDemo(page, world);
    await goTo(page, 'streams/APP/LED/publish');
    await page.getByTestId('needs-connection').click();
    await addConnection(page, 'APP', cluster.logins.app);
    await goTo(page, 'streams/APP/LED/messages');
    await expect(page.getByTestId('message-row')).toHaveCount(3, { timeout: 15_000 });
    await goTo(page, 'streams/APP/LED/publish');
    const body = page.getByLabel('Body', { exact: true });
    await body.fill('typed without a leader');

    await Promise.all(['n2', 'n3'].map((name) => cluster.kill(name)));
    const answers = page.getByTestId('publish-answer');
    const send = page.getByTestId('publish-send');
    await expect(send).not.toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
    await send.click();
    await expect(answers.first()).toHaveAttribute('data-state', 'failed', { timeout: 30_000 });
    await expect(body).toHaveValue('typed without a leader');

    await goTo(page, 'streams/APP/LED/messages');
    const title = page.getByTestId('stream-title');
    const again = page.getByRole('button', { name: 'Try again' });
    // Who led goes on answering for some seconds, and what was read stays until it is read again.
    await expect(async () => {
      await page.getByRole('button', { name: 'Read again' }).click();
      await expect(again).toBeVisible({ timeout: 8_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByTestId('message-row')).toHaveCount(0);
    await goTo(page, 'streams/APP/LED');
    await expect(title).toHaveAttribute('data-health', 'noQuorum', { timeout: 30_000 });

    await Promise.all(['n2', 'n3'].map((name) => cluster.start(name)));
    await expect(title).toHaveAttribute('data-health', 'healthy', { timeout: 60_000 });
    await goTo(page, 'streams/APP/LED/messages');
    await expect(async () => {
      if (await again.isVisible()) await again.click();
      // What was sent without a leader may have been stored by the next one: nobody could say so.
      await expect(page.getByTestId('message-row').nth(2)).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    await goTo(page, 'streams/APP/LED/publish');
    await expect(send).not.toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
    await send.click();
    await expect(answers.first()).toHaveAttribute('data-state', 'stored', { timeout: 20_000 });
  },
);
