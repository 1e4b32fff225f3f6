import { expect, test, type Page } from '@playwright/test';
import { connectAs } from '../scripts/demo/client.mjs';
import { copyRow, goTo, openDemo, waitForHealthy } from './support/console';
import { after, recordMarks, type MarkEntry } from './support/marks';
import { holderOf, keepSampling, sampleServers, type Sample } from './support/monitoring';
import { startWorld, type World } from './support/world';

/** Readings of followers that are held against the servers. */
const wanted = process.env['CONCLAVE_FULL'] === '1' ? 100 : 24;
const messagesPerSecond = 300;
const stream = 'APP/LAG';
/** The replies that one reading is made of arrive within a round (ms). */
const round = 1000;

let world: World;
let stopWriting: () => Promise<void>;

test.beforeEach(async ({ page }) => {
  world = await startWorld({ fill: false });
  stopWriting = await writeTo(world);
  await openDemo(page, world);
  await waitForHealthy(page);
  await goTo(page, 'streams/APP/LAG');
  await expect(page.getByTestId('copy-row')).toHaveCount(5);
});

test.afterEach(async () => {
  await stopWriting();
  await world.dispose();
});

/** A stream on all five servers, written to at an even rate. */
async function writeTo({ cluster }: World): Promise<() => Promise<void>> {
  // To n1, which is not the one that falls silent: over that one nothing more would arrive.
  const connection = await connectAs(cluster, 'app', [cluster.server('n1')]);
  await cluster.waitForMetaLeader();
  const manager = await connection.jetstreamManager({ checkAPI: false });
  await expect(async () => {
    await manager.streams.add({ name: 'LAG', subjects: ['lag.>'], num_replicas: 5 });
  }).toPass({ timeout: 20_000 });
  let sent = 0;
  const started = performance.now();
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * messagesPerSecond;
    for (; sent < due; sent += 1) connection.publish('lag.x', new Uint8Array(100));
  }, 10);
  return async () => {
    clearInterval(timer);
    await connection.close();
  };
}

const lastOf = (sample: Sample, server: string) => sample.streams.get(stream)?.copies.get(server) ?? 0;
const newest = (sample: Sample) => sample.streams.get(stream)?.lastSeq ?? 0;

/** The bound on a frozen copy, once it is above so many messages; none is said while its leader misses a round. */
async function boundAbove(page: Page, server: string, least: number) {
  const reads: { bound: number; asOf: number; leaderAsOf: number }[] = [];
  const read = () =>
    copyRow(page, server).evaluate((element) => ({
      bound: Number(element.getAttribute('data-messages-behind')),
      asOf: Number(element.getAttribute('data-as-of')),
      leaderAsOf: Number(
        document.querySelector('[data-testid="copy-row"][data-role="leader"]')?.getAttribute('data-as-of') ?? 0,
      ),
    }));
  await expect
    .poll(
      async () => {
        const one = await read();
        reads.push(one);
        return one.leaderAsOf > 0 ? one.bound : 0;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(least);
  return reads.at(-1)!;
}

test(
  `messages behind of ${String(wanted)} readings under traffic lie between what the servers say around them`,
  { tag: '@full' },
  async ({ page }) => {
    test.setTimeout(180_000);
    const leader = await holderOf(world.cluster, 'APP', 'LAG');
    const sampling = keepSampling(world.cluster);
    await expect.poll(() => sampling.samples.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const from = Date.now() + round;
    const marks = await recordMarks(page, '[data-testid="copy-row"]', 'data-server', [
      'data-role',
      'data-store',
      'data-messages-behind',
      'data-as-of',
    ]);
    const readings = async () =>
      (await marks.entries()).filter(({ key, values }) => key !== leader && Number(values['data-as-of']) > from);
    const isExact = ({ values }: MarkEntry) => ['complete', 'behind'].includes(values['data-store'] ?? '');
    await expect
      .poll(async () => (await readings()).filter(isExact).length, { timeout: 150_000 })
      .toBeGreaterThanOrEqual(wanted);
    const seen = await readings();
    const read = Date.now();
    await expect.poll(() => sampling.samples.at(-1)!.from, { timeout: 10_000 }).toBeGreaterThan(read);
    await sampling.stop();

    for (const reading of seen) {
      const { key, values } = reading;
      const asOf = Number(values['data-as-of']);
      const low = sampling.samples.findLast((sample) => sample.to <= asOf - round);
      const high = sampling.samples.find((sample) => sample.from >= asOf);
      if (!low || !high) throw new Error(`no samples around ${String(asOf)}`);
      const behind = values['data-messages-behind'] === '' ? 0 : Number(values['data-messages-behind']);
      const what = `${key} as of ${String(asOf)}: ${JSON.stringify(values)}`;
      // While it or the leader misses a round, no number is said, or the most that it can be.
      expect(['complete', 'behind', 'atMost', 'unknown'], what).toContain(values['data-store']);
      if (values['data-store'] === 'unknown') {
        expect(values['data-messages-behind'], what).toBe('');
        continue;
      }
      expect(behind, what).toBeGreaterThanOrEqual(Math.max(0, newest(low) - lastOf(high, key)));
      if (isExact(reading)) expect(behind, what).toBeLessThanOrEqual(newest(high) - lastOf(low, key));
    }
  },
);

test(
  'a frozen copy is said to be at most so many messages behind, never fewer than it is and never none',
  { tag: '@full' },
  async ({ page }) => {
    test.setTimeout(120_000);
    const { cluster } = world;
    const leader = await holderOf(cluster, 'APP', 'LAG');
    const frozen = cluster.servers.map(({ name }) => name).find((name) => name !== leader && name !== 'n1')!;
    const marks = await recordMarks(page, '[data-testid="copy-row"]', 'data-server', [
      'data-store',
      'data-messages-behind',
      'data-as-of',
    ]);
    const sampling = keepSampling(cluster);
    await expect.poll(() => sampling.samples.length, { timeout: 10_000 }).toBeGreaterThan(0);
    // What it says last before it falls silent lies between two samples.
    await expect
      .poll(async () => Number(await copyRow(page, frozen).getAttribute('data-as-of')), { timeout: 20_000 })
      .toBeGreaterThan(sampling.samples[0]!.to + round);
    await cluster.freeze(frozen);
    const frozenAt = Date.now();
    await expect(copyRow(page, frozen)).toHaveAttribute('data-store', 'atMost', { timeout: 15_000 });
    const silentFrom = Date.now();
    // The bound grows while the others go on.
    const first = await boundAbove(page, frozen, 0);
    const said = await boundAbove(page, frozen, first.bound + 5 * messagesPerSecond);
    for (const { values } of after(await marks.entries(), frozen, silentFrom)) {
      if (values['data-store'] === 'unknown') {
        expect(values['data-messages-behind']).toBe('');
        continue;
      }
      expect(values['data-store']).toBe('atMost');
      expect(Number(values['data-messages-behind'])).toBeGreaterThan(0);
      // What it said last may still have been on its way.
      expect(Number(values['data-as-of'])).toBeLessThanOrEqual(frozenAt + 500);
    }
    await expect.poll(() => sampling.samples.at(-1)!.from, { timeout: 10_000 }).toBeGreaterThan(said.leaderAsOf);
    await sampling.stop();
    // Its own position, before it can catch up: all others are frozen when it thaws.
    const others = cluster.servers.map(({ name }) => name).filter((name) => name !== frozen);
    for (const name of others) await cluster.freeze(name);
    await cluster.thaw(frozen);
    const own = lastOf(await sampleServers(cluster), frozen);
    for (const name of others) await cluster.thaw(name);
    expect(own).toBeGreaterThan(0);
    const low = sampling.samples.findLast(({ to }) => to <= said.leaderAsOf - round)!;
    const high = sampling.samples.find(({ from }) => from >= said.leaderAsOf)!;
    const heard = sampling.samples.findLast(({ to }) => to <= said.asOf - round)!;
    expect(said.bound).toBeGreaterThanOrEqual(newest(low) - own);
    expect(said.bound).toBeLessThanOrEqual(newest(high) - lastOf(heard, frozen));
  },
);
