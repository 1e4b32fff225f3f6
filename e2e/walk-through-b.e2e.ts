import { expect, test, type Locator, type Page } from '@playwright/test';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { askUntilAnswered } from '../scripts/demo/ask.mjs';
import { connectAs } from '../scripts/demo/client.mjs';
import { copyRow, goTo, openDemo, serverRow, streamRow, waitForHealthy } from './support/console';
import { holderOf, sampleServers } from './support/monitoring';
import { startWorld, type World } from './support/world';

/*
 * The administration of a cluster C1 of n1 to n5, from an empty account to a server that is gone for good, in the browser
 * alone. Everything that the page shows is held against the servers' own monitoring ports.
 */

const account = 'ORDERS';
const others = [0, 1, 2, 3, 4, 5].map((index) => `ORDERS_${String(index)}`);
const versions = ['2.15.1', '2.10.27'];
/** Of what is tried again as a whole; more than a round. */
const quick = { timeout: 5_000 };

interface ServerJsz {
  readonly streams: number;
  readonly consumers: number;
  readonly messages: number;
  readonly meta_cluster?: { readonly leader?: string; readonly cluster_size?: number };
  readonly account_details?: readonly {
    readonly name: string;
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly state: { readonly messages: number; readonly bytes: number; readonly num_deleted?: number };
      readonly cluster?: { readonly leader?: string; readonly replicas?: readonly { readonly name: string }[] };
      readonly consumer_detail?: readonly { readonly name: string; readonly cluster?: { readonly leader?: string } }[];
    }[];
  }[];
}

for (const version of versions) {
  test(
    `a cluster is administered from the page alone, nats-server ${version}`,
    {
      tag: '@full',
    },
    async ({ page }) => {
      test.setTimeout(300_000);
      const world = await startWorld({ version, fill: false });
      try {
        await page.setViewportSize({ width: 1920, height: 1000 });
        await openDemo(page, world);
        await waitForHealthy(page);
        await test.step('ORDERS and its consumer NEW are made', () => create(page, world));
        await test.step('the report of streams', () => streamReport(page, world));
        await test.step('leaders step down', () => stepDowns(page, world));
        await test.step('the report of servers and the meta group', () => serverReport(page, world));
        await test.step('a server goes for good', () => oneGoes(page, world));
      } finally {
        await world.dispose();
      }
    },
  );
}

const jszOf = async ({ cluster }: World, server: string) =>
  (await cluster.monitor(server, '/jsz?streams=true&consumers=true', 10_000)) as ServerJsz;

/** The record of a stream by its leader, once there is one, and of whom it says that they hold it. */
const told = (world: World, stream: string) => waitFor(() => toldNow(world, stream), { what: `${stream} is told of` });

async function toldNow(world: World, stream: string) {
  const leader = await holderOf(world.cluster, account, stream);
  const { account_details: accounts = [] } = await jszOf(world, leader);
  const streams = accounts.flatMap(({ stream_detail: details = [] }) => details);
  const detail = streams.find(({ name }) => name === stream);
  if (detail === undefined) throw new Error(`${leader} does not tell of ${stream}`);
  return { leader, ...detail };
}

const cell = (row: Locator, column: string) => row.locator(`[data-column="${column}"]`);

/** As in `nats stream report`: messages, bytes, storage, lost, deleted, consumers, and the servers with the leader marked. */
async function streamReport(page: Page, world: World) {
  await goTo(page, 'streams');
  for (const name of ['ORDERS', ...others]) {
    const row = streamRow(page, account, name);
    await expect(row).toBeVisible();
    await expect(() => expectReport(row, world, name)).toPass({ timeout: 40_000 });
  }
}

async function expectReport(row: Locator, world: World, name: string) {
  const { state, leader, cluster, consumer_detail: consumers = [] } = await toldNow(world, name);
  await expect(row).toHaveAttribute('data-leader', leader, quick);
  await expect(row).toHaveAttribute('data-messages', String(state.messages), quick);
  await expect(cell(row, 'copies').getByRole('img', { name: 'leader' })).toHaveCount(1, quick);
  const facts = {
    messages: String(state.messages),
    deleted: String(state.num_deleted ?? 0),
    lost: '0',
    storage: 'file',
    consumers: String(consumers.length),
  };
  for (const [column, text] of Object.entries(facts)) await expect(cell(row, column)).toHaveText(text, quick);
  // The leader first.
  const holders = [leader, ...(cluster?.replicas ?? []).map((copy) => copy.name).toSorted()];
  const shown = (await cell(row, 'copies').innerText()).trim().split(/\s+/);
  expect([shown[0], ...shown.slice(1).toSorted()]).toEqual(holders);
}

async function stepDowns(page: Page, world: World) {
  const before = await told(world, 'ORDERS');
  await goTo(page, 'streams/ORDERS/ORDERS');
  await page.getByRole('button', { name: 'Step down…' }).first().click();
  await confirm(page, `Step down ${before.leader}`);
  const after = await told(world, 'ORDERS');
  expect(after.leader).not.toBe(before.leader);
  await expect(copyRow(page, after.leader)).toHaveAttribute('data-role', 'leader');

  const leaderOfNew = async () =>
    (await told(world, 'ORDERS')).consumer_detail?.find(({ name }) => name === 'NEW')?.cluster?.leader ?? '';
  const consumer = page.locator('[data-testid="consumer-row"][data-consumer="NEW"]');
  const newIsLed = (before = '') =>
    waitFor(async () => (await leaderOfNew()).replace(before, ''), { what: 'NEW is led', timeoutMs: 10_000 });
  const old = await newIsLed();
  await expect(consumer).toHaveAttribute('data-leader', old);
  await consumer.getByRole('link', { name: 'NEW' }).click();
  await page.getByRole('button', { name: 'Step down…' }).click();
  await confirm(page, `Step down ${old}`);
  const next = await newIsLed(old);
  await goTo(page, 'streams/ORDERS/ORDERS');
  await expect(consumer).toHaveAttribute('data-leader', next);
}

async function serverReport(page: Page, world: World) {
  await goTo(page, 'servers');
  await page.getByRole('button', { name: 'JetStream' }).click();
  for (const { name } of world.cluster.servers) {
    const own = await jszOf(world, name);
    const facts = { streams: own.streams, consumers: own.consumers, messages: own.messages };
    for (const [column, value] of Object.entries(facts))
      await expect(cell(serverRow(page, name), column)).toHaveText(String(value));
  }
  await goTo(page, 'meta');
  const before = await world.cluster.waitForMetaLeader();
  const peers = page.getByTestId('peer-row');
  await expect(peers).toHaveCount(5);
  for (const { name } of world.cluster.servers) {
    const peer = page.locator(`[data-testid="peer-row"][data-server="${name}"]`);
    await expect(peer).toHaveAttribute('data-role', name === before ? 'leader' : 'follower');
  }
  await page.getByRole('button', { name: 'Step down…' }).click();
  await confirm(page, `Step down ${before}`);
  const after = await world.cluster.waitForMetaLeader();
  expect(after).not.toBe(before);
  await expect(page.getByTestId('meta-leader')).toHaveAttribute('data-leader', after);
}

/** n4 if it holds a copy of ORDERS, else another one that does and does not lead the meta group. */
async function oneGoes(page: Page, world: World) {
  const meta = await world.cluster.waitForMetaLeader();
  const { leader, cluster } = await told(world, 'ORDERS');
  const holders = [...(cluster?.replicas ?? []).map((copy) => copy.name), leader].filter((name) => name !== meta);
  const gone = holders.includes('n4') ? 'n4' : holders[0]!;
  const others = world.cluster.servers.map(({ name }) => name).filter((name) => name !== gone);
  await world.cluster.stop(gone);

  await goTo(page, 'streams/ORDERS/ORDERS');
  await expect(copyRow(page, gone)).toHaveAttribute('data-presence', /^(silent|stopped)$/, { timeout: 10_000 });
  await page.getByRole('button', { name: 'Remove a dead copy…' }).click();
  // It opens for the first silent one.
  await page.getByRole('dialog').getByLabel('Copy on').selectOption(gone);
  await confirm(page, `Remove the copy on ${gone}`, 60_000);
  await expect(copyRow(page, gone)).toHaveCount(0);
  await expect(page.getByTestId('copy-row')).toHaveCount(3);
  // Picked and filled, as the new one says itself.
  const copies = await waitFor(
    async () => {
      const found = (await sampleServers(world.cluster)).streams.get(`${account}/ORDERS`);
      return found?.leader === '' ? null : found;
    },
    { what: 'ORDERS is led' },
  );
  expect([...copies.copies.keys()].filter((name) => !others.includes(name))).toEqual([]);
  expect([...copies.copies.values()]).toEqual([copies.lastSeq, copies.lastSeq, copies.lastSeq]);
  for (const name of copies.copies.keys())
    await expect(copyRow(page, name)).toHaveAttribute('data-store', name === copies.leader ? 'leader' : 'complete');

  await goTo(page, 'meta');
  await page.getByRole('button', { name: 'Remove a server…' }).click();
  await page.getByRole('dialog').getByLabel('Server', { exact: true }).selectOption(gone);
  await confirm(page, `Remove ${gone}`);
  const { meta_cluster: group } = await jszOf(world, await world.cluster.waitForMetaLeader());
  expect(group?.cluster_size).toBe(4);
  await expect(page.getByTestId('peer-row')).toHaveCount(4);
}

/** Types what has to be typed, presses the button, waits until what came of it is verified, and closes the dialog. */
async function confirm(page: Page, button: string, timeout = 30_000) {
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: button })).toBeVisible();
  const [, typed] = /Type (.*) to confirm/.exec(await dialog.innerText()) ?? [];
  if (typed !== undefined) await dialog.getByLabel('Confirmation').fill(typed);
  await dialog.getByRole('button', { name: button }).click();
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
}

/** The stream and its consumer by the wizards; the others, and messages, as an application would. */
async function create(page: Page, world: World) {
  const field = (name: string) => page.getByTestId('wizard-step').getByRole('textbox', { name, exact: true });
  await goTo(page, 'create/stream?account=ORDERS');
  await field('Name').fill('ORDERS');
  await page.locator('[data-template="eventLog"]').click();
  await expect(field('Replicas')).toHaveValue('3');
  await page
    .getByRole('link', { name: /Review$/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Create ORDERS' }).click();
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 30_000 });

  await page.getByRole('link', { name: 'To the stream ORDERS' }).click();
  await page.getByRole('link', { name: 'New consumer…' }).click();
  await field('Durable name').fill('NEW');
  await page.locator('[data-template="workers"]').click();
  await page
    .getByRole('link', { name: /Review$/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Create NEW' }).click();
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 30_000 });

  const connection = await connectAs(world.cluster, 'orders');
  try {
    const manager = await connection.jetstreamManager({ timeout: 10_000 });
    for (const name of others) {
      const config = { name, subjects: [`${name}.>`], num_replicas: 3 };
      await askUntilAnswered(name, () => manager.streams.add(config));
    }
    const stream = connection.jetstream();
    for (const name of ['ORDERS', ...others]) {
      for (let index = 0; index < 5; index += 1) {
        // Stored once, however often it is sent.
        const msgID = `${name} ${String(index)}`;
        await askUntilAnswered(msgID, () => stream.publish(`${name}.x`, 'order', { msgID }));
      }
    }
    await manager.streams.deleteMessage('ORDERS_0', 2);
  } finally {
    await connection.close();
  }
}
