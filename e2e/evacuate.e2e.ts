import { expect, test, type Page } from '@playwright/test';
import { askApp, createStream } from './support/account';
import { expectClean } from './support/axe';
import { goTo, openDemo, pressEnter, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];

/** The only server of its zone, so that a stream can be pinned to it. */
const server = 'n3';

interface Jsz {
  readonly streams: number;
  readonly consumers: number;
  readonly meta_cluster?: { readonly leader?: string };
}

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version, fill: false });
    });
    test.afterAll(() => world.dispose());

    const rows = (page: Page, state?: string) =>
      page.locator(`[data-testid="evacuation-row"]${state === undefined ? '' : `[data-state="${state}"]`}`);
    const state = (page: Page) => page.getByTestId('evacuation-state');
    const verdict = (page: Page) => page.getByTestId('evacuation-verdict');

    async function remove(name: string): Promise<void> {
      expect(await askApp(world.cluster, `STREAM.DELETE.${name}`)).toMatchObject({ success: true });
    }

    const create = (name: string, replicas: number, tags: readonly string[] = []) =>
      createStream(world.cluster, {
        name,
        subjects: [`${name}.>`],
        num_replicas: replicas,
        ...(tags.length > 0 ? { placement: { tags } } : {}),
      });

    test(
      'a server is evacuated from its page, with a pause, and the page says what is left and when it is safe',
      { tag: '@full' },
      async ({ page }) => {
        test.setTimeout(240_000);
        // So many that it is not through before it is paused: two move at a time, within a second on an idle machine.
        for (let index = 0; index < 24; index += 1) await create(`S${String(index)}`, 3);
        await create('WIDE', 5);
        await create('PINNED', 1, ['az:c']);
        await openDemo(page, world);
        await waitForHealthy(page);
        await goTo(page, `servers/${server}`);
        await pressEnter(page.getByRole('button', { name: 'Evacuate…' }));
        const dialog = page.getByRole('dialog');
        await expect(page).toHaveURL(/open=evacuation/);
        await expect(verdict(page)).toHaveAttribute('data-state', 'left');
        await expect(rows(page, 'stays').filter({ hasText: 'PINNED' })).toContainText('az:c');
        await expect(rows(page, 'stays').filter({ hasText: 'WIDE' })).toContainText('holds a copy already');
        await expect(rows(page, 'waits').first()).toContainText('fits');
        await expectClean(page);

        await pressEnter(dialog.getByRole('button', { name: 'Start' }));
        await expect
          .poll(() => state(page).getAttribute('data-moving'), { timeout: 30_000, intervals: [50] })
          .not.toBe('0');
        await pressEnter(dialog.getByRole('button', { name: 'Pause' }));
        await expect(state(page)).toHaveAttribute('data-state', 'paused');
        await expect(state(page)).toHaveAttribute('data-moving', '0', { timeout: 60_000 });
        await expect(rows(page, 'gone').first()).toBeVisible();
        await expect(state(page)).not.toHaveAttribute('data-waiting', '0');
        await expectClean(page);

        await pressEnter(dialog.getByRole('button', { name: 'Go on' }));
        await expect(state(page)).toHaveAttribute('data-state', 'ended', { timeout: 120_000 });
        await expect(state(page)).toHaveAttribute('data-waiting', '0');
        await expect(state(page)).toHaveAttribute('data-staying', '2');
        await expect(verdict(page)).toHaveAttribute('data-state', 'left');
        await expect(verdict(page)).toContainText('Not yet safe');

        // What cannot leave is given up here, so that the server may be stopped.
        for (const name of ['WIDE', 'PINNED']) await remove(name);
        await expect(verdict(page)).toHaveAttribute('data-state', 'safe', { timeout: 60_000 });
        await expect(verdict(page)).toContainText(`Safe to stop ${server}`);

        const jsz = (await world.cluster.monitor(server, '/jsz')) as Jsz;
        expect({ streams: jsz.streams, consumers: jsz.consumers }).toEqual({ streams: 0, consumers: 0 });
        expect(jsz.meta_cluster?.leader).not.toBe(server);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
        await expect(page).not.toHaveURL(/open=/);

        // Each state that it came to is a line of the time line.
        await goTo(page, 'activity');
        const lines = page.locator('[data-testid="activity"][data-kind^="evacuation"]').filter({ hasText: server });
        await expect(lines).toHaveCount(4);
        const kinds = await lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-kind')));
        expect(kinds.toReversed()).toEqual([
          'evacuationBegun',
          'evacuationPaused',
          'evacuationGoesOn',
          'evacuationEnded',
        ]);
      },
    );
  });
}
