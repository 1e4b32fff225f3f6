import { expect, test } from '@playwright/test';
import { goTo, openDemo, serverRow, waitForHealthy } from '../support/console';
import { after, recordMarks } from '../support/marks';
import { startWorld, type World } from '../support/world';
import { report } from './results';
import { fullPicture, reportMainThread } from './screen';

const tries = 12;

let world: World;
test.beforeEach(async () => {
  world = await startWorld({ traffic: true });
});
test.afterEach(() => world.dispose());

test('log-in to full picture', async ({ browser }) => {
  const fromClick: number[] = [];
  const fromSocket: number[] = [];
  for (let n = 0; n < tries; n++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(world.demoUrl);
    const button = page.getByRole('button', { name: /admin/i });
    await button.waitFor();
    const clicked = Date.now();
    await button.click();
    const shown = await fullPicture(page, { servers: 5, streams: 30 });
    fromClick.push(shown - clicked);
    const opened = (await browserConnections()).map(({ start }) => Date.parse(start)).filter((at) => at >= clicked);
    fromSocket.push(shown - Math.min(...opened));
    await context.close();
  }
  report('log-in click to full picture, 30 streams', 'ms', fromClick);
  report('socket open to full picture, 30 streams', 'ms', fromSocket);
});

test('bytes on the wire', async ({ page }) => {
  await openDemo(page, world);
  await waitForHealthy(page);
  await goTo(page, 'streams');
  const perMinute: number[] = [];
  for (let n = 0; n < 3; n++) {
    const [before] = await browserConnections();
    const from = Date.now();
    // A share of time, not a condition: what is measured is what comes in it.
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    const [after] = await browserConnections();
    const minutes = (Date.now() - from) / 60_000;
    perMinute.push((after!.out_bytes - before!.out_bytes) / 1024 / minutes);
  }
  report('received at rest, 30 streams, before compression', 'KiB/min', perMinute);
});

test('kill to pixel', async ({ page }) => {
  await openDemo(page, world);
  await waitForHealthy(page);
  const marks = await recordMarks(page, '[data-testid="server-row"]', 'data-server', ['data-presence']);
  const took: number[] = [];
  for (let n = 0; n < tries; n++) {
    const victim = `n${(n % 5) + 1}`;
    const killed = Date.now();
    await world.cluster.kill(victim);
    await expect(serverRow(page, victim)).toHaveAttribute('data-presence', 'silent', { timeout: 15_000 });
    const shown = after(await marks.entries(), victim, killed).find(
      (entry) => entry.values['data-presence'] === 'silent',
    )!;
    took.push(shown.at - killed);
    await world.cluster.start(victim);
    await expect(serverRow(page, victim)).toHaveAttribute('data-presence', 'answering', { timeout: 30_000 });
    await world.cluster.waitForMetaLeader();
  }
  report('kill -9: signal to pixel', 'ms', took);
});

test('main thread while polls arrive', async ({ browser, page }) => {
  await openDemo(page, world);
  await waitForHealthy(page);
  await reportMainThread(browser, page, 30);
});

interface Connection {
  readonly type?: string;
  /** When the server accepted the socket. */
  readonly start: string;
  /** Payload sent to the client so far. */
  readonly out_bytes: number;
}

/** WebSocket connections as the servers themselves count them. */
async function browserConnections(): Promise<readonly Connection[]> {
  const replies = await Promise.all(
    world.cluster.servers.map(({ name }) => world.cluster.monitor(name, '/connz') as Promise<Connz>),
  );
  return replies.flatMap(({ connections }) => connections.filter(({ type }) => type === 'websocket'));
}

interface Connz {
  readonly connections: readonly Connection[];
}
