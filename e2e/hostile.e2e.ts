import { expect, test, type Page } from '@playwright/test';
import { addStream, generateCluster } from '../src/testing/scripted-server/cluster';
import { hostile } from '../src/testing/scripted-server/hostile';
import { goTo, openDemo } from './support/console';
import { startScriptedWorld, type ScriptedWorld } from './support/scripted';

/** What a cluster may call its things; `shown` is the part of the page's text that stands for it. */
const names = [
  { said: '<img src=x onerror="window.conclaveHurt=1">', shown: '<img src=x onerror="window.conclaveHurt=1">' },
  { said: '<script>window.conclaveHurt=1</script>', shown: '<script>window.conclaveHurt=1</script>' },
  { said: 'javascript:window.conclaveHurt=1', shown: 'javascript:window.conclaveHurt=1' },
  { said: 'safe\u202Egnp.exe\u2066', shown: 'safe' },
  { said: 'L'.repeat(4096), shown: 'LLLL' },
] as const;
const hostileAccount = '"><svg onload="window.conclaveHurt=1">';
const hostileServer = '<b onmouseover="window.conclaveHurt=1">n4</b>';

let world: ScriptedWorld;
test.afterEach(() => world.dispose());

for (const width of [1440, 390]) {
  test(`hostile names are text, at ${width} px`, async ({ page }) => {
    const cluster = generateCluster({
      servers: ['n1', 'n2', 'n3', hostileServer],
      streams: 3,
      accounts: ['APP', hostileAccount],
      r3Share: 1,
    });
    for (const { said } of names) addStream(cluster, hostileAccount, said, ['n1', 'n2', hostileServer]);
    world = await startScriptedWorld(cluster);
    await page.setViewportSize({ width, height: 1200 });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await openDemo(page, world);
    await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-streams', String(3 + names.length));

    for (const screen of ['overview', 'servers', 'meta', 'streams']) {
      await goTo(page, screen);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectUnhurt(page);
    }
    for (const { said, shown } of names) {
      await goTo(page, 'streams');
      const row = page.locator(`[data-testid="stream-row"][data-stream=${JSON.stringify(said)}]`);
      await expect(row).toContainText(shown);
      await expect(row).not.toContainText(/[\u202A-\u202E\u2066-\u2069]/);
      await goTo(page, `streams/${encodeURIComponent(hostileAccount)}/${encodeURIComponent(said)}`);
      const title = page.getByTestId('stream-title');
      await expect(title).toContainText(shown);
      await expect(title).not.toContainText(/[\u202A-\u202E\u2066-\u2069]/);
      await expect(page.locator('[data-testid="copy-row"]')).toHaveCount(3);
      await expectUnhurt(page);
    }
    await goTo(page, `servers/${encodeURIComponent(hostileServer)}`);
    await expect(page.getByTestId('server-title')).toContainText(hostileServer);
    await expectUnhurt(page);
    expect(dialogs).toEqual([]);
  });
}

for (const [what, spoiler] of Object.entries(hostile)) {
  test(`replies that are ${what} from one server leave the page alive and the others right`, async ({ page }) => {
    world = await startScriptedWorld(
      generateCluster({ servers: 3, streams: 9, accounts: ['APP'], r3Share: 1, imports: ['APP'] }),
    );
    world.server.switches.spoil.push({ pattern: '$SYS.REQ.SERVER.PING.JSZ', server: 'n3', spoiler });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await openDemo(page, world);
    await goTo(page, 'servers');
    for (const name of ['n1', 'n2']) {
      await expect(page.locator(`[data-testid="server-row"][data-server="${name}"]`)).toHaveAttribute(
        'data-copies',
        '9',
        { timeout: 15_000 },
      );
    }
    await expect(page.getByRole('banner').or(page.locator('body')).first()).toBeVisible();
    await expectUnhurt(page);
    await expect(page.locator('[data-state="live"]').first()).toBeVisible();
    expect(errors).toEqual([]);
  });
}

/** Nothing of the cluster's became an element or ran, and nothing pushes the page out of its width. */
async function expectUnhurt(page: Page) {
  const state = await page.evaluate(() => ({
    hurt: 'conclaveHurt' in window || 'polluted' in {},
    foreign: document.querySelectorAll('img, b[onmouseover], svg[onload], script:not([src])').length,
    scripted: document.querySelectorAll('a[href^="javascript:"]').length,
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  expect(state).toEqual({ hurt: false, foreign: 0, scripted: 0, wider: 0 });
}
