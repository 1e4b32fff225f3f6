import { expect, test, type Page } from '@playwright/test';
import { generateCluster } from '../../src/testing/scripted-server/cluster';
import { goTo, openDemo } from '../support/console';
import { startScriptedWorld, type ScriptedWorld } from '../support/scripted';
import { report } from './results';
import { mainThreadFrames, mainThreadTasks } from './trace';

const streams = 10_000;
const servers = 9;
const categories = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

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

test('placement: model to first drawing', async ({ page }) => {
  // Its code is loaded with the first visit.
  await untilDrawn(page);
  const took: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    await goTo(page, 'streams');
    await expect(page.getByTestId('stream-row').first()).toBeVisible({ timeout: 20_000 });
    took.push(await untilDrawn(page));
  }
  report(`placement, model to first drawing, ${streams} streams`, 'ms', took);
});

for (const [what, move] of [
  ['scrolling', scroll],
  ['zooming', zoom],
] as const)
  test(`placement: frames while ${what}`, async ({ browser, page }) => {
    await untilDrawn(page);
    const busy = startWriting();
    await browser.startTracing(page, { categories });
    const frames = await framesWhile(page, move);
    const work = mainThreadFrames(await browser.stopTracing());
    clearInterval(busy);
    const late = frames.filter((ms) => ms > 20).length;
    report(`placement, time between frames while ${what}, ${streams} streams`, 'ms', frames);
    report(`placement, main thread in a frame while ${what}, ${streams} streams`, 'ms', work);
    console.log(`${late} of ${frames.length} frames over 20 ms: ${((100 * late) / frames.length).toFixed(2)} %`);
  });

test('placement: main thread while polls arrive', async ({ browser, page }) => {
  await untilDrawn(page);
  const busy = startWriting();
  await browser.startTracing(page, { categories });
  // A share of time, not a condition: two rounds of polls come in it.
  await new Promise((resolve) => setTimeout(resolve, 65_000));
  const tasks = mainThreadTasks(await browser.stopTracing());
  clearInterval(busy);
  report(`placement, main thread: CPU time of a task, ${streams} streams`, 'ms', tasks);
});

/** Every fourth stream is written to, so that its row changes with each poll. */
function startWriting() {
  const busy = [...world.server.cluster.streams.values()].filter((_, index) => index % 4 === 0);
  return setInterval(() => busy.forEach((stream) => (stream.lastSeq += 10)), 1_000);
}

/** Milliseconds from the change of the address to the first frame in which the matrix is drawn. */
async function untilDrawn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const started = performance.now();
    location.hash = '#/c/C1/placement';
    for (;;) {
      await new Promise(requestAnimationFrame);
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="placement-matrix"] canvas');
      const context = canvas?.getContext('2d', { alpha: false });
      // Black until something is drawn.
      if (
        context
          ?.getImageData(5, 5, 1, 1)
          .data.slice(0, 3)
          .some((value) => value > 0)
      )
        break;
    }
    return performance.now() - started;
  });
}

/** Milliseconds between one frame and the next, as the page itself sees them. */
async function framesWhile(page: Page, move: (page: Page) => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (at: number) => {
      times.push(at);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, { conclaveFrames: times });
  });
  await move(page);
  const times = await page.evaluate(() => (window as unknown as { conclaveFrames: number[] }).conclaveFrames);
  return times.slice(1).map((at, index) => at - times[index]!);
}

/** A wheel or finger that moves at a steady speed, in both directions. */
async function scroll(page: Page) {
  const box = (await page.getByTestId('placement-matrix').boundingBox())!;
  const session = await page.context().newCDPSession(page);
  for (const [distance, speed] of [
    [-12_000, 1_500],
    [-60_000, 12_000],
    [30_000, 6_000],
  ] as const)
    await session.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: distance,
      speed,
      gestureSourceType: 'mouse',
    });
  await session.detach();
}

/** Out until every stream is in sight, and in again, ten times. */
async function zoom(page: Page) {
  await page.getByTestId('placement-matrix').focus();
  for (let n = 0; n < 10; n += 1)
    for (const key of ['-', '-', '-', '-', '-', '-', '+', '+', '+', '+', '+', '+'])
      await page.keyboard.press(key, { delay: 60 });
}
