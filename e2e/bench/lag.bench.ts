import { expect, test } from '@playwright/test';
import { generateCluster, type ScriptedStream } from '../../src/testing/scripted-server/cluster';
import { goTo, openDemo } from '../support/console';
import { startScriptedWorld, type ScriptedWorld } from '../support/scripted';
import { report } from './results';
import { mainThreadTasks } from './trace';

const streams = 10_000;
const servers = 9;

let world: ScriptedWorld;
test.beforeEach(async ({ page }) => {
  world = await startScriptedWorld(
    generateCluster({ servers, streams, accounts: 20, r3Share: 1, consumersPerStream: 1 }),
  );
  await openDemo(page, world);
  await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-streams', String(streams), {
    timeout: 60_000,
  });
});
test.afterEach(() => world.dispose());

test('lag board: main thread while polls arrive', async ({ browser, page }) => {
  const written = [...world.server.cluster.streams.values()].filter((_, index) => index % 4 === 0);
  for (const stream of written) stream.lastSeq += 100_000;
  const writing = setInterval(() => written.forEach(write), 1_000);
  await goTo(page, 'lag');
  const sentence = page.getByTestId('lag-sentence');
  await expect(sentence).not.toHaveAttribute('data-behind', '0', { timeout: 60_000 });
  await expect(page.getByTestId('lag-chart')).toBeVisible();
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  // A share of time, not a condition: two rounds of polls come in it.
  await new Promise((resolve) => setTimeout(resolve, 65_000));
  const tasks = mainThreadTasks(await browser.stopTracing());
  clearInterval(writing);
  console.log(`${await sentence.getAttribute('data-behind')} copies behind`);
  report(`lag board, main thread: CPU time of a task, ${streams} streams`, 'ms', tasks);
});

/** 300 messages, of which the last copy gets more or less. */
function write(stream: ScriptedStream) {
  stream.lastSeq += 300;
  const last = stream.copies.at(-1);
  if (last !== undefined) stream.behind.set(last, 1 + ((stream.lastSeq * 7) % 90_000));
}
