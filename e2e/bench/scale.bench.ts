import { test } from '@playwright/test';
import { generateCluster } from '../../src/testing/scripted-server/cluster';
import { chooseRole, openDemo } from '../support/console';
import { startScriptedWorld, type ScriptedWorld } from '../support/scripted';
import { report } from './results';
import { fullPicture, reportMainThread } from './screen';

const servers = 9;
const tries = 10;

let world: ScriptedWorld;
test.afterEach(() => world.dispose());

const start = (streams: number) =>
  startScriptedWorld(generateCluster({ servers, streams, accounts: 20, r3Share: 1, consumersPerStream: 1 }));

for (const streams of [1_000, 10_000]) {
  test(`log-in to full picture, ${streams} streams`, async ({ browser }) => {
    world = await start(streams);
    const took: number[] = [];
    for (let n = 0; n < tries; n++) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(world.demoUrl);
      await page.getByRole('button', { name: /admin/i }).waitFor();
      const clicked = Date.now();
      const chosen = chooseRole(page, 'admin');
      took.push((await fullPicture(page, { servers, streams })) - clicked);
      await chosen;
      await context.close();
    }
    report(`log-in click to full picture, ${streams} streams`, 'ms', took);
  });

  test(`main thread while polls arrive, ${streams} streams`, async ({ browser, page }) => {
    world = await start(streams);
    await openDemo(page, world);
    await fullPicture(page, { servers, streams });
    // Every fourth stream is written to, so that its row changes with each poll.
    const busy = [...world.server.cluster.streams.values()].filter((_, index) => index % 4 === 0);
    const writing = setInterval(() => busy.forEach((stream) => (stream.lastSeq += 10)), 1_000);
    await reportMainThread(browser, page, streams);
    clearInterval(writing);
  });
}
