import { expect, test, type Page } from '@playwright/test';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { connectAs } from '../scripts/demo/client.mjs';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { sampleServers } from './support/monitoring';
import { startWorld, type Cluster, type World } from './support/world';

/** Milliseconds. Elections after a crash took up to 8 s; a leader without followers claims to lead for up to 20 s. */
const settleTimeout = 45_000;
const ackTimeout = 3_000;
/** Milliseconds, of what is tried again as a whole. */
const quick = 5_000;

// High enough for every row of the demo: rows out of sight are not in the document.
test.use({ viewport: { width: 1440, height: 2_400 } });

let world: World;

test.beforeEach(async ({ page }) => {
  world = await startWorld();
  await openDemo(page, world);
  await waitForHealthy(page);
  await goTo(page, 'what-if');
});

test.afterEach(() => world.dispose());

test(
  'the smallest set that stops streams: they stop taking writes once it is killed, and no others',
  { tag: '@full' },
  async ({ page }) => {
    await killAndCompare(page, '[data-testid="stopping-set"]:not([data-streams="0"])');
  },
);

test(
  'the smallest pair that stops streams: they stop taking writes once it is killed, and no others',
  { tag: '@full' },
  async ({ page }) => {
    await killAndCompare(page, '[data-testid="stopping-set"][data-servers*=","]:not([data-streams="0"])');
  },
);

test('by keyboard alone: a consumer with one copy stops with its server, and its stream goes on', async ({ page }) => {
  const leader = async () => (await leadersOf(world.cluster, 'ORDERS', 'audit'))[0];
  const holder = await waitFor(leader, { what: 'a leader of audit' });
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  const box = page.locator(`[data-testid="what-if-server"][data-server="${holder}"] input`);
  await box.focus();
  await page.keyboard.press(' ');
  await expect(page).toHaveURL(new RegExp(`servers=${holder}$`));
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('tab', { name: 'Consumers' })).toBeFocused();
  const rowOf = (consumer: string) =>
    page.locator(`[data-testid="what-if-consumer"][data-stream="ORDERS"][data-consumer="${consumer}"]`);
  await expect(rowOf('audit')).toHaveAttribute('data-fate', 'stops', { timeout: 15_000 });
  await expect(
    page.locator('[data-testid="what-if-consumer"][data-stream="ORDERS"][data-fate="withStream"]'),
  ).toHaveCount(0);

  await world.cluster.kill(holder);
  await expect(async () => {
    expect(await leadersOf(world.cluster, 'ORDERS', 'billing')).not.toEqual([]);
  }).toPass({ timeout: settleTimeout });
  expect(await leadersOf(world.cluster, 'ORDERS', 'audit')).toEqual([]);
});

/** Running servers that say that they lead the consumer. */
async function leadersOf(cluster: Cluster, stream: string, consumer: string): Promise<readonly string[]> {
  const names = cluster.servers.filter(({ state }) => state === 'running').map(({ name }) => name);
  const replies = await Promise.all(
    names.map(async (name) => ({ name, jsz: (await cluster.monitor(name, '/jsz?consumers=true', 10_000)) as Jsz })),
  );
  return replies.flatMap(({ name, jsz }) => {
    const details = jsz.account_details?.flatMap((account) => account.stream_detail ?? []) ?? [];
    const consumers = details
      .filter((detail) => detail.name === stream)
      .flatMap((detail) => detail.consumer_detail ?? []);
    return consumers.some((one) => one.name === consumer && one.cluster?.leader === name) ? [name] : [];
  });
}

interface Jsz {
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly consumer_detail?: readonly { readonly name: string; readonly cluster?: { readonly leader?: string } }[];
    }[];
  }[];
}

async function killAndCompare(page: Page, selector: string) {
  const { servers, told } = await chooseFirst(page, selector);

  const streams = await streamsOf(world.cluster);
  expect(streams.map(({ id }) => id)).toEqual(expect.arrayContaining([...told]));
  for (const name of servers) await world.cluster.kill(name);

  const others = streams.filter(({ id }) => !told.includes(id));
  await expect(async () => {
    expect(await refusing(world.cluster, others)).toEqual([]);
  }).toPass({ timeout: settleTimeout });
  const stopped = streams.filter(({ id }) => told.includes(id));
  await expect(async () => {
    expect(await refusing(world.cluster, stopped)).toEqual(told);
  }).toPass({ timeout: settleTimeout });

  await goTo(page, 'streams');
  await expect
    .poll(() => namesIn(page, '[data-testid="stream-row"][data-state="crit"]'), { timeout: settleTimeout })
    .toEqual(told);
}

/** The first of the sets, and the streams that would stop without it while all servers answer. */
async function chooseFirst(page: Page, selector: string) {
  const said = page.getByTestId('what-if');
  const stops = '[data-testid="what-if-streams"][data-list="stops"] [data-testid="stream-row"]';
  const answering = page.locator('[data-testid="what-if-server"] [data-mark="ok"]');
  let chosen: { readonly servers: readonly string[]; readonly told: readonly string[] } = { servers: [], told: [] };
  await expect(async () => {
    // The sets are counted anew while a server misses a round.
    await expect(answering).toHaveCount(5, { timeout: quick });
    const set = page.locator(selector).first();
    const servers = (await set.getAttribute('data-servers', { timeout: quick }))!;
    await page.locator(`${selector}[data-servers="${servers}"]`).click({ timeout: quick });
    await expect(said).toHaveAttribute('data-servers', servers, { timeout: quick });
    const told = await namesIn(page, stops);
    expect(told).toHaveLength(Number(await said.getAttribute('data-stops')));
    expect(told.length).toBeGreaterThan(0);
    expect(await answering.count()).toBe(5);
    chosen = { servers: servers.split(','), told };
  }).toPass({ timeout: settleTimeout });
  return chosen;
}

/** `account/stream` of each row, sorted. */
async function namesIn(page: Page, selector: string): Promise<readonly string[]> {
  const names = await page
    .locator(selector)
    .evaluateAll((rows) => rows.map((row) => `${row.dataset['account']}/${row.dataset['stream']}`));
  return names.sort();
}

const logins = ['orders', 'app'] as const;

interface Stream {
  /** `account/stream`, as the page names it. */
  readonly id: string;
  readonly login: (typeof logins)[number];
  /** One that it takes; `null`: a mirror, or fed by others. */
  readonly subject: string | null;
}

/** A mirror and a stream of sources come without subjects, whatever the client's types say. */
function subjectOf({ subjects }: { readonly subjects?: readonly string[] }): string | null {
  return subjects?.[0]?.replace('>', 'what.if') ?? null;
}

/** What the accounts themselves say that they have. */
async function streamsOf(cluster: Cluster): Promise<readonly Stream[]> {
  const found: Stream[] = [];
  for (const login of logins) {
    const connection = await connectAs(cluster, login);
    const manager = await connection.jetstreamManager({ timeout: 5_000 });
    for await (const { config } of manager.streams.list()) {
      found.push({ id: `${login.toUpperCase()}/${config.name}`, login, subject: subjectOf(config) });
    }
    await connection.close();
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those of the streams that do not take a write now: no acknowledgement in time; without a subject: no leader. */
async function refusing(cluster: Cluster, streams: readonly Stream[]): Promise<readonly string[]> {
  const { streams: sampled } = await sampleServers(cluster);
  const refused: string[] = [];
  for (const login of logins) {
    const connection = await connectAs(cluster, login);
    const client = connection.jetstream();
    const own = streams.filter((stream) => stream.login === login);
    const takes = await Promise.all(
      own.map(({ id, subject }) =>
        subject === null
          ? Promise.resolve((sampled.get(id)?.leader ?? '') !== '')
          : client.publish(subject, new Uint8Array(), { timeout: ackTimeout }).then(
              () => true,
              () => false,
            ),
      ),
    );
    refused.push(...own.filter((_, index) => takes[index] !== true).map(({ id }) => id));
    await connection.close();
  }
  return refused.sort();
}
