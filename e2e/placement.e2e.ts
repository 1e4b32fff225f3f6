import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import type { NatsConnection } from 'nats.ws';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { askUntilAnswered } from '../scripts/demo/ask.mjs';
import { connectAs } from '../scripts/demo/client.mjs';
import { addStream, generateCluster } from '../src/testing/scripted-server/cluster';
import { expectCleanInBothThemes } from './support/axe';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { after, recordMarks } from './support/marks';
import { sampleServers, type StreamSample } from './support/monitoring';
import { startScriptedWorld } from './support/scripted';
import { startWorld, type Cluster, type World } from './support/world';

/** Milliseconds. */
const silentWithin = 4_000;
const moveTimeout = 60_000;
/** Messages that are on their way at a time. */
const batch = 500;

// High enough for every row of the demo: the words beside the drawing are those of the rows in sight.
test.use({ viewport: { width: 1440, height: 1_400 } });

let world: World;
test.beforeEach(async ({ page }) => {
  world = await startWorld();
  await openDemo(page, world);
  await waitForHealthy(page);
});
test.afterEach(() => world.dispose());

const cellOf = (page: Page, stream: string, server: string) =>
  page.locator(`[data-testid="placement-cell"][data-stream="${stream}"][data-server="${server}"]`);

test('every copy is where the servers say it is, and after kill -9 each one of that server is silent within 4 s', async ({
  page,
}) => {
  await goTo(page, 'placement');
  const { streams } = await sampleServers(world.cluster);
  await expect
    .poll(() => placedOnPage(page))
    .toEqual([...streams].flatMap(([id, { copies }]) => [...copies.keys()].map((name) => `${id}/${name}`)).sort());

  const victim = 'n3';
  const there = [...streams].flatMap(([id, { copies }]) => (copies.has(victim) ? [id.split('/')[1]!] : []));
  expect(there.length).toBeGreaterThan(3);
  const marks = await recordMarks(page, `[data-testid="placement-cell"][data-server="${victim}"]`, 'data-stream', [
    'data-state',
  ]);
  await expect(page.locator('[data-testid="placement-cell"][data-state="silent"]')).toHaveCount(0);
  const killedAt = Date.now();
  await world.cluster.kill(victim);
  await expect(
    page.locator(`[data-testid="placement-cell"][data-server="${victim}"]:not([data-state="silent"])`),
  ).toHaveCount(0, { timeout: 2 * silentWithin });
  const said = await marks.entries();
  for (const stream of there) {
    const silent = after(said, stream, killedAt).find(({ values }) => values['data-state'] === 'silent');
    expect((silent?.at ?? Infinity) - killedAt, stream).toBeLessThanOrEqual(silentWithin);
  }
  await expect(page.locator('[data-testid="placement-cell"][data-state="silent"]')).toHaveCount(there.length);

  await world.cluster.start(victim);
  await expect(page.locator('[data-testid="placement-cell"][data-state="silent"]')).toHaveCount(0, {
    timeout: 30_000,
  });
});

test(
  'a frozen copy is silent; thawed it catches up with falling numbers, and follows in the end',
  { tag: '@full' },
  async ({ page }) => {
    test.setTimeout(240_000);
    const stream = 'HEAVY';
    await withOrders(world.cluster, async (connection) => {
      const manager = await connection.jetstreamManager({ timeout: 10_000 });
      await manager.streams.add({ name: stream, subjects: ['heavy'], num_replicas: 3 });
    });
    const { leader, copies } = await ledOf(world.cluster, `ORDERS/${stream}`);
    // Not the one that the page is connected to (the first address): it would have to find another one.
    const frozen = [...copies.keys()].find((name) => name !== leader && name !== 'n1')!;
    await goTo(page, `placement?consumers=ORDERS/${stream}`);
    await expect(cellOf(page, stream, frozen)).toHaveAttribute('data-state', 'follower');

    await world.cluster.freeze(frozen);
    await expect(cellOf(page, stream, frozen)).toHaveAttribute('data-state', 'silent', { timeout: 2 * silentWithin });
    // More than the routes' own buffers hold.
    const missing = 40_000;
    await publish(world.cluster, 'heavy', missing);
    const stored = (name: string) => storedOn(world.cluster, name, stream);
    await expect(async () => expect(await stored(leader)).toBe(missing)).toPass({ timeout: moveTimeout });
    const storedAt = Date.now();
    // From here on the page knows all that is missing.
    await expect
      .poll(async () => Number(await cellOf(page, stream, leader).getAttribute('data-as-of')), { timeout: 15_000 })
      .toBeGreaterThan(storedAt);

    const marks = await recordMarks(
      page,
      `[data-testid="placement-cell"][data-stream="${stream}"][data-server="${frozen}"]`,
      'data-server',
      ['data-state', 'data-messages-behind'],
    );
    const thawedAt = Date.now();
    // Several polls long, whatever the disk.
    await catchUpSlowly(world.cluster, frozen, () => stored(frozen), missing);
    await expect(cellOf(page, stream, frozen)).toHaveAttribute('data-state', 'follower', { timeout: 30_000 });
    const numbers = fallingNumbers(after(await marks.entries(), frozen, thawedAt));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers[0]).toBeLessThanOrEqual(missing);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  },
);

test(
  'a stream that is placed elsewhere leaves one column and arrives in the other',
  { tag: '@full' },
  async ({ page }) => {
    await goTo(page, 'placement');
    const { leader: from } = await ledOf(world.cluster, 'ORDERS/AUDIT', 1);
    await expect(cellOf(page, 'AUDIT', from)).toHaveAttribute('data-state', 'leader');
    const marks = await recordMarks(page, '[data-testid="placement-cell"][data-stream="AUDIT"]', 'data-server', [
      'data-state',
    ]);

    await withOrders(world.cluster, async (connection) => {
      const manager = await connection.jetstreamManager({ timeout: 10_000 });
      const { config } = await manager.streams.info('AUDIT');
      await manager.streams.update('AUDIT', { ...config, placement: { tags: ['az:c'] } } as typeof config);
    });

    let to = from;
    await expect(async () => {
      to = (await ledOf(world.cluster, 'ORDERS/AUDIT', 1)).leader;
      expect(to).not.toBe(from);
    }).toPass({ timeout: moveTimeout });
    await expect(cellOf(page, 'AUDIT', from)).toHaveCount(0, { timeout: 30_000 });
    await expect(cellOf(page, 'AUDIT', to)).toHaveAttribute('data-state', 'leader', { timeout: 30_000 });
    expect((await marks.entries()).map(({ key }) => key)).toContain(to);
  },
);

test(
  'a copy that is removed from its group leaves its column, and another one takes its place',
  { tag: '@full' },
  async ({ page }) => {
    await goTo(page, 'placement');
    const { leader, copies } = await ledOf(world.cluster, 'ORDERS/ORDERS_0');
    const before = [...copies.keys()];
    const removed = before.find((name) => name !== leader)!;
    await expect(cellOf(page, 'ORDERS_0', removed)).toHaveAttribute('data-state', 'follower');

    await withOrders(world.cluster, async (connection) => {
      const subject = '$JS.API.STREAM.PEER.REMOVE.ORDERS_0';
      const reply = await connection.request(subject, JSON.stringify({ peer: removed }), { timeout: 10_000 });
      expect(reply.json()).toMatchObject({ success: true });
    });

    await expect(cellOf(page, 'ORDERS_0', removed)).toHaveCount(0, { timeout: moveTimeout });
    const arrived = await waitFor(
      async () => (await holders(world.cluster, 'ORDERS/ORDERS_0')).find((name) => !before.includes(name)),
      { what: 'another copy of ORDERS_0', timeoutMs: moveTimeout },
    );
    await expect(cellOf(page, 'ORDERS_0', arrived)).toHaveAttribute('data-state', 'follower', {
      timeout: 30_000,
    });
  },
);

test('a cell is reached, explained and linked by keyboard alone, and an empty one says why', async ({ page }) => {
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/#\/c\/C1\/placement/);
  const grid = page.getByTestId('placement-matrix');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  const said = page.getByTestId('placement-explanation');
  await expect(said).toHaveAttribute('data-server', 'n1');
  const seen = new Set<string>();
  for (let column = 0; column < 5; column += 1) {
    await expect(said).toHaveAttribute('data-server', `n${column + 1}`);
    await expect(said).toHaveAttribute('data-state', /^(leader|follower|empty)$/);
    const state = (await said.getAttribute('data-state'))!;
    seen.add(state);
    await expect(said).toContainText(
      state === 'empty' ? /could hold a copy|Not on n\d/ : /Here because|asks for no server in particular/,
    );
    await expect(said).toContainText("the server's own choice may differ");
    await page.keyboard.press('ArrowRight');
  }
  expect([...seen]).toEqual(expect.arrayContaining(['leader', 'empty']));
  await expect(page).toHaveURL(/at=n5/);

  await page.keyboard.press('s');
  await expect(page).toHaveURL(/servers=n5/);
  await expect(page.getByTestId('consequence-bar')).toHaveAttribute('data-servers', 'n5');
  const zone = page.locator('[data-testid="zone-pick"][data-zone="az:a"]');
  await zone.click();
  await expect(page).toHaveURL(/servers=n1%2Cn4%2Cn5/);
  await expect(page.getByTestId('consequence-bar')).toContainText('the meta group would lose its quorum');
  await zone.click();
  await expect(page).toHaveURL(/servers=n5/);
  const address = page.url();
  await page.goto('about:blank');
  await openDemo(page, world);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(address).hash);
  await expect(said).toHaveAttribute('data-server', 'n5');
  await page.getByTestId('consequence-bar').getByRole('link', { name: 'Open What if' }).click();
  await expect(page.getByTestId('what-if')).toHaveAttribute('data-servers', 'n5');
});

test('PNG and CSV hold all rows, and a name is no formula', { tag: '@full' }, async ({ page }) => {
  const scripted = await startScriptedWorld(generateCluster({ servers: 9, streams: 2_000, accounts: 20, r3Share: 1 }));
  addStream(scripted.server.cluster, 'ACC1', '=cmd()', ['n1', 'n2', 'n3']);
  await page.goto('about:blank');
  await openDemo(page, scripted);
  await goTo(page, 'placement');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2,001 streams on 9 servers', {
    timeout: 20_000,
  });

  const csv = (await readFile(await download(page, 'CSV'), 'utf8')).split('\r\n');
  expect(csv).toHaveLength(2_001 + 2);
  expect(csv.find((line) => line.includes('cmd()'))).toMatch(/^ACC1,'=cmd\(\),.*,leader,follower,follower,/);

  const png = await readFile(await download(page, 'PNG'));
  const { width, height, colours } = await page.evaluate(
    async (data) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(data)], { type: 'image/png' }));
      const context = Object.assign(document.createElement('canvas'), {
        width: bitmap.width,
        height: bitmap.height,
      }).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const bottom = context.getImageData(0, bitmap.height - 40, bitmap.width, 40);
      return { width: bitmap.width, height: bitmap.height, colours: new Set(new Uint32Array(bottom.data.buffer)).size };
    },
    [...png],
  );
  expect(width).toBeGreaterThan(600);
  // So many rows are drawn smaller: the last of them are there as well.
  expect(height).toBeLessThanOrEqual(16_000);
  expect(height).toBeGreaterThan(2_001);
  expect(colours).toBeGreaterThan(2);
  await scripted.dispose();
});

test('consumers of a stream have their copies beneath it, on demand', { tag: '@full' }, async ({ page }) => {
  await goTo(page, 'placement');
  await page.getByTestId('placement-matrix').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('ORDERS_0');
  await expect(page.getByTestId('placement-row')).toHaveCount(1);
  await page.getByTestId('placement-matrix').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.locator('[data-testid="placement-consumer"][data-consumer="worker"]')).toHaveCount(1);
  const leader = page.locator('[data-testid="placement-consumer-cell"][data-state="leader"]');
  await expect(leader.first()).toBeAttached({ timeout: 15_000 });
});

test('axe finds nothing in any view, in both themes, also with a silent server', { tag: '@full' }, async ({ page }) => {
  const views = ['', '?view=table', '?view=balance', '?view=zones', '?heat=bytes&at=n1/ORDERS/ORDERS'];
  const look = async (what: string) => {
    for (const view of views) {
      await goTo(page, `placement${view}`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText('servers');
      await expectCleanInBothThemes(page, `${view} ${what}`);
    }
  };
  await look('healthy');
  await world.cluster.kill('n3');
  await goTo(page, 'placement');
  await expect(page.locator('[data-testid="placement-cell"][data-state="silent"]').first()).toBeAttached();
  await look('n3 silent');
});

/** `account/stream/server` of every copy in the words beside the drawing, sorted. */
async function placedOnPage(page: Page): Promise<readonly string[]> {
  const cells = await page
    .locator('[data-testid="placement-cell"]')
    .evaluateAll((all) => all.map(({ dataset }) => `${dataset['account']}/${dataset['stream']}/${dataset['server']}`));
  return cells.sort();
}

/** Servers that report a copy. */
async function holders(cluster: Cluster, id: string): Promise<readonly string[]> {
  const { streams } = await sampleServers(cluster);
  return [...(streams.get(id)?.copies.keys() ?? [])];
}

/** What the servers say of a stream, once it has a leader and so many copies. */
function ledOf(cluster: Cluster, id: string, copies = 3): Promise<StreamSample> {
  const led = async () => {
    const found = (await sampleServers(cluster)).streams.get(id);
    return found?.copies.size === copies && found.leader !== '' ? found : null;
  };
  return waitFor(led, { what: `${id} is led and has its copies`, timeoutMs: moveTimeout });
}

/** Messages of a stream of the account ORDERS that a server has. */
async function storedOn(cluster: Cluster, server: string, stream: string): Promise<number> {
  const { account_details: accounts = [] } = (await cluster.monitor(server, '/jsz?streams=true', 10_000)) as Jsz;
  const streams = accounts.filter(({ name }) => name === 'ORDERS').flatMap((one) => one.stream_detail ?? []);
  return streams.find(({ name }) => name === stream)?.state.last_seq ?? 0;
}

interface Jsz {
  readonly account_details?: readonly {
    readonly name: string;
    readonly stream_detail?: readonly { readonly name: string; readonly state: { readonly last_seq: number } }[];
  }[];
}

/** Does something as a client of the account ORDERS. */
async function withOrders<T>(cluster: Cluster, body: (connection: NatsConnection) => Promise<T>): Promise<T> {
  const connection = await connectAs(cluster, 'orders');
  try {
    return await body(connection);
  } finally {
    await connection.close();
  }
}

/** Publishes until each is acknowledged; one that is sent again is stored once, by its id. */
async function publish(cluster: Cluster, subject: string, count: number) {
  const body = new Uint8Array(4096);
  await withOrders(cluster, async (connection) => {
    const client = connection.jetstream({ timeout: 10_000 });
    for (let from = 0; from < count; from += batch) {
      const ids = Array.from({ length: Math.min(batch, count - from) }, (_, index) => String(from + index));
      const send = () => Promise.all(ids.map((msgID) => client.publish(subject, body, { msgID })));
      await askUntilAnswered(`${subject} from ${String(from)}`, send);
    }
  });
}

/** Thaws a server, and freezes it again for a moment whenever it has stored more than its share of 15 seconds. */
async function catchUpSlowly(cluster: Cluster, name: string, stored: () => Promise<number>, all: number) {
  const begun = Date.now();
  for (;;) {
    await cluster.thaw(name);
    const { messages: has } = await waitFor(async () => ({ messages: await stored() }), { what: `${name} answers` });
    if (has >= all) return;
    const early = begun + (has / all) * 15_000 - Date.now();
    if (early > 0) await cluster.freeze(name);
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(early, 10), 300)));
  }
}

/** What a copy was said to be behind while it caught up, one after the other. */
function fallingNumbers(entries: ReturnType<typeof after>): number[] {
  return entries
    .filter(({ values }) => values['data-state'] === 'catchingUp')
    .map(({ values }) => Number(values['data-messages-behind']));
}

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return file.path();
}

test(
  'the chosen copy can be moved, and its group led by another, from where it is drawn',
  { tag: '@full' },
  async ({ page }) => {
    const { leader, copies } = await ledOf(world.cluster, 'ORDERS/ORDERS');
    const follower = [...copies.keys()].find((name) => name !== leader)!;
    await goTo(page, `placement?at=${follower}/ORDERS/ORDERS`);
    const panel = page.getByTestId('placement-explanation');
    await expect(panel.getByRole('button', { name: 'Remove a dead copy…' })).toHaveCount(0);
    await panel.getByRole('button', { name: 'Step down…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Step down ${leader}` })
      .click();
    await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
    await page.keyboard.press('Escape');
    expect((await ledOf(world.cluster, 'ORDERS/ORDERS')).leader).not.toBe(leader);
    await panel.getByRole('button', { name: 'Move a copy…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: `Move the copy off ${follower}` })
      .click();
    await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: moveTimeout });
    expect([...(await sampleServers(world.cluster)).streams.get('ORDERS/ORDERS')!.copies.keys()]).not.toContain(
      follower,
    );
  },
);
