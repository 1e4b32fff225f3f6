import { expect, test, type Page } from '@playwright/test';
import { openDemo, serverRow, waitForHealthy } from './support/console';
import { startWorld, type World } from './support/world';

/** Milliseconds: three seconds without a word, and one for the page's own clock. */
const noticedWithin = 4_500;
/** It is started again after ten seconds of silence. */
const backWithin = 20_000;

let world: World;

test.beforeEach(async ({ page }) => {
  world = await startWorld();
  await openDemo(page, world);
  await waitForHealthy(page);
});

test.afterEach(() => world.dispose());

test(
  'an engine that hangs is noticed, nothing stays green, and a new one takes over',
  { tag: '@full' },
  async ({ page }) => {
    await expectNoticedAndBack(page, () => {
      // Bounded, and longer than the page waits before it starts another one.
      const end = Date.now() + 60_000;
      while (Date.now() < end);
    });
  },
);

test(
  'an engine that dies is noticed, nothing stays green, and a new one takes over',
  { tag: '@full' },
  async ({ page }) => {
    await expectNoticedAndBack(page, () => {
      self.close();
    });
  },
);

async function expectNoticedAndBack(page: Page, break_: () => void) {
  // The answer of a broken engine does not come.
  void page
    .workers()[0]!
    .evaluate(break_)
    .catch(() => undefined);

  await expect(page.getByRole('alert')).toContainText(/engine/i, { timeout: noticedWithin });
  for (const { name } of world.cluster.servers) {
    await expect(serverRow(page, name)).toHaveAttribute('data-state', 'unknown');
  }
  await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-state', 'unknown');
  await expect(page.getByTestId('meta-leader')).toHaveAttribute('data-leader', '');

  await expect(page.getByRole('alert')).toBeHidden({ timeout: backWithin });
  await waitForHealthy(page);
}
