import { expect, test } from '@playwright/test';
import { generateCluster } from '../../src/testing/scripted-server/cluster';
import { goTo, openDemo } from '../support/console';
import { startScriptedWorld, type ScriptedWorld } from '../support/scripted';
import { report } from './results';
import { mainThreadTasks } from './trace';

const streams = 10_000;

let world: ScriptedWorld;
test.afterEach(() => world.dispose());

for (const servers of [9, 60]) {
  test(`main thread while what-if is asked, ${streams} streams on ${servers} servers`, async ({ browser, page }) => {
    world = await startScriptedWorld(
      generateCluster({ servers, streams, accounts: 20, r3Share: 1, consumersPerStream: 1 }),
    );
    await openDemo(page, world);
    await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-streams', String(streams), {
      timeout: 60_000,
    });
    // Every fourth stream is written to, so that its row changes with each poll.
    const busy = [...world.server.cluster.streams.values()].filter((_, index) => index % 4 === 0);
    const writing = setInterval(() => busy.forEach((stream) => (stream.lastSeq += 10)), 1_000);
    await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
    await goTo(page, 'what-if');
    await expect(page.getByTestId('stopping-set').first()).toBeVisible({ timeout: 20_000 });
    for (const index of [0, 1, 2, 3, 4, 5]) {
      await page.getByTestId('what-if-server').nth(index).getByRole('checkbox').click();
      // A share of time, not a condition: polls come in it.
      await new Promise((resolve) => setTimeout(resolve, 2_500));
    }
    const tasks = mainThreadTasks(await browser.stopTracing());
    clearInterval(writing);
    report(`what if, main thread: CPU time of a task, ${streams} streams on ${servers} servers`, 'ms', tasks);
    const worst = tasks.toSorted((a, b) => b - a).slice(0, 5);
    console.log(`the longest: ${worst.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  });
}
