import { expect, test, type Locator, type Page } from '@playwright/test';
import { goTo, openDemo, serverRow } from './support/console';
import { after, recordMarks } from './support/marks';
import { startWorld, type World } from './support/world';

/** Milliseconds. */
const within = 4_000;
const settleTimeout = 30_000;

const six = ['n1-c1', 'n2-c1', 'n3-c1', 'n1-c2', 'n2-c2', 'n3-c2'];
// High enough for every stream: rows out of sight are not in the document.
test.use({ viewport: { width: 1440, height: 2_000 } });

const links = (page: Page, where: string): Locator => page.locator(`[data-testid="topology-link"]${where}`);
const rows = (page: Page, where: string): Locator => page.locator(`[data-testid="topology-row"]${where}`);
const node = (page: Page, name: string): Locator =>
  page.locator(`[data-testid="topology-server"][data-server="${name}"]`);
const gateways = (page: Page): Locator => page.getByTestId('topology-gateways');

/** The name of the whole is made of those of its clusters. */
const key = 'c1_c2';
const open = (page: Page, path: string) => goTo(page, path, key);

let world: World;
test.beforeEach(async ({ page }) => {
  world = await startWorld({ topology: 'super' });
  await openDemo(page, world);
  await expect(page).toHaveURL(new RegExp(`#/c/${key}/`));
  await expect(page.locator('[data-testid="server-row"][data-presence="answering"]')).toHaveCount(7, {
    timeout: settleTimeout,
  });
});
test.afterEach(() => world.dispose());

/** All routes and gateways, and the leaf node, as both ends list them. */
async function untilWhole(page: Page) {
  for (const kind of ['route', 'gateway']) {
    const both = rows(page, `[data-kind="${kind}"][data-link-state="both"]`);
    await expect(both).toHaveCount(6, { timeout: settleTimeout });
    await expect(rows(page, `[data-kind="${kind}"]`)).toHaveCount(6);
  }
}

test(
  'both clusters, their gateways and the leaf node are drawn as the servers tell them',
  { tag: '@full' },
  async ({ page }) => {
    await open(page, 'topology');
    await untilWhole(page);
    for (const cluster of ['c1', 'c2']) {
      await expect(page.locator(`[data-testid="topology-cluster"][data-cluster="${cluster}"]`)).toContainText(
        '3 / 3 routes',
      );
    }
    await expect(gateways(page)).toHaveCount(1);
    await expect(gateways(page)).toHaveAttribute('data-up', '6');
    await expect(links(page, '[data-kind="route"][data-from$="-c1"][data-to$="-c2"]')).toHaveCount(0);

    for (const name of six) {
      const { outbound_gateways: outbound } = (await world.cluster.monitor(name, '/gatewayz')) as {
        outbound_gateways: Readonly<Record<string, { connection: { name: string } }>>;
      };
      const [gateway] = Object.values(outbound);
      const ids = await Promise.all(
        six.map(async (one) => ({
          one,
          id: ((await world.cluster.monitor(one, '/varz')) as { server_id: string }).server_id,
        })),
      );
      const to = ids.find(({ id }) => id === gateway?.connection.name)?.one;
      await expect(rows(page, `[data-kind="gateway"][data-from="${name}"]`)).toHaveAttribute('data-to', to ?? '');
    }

    const { leafs } = (await world.cluster.monitor('leaf1', '/leafz')) as { leafs: readonly { name: string }[] };
    const hubs = [...new Set(leafs.map(({ name }) => name))].sort();
    const drawn = links(page, '[data-kind="leaf"][data-from="leaf1"][data-link-state="both"]');
    await expect(drawn).toHaveCount(hubs.length);
    expect((await drawn.evaluateAll((all) => all.map((one) => one.getAttribute('data-to')))).sort()).toEqual(hubs);
  },
);

test(
  'kill -9 marks the links of that server within 4 s, and its gateways are dialled anew',
  { tag: '@full' },
  async ({ page }) => {
    await open(page, 'topology');
    await untilWhole(page);
    const link = links(page, '[data-from="n1-c2"][data-to="n2-c2"]');
    const marks = await recordMarks(page, '[data-testid="topology-link"][data-to="n2-c2"]', 'data-from', [
      'data-state',
    ]);
    await expect(link).toHaveAttribute('data-link-state', 'both');
    const killedAt = Date.now();
    await world.cluster.kill('n2-c2');
    await expect(link).toHaveAttribute('data-state', 'unknown', { timeout: 2 * within });
    const seen = after(await marks.entries(), 'n1-c2', killedAt).find(
      ({ values }) => values['data-state'] === 'unknown',
    );
    expect(seen!.at - killedAt).toBeLessThanOrEqual(within);
    // The other five each have a gateway again; where the sixth led nobody can tell.
    await expect(gateways(page)).toHaveAttribute('data-up', '5', { timeout: settleTimeout });
    await expect(gateways(page)).toHaveAttribute('data-state', 'unknown');
    await world.cluster.start('n2-c2');
    await untilWhole(page);
  },
);

test(
  'a cluster that is chosen in the drawing leads to what would stop without it',
  { tag: '@full' },
  async ({ page }) => {
    await open(page, 'topology');
    await untilWhole(page);
    await page.locator('[data-testid="topology-cluster"][data-cluster="c2"]').getByText('c2').click();
    for (const name of six) await expect(node(page, name)).toHaveAttribute('aria-checked', String(name.endsWith('c2')));
    await page.getByTestId('consequence-bar').getByRole('link').click();
    const said = page.getByTestId('what-if');
    await expect(said).toHaveAttribute('data-servers', 'n1-c2,n2-c2,n3-c2');
    const stops = page.locator('[data-testid="what-if-streams"][data-list="stops"]');
    await expect(stops.locator('[data-stream="JOBS"]')).toBeVisible();
    await expect(stops.locator('[data-stream="EVENTS"]')).toHaveCount(0);
  },
);

test(
  'every stream has its copies in one cluster, the leaf node a domain of its own, outside of the meta group',
  { tag: '@full' },
  async ({ page }) => {
    await open(page, 'streams');
    const streams = page.locator('[data-testid="stream-row"]');
    await expect(streams).toHaveCount(33, { timeout: settleTimeout });
    const logs = page.locator('[data-testid="stream-row"][data-stream="LOGS"]');
    await expect(logs).toHaveCount(2);
    await expect(logs.filter({ hasText: 'edge1' })).toHaveAttribute('data-leader', 'leaf1');
    for (const text of await streams.allInnerTexts()) {
      expect(text.includes('-c1') && text.includes('-c2'), text).toBe(false);
    }
    await open(page, 'streams/APP/EVENTS');
    await expect(page.locator('dt:text-is("Placement") + dd')).toHaveText('c1');
    await open(page, 'streams/APP/LOGS?domain=edge1');
    await expect(page.locator('[data-testid="copy-row"]')).toHaveCount(1);
    await expect(page.locator('[data-testid="copy-row"]')).toHaveAttribute('data-server', 'leaf1');
    await open(page, 'meta');
    await expect(page.locator('[data-testid="peer-row"]')).toHaveCount(6);
    await open(page, 'servers');
    await expect(serverRow(page, 'n2-c2')).toContainText('c2');
    await expect(page.getByRole('columnheader', { name: 'Cluster' })).toBeVisible();
    await expect(serverRow(page, 'leaf1')).toHaveAttribute('data-presence', 'answering');
    await open(page, 'servers/leaf1');
    await expect(page.getByText('in none: on its own, domain edge1')).toBeVisible();
  },
);
