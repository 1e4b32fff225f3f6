import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { addStream, generateCluster, nodeOf, type ScriptedCluster } from '../../src/testing/scripted-server/cluster';
import { cutRoute } from '../../src/testing/scripted-server/links';
import { chooseRole, goTo } from '../support/console';
import { startScriptedWorld } from '../support/scripted';

/** Draws every drawing for clusters of three sizes, in both themes, into `docs/screenshots/`. */
const directory = 'docs/screenshots';

const drawings = [
  { drawing: 'meta', path: 'meta', shown: '[data-testid="meta-drawing"]' },
  { drawing: 'placement', path: 'placement', shown: '[data-testid="placement-matrix"]' },
  { drawing: 'topology', path: 'topology', shown: '[data-testid="topology-server"]' },
  { drawing: 'lag', path: 'lag', shown: '[data-testid="lag-chart"] svg.recharts-surface' },
  { drawing: 'stream', path: 'streams/ACC1/ORDERS', shown: '[data-testid="raft-summary"]' },
  { drawing: 'what-if', path: 'what-if?servers=n1,n2', shown: '[data-testid="what-if-line"]' },
] as const;

for (const servers of [3, 9, 60]) {
  test(`drawings of ${servers} servers`, async ({ page }) => {
    mkdirSync(directory, { recursive: true });
    const cluster = clusterOf(servers);
    const world = await startScriptedWorld(cluster);
    try {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(world.demoUrl);
      await chooseRole(page, 'admin');
      await expect(page.getByTestId('server-row')).not.toHaveCount(0);
      // Two clusters make one super-cluster, which is called by both.
      const name = decodeURIComponent(/#\/c\/([^/]+)/.exec(page.url())?.[1] ?? '');
      // A page that saw it alive knows what it held.
      if (servers > 3) nodeOf(cluster, 'n3').up = false;
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await goTo(page, 'overview', name);
        await page.reload();
        await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-state', /ok|busy|warn|crit/, {
          timeout: 30_000,
        });
        for (const { drawing, path, shown } of drawings) {
          await goTo(page, path, name);
          await expect(page.locator(shown).first()).toBeVisible({ timeout: 30_000 });
          if (servers > 3) await expect(page.getByTestId('answered')).toContainText('n3');
          await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${directory}/${drawing}-${servers}-${theme}.png` });
        }
      }
    } finally {
      await world.dispose();
    }
  });
}

/** Three zones, some copies behind, one link missing. */
function clusterOf(servers: number): ScriptedCluster {
  const streams = { 3: 12, 9: 120, 60: 1500 }[servers] ?? 12;
  const cluster = generateCluster({ servers, streams, accounts: servers > 3 ? 6 : 2, r3Share: 0.8 });
  [...cluster.nodes.values()].forEach((node, index) => {
    node.tags = [`az:${'abc'.charAt(index % 3)}`];
    if (servers > 9 && index >= servers / 2) node.cluster = 'C2';
  });
  if (servers > 3) cutRoute(cluster, 'n2', 'n5');
  addStream(cluster, 'ACC1', 'ORDERS', ['n1', 'n2', 'n3']).behind.set('n2', 40);
  let index = 0;
  for (const stream of cluster.streams.values()) {
    const follower = stream.copies.find((name) => name !== stream.leader);
    if (index % 7 === 2 && follower !== undefined) stream.behind.set(follower, 1 + (index % 60));
    index += 1;
  }
  return cluster;
}
