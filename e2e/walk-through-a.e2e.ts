import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Accounts } from '../scripts/cluster/accounts.mjs';
import { waitFor } from '../scripts/cluster/wait.mjs';
import { copyRow, goTo, serverRow } from './support/console';
import { after, recordMarks } from './support/marks';
import { startWorld, type World } from './support/world';

/**
 * A cluster newly deployed: nothing is configured but the system account with an administrator whose password is kept as a
 * hash. Everybody else is in the default account, without a login.
 */
const password = 'of-this-walk-through';
const deployed: Accounts = {
  text: `accounts { "$SYS" { users: [ { user: "admin", password: "$2a$04$abcdefghijklmnopqrstuurwjPFS8a.0pMgig5sCTyGfHWwOwfCCu" } ] } }
system_account: "$SYS"
`,
  logins: Object.fromEntries(
    ['admin', 'observer', 'orders', 'app'].map((user) => [user, { user, password }]),
  ) as unknown as Accounts['logins'],
};

/** Milliseconds. */
const silentWithin = 4_000;
/** Milliseconds: a server may be slow to answer over HTTP. */
const slow = 10_000;

/** With `CONCLAVE_SHOTS=1` each stage is kept as a picture for `docs/walk-through-a.md`. */
async function stage(page: Page, name: string) {
  if (process.env['CONCLAVE_SHOTS'] !== '1') return;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `docs/screenshots/walk-through-a-${name}.png` });
}

/** What the servers themselves say of the stream over HTTP. */
interface Told {
  readonly leader: string;
  readonly messages: number;
  readonly lastSeq: number;
  readonly peers: readonly {
    readonly name: string;
    readonly current: boolean;
    readonly offline?: boolean;
    /** Nanoseconds. */
    readonly active: number;
    readonly lag?: number;
  }[];
  /** Own last sequence of each copy. */
  readonly copies: Readonly<Record<string, number>>;
}

interface Jsz {
  readonly account_details?: readonly {
    readonly id: string;
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly cluster?: { readonly leader?: string; readonly replicas?: Told['peers'] };
      readonly state: { readonly messages: number; readonly last_seq: number };
    }[];
  }[];
}

async function toldOf(world: World): Promise<Told> {
  let told: Omit<Told, 'copies'> = { leader: '', messages: 0, lastSeq: 0, peers: [] };
  const copies: Record<string, number> = {};
  for (const { name } of world.cluster.servers.filter(({ state }) => state === 'running')) {
    const jsz = (await world.cluster.monitor(name, '/jsz?accounts=true&streams=true', slow)) as Jsz;
    const detail = jsz.account_details
      ?.find(({ id }) => id === '$G')
      ?.stream_detail?.find((stream) => stream.name === 'my_stream');
    if (!detail) continue;
    copies[name] = detail.state.last_seq;
    if (detail.cluster?.leader !== name) continue;
    const { messages, last_seq: lastSeq } = detail.state;
    told = { leader: name, messages, lastSeq, peers: detail.cluster.replicas ?? [] };
  }
  return { ...told, copies };
}

/** Once somebody else leads the stream. */
function ledByOther(world: World, old = ''): Promise<Told> {
  const led = async () => {
    const told = await toldOf(world);
    return told.leader !== '' && told.leader !== old ? told : null;
  };
  return waitFor(led, { what: 'my_stream is led' });
}

/** What the page says of a copy. */
async function shownOf(page: Page, server: string) {
  const row = copyRow(page, server);
  const read = async (name: string) => row.getAttribute(`data-${name}`);
  return {
    role: await read('role'),
    presence: await read('presence'),
    contact: await read('contact'),
    heard: await read('heard'),
    log: await read('log'),
    behind: await read('entries-behind'),
    lastEntries: await read('last-entries'),
  };
}

/** Leader, replicas, current, age and operations behind on the page, as the servers report them at the same time. */
async function expectAgreement(page: Page, world: World) {
  await expect(async () => {
    const told = await toldOf(world);
    const rows = page.getByTestId('copy-row');
    const servers = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-server') ?? ''));
    expect(servers.toSorted()).toEqual([told.leader, ...told.peers.map(({ name }) => name)].toSorted());
    expect(await page.getByTestId('stream-title').getAttribute('data-leader')).toBe(told.leader);
    expect(await shownOf(page, told.leader)).toMatchObject({ role: 'leader', presence: 'answering' });
    for (const { name, current, offline = false, active, lag = 0 } of told.peers) {
      const shown = await shownOf(page, name);
      expect(shown.presence).toBe(offline ? 'silent' : 'answering');
      const age = active / 1_000_000;
      // Up to 10 s after its last word the leader calls a copy current: fresh or late here. Each side is up to a poll old.
      if (current && !offline && age < 2_000) expect(shown.contact).toMatch(/fresh|late/);
      if (!current && age > 13_000) expect(shown.contact).toBe('lost');
      expect(Math.abs(Number(shown.heard) - age)).toBeLessThan(4_000);
      if (!offline) expect(shown.behind ?? '0').toBe(String(lag));
      // Of one that is away it is the leader's word of some moment, and grows between two looks.
      else expect(Math.abs(Number(shown.lastEntries ?? '0') - lag)).toBeLessThanOrEqual(6);
    }
  }).toPass({ timeout: 20_000 });
}

async function logIn(page: Page, world: World) {
  await page.goto(world.url);
  await page.getByLabel('Servers').fill(world.cluster.servers.map(({ wsUrl }) => wsUrl).join('\n'));
  await page.getByLabel('User', { exact: true }).fill('admin');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 20_000 });
}

/** The default account is reached with nothing. */
async function connectAnonymously(page: Page) {
  await goTo(page, 'access?account=%24G');
  await page.getByRole('button', { name: 'Add a connection for $G…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Log in with').selectOption({ label: 'No login' });
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByTestId('account-access')).toHaveAttribute('data-route', 'connection', { timeout: 15_000 });
}

const place = 'streams/%24G/my_stream';
const fetchPlace = (consumer: string) => `${place}/consumers/${consumer}/fetch`;

async function fetchAndAcknowledge(page: Page, count: number): Promise<readonly number[]> {
  const open = page.locator('[data-testid="delivery"][data-state="open"]');
  const outcome = page.getByTestId('fetch-outcome');
  // A consumer that was made while a server is away may have no leader yet: then nobody answers, and it is asked again.
  await expect(async () => {
    await expect(outcome).not.toHaveAttribute('data-state', 'fetching', { timeout: 8_000 });
    const missing = count - (await open.count());
    if (missing > 0) {
      await page.getByLabel('Messages, at most').fill(String(missing));
      await page.getByTestId('fetch').click({ timeout: 8_000 });
    }
    await expect(open).toHaveCount(count, { timeout: 8_000 });
  }).toPass({ timeout: 40_000 });
  const sequences = await open.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-sequence'))));
  await page.getByTestId('acknowledge-all').click();
  await expect(open).toHaveCount(0, { timeout: 15_000 });
  return sequences;
}

async function startPublishing(page: Page) {
  await goTo(page, `${place}/publish`);
  await page.getByRole('button', { name: 'Many messages' }).click();
  await page.getByLabel('Subject', { exact: true }).fill('foo');
  await page.getByLabel('Body', { exact: true }).fill('publication #{{n}} @ {{time}}');
  await page.getByLabel('How many', { exact: true }).fill('1000');
  await page.getByLabel('Interval, ms').fill('1000');
  await page.getByTestId('publish-send').click();
  await expect(page.getByTestId('publish-progress')).toHaveAttribute('data-state', 'running', { timeout: 15_000 });
}

const stored = async (page: Page) => Number(await page.getByTestId('publish-progress').getAttribute('data-stored'));

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27'] : ['2.15.1'];

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    let world: World;
    test.beforeAll(async () => {
      world = await startWorld({ version, build: 'production', fill: false, accounts: deployed });
      await world.cluster.waitUntilHealthy();
    });
    test.afterAll(() => world.dispose());

    test(
      'a new cluster: a stream, its consumers, and the loss and return of its leader',
      { tag: '@full' },
      async ({ page, browser }) => {
        test.setTimeout(240_000);
        await logIn(page, world);
        await connectAnonymously(page);
        // What anybody may do is said, with what ends it.
        const open = page.getByTestId('anonymous-open');
        await expect(open).toContainText('Anonymous access is open');
        await expect(open).toContainText('authorization {');

        await stage(page, '1-access');

        await createStream(page);
        await goTo(page, place);
        await expect(page.getByTestId('copy-row')).toHaveCount(3, { timeout: 15_000 });
        await expectAgreement(page, world);

        await stage(page, '2-stream');

        await startPublishing(page);
        await expect.poll(() => stored(page), { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
        await stage(page, '3-publishing');
        await createConsumer(page, 'foo_consumer');

        const second = await otherWindow(browser, world);
        const shared = await Promise.all(
          [page, second].map(async (window) => {
            await goTo(window, fetchPlace('foo_consumer'));
            return fetchAndAcknowledge(window, 3);
          }),
        );
        const [mine, theirs] = shared;
        expect(new Set([...mine!, ...theirs!]).size).toBe(6);
        await stage(page, '4-shared-out');
        await second.context().close();
        await expect(async () => {
          const consumer = await consumerOf(world, 'foo_consumer');
          expect(consumer?.ack_floor.stream_seq).toBe(Math.max(...mine!, ...theirs!));
        }).toPass({ timeout: 15_000 });

        // The leader's server is stopped.
        await goTo(page, place);
        const { leader } = await ledByOther(world);
        await stopAndBeSilent(page, world, leader);
        const next = await ledByOther(world, leader);
        await expect(page.getByTestId('stream-title')).toHaveAttribute('data-leader', next.leader);
        await expectAgreement(page, world);
        await stage(page, '5-leader-stopped');

        // Publishing goes on; where its connection was with the server that is gone, it is asked to.
        await goTo(page, `${place}/publish`);
        const progress = page.getByTestId('publish-progress');
        await expect(progress).toHaveAttribute('data-state', /running|failed/, { timeout: 15_000 });
        const { lastSeq: before } = await ledByOther(world);
        await expect(async () => {
          const state = await progress.getAttribute('data-state');
          if (state === 'failed') await page.getByTestId('publish-go-on').click({ timeout: 5_000 });
          expect(state).toBe('running');
          expect((await toldOf(world)).lastSeq).toBeGreaterThan(before + 3);
        }).toPass({ timeout: 45_000 });
        await goTo(page, place);
        await expectAgreement(page, world);
        await expect(copyRow(page, leader)).toHaveAttribute('data-messages-behind', /^[1-9]/);

        await createConsumer(page, 'foo_consumer2');
        await goTo(page, fetchPlace('foo_consumer2'));
        const fromTheStart = await fetchAndAcknowledge(page, 5);
        expect(fromTheStart.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
        await expect(page.getByTestId('delivery').last()).toContainText('publication #1 @ ');
        await stage(page, '6-from-the-first');

        // Back again, it catches up and follows.
        await world.cluster.start(leader);
        await goTo(page, 'servers');
        await expect(serverRow(page, leader)).toHaveAttribute('data-presence', 'answering', { timeout: 20_000 });
        await goTo(page, place);
        await expect(copyRow(page, leader)).toHaveAttribute('data-role', 'follower', { timeout: 30_000 });
        await goTo(page, `${place}/publish`);
        await page.getByTestId('publish-stop').click();
        await expect(progress).toHaveAttribute('data-state', 'stopped');
        await goTo(page, place);
        await expect(async () => {
          const { copies, lastSeq, messages } = await toldOf(world);
          expect(Object.values(copies)).toEqual([lastSeq, lastSeq, lastSeq]);
          expect(await page.getByTestId('stream-title').getAttribute('data-messages')).toBe(String(messages));
          for (const row of await page.getByTestId('copy-row').all())
            expect(await row.getAttribute('data-store')).toMatch(/leader|complete/);
        }).toPass({ timeout: 30_000 });
        await expectAgreement(page, world);
        await stage(page, '7-caught-up');
      },
    );
  });
}

async function stopAndBeSilent(page: Page, { cluster }: World, server: string) {
  const copy = copyRow(page, server);
  const marks = await recordMarks(page, '[data-testid="copy-row"]', 'data-server', ['data-presence']);
  await expect(copy).toHaveAttribute('data-presence', 'answering');
  const asked = Date.now();
  await cluster.stop(server);
  const stopped = Date.now();
  await expect(copy).toHaveAttribute('data-presence', 'silent', { timeout: 2 * silentWithin });
  const said = after(await marks.entries(), server, asked).find(({ values }) => values['data-presence'] === 'silent');
  expect(said!.at - stopped).toBeLessThanOrEqual(silentWithin);
}

async function otherWindow(browser: Browser, world: World): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await logIn(page, world);
  await connectAnonymously(page);
  return page;
}

interface ConsumerFacts {
  readonly name: string;
  readonly ack_floor: { readonly stream_seq: number };
  readonly cluster?: { readonly leader?: string };
}

/** A consumer by the word of the server that leads it; `null`: nobody does. */
async function consumerOf(world: World, name: string): Promise<ConsumerFacts | null> {
  for (const server of world.cluster.servers.filter(({ state }) => state === 'running')) {
    const jsz = (await world.cluster.monitor(server.name, '/jsz?accounts=true&streams=true&consumers=true', slow)) as {
      readonly account_details?: readonly {
        readonly stream_detail?: readonly { readonly consumer_detail?: readonly ConsumerFacts[] }[];
      }[];
    };
    const consumers = (jsz.account_details ?? []).flatMap(({ stream_detail: streams = [] }) =>
      streams.flatMap(({ consumer_detail: details = [] }) => details),
    );
    const found = consumers.find((one) => one.name === name && one.cluster?.leader === server.name);
    if (found) return found;
  }
  return null;
}

const field = (page: Page, name: string) => page.getByTestId('wizard-step').getByLabel(name, { exact: true });

async function expectCreated(page: Page, name: string) {
  await page.getByRole('button', { name: `Create ${name}` }).click();
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-state', 'verified', { timeout: 20_000 });
}

/** File storage, three replicas, limits retention, discard old, no limits, a duplicate window of two minutes. */
async function createStream(page: Page) {
  await goTo(page, 'create/stream?account=%24G&step=essentials');
  await field(page, 'Name').fill('my_stream');
  await field(page, 'Subjects').fill('foo');
  await field(page, 'Replicas').fill('3');
  await goTo(page, 'create/stream?account=%24G&step=more');
  await field(page, 'Duplicate window').fill('2m');
  await goTo(page, 'create/stream?account=%24G&step=review');
  await expectCreated(page, 'my_stream');
}

/** Explicit acknowledgements, from the first message on. */
async function createConsumer(page: Page, name: string) {
  await goTo(page, `${place}/create/consumer?step=essentials`);
  await field(page, 'Durable name').fill(name);
  await goTo(page, `${place}/create/consumer?step=review`);
  await expectCreated(page, name);
}
