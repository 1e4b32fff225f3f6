import { expect, test, type Page } from '@playwright/test';
import { connectAs } from '../scripts/demo/client.mjs';
import { request } from '../scripts/cluster/request.mjs';
import { expectCleanInBothThemes } from './support/axe';
import { goTo, openDemo, pressEnter, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];

const full = { tag: '@full' };

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version });
    });
    test.afterAll(() => world.dispose());

    async function told(name: string): Promise<Readonly<Record<string, unknown>>> {
      const port = world.cluster.server(await world.cluster.waitForMetaLeader()).clientPort;
      const reply = (await request(port, world.cluster.logins.app, `$JS.API.STREAM.INFO.${name}`)) as {
        readonly config?: Readonly<Record<string, unknown>>;
        readonly error?: unknown;
      };
      expect(reply.error).toBeUndefined();
      return reply.config ?? {};
    }

    async function anyName(): Promise<string> {
      const port = world.cluster.server(await world.cluster.waitForMetaLeader()).clientPort;
      const reply: unknown = await request(port, world.cluster.logins.app, '$JS.API.STREAM.NAMES');
      return (reply as { readonly streams: readonly string[] }).streams[0]!;
    }

    const check = (page: Page) => page.getByTestId('wizard-check');
    const outcome = (page: Page) => page.getByTestId('outcome');
    const field = (page: Page, name: string) => page.getByTestId('wizard-step').getByLabel(name, { exact: true });

    test('a stream is made by keyboard alone, and a server tells it as it was typed', async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'streams?account=APP');
      await page.getByRole('link', { name: 'New stream…' }).press('Enter');
      await field(page, 'Name').focus();
      await page.keyboard.type('KEYS');
      await page.locator('[data-template="eventLog"]').press('Enter');
      await expect(page).toHaveURL(/step=essentials/);

      // A name that no server takes, and a subject that is taken: each says so beside its field, and leads there.
      await field(page, 'Name').focus();
      await page.keyboard.type('.A');
      await field(page, 'Subjects').focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('orders.>');
      await field(page, 'Age of messages').fill('30');
      await expect(check(page)).toHaveAttribute('data-errors', '2');
      await expect(page.getByText('A name holds no blank', { exact: false }).first()).toBeVisible();
      await expect(page.getByText('Which unit?', { exact: false }).first()).toBeVisible();
      await page.getByRole('button', { name: /^Name A name holds/ }).press('Enter');
      await expect(field(page, 'Name')).toBeFocused();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await field(page, 'Subjects').fill('keys.a\nkeys.b.*');
      await field(page, 'Age of messages').fill('36h');
      await field(page, 'Bytes').fill('10MiB');
      await expect(page.getByText('= 10.0 MiB, 10,485,760 B')).toBeVisible();
      await expect(check(page)).toHaveAttribute('data-errors', '0');
      await expect(page.getByTestId('wizard-placement')).toHaveAttribute('data-sure', '5');

      await page.getByRole('link', { name: 'Next: Everything else' }).press('Enter');
      await page.keyboard.press('/');
      await page.keyboard.type('duplicate');
      await field(page, 'Duplicate window').fill('5m');
      await page.getByRole('link', { name: 'Next: Review' }).press('Enter');
      await expect(page.locator('[data-field-name="maxAge"]')).toContainText('36h');
      for (const form of ['JSON', 'Kubernetes', 'Terraform']) {
        await page.getByRole('button', { name: form, exact: true }).press('Enter');
        await expect(page.getByTestId('wizard-export')).toContainText('KEYS');
      }
      await pressEnter(page.getByRole('button', { name: 'Create KEYS' }));
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await told('KEYS')).toMatchObject({
        name: 'KEYS',
        subjects: ['keys.a', 'keys.b.*'],
        num_replicas: 3,
        max_age: 129_600_000_000_000,
        max_bytes: 10_485_760,
        duplicate_window: 300_000_000_000,
        allow_direct: true,
        retention: 'limits',
        storage: 'file',
      });
      await page.getByRole('link', { name: 'To the stream KEYS' }).press('Enter');
      await expect(page.getByTestId('stream-title')).toBeVisible();

      // One field is changed; everything else goes back as it was.
      await page.getByRole('link', { name: 'Edit…' }).press('Enter');
      await expect(field(page, 'Name')).toBeDisabled();
      await field(page, 'Age of messages').fill('1h');
      await page.getByRole('link', { name: '3 Review' }).press('Enter');
      const changes = page.getByTestId('wizard-differences').locator('tbody tr');
      await expect(changes).toHaveCount(1);
      await expect(changes).toHaveAttribute('data-mark', 'cannotUndo');
      await expect(changes).toContainText('deletes messages at once');
      const send = page.getByTestId('wizard-send');
      await expect(send.getByRole('button', { name: 'Apply to KEYS' })).toHaveAttribute('aria-disabled', 'true');
      await send.getByLabel('Confirmation').fill('KEYS');
      await pressEnter(send.getByRole('button', { name: 'Apply to KEYS' }));
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await told('KEYS')).toMatchObject({ max_age: 3_600_000_000_000, max_bytes: 10_485_760 });
    });

    test(
      'what is typed is there again after a reload, and a name in use is refused before it is sent',
      full,
      async ({ page }) => {
        await openDemo(page, world);
        await waitForHealthy(page);
        await goTo(page, 'create/stream?account=APP&step=essentials');
        await field(page, 'Name').fill('KEPT');
        await field(page, 'Bytes').fill('not yet');
        await page.reload();
        await expect(page.getByTestId('wizard-restored')).toBeVisible({ timeout: 20_000 });
        await expect(field(page, 'Name')).toHaveValue('KEPT');
        await expect(field(page, 'Bytes')).toHaveValue('not yet');
        await field(page, 'Bytes').fill('');
        await expect(check(page)).toHaveAttribute('data-errors', '0');
        await page.getByRole('button', { name: 'Start anew' }).click();
        await expect(field(page, 'Name')).toHaveValue('');
        await page.getByRole('button', { name: 'Take back what I typed' }).click();
        await expect(field(page, 'Name')).toHaveValue('KEPT');
        await field(page, 'Name').fill(await anyName());
        await expect(check(page)).not.toHaveAttribute('data-errors', '0');
        await expect(
          page.getByText('The account has another stream of this name.', { exact: false }).first(),
        ).toBeVisible();
        await page.getByRole('link', { name: '4 Review' }).click();
        await expect(page.getByTestId('wizard-send')).toHaveCount(0);
      },
    );

    test(
      'a configuration is pasted: what is broken says where, what is unknown is kept, ten megabytes are refused',
      full,
      async ({ page }) => {
        await openDemo(page, world);
        await waitForHealthy(page);
        await goTo(page, 'create/stream?account=APP');
        const paste = page.getByLabel('JSON', { exact: true });
        await paste.fill('{\n  "name": "PASTED",\n}');
        await expect(page.getByText('line 3, column 1', { exact: false }).first()).toBeVisible();
        await page
          .getByTestId('wizard-paste')
          .locator('input[type=file]')
          .setInputFiles({ name: 'big.json', mimeType: 'application/json', buffer: Buffer.alloc(10_000_000, 'x') });
        await expect(page.getByText('More than 1 MiB', { exact: false }).first()).toBeVisible();
        const config = { name: 'PASTED', subjects: ['pasted.>'], max_age: 31_536_000_000_000_000, num_replicas: 3 };
        await paste.fill(JSON.stringify({ config: { ...config, later: { a: 1 } }, state: {} }));
        await expect(page.getByTestId('wizard-paste')).toContainText('later');
        await page.getByRole('button', { name: 'Start from it' }).click();
        await expect(field(page, 'Age of messages')).toHaveValue('365d');
        await page.getByRole('link', { name: '4 Review' }).click();
        await page.getByRole('button', { name: 'JSON', exact: true }).click();
        await expect(page.getByTestId('wizard-export')).toContainText('"max_age": 31536000000000000');
        await expect(page.getByTestId('wizard-export')).toContainText('"later"');
      },
    );

    test('a stream is duplicated into another account', full, async ({ page }) => {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'create/stream?account=APP&step=essentials&from=ORDERS&fromAccount=ORDERS');
      await expect(field(page, 'Subjects')).not.toHaveValue('');
      await field(page, 'Name').fill('COPY');
      await page.getByRole('link', { name: '4 Review' }).click();
      await page.getByRole('button', { name: 'Create COPY' }).click();
      await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });
      expect(await told('COPY')).toMatchObject({ name: 'COPY' });
    });

    test(
      'streams to copy from are offered while a name is typed, and one that is not there is told of',
      full,
      async ({ page }) => {
        await openDemo(page, world);
        await waitForHealthy(page);
        await goTo(page, 'create/stream?account=APP');
        await page.locator('[data-template="mirror"]').click();
        await field(page, 'Name').fill('NEARBY');
        const origin = page.getByRole('combobox', { name: 'Stream', exact: true });
        const offered = () =>
          origin.evaluate((input: HTMLInputElement) => [...(input.list?.options ?? [])].map(({ value }) => value));
        const there = await anyName();
        await expect.poll(offered).toContain(there);
        await origin.fill('NOT_THERE');
        await expect(
          page.getByText('The account has no stream NOT_THERE now.', { exact: false }).first(),
        ).toBeVisible();
        await expect(check(page)).toHaveAttribute('data-errors', '0');
        await origin.fill(there.slice(0, 3).toLowerCase());
        await expect.poll(offered).toContain(there);
        // Chosen from the browser's own list, which no test can reach into, it is as if it were typed.
        await origin.fill(there);
        await expect(check(page)).toHaveAttribute('data-warnings', '0');
      },
    );

    test(
      'buckets are made in their own words, and the client library takes them for its own',
      full,
      async ({ page }) => {
        await openDemo(page, world);
        await waitForHealthy(page);
        await goTo(page, 'create/stream?account=APP');
        await page.getByRole('link', { name: 'Key-value bucket…' }).click();
        await field(page, 'Bucket').fill('my keys');
        await expect(page.getByText('Clients take letters', { exact: false }).first()).toBeVisible();
        await field(page, 'Bucket').fill('made-here');
        await field(page, 'History').fill('65');
        await expect(check(page)).toHaveAttribute('data-errors', '1');
        await field(page, 'History').fill('5');
        await field(page, 'Lifetime').fill('1h');
        await expect(check(page)).toHaveAttribute('data-errors', '0');
        await expectCleanInBothThemes(page);
        await page.getByRole('link', { name: '2 Review' }).click();
        await page.getByRole('button', { name: 'Create KV_made-here' }).click();
        await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });

        await goTo(page, 'create/objects?account=APP');
        await field(page, 'Bucket').fill('files');
        await page.getByRole('link', { name: '2 Review' }).click();
        await page.getByRole('button', { name: 'Create OBJ_files' }).click();
        await expect(outcome(page)).toHaveAttribute('data-state', 'verified', { timeout: 15_000 });

        const connection = await connectAs(world.cluster, 'app');
        const jetstream = connection.jetstream();
        const keys = await jetstream.views.kv('made-here');
        for (const value of ['one', 'two', 'three']) await keys.put('a.key', value);
        expect((await keys.get('a.key'))?.string()).toBe('three');
        const status = await keys.status();
        expect([status.history, status.ttl, status.values]).toEqual([5, 3_600_000, 3]);
        const files = await jetstream.views.os('files');
        await files.putBlob({ name: 'a file' }, new TextEncoder().encode('of bytes'));
        expect(new TextDecoder().decode((await files.getBlob('a file')) ?? undefined)).toBe('of bytes');
        await connection.close();
      },
    );

    test('axe finds nothing on any step, in both themes', full, async ({ page }) => {
      test.setTimeout(300_000);
      await openDemo(page, world);
      await waitForHealthy(page);
      const copy = 'from=ORDERS&fromAccount=ORDERS';
      for (const place of [
        'create/stream',
        'create/stream?account=APP',
        'create/objects?account=APP',
        'create/stream?account=APP&step=essentials',
        'create/stream?account=APP&step=more',
        `create/stream?account=APP&step=more&${copy}`,
        `create/stream?account=APP&step=review&${copy}`,
        'streams/ORDERS/ORDERS/edit?step=more',
      ]) {
        await goTo(page, place);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        if (place.includes('step=more')) await page.getByRole('button', { name: 'Add a source' }).click();
        await expectCleanInBothThemes(page);
      }
    });
  });
}
