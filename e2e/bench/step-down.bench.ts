import { expect, test, type Page } from '@playwright/test';
import { goTo, openDemo, waitForHealthy } from '../support/console';
import { after, recordMarks } from '../support/marks';
import { hearAdvisories, startWorld } from '../support/world';
import { report } from './results';

const tries = 20;

for (const version of ['2.15.1', '2.10.27', '2.9.10']) {
  test(`step-down to pixel, nats-server ${version}`, async ({ page }) => {
    const world = await startWorld({ version, traffic: true });
    try {
      await openDemo(page, world);
      await waitForHealthy(page);
      await goTo(page, 'meta');
      const marks = await recordMarks(page, '[data-testid="meta-leader"]', 'data-testid', ['data-leader']);
      const advisories = await hearAdvisories(world.cluster);
      const fromClick: number[] = [];
      const fromAdvisory: number[] = [];
      for (let n = 0; n < tries; n++) {
        const heardBefore = advisories.heard.length;
        const before = await world.cluster.waitForMetaLeader();
        await expect(page.getByTestId('meta-leader')).toHaveAttribute('data-leader', before);
        const clicked = await stepDown(page, before);
        const next = await world.cluster.waitForMetaLeader();
        await expect(page.getByTestId('meta-leader')).toHaveAttribute('data-leader', next);
        const shown = after(await marks.entries(), 'meta-leader', clicked).find(
          (entry) => entry.values['data-leader'] === next,
        )!;
        fromClick.push(shown.at - clicked);
        const advisory = advisories.heard.slice(heardBefore).find(({ subject }) => subject.includes('DOMAIN'));
        if (advisory !== undefined) fromAdvisory.push(Math.max(0, shown.at - advisory.at));
        await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      }
      report(`meta step-down, ${version}: click to pixel`, 'ms', fromClick);
      // 2.9 announces no election of the meta group.
      if (fromAdvisory.length > 0) report(`meta step-down, ${version}: advisory to pixel`, 'ms', fromAdvisory);
      await advisories.close();
    } finally {
      await world.dispose();
    }
  });
}

/** Sends it, as an operator does. Returns when the button was clicked (ms since 1970). */
async function stepDown(page: Page, leader: string): Promise<number> {
  await page.getByRole('button', { name: 'Step down…' }).click();
  const button = page.getByRole('dialog').getByRole('button', { name: `Step down ${leader}` });
  await expect(button).toBeEnabled();
  const clicked = await button.evaluate((element: HTMLElement) => {
    const at = Date.now();
    element.click();
    return at;
  });
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
  return clicked;
}
