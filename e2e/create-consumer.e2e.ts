import { expect, test, type Page } from '@playwright/test';
import { request } from '../scripts/cluster/request.mjs';
import { createStream } from './support/account';
import { expectCleanInBothThemes } from './support/axe';
import { goTo, openDemo, pressEnter, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];
const full = { tag: '@full' };

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version, fill: false });
      await createStream(world.cluster, { name: 'HOME', subjects: ['home.>'], num_replicas: 3 });
    });
    test.afterAll(() => world.dispose());

    async function told(name: string): Promise<unknown> {
      const port = world.cluster.server(await world.cluster.waitForMetaLeader()).clientPort;
      const reply: unknown = await request(port, world.cluster.logins.app, `$JS.API.CONSUMER.INFO.HOME.${name}`);
      expect(reply).not.toHaveProperty('error');
      return (reply as { readonly config: unknown }).config;
    }

    const check = (page: Page) => page.getByTestId('wizard-check');
    const outcome = (page: Page) => page.getByTestId('outcome');
    const field = (page: Page, name: string) => page.getByTestId('wizard-step').getByLabel(name, { exact: true });
    const picture = (page: Page) => page.getByRole('list', { name: /example/ });

    test('a pull consumer is made by keyboard, drawn, read back, and changed', full, async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'streams/APP/HOME');
      await page.getByRole('link', { name: 'New consumer…' }).press('Enter');
      await field(page, 'Durable name').focus();
      await page.keyboard.type('worker');
      await page.locator('[data-template="patientWorkers"]').press('Enter');
      await expect(picture(page)).toContainText('Message 1 of the subject a is delivered as number 1.');

      // What a server would refuse is said before it is asked: a start without its place.
      await page.getByRole('radio', { name: /^A sequence/ }).press('Space');
      await expect(check(page)).toHaveAttribute('data-errors', '1');
      await page.getByRole('button', { name: /^First sequence/ }).press('Enter');
      await page.keyboard.type('7');
      await expect(check(page)).toHaveAttribute('data-errors', '0');
      await expect(picture(page)).toContainText('Message 5 of the subject b is delivered as number 1.');
      await field(page, 'Only the subject').fill('home.a');
      await field(page, 'Back-off').fill('1s, 10s, 1m');

      await page.getByRole('link', { name: '4 Review' }).press('Enter');
      await expect(page.getByTestId('wizard-export')).toContainText(/nats consumer add .*HOME/);
      await pressEnter(page.getByRole('button', { name: 'Create worker' }));
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await told('worker')).toMatchObject({
        durable_name: 'worker',
        deliver_policy: 'by_start_sequence',
        opt_start_seq: 7,
        ack_policy: 'explicit',
        backoff: [1_000_000_000, 10_000_000_000, 60_000_000_000],
        max_deliver: 5,
        filter_subject: 'home.a',
      });
      await page.getByRole('link', { name: 'To the stream HOME' }).press('Enter');
      await goTo(page, 'streams/APP/HOME/consumers/worker');
      await page.getByRole('link', { name: 'Edit…' }).press('Enter');
      await expect(field(page, 'Durable name')).toBeDisabled();
      await expect(page.getByRole('radio', { name: /^A sequence/ })).toBeDisabled();
      await field(page, 'Deliveries of a message').fill('9');
      await page.getByRole('link', { name: '3 Review' }).press('Enter');
      await expect(page.getByTestId('wizard-differences').locator('tbody tr')).toHaveCount(1);
      await pressEnter(page.getByRole('button', { name: 'Apply to worker' }));
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await told('worker')).toMatchObject({ max_deliver: 9, opt_start_seq: 7, filter_subject: 'home.a' });
    });

    test('a push consumer, from a pasted configuration', full, async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'streams/APP/HOME/create/consumer');
      const config = {
        durable_name: 'pushed',
        deliver_subject: 'to.me',
        deliver_group: 'workers',
        ack_policy: 'explicit',
        flow_control: true,
        idle_heartbeat: 5_000_000_000,
      };
      await page.getByLabel('JSON', { exact: true }).fill(JSON.stringify(config));
      await page.getByRole('button', { name: 'Start from it' }).click();
      await expect(field(page, 'Delivery subject')).toHaveValue('to.me');
      await field(page, 'Delivery subject').fill('home.a');
      await expect(page.getByText('what is delivered would come back', { exact: false }).first()).toBeVisible();
      await field(page, 'Delivery subject').fill('to.me');
      await page.getByRole('link', { name: '4 Review' }).click();
      await page.getByRole('button', { name: 'Create pushed' }).click();
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await told('pushed')).toMatchObject(config);
    });

    test('axe finds nothing on any step, in both themes', full, async ({ page }) => {
      test.setTimeout(300_000);
      await openDemo(page, world);
      await waitForHealthy(page);
      for (const step of ['start', 'essentials', 'more', 'review']) {
        await goTo(page, `streams/APP/HOME/create/consumer?step=${step}`);
        await expect(page.getByTestId('wizard-step')).toHaveAttribute('data-step', step);
        await expectCleanInBothThemes(page);
      }
    });
  });
}
