import { expect, test, type Locator, type Page } from '@playwright/test';
import { generateCluster } from '../src/testing/scripted-server/cluster';
import { cutRoute } from '../src/testing/scripted-server/links';
import { askApp } from './support/account';
import { expectCleanInBothThemes } from './support/axe';
import { goTo, openDemo, serverRow, waitForHealthy } from './support/console';
import { after, recordMarks, type MarkEntry } from './support/marks';
import { startScriptedWorld, type ScriptedWorld } from './support/scripted';
import { startWorld, type World } from './support/world';

/** Milliseconds. */
const within = 4_000;
const settleTimeout = 20_000;

const five = ['n1', 'n2', 'n3', 'n4', 'n5'];
// High enough for every link of six servers: rows out of sight are not in the document.
test.use({ viewport: { width: 1440, height: 2_000 } });

const node = (page: Page, name: string): Locator =>
  page.locator(`[data-testid="topology-server"][data-server="${name}"]`);
const links = (page: Page, where: string): Locator => page.locator(`[data-testid="topology-link"]${where}`);
const rows = (page: Page, where: string): Locator => page.locator(`[data-testid="topology-row"]${where}`);
const linksOf = (page: Page, name: string, where = ''): Locator =>
  links(page, `:is([data-from="${name}"], [data-to="${name}"])${where}`);
const allUp = (page: Page, count: number) =>
  expect(links(page, '[data-link-state="both"]')).toHaveCount(count, { timeout: settleTimeout });

/** Nothing is wrong. On a loaded machine a round trip may be far longer than usual, which is a warning. */
async function expectWhole(page: Page) {
  const headline = page.getByTestId('topology-headline');
  await expect(headline).toHaveAttribute('data-state', /ok|warn/);
  await expect(headline).toHaveAttribute('data-missing', '0');
  await expect(headline).toHaveAttribute('data-one-way', '0');
}

/** Milliseconds from a moment to the first mark that says something; later than any limit without one. */
function tookUntil(entries: readonly MarkEntry[], key: string, since: number, values: Record<string, string>): number {
  const wanted = Object.entries(values);
  const said = after(entries, key, since).find((entry) =>
    wanted.every(([name, value]) => entry.values[name] === value),
  );
  return said === undefined ? Infinity : said.at - since;
}

/** How many connections to each of the others a server lists. */
async function routesOf({ cluster }: World, from: string): Promise<(to: string) => number> {
  const { routes } = (await cluster.monitor(from, '/routez', 10_000)) as { routes: readonly { remote_name: string }[] };
  return (to) => routes.filter(({ remote_name: name }) => name === to).length;
}

test.describe('five real servers', () => {
  let world: World;

  test.beforeEach(async ({ page }) => {
    world = await startWorld({ fill: false });
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, 'topology');
    await allUp(page, 10);
  });

  test.afterEach(() => world.dispose());

  test('every pair is one link, with as many connections as the servers themselves list', async ({ page }) => {
    await expectWhole(page);
    await expect(rows(page, '[data-link-state="both"]')).toHaveCount(10);
    for (const [index, from] of five.entries()) {
      for (const to of five.slice(index + 1)) {
        const ends = `[data-from="${from}"][data-to="${to}"]`;
        await expect(async () => {
          const listed = (await routesOf(world, from))(to);
          expect(listed).toBeGreaterThan(1);
          for (const drawn of [links, rows])
            await expect(drawn(page, ends)).toHaveAttribute('data-connections', String(listed), { timeout: 5_000 });
        }).toPass({ timeout: 2 * settleTimeout });
        // A server measures a new route with its first ping, some seconds after it stands.
        await expect(rows(page, ends)).toHaveAttribute('data-rtt', /[1-9]/, { timeout: settleTimeout });
      }
    }
  });

  test('kill -9 marks the server and its links within 4 s, and no others; started again, all is whole', async ({
    page,
  }) => {
    const marks = await recordMarks(
      page,
      '[data-testid="topology-link"][data-to="n3"], [data-testid="topology-server"][data-server="n3"]',
      'data-from',
      ['data-state', 'data-presence'],
    );
    await expect(node(page, 'n3')).toHaveAttribute('data-presence', 'answering');
    await expect(linksOf(page, 'n3', '[data-link-state="both"]')).toHaveCount(4);
    const killedAt = Date.now();
    await world.cluster.kill('n3');
    await expect(node(page, 'n3')).toHaveAttribute('data-presence', 'silent', { timeout: 2 * within });
    await expect(linksOf(page, 'n3', '[data-state="unknown"]')).toHaveCount(4, { timeout: settleTimeout });
    const said = await marks.entries();
    // The server itself comes from nowhere.
    expect(tookUntil(said, '', killedAt, { 'data-presence': 'silent' })).toBeLessThanOrEqual(within);
    for (const from of ['n1', 'n2'])
      expect(tookUntil(said, from, killedAt, { 'data-state': 'unknown' }), from).toBeLessThanOrEqual(within);
    await expect(links(page, '[data-link-state="both"]')).toHaveCount(6);
    // Nobody says that a route is missing: the server that would have it does not answer.
    await expect(page.getByTestId('topology-headline')).toHaveAttribute('data-missing', '0');
    await world.cluster.start('n3');
    await allUp(page, 10);
    await expectWhole(page);
  });

  test(
    'a frozen server keeps its connections: the other ends still list them, and its own word is missing',
    { tag: '@full' },
    async ({ page }) => {
      await world.cluster.freeze('n2');
      await expect(linksOf(page, 'n2', '[data-state="unknown"]')).toHaveCount(4, { timeout: settleTimeout });
      await expect(linksOf(page, 'n2', '[data-link-state="oneEnd"]')).toHaveCount(4);
      await world.cluster.thaw('n2');
      await allUp(page, 10);
    },
  );

  test(
    'servers chosen in the drawing, one by one or as a zone, are what the address and What if say',
    { tag: '@full' },
    async ({ page }) => {
      await node(page, 'n1').click();
      await expect(node(page, 'n1')).toHaveAttribute('aria-checked', 'true');
      await node(page, 'n4').press('Enter');
      await expect(page).toHaveURL(/servers=n1%2Cn4/);
      await expect(page.locator('[data-testid="zone-pick"][data-zone="az:a"]')).toHaveAttribute('aria-pressed', 'true');
      await expect(rows(page, '')).toHaveCount(7);
      await page.locator('[data-testid="zone-pick"][data-zone="az:b"]').click();
      await expect(page.getByTestId('topology-chosen')).toHaveText('n1n2n4n5');
      await page.reload();
      // The tab logs in again by itself.
      await allUp(page, 10);
      await expect(node(page, 'n5')).toHaveAttribute('aria-checked', 'true');
      const bar = page.getByTestId('consequence-bar');
      await expect(bar).toHaveAttribute('data-servers', 'n1,n2,n4,n5');
      await expect(bar).toContainText('the meta group would lose its quorum');
      await bar.getByRole('link', { name: 'Open What if' }).click();
      await expect(page).toHaveURL(/what-if\?servers=n1%2Cn2%2Cn4%2Cn5/);
    },
  );

  test('by keyboard: one stop for all servers, arrows between them, and every link is a row of the table', async ({
    page,
  }) => {
    await node(page, 'n1').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await expect(node(page, 'n2')).toBeFocused();
    await page.keyboard.press('Space');
    await expect(node(page, 'n2')).toHaveAttribute('aria-checked', 'true');
    await expect(page.locator('[data-testid="topology-server"][tabindex="0"]')).toHaveCount(1);
    await rows(page, '[data-from="n2"][data-to="n5"]').focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/link=route%2Cn2%2Cn5/);
    await expect(page.getByTestId('link-details')).toBeVisible();
  });
});

test('a server that joins is drawn within 4 s and is on every screen, one that is removed is gone as soon', async ({
  page,
}) => {
  const world = await startWorld({ fill: false });
  try {
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, 'topology');
    await allUp(page, 10);
    await joins(page, world);
    await goTo(page, 'topology');
    await allUp(page, 15);
    await isRemoved(page, world);
    await goTo(page, 'topology');
    await allUp(page, 10);
    await expect(linksOf(page, 'n6')).toHaveCount(0);
    await expectWhole(page);
  } finally {
    await world.dispose();
  }
});

const peer = (page: Page, name: string): Locator => page.locator(`[data-testid="peer-row"][data-server="${name}"]`);

async function joins(page: Page, { cluster }: World) {
  const marks = await recordMarks(page, '[data-testid="topology-server"]', 'data-server', ['data-presence']);
  await cluster.add('n6');
  const joined = Date.now();
  await expect(node(page, 'n6')).toHaveAttribute('data-presence', 'answering', { timeout: 2 * within });
  const drawn = after(await marks.entries(), 'n6', 0).find(({ values }) => values['data-presence'] === 'answering');
  expect(drawn!.at - joined).toBeLessThanOrEqual(within);
  await goTo(page, 'meta');
  await expect(peer(page, 'n6')).toHaveAttribute('data-presence', 'answering', { timeout: settleTimeout });
  await goTo(page, 'servers');
  await expect(serverRow(page, 'n6')).toHaveAttribute('data-presence', 'answering', { timeout: settleTimeout });
}

async function isRemoved(page: Page, { cluster }: World) {
  await expect(node(page, 'n6')).toBeVisible();
  const gone = goneAt(page, '[data-testid="topology-server"][data-server="n6"]');
  await cluster.remove('n6');
  const removed = Date.now();
  await expect(node(page, 'n6')).toHaveCount(0, { timeout: 2 * within });
  expect((await gone) - removed).toBeLessThanOrEqual(within);
  await goTo(page, 'meta');
  await expect(page.getByTestId('meta-leader')).toBeVisible();
  await expect(peer(page, 'n6')).toHaveCount(0, { timeout: settleTimeout });
  await goTo(page, 'servers');
  await expect(serverRow(page, 'n1')).toBeVisible();
  await expect(serverRow(page, 'n6')).toHaveCount(0, { timeout: settleTimeout });
}

/** When something is no longer on the page, in milliseconds since 1970. */
function goneAt(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector(wanted) !== null) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      }),
    selector,
  );
}

for (const version of ['2.15.1', '2.10.27']) {
  test(
    `a route that is cut is the only link missing within 4 s, and all else stays well, nats-server ${version}`,
    { tag: '@full' },
    async ({ page }) => {
      const world = await startWorld({ version, fill: false, separateRoutes: true });
      try {
        await world.cluster.waitUntilHealthy();
        const members = await membersOfNew(world, 'CUT');
        await openDemo(page, world);
        await waitForHealthy(page);
        await goTo(page, 'topology');
        await allUp(page, 10);
        await cutOne(page, world, await twoFollowers(world, members));
      } finally {
        await world.dispose();
      }
    },
  );
}

async function cutOne(page: Page, { cluster }: World, [from, to]: readonly [string, string]) {
  const pair = `[data-from="${from}"][data-to="${to}"]`;
  // A server that misses a round leaves links with one end, and claims nothing of them.
  const marks = await recordMarks(
    page,
    ':is([data-testid="topology-link"], [data-testid="topology-row"]):is([data-link-state="missing"], [data-link-state="oneWay"])',
    'data-testid',
    ['data-from', 'data-to', 'data-link-state'],
  );
  const cutAt = Date.now();
  cluster.cutRoute(from, to);
  for (const drawn of [links, rows]) {
    await expect(drawn(page, pair)).toHaveAttribute('data-link-state', 'missing', { timeout: 2 * within });
    await expect(drawn(page, '[data-link-state="both"]')).toHaveCount(9);
  }
  const headline = page.getByTestId('topology-headline');
  await expect(headline).toHaveAttribute('data-state', 'crit');
  await expect(headline).toHaveAttribute('data-missing', '1');
  await expect(page.locator('[data-testid="topology-server"][data-presence="answering"]')).toHaveCount(5);
  const said = await marks.entries();
  const ends = { 'data-from': from, 'data-to': to };
  for (const drawn of ['topology-link', 'topology-row'])
    expect(tookUntil(said, drawn, cutAt, { ...ends, 'data-link-state': 'missing' }), drawn).toBeLessThanOrEqual(within);
  const isOther = ({ values }: MarkEntry) => values['data-from'] !== from || values['data-to'] !== to;
  expect(said.filter(isOther)).toEqual([]);

  await goTo(page, 'meta');
  await expect(page.locator('[data-testid="peer-row"][data-state="ok"]')).toHaveCount(5);
  await goTo(page, 'streams/APP/CUT');
  await expect(page.locator('[data-testid="copy-row"][data-state="ok"]')).toHaveCount(3);
  await expect(page.getByTestId('stream-title')).toHaveAttribute('data-health', 'healthy');

  await goTo(page, 'topology');
  await expect(links(page, pair)).toHaveAttribute('data-link-state', 'missing');
  cluster.joinRoute(from, to);
  await expect(links(page, pair)).toHaveAttribute('data-link-state', 'both', { timeout: settleTimeout });
  await expectWhole(page);
}

/** Creates a stream of three copies and tells which servers have them, its leader first. */
async function membersOfNew({ cluster }: World, name: string): Promise<readonly string[]> {
  const reply = await askApp(cluster, `STREAM.CREATE.${name}`, { name, subjects: [name], num_replicas: 3 });
  const { leader, replicas } = reply['cluster'] as { leader: string; replicas: readonly { name: string }[] };
  return [leader, ...replicas.map((replica) => replica.name)];
}

/**
 * Two servers that need not hear each other: none of them leads the other one, nor is the page connected to it (the first
 * address). A follower that does not hear its leader has another one elected.
 */
async function twoFollowers({ cluster }: World, [leader, ...followers]: readonly string[]) {
  const meta = await cluster.waitForMetaLeader();
  const free = five.filter((name) => name !== 'n1' && name !== meta);
  const pairs = free.flatMap((from, index) => free.slice(index + 1).map((to) => [from, to] as const));
  const isLed = (a: string, b: string) => a === leader && followers.includes(b);
  const found = pairs.find(([a, b]) => !isLed(a, b) && !isLed(b, a));
  if (found === undefined) throw new Error('no pair of servers without a leader among them');
  return found;
}

test.describe('scripted servers', () => {
  let world: ScriptedWorld;
  test.afterEach(() => world.dispose());

  test('a missing route is drawn as missing, a one-way one as such, a slow server is told once', async ({ page }) => {
    const cluster = generateCluster({ servers: 6, streams: 2, accounts: 1 });
    cutRoute(cluster, 'n1', 'n3');
    cluster.links.cut.add('n2 n4');
    cluster.links.rtt = (from, to) => (from === 'n6' || to === 'n6' ? 48 : 0.4);
    world = await startScriptedWorld(cluster);
    await openDemo(page, world);
    await goTo(page, 'topology');
    const headline = page.getByTestId('topology-headline');
    await expect(headline).toHaveAttribute('data-missing', '1', { timeout: settleTimeout });
    await expect(headline).toHaveAttribute('data-one-way', '1');
    for (const drawn of [links, rows]) {
      await expect(drawn(page, '[data-link-state="missing"]')).toHaveAttribute('data-state', 'crit');
      await expect(drawn(page, '[data-link-state="missing"]')).toHaveAttribute('data-to', 'n3');
      await expect(drawn(page, '[data-link-state="oneWay"]')).toHaveAttribute('data-state', 'warn');
      await expect(drawn(page, '[data-outlier="true"]')).toHaveCount(5);
    }
    await expect(page.getByRole('button', { name: /^n6/ })).toHaveText(/n6\s*5 links: slow/);
    await rows(page, '[data-link-state="oneWay"]').click();
    await expect(page.getByTestId('link-details')).toContainText('n4 lists it, n2 answers and does not.');
  });

  test('sixty servers: what is odd comes first, and axe finds nothing', { tag: '@full' }, async ({ page }) => {
    const cluster = generateCluster({ servers: 60, streams: 20, accounts: 2, r3Share: 0.5 });
    cutRoute(cluster, 'n3', 'n31');
    world = await startScriptedWorld(cluster);
    await openDemo(page, world);
    await goTo(page, 'topology?servers=n7');
    await expect(node(page, 'n60')).toHaveAttribute('data-presence', 'answering', { timeout: settleTimeout });
    await expect(links(page, '[data-link-state="missing"]')).toHaveCount(1, { timeout: settleTimeout });
    // The mesh itself is not drawn but for the chosen server, whose links can be told apart.
    await expect(links(page, '[data-link-state="both"]')).toHaveCount(59);
    await expectCleanInBothThemes(page, 'graph');
    await goTo(page, 'topology?view=matrix');
    await expect(page.getByRole('img', { name: /server by server/ })).toBeVisible();
    await expect(rows(page, '').first()).toHaveAttribute('data-link-state', 'missing');
    await expectCleanInBothThemes(page, 'matrix');
  });
});
