import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { request } from '../scripts/cluster/request.mjs';
import { connectAs } from '../scripts/demo/client.mjs';
import { createStream } from './support/account';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { after, recordMarks, type MarkEntry } from './support/marks';
import { sampleServers } from './support/monitoring';
import { startWorld, type Cluster, type World } from './support/world';

/** 2.9 does not tell its Raft logs: there the leader's word on entries behind is all. */
const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];

const stream = 'LAG';
const place = `streams/APP/${stream}`;
/** Messages that are missing before the follower may go on: so many that catching up takes several polls. */
const missing = 60_000;

const lane = (page: Page, server: string): Locator =>
  page.locator(`[data-testid="raft-lane"][data-server="${server}"]`);

const config = { name: stream, subjects: ['lag.>'], num_replicas: 3 };

/** Publishes until stopped, some hundred messages a second. */
async function keepWriting(cluster: Cluster) {
  // To n1, which is never frozen here: over another one nothing would arrive while that is.
  const connection = await connectAs(cluster, 'app', [cluster.server('n1')]);
  const body = new TextEncoder().encode('x'.repeat(100));
  const timer = setInterval(() => {
    for (let count = 0; count < 10; count += 1) connection.publish('lag.steady', body);
  }, 25);
  return {
    /** All at once, and heard by the leader. */
    burst: async (messages: number) => {
      for (let count = 1; count < messages; count += 1) {
        connection.publish('lag.burst', body);
        if (count % 2_000 === 0) await connection.flush();
      }
      await connection.jetstream({ timeout: 20_000 }).publish('lag.last', body);
    },
    stop: async () => {
      clearInterval(timer);
      await connection.close();
    },
  };
}

/** The server whose copy leads, and one that follows and is not the one that the page is connected to. */
async function rolesOf(cluster: Cluster) {
  const sample = (await sampleServers(cluster)).streams.get(`APP/${stream}`)!;
  const follower = [...sample.copies.keys()].find((name) => name !== sample.leader && name !== 'n1')!;
  return { leader: sample.leader, follower };
}

/** Times in which the chart says that a copy was not known. */
function gapsOf(page: Page, server: string) {
  return page.locator(`[data-testid="lag-gaps"] [data-series$=" ${server}"]`).evaluateAll((strips) =>
    strips.map((strip) => ({
      from: Number(strip.getAttribute('data-from')),
      to: Number(strip.getAttribute('data-to')),
    })),
  );
}

/** The last sequence of the leader and the bound on its follower, of one moment: none is said while a round is missed. */
async function boundOf(page: Page, leader: string, follower: string) {
  const reads: { last: number; behind: number }[] = [];
  const read = ([first, second]: readonly [string, string]) => {
    const said = (server: string, what: string) =>
      Number(document.querySelector(`[data-testid="raft-lane"][data-server="${server}"]`)?.getAttribute(what));
    return { last: said(first, 'data-last-seq'), behind: said(second, 'data-messages-behind') };
  };
  await expect
    .poll(async () => {
      const one = await page.evaluate(read, [leader, follower] as const);
      reads.push(one);
      return one.last > 0 && one.behind > 0;
    })
    .toBe(true);
  return reads.at(-1)!;
}

/** What was published has been stored, and the page shows it. */
async function expectRest(page: Page, cluster: Cluster, leader: string) {
  let known = '';
  await expect
    .poll(
      async () => {
        const last = (await storesOf(cluster, [leader])).get(leader)?.last ?? '';
        const isStill = last === known && (await lane(page, leader).getAttribute('data-last-seq')) === last;
        known = last;
        return isStill;
      },
      { timeout: 30_000, intervals: [1_000] },
    )
    .toBe(true);
}

interface StreamWord {
  readonly first: string;
  readonly last: string;
}

async function storesOf(
  cluster: Cluster,
  servers: readonly string[] = cluster.servers.map(({ name }) => name),
): Promise<ReadonlyMap<string, StreamWord>> {
  const words = new Map<string, StreamWord>();
  for (const name of servers) {
    const jsz = (await cluster.monitor(name, '/jsz?streams=true', 10_000)) as {
      account_details?: { name: string; stream_detail?: { name: string; state: Record<string, number> }[] }[];
    };
    const account = jsz.account_details?.find((one) => one.name === 'APP');
    const detail = account?.stream_detail?.find((one) => one.name === stream);
    if (detail) words.set(name, { first: String(detail.state['first_seq']), last: String(detail.state['last_seq']) });
  }
  return words;
}

/** What a member says of its log, asked by a client of the test. */
async function logOf(cluster: Cluster, server: string, group: string) {
  const { server_id: id } = (await cluster.monitor(server, '/varz', 10_000)) as { server_id: string };
  const reply = (await request(cluster.server('n1').clientPort, cluster.logins.admin, `$SYS.REQ.SERVER.${id}.RAFTZ`, {
    account: 'APP',
    group,
  })) as { data: Record<string, Record<string, RaftFacts>> };
  return reply.data['APP']?.[group];
}

interface RaftFacts {
  readonly state: string;
  readonly term: number;
  readonly applied: number;
  readonly committed: number;
  readonly pindex: number;
  readonly wal: { readonly first_seq: number };
}

const attributes = [
  'data-presence',
  'data-messages',
  'data-messages-behind',
  'data-entries',
  'data-entries-behind',
  'data-last',
  'data-last-seq',
  'data-as-of',
];

/** Milliseconds: what is not known while one round is missed, is known again within this. */
const missedRound = 4_000;

const valuesOf = (entries: readonly MarkEntry[], name: string) => entries.map(({ values }) => values[name] ?? '');

async function expectNoAxeProblem(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

for (const version of versions) {
  test.describe(`nats-server ${version}`, () => {
    const tellsLogs = !version.startsWith('2.9');
    let world: World;

    test.beforeEach(async ({ page }) => {
      world = await startWorld({ version, fill: false });
      await createStream(world.cluster, config);
      await openDemo(page, world);
      await waitForHealthy(page);
    });

    test.afterEach(() => world.dispose());

    test('at rest every number of a lane is what the server says', { tag: '@full' }, async ({ page }) => {
      const writer = await keepWriting(world.cluster);
      await writer.burst(2_000);
      await writer.stop();
      await goTo(page, place);
      const { leader } = await rolesOf(world.cluster);
      await expect(page.getByTestId('raft-lane')).toHaveCount(3);
      await expect(page.getByTestId('raft-lane').first()).toHaveAttribute('data-server', leader);
      await expect(page.getByTestId('raft-summary')).toHaveAttribute('data-source', tellsLogs ? 'raftz' : 'jsz');
      const group = tellsLogs
        ? ((await page
            .getByText(/^S-R3F-/)
            .first()
            .textContent()) ?? '')
        : '';
      // Nothing is written any more: numbers are equal once the last of them has arrived.
      await expect(async () => {
        for (const [server, { first, last }] of await storesOf(world.cluster)) {
          await expect(lane(page, server)).toHaveAttribute('data-first-seq', first, { timeout: 100 });
          await expect(lane(page, server)).toHaveAttribute('data-last-seq', last, { timeout: 100 });
          await expect(lane(page, server)).toHaveAttribute('data-state', 'ok', { timeout: 100 });
          if (!tellsLogs) continue;
          const facts = (await logOf(world.cluster, server, group))!;
          const told = {
            'data-first': facts.wal.first_seq,
            'data-applied': facts.applied,
            'data-committed': facts.committed,
            'data-last': facts.pindex,
            'data-term': facts.term,
            'data-raft-state': facts.state.toLowerCase(),
          };
          for (const [name, value] of Object.entries(told))
            await expect(lane(page, server)).toHaveAttribute(name, String(value), { timeout: 100 });
        }
      }).toPass({ timeout: 30_000 });
      for (const server of (await storesOf(world.cluster)).keys()) {
        if (server === leader) continue;
        await expect(lane(page, server)).toHaveAttribute('data-entries-behind', '0');
        await expect(lane(page, server)).toHaveAttribute('data-messages-behind', '0');
      }
      await expect(page.getByTestId('raft-summary')).toContainText('Every copy has what the leader has.');
      await expectNoAxeProblem(page);
      await page.getByRole('group', { name: 'How to show it' }).first().getByRole('button', { name: 'Table' }).click();
      await expect(page).toHaveURL(/log=table/);
      await expect(page.getByRole('table', { name: 'Raft log' })).toBeVisible();
      await expectNoAxeProblem(page);
    });

    test(
      'a frozen follower stops and is at most so far behind, then catches up; its history has a gap',
      { tag: '@full' },
      async ({ page }) => {
        const { cluster } = world;
        const { leader, follower } = await rolesOf(cluster);
        const writer = await keepWriting(cluster);
        await goTo(page, place);
        await expect(lane(page, follower)).toHaveAttribute('data-messages', 'exact', { timeout: 20_000 });
        if (tellsLogs) await expect(lane(page, follower)).toHaveAttribute('data-last', /\d/);
        const marks = await recordMarks(page, '[data-testid="raft-lane"]', 'data-server', attributes);

        const before = (await sampleServers(cluster)).streams.get(`APP/${stream}`)!;
        await expect(lane(page, follower)).toHaveAttribute('data-as-of', /\d/);
        const heardAt = Number(await lane(page, follower).getAttribute('data-as-of'));
        await cluster.freeze(follower);
        const frozenAt = Date.now();
        await expect(lane(page, follower)).toHaveAttribute('data-messages', 'atMost', { timeout: 8_000 });
        const silentAt = Date.now();
        await expect(lane(page, follower)).toContainText(/at most [\d,]+ messages? behind as of \d\d:\d\d:\d\d/);
        await expect(lane(page, follower)).toContainText(/silent/);
        await expect(page.getByTestId('raft-summary')).toContainText(new RegExp(`^${follower} is silent, at most `));
        await writer.burst(missing);
        await expect
          .poll(async () => Number(await lane(page, follower).getAttribute('data-messages-behind')), {
            timeout: 30_000,
          })
          .toBeGreaterThan(missing / 2);

        const said = after(await marks.entries(), follower, silentAt);
        // Nothing is said of it while its leader misses a round.
        const unknown = said.filter(({ values }) => values['data-messages'] === 'unknown');
        expect(valuesOf(unknown, 'data-messages-behind').filter((behind) => behind !== '')).toEqual([]);
        const frozen = said.filter((entry) => !unknown.includes(entry));
        expect(new Set(valuesOf(frozen, 'data-messages'))).toEqual(new Set(['atMost']));
        const bounds = valuesOf(frozen, 'data-messages-behind').map(Number);
        expect(Math.min(...bounds)).toBeGreaterThan(0);
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
        // It stands where it was: at a place that it had reached when it was frozen, and not before it was last asked.
        for (const what of ['data-last-seq', 'data-as-of', 'data-last'])
          expect(new Set(valuesOf(frozen, what)).size).toBe(1);
        const stood = Number(frozen[0]!.values['data-last-seq']);
        expect(Number(frozen[0]!.values['data-as-of'])).toBeLessThanOrEqual(frozenAt + 500);
        expect(stood).toBeGreaterThanOrEqual(before.copies.get(follower)! - 2_000);
        const entries = valuesOf(said, 'data-entries').filter((kind) => kind === 'exact');
        expect(entries).toEqual([]);
        expect(valuesOf(said, 'data-entries-behind')).not.toContain('0');
        const { last, behind } = await boundOf(page, leader, follower);
        expect(Math.abs(last - behind - stood)).toBeLessThanOrEqual(2_000);

        // On the board it is the worst, and the keyboard leads there.
        await page.keyboard.press('g');
        await page.keyboard.press('r');
        const rows = page.getByTestId('lag-row');
        await expect(rows.first()).toHaveAttribute('data-server', follower, { timeout: 10_000 });
        await expect(rows.first()).toHaveAttribute('data-store', 'atMost');
        await expect(page.getByTestId('lag-sentence')).toContainText(`${stream} on ${follower}`);
        await expect(page.getByTestId('lag-chart')).toBeVisible();
        await expectNoAxeProblem(page);
        await rows.first().click();
        await expect(page).toHaveURL(new RegExp(place));

        await writer.stop();
        await expectRest(page, cluster, leader);
        const { behind: bound } = await boundOf(page, leader, follower);
        const marksAgain = await recordMarks(page, '[data-testid="raft-lane"]', 'data-server', attributes);
        const thawedAt = Date.now();
        await cluster.thaw(follower);
        await expect(lane(page, follower)).toHaveAttribute('data-messages-behind', '0', { timeout: 60_000 });
        const caught = after(await marksAgain.entries(), follower, thawedAt).filter(
          ({ values }) => values['data-messages'] === 'exact',
        );
        const falling = valuesOf(caught, 'data-messages-behind').map(Number);
        expect(falling.at(-1)).toBe(0);
        // How much of it the page sees depends on the disk; what it sees only falls.
        expect(falling[0]).toBeLessThanOrEqual(bound);
        expect(falling).toEqual(falling.toSorted((a, b) => b - a));
        console.log(`${version}: after the thaw ${falling.join(', ')} messages behind`);
        await expect(page.getByTestId('raft-summary')).toHaveAttribute('data-state', 'ok', { timeout: 20_000 });

        // Its history was not known from its last word until its next one.
        await goTo(page, `${place}?lag=shown&span=minutes`);
        await expect(page.locator('.recharts-wrapper')).toBeVisible({ timeout: 20_000 });
        await expect(page.locator('.recharts-line-curve')).toHaveCount(3);
        const middle = (frozenAt + thawedAt) / 2;
        const gapsAt = async (server: string) =>
          (await gapsOf(page, server)).filter(({ from, to }) => from <= middle && middle <= to);
        await expect.poll(() => gapsAt(follower), { timeout: 20_000 }).toHaveLength(1);
        const [gap] = await gapsAt(follower);
        expect(gap!.from).toBeGreaterThanOrEqual(heardAt);
        expect(gap!.from).toBeLessThan(frozenAt + 500);
        expect(gap!.to).toBeGreaterThanOrEqual(thawedAt);
        // While nobody leads nothing is known of the leader's copy either, but it was while its follower was frozen.
        expect((await gapsAt(leader)).filter(({ from, to }) => to - from > missedRound)).toEqual([]);
        await expectNoAxeProblem(page);
        await page.getByRole('group', { name: 'How to show it' }).last().getByRole('button', { name: 'Table' }).click();
        await expect(page.getByRole('table', { name: 'Messages behind over time' })).toContainText('not known');
      },
    );
  });
}

test('the chart library is not loaded before a chart is shown', async ({ page }) => {
  const world = await startWorld({ fill: false });
  try {
    await createStream(world.cluster, config);
    const held: string[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return;
      void response.text().then((text) => {
        if (text.includes('recharts')) held.push(response.url());
      });
    });
    await openDemo(page, world);
    await waitForHealthy(page);
    await goTo(page, place);
    await expect(page.getByTestId('raft-lane')).toHaveCount(3);
    expect(held).toEqual([]);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(page.locator('.recharts-wrapper')).toBeVisible();
    await expect.poll(() => held.length).toBeGreaterThan(0);
  } finally {
    await world.dispose();
  }
});
