import { expect, test, type Page } from '@playwright/test';
import { addStream, generateCluster, type ScriptedCluster } from '../src/testing/scripted-server/cluster';
import { hostile } from '../src/testing/scripted-server/hostile';
import { askAs } from './support/account';
import { goTo, openDemo } from './support/console';
import { startScriptedWorld, type ScriptedWorld } from './support/scripted';
import { startWorld, type World } from './support/world';

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

/** What turns writing around or cannot be seen: to be shown as an escape, never as itself. */
const invisible = '[\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]';

const screens = ['overview', 'servers', 'meta', 'streams', 'topology', 'what-if'];

let world: ScriptedWorld;
let real: World | null = null;
test.afterEach(() => (real ?? world).dispose());

for (const width of [1440, 390]) {
  const seldom = { tag: width === 390 ? '@full' : [] };
  test(`hostile names are text, at ${width} px`, seldom, async ({ page }) => {
    const cluster = generateCluster({
      servers: ['n1', 'n2', 'n3', hostileServer],
      streams: 3,
      accounts: ['APP', hostileAccount],
      r3Share: 1,
    });
    for (const { said } of names) {
      const more = { consumers: names.map((name) => name.said), description: said };
      addStream(cluster, hostileAccount, said, ['n1', 'n2', hostileServer], more);
    }
    await open(page, cluster, width);
    await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-streams', String(3 + names.length));

    for (const screen of screens) {
      await goTo(page, screen);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectUnhurt(page);
    }
    for (const { said, shown } of names) {
      await goTo(page, 'streams');
      await expect(page.locator(`[data-testid="stream-row"][data-stream=${JSON.stringify(said)}]`)).toContainText(
        shown,
      );
      await goTo(page, `streams/${encodeURIComponent(hostileAccount)}/${encodeURIComponent(said)}`);
      await expect(page.getByTestId('stream-title')).toContainText(shown);
      await expect(page.locator('[data-testid="copy-row"]')).toHaveCount(3);
      for (const name of names) {
        const row = page.locator(`[data-testid="consumer-row"][data-consumer=${JSON.stringify(name.said)}]`);
        await expect(row).toContainText(name.shown, { timeout: 15_000 });
      }
      await expectUnhurt(page);
    }
    await goTo(page, `servers/${encodeURIComponent(hostileServer)}`);
    await expect(page.getByTestId('server-title')).toContainText(hostileServer);
    await expectUnhurt(page);
  });

  test(
    `hostile names of a cluster and of a server that fell silent are text, at ${width} px`,
    seldom,
    async ({ page }) => {
      const silent = `silent\u202e${hostileServer}`;
      const cluster = generateCluster({
        name: `<i>C</i>\u202e${'c'.repeat(4000)}`,
        servers: ['n1', 'n2', silent],
        streams: 3,
        accounts: ['APP'],
        r3Share: 1,
      });
      await open(page, cluster, width);
      await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-streams', '3');
      const key = decodeURIComponent(new URL(page.url()).hash.split('/')[2]!);
      world.server.shutDown(silent);
      await expect(page.getByTestId('overview-sentence')).toContainText('silent\\u202e<b', { timeout: 15_000 });
      for (const screen of screens) {
        await goTo(page, screen, key);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectUnhurt(page);
      }
      await page.getByTestId('answered').hover();
      await expect(page.getByRole('tooltip').filter({ hasText: 'silent\\u202e<b' })).toBeVisible();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('combobox').fill('silent');
      await expect(page.getByRole('option').filter({ hasText: 'silent\\u202e<b' })).toBeVisible();
      await expectUnhurt(page);
    },
  );
}

test('a hostile refusal of a command is shown as the text that it is', async ({ page }) => {
  const description = `<img src=x onerror="window.conclaveHurt=1">\u202e${'x'.repeat(4096)}`;
  await open(page, generateCluster({ servers: 3, streams: 3, accounts: ['APP'], r3Share: 1 }), 1440);
  const type = 'io.nats.jetstream.api.v1.meta_leader_stepdown_response';
  world.server.switches.spoil.push({
    pattern: '$JS.API.META.LEADER.STEPDOWN',
    spoiler: () => JSON.stringify({ type, error: { code: 500, err_code: 10_000, description } }),
  });
  await goTo(page, 'meta');
  await page.getByRole('button', { name: 'Step down…' }).click();
  await page.getByRole('button', { name: 'Step down n1' }).click();
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'failed');
  await expect(page.getByTestId('outcome')).toContainText('<img src=x onerror="window.conclaveHurt=1">\\u202exxx');
  await expectUnhurt(page);
});

/** Of these one server's replies can be read all the same: they are odd, but of the right shape. */
const readable: readonly string[] = ['markup', 'bidi', 'longStrings', 'prototype'];

/** One that is read all the same and one that is not are seen by hand too. */
const often: readonly string[] = ['markup', 'wrongTypes'];

for (const [what, spoiler] of Object.entries(hostile)) {
  const seldom = { tag: often.includes(what) ? [] : '@full' };
  test(
    `replies that are ${what} from one server leave the page alive and the others right`,
    seldom,
    async ({ page }) => {
      const cluster = generateCluster({ servers: 3, streams: 9, accounts: ['APP'], r3Share: 1, imports: ['APP'] });
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await open(page, cluster, 1440, (server) =>
        server.switches.spoil.push({ pattern: '$SYS.REQ.SERVER.PING.JSZ', server: 'n3', spoiler }),
      );
      await goTo(page, 'servers');
      const copiesOf = (name: string) => page.locator(`[data-testid="server-row"][data-server="${name}"]`);
      for (const name of ['n1', 'n2']) {
        await expect(copiesOf(name)).toHaveAttribute('data-copies', '9', { timeout: 15_000 });
      }
      await expectUnhurt(page);
      await expect(page.locator('[data-state="live"]').first()).toBeVisible();
      expect(errors).toEqual([]);
      if (readable.includes(what)) {
        await expect(page.getByTestId('answered')).toHaveAttribute('data-unread', '0');
        return;
      }
      await expect(page.getByTestId('answered')).toHaveAttribute('data-state', 'warn');
      await expect(page.getByTestId('answered')).toContainText('unreadable');
      // Its copies are not none, and nobody elects in place of the leader that it may be.
      await expect(copiesOf('n3')).toHaveAttribute('data-presence', 'answering');
      await expect(copiesOf('n3')).not.toHaveAttribute('data-copies', /./);
      await goTo(page, 'overview');
      await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-state', 'unknown');
      await expect(page.getByTestId('overview-sentence')).not.toContainText('electing');
    },
  );
}

test('the most hostile stream and consumer that a real server takes are text, on a desk and on a phone', async ({
  page,
}) => {
  // No blank, dot, wildcard, slash or NUL, and at most 255 bytes: all else goes.
  const name = `<svg\u202eonload="conclaveHurt=1"\u0007\u200b${'W'.repeat(200)}`;
  const shown = '<svg\\u202eonload="conclaveHurt=1"\\u0007';
  const markup = '<img src=x onerror="window.conclaveHurt=1">\u202e';
  const subject = '<script>conclaveHurt=1</script>\u202e';
  const config = {
    name,
    subjects: [subject, `${'S'.repeat(4000)}.>`],
    description: markup + 'D'.repeat(4096 - Buffer.byteLength(markup)),
    metadata: { [markup]: markup + 'M'.repeat(4096) },
    num_replicas: 3,
  };
  real = await startWorld({ names: ['n1', 'n2', 'n3'], fill: false });
  const { cluster } = real;
  const ask = (what: string, body: unknown) => askAs(cluster, 'orders', what, body);
  expect(await ask(`STREAM.CREATE.${name}`, config)).toMatchObject({ config: { name } });
  const consumer = { stream_name: name, config: { durable_name: name, description: markup, ack_policy: 'explicit' } };
  expect(await ask(`CONSUMER.DURABLE.CREATE.${name}.${name}`, consumer)).toMatchObject({ name });

  await page.setViewportSize({ width: 1440, height: 1200 });
  await openDemo(page, real);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 1200 });
    for (const screen of screens) {
      await goTo(page, screen);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectUnhurt(page);
    }
    await goTo(page, `streams/ORDERS/${encodeURIComponent(name)}`);
    await expect(page.getByTestId('stream-title')).toContainText(shown);
    await expect(page.getByTestId('consumer-row')).toContainText(shown.slice(0, 30), { timeout: 15_000 });
    await expect(page.getByText(/<img src=x onerror=.*DDD/)).toBeVisible();
    await expect(page.getByText('<script>conclaveHurt=1</script>\\u202e')).toBeVisible();
    await expectUnhurt(page);
  }
});

async function open(
  page: Page,
  cluster: ScriptedCluster,
  width: number,
  prepare: (server: ScriptedWorld['server']) => void = () => undefined,
) {
  world = await startScriptedWorld(cluster);
  prepare(world.server);
  await page.setViewportSize({ width, height: 1200 });
  page.on('dialog', (dialog) => {
    void dialog.dismiss();
    throw new Error(`a dialog opened: ${dialog.message()}`);
  });
  await openDemo(page, world);
}

/** Nothing of the cluster's became an element or ran, nothing hides, and nothing pushes the page out of its width. */
async function expectUnhurt(page: Page) {
  const state = await page.evaluate((pattern) => {
    const hidden = new RegExp(pattern, 'u');
    const said = [...document.querySelectorAll('*')].flatMap((element) =>
      ['title', 'aria-label', 'aria-description', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    return {
      hurt: 'conclaveHurt' in window || 'polluted' in {},
      foreign: document.querySelectorAll('img, b, i, svg[onload], script:not([src])').length,
      scripted: document.querySelectorAll('a[href^="javascript:"]').length,
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      hidden: [document.title, document.body.textContent, ...said].filter((text) => hidden.test(text)),
    };
  }, invisible);
  expect(state).toEqual({ hurt: false, foreign: 0, scripted: 0, wider: 0, hidden: [] });
}
