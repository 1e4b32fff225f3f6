import { expect, test, type Page } from '@playwright/test';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { keepSampling, sampleServers, type Sample, type StreamSample } from './support/monitoring';
import { startWorld, type World } from './support/world';

const demoStreams = 30;

let world: World;

test.beforeEach(async ({ page }) => {
  world = await startWorld({ traffic: true });
  await openDemo(page, world);
  await waitForHealthy(page);
});

test.afterEach(() => world.dispose());

interface Row {
  readonly stream: string;
  readonly leader: string;
  readonly messages: string;
  readonly lastSeq: string;
  /** Messages that the copy furthest behind is behind; empty while a copy's position is not known. */
  readonly behind: string;
  readonly asOf: number;
}

/** Every stream on the page; the demo's thirty fit into the rows that are mounted on a tall page. */
function readRows(page: Page): Promise<readonly Row[]> {
  return page.locator('[data-testid="stream-row"]').evaluateAll((elements) =>
    elements.map((element) => ({
      stream: `${element.getAttribute('data-account') ?? ''}/${element.getAttribute('data-stream') ?? ''}`,
      leader: element.getAttribute('data-leader') ?? '',
      messages: element.getAttribute('data-messages') ?? '',
      lastSeq: element.getAttribute('data-last-seq') ?? '',
      behind: element.getAttribute('data-messages-behind') ?? '',
      asOf: Number(element.getAttribute('data-as-of')),
    })),
  );
}

type Bounds = Record<'messages' | 'lastSeq' | 'behind', readonly [number, number]>;

/**
 * Between what a stream was before and what it is after. Sequences only grow; messages come and go, but never more of
 * them than were written and removed in all; a copy is furthest behind when it stood still while the leader wrote on.
 */
function boundsOf(low: StreamSample, high: StreamSample): Bounds {
  const written = high.lastSeq - low.lastSeq;
  const removed = low.messages + written - high.messages;
  return {
    lastSeq: [low.lastSeq, high.lastSeq],
    messages: [low.messages - removed, low.messages + written],
    behind: [
      Math.max(0, low.lastSeq - Math.min(...high.copies.values())),
      high.lastSeq - Math.min(...low.copies.values()),
    ],
  };
}

/** A page that missed a round of a server does not know who leads, or how far a copy is, until the next one. */
const isKnown = ({ leader, behind }: Row) => leader !== '' && behind !== '';

/** Said by a leader each; without one a sample holds no numbers. */
const isLed = ({ streams }: Sample) =>
  streams.size === demoStreams && [...streams.values()].every(({ leader }) => leader !== '');

/** Which servers hold a copy of which stream, and who leads it. */
function placesOf({ streams }: Sample) {
  return [...streams]
    .map(([name, { copies, leader }]) => [name, leader, ...[...copies.keys()].sort()].join(' '))
    .sort();
}

test('under traffic each number lies between what the servers say before and after its poll', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  await goTo(page, 'streams');
  await expect(page.locator('[data-testid="stream-row"]')).toHaveCount(demoStreams);
  const sampling = keepSampling(world.cluster);
  const samples = () => sampling.samples.filter(isLed);
  // A round may take 1 s, so a sample counts as "before" only when it was over a second before the replies came.
  await expect
    .poll(() => (samples().at(-1)?.to ?? 0) - (samples()[0]?.from ?? 0), { timeout: 20_000 })
    .toBeGreaterThan(1_500);
  let rows: readonly Row[] = [];
  await expect
    .poll(
      async () => {
        rows = await readRows(page);
        const [first] = samples();
        return rows.every((row) => row.asOf - 1_000 > first!.to && isKnown(row));
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  const read = Date.now();
  await expect.poll(() => samples().at(-1)!.from, { timeout: 20_000 }).toBeGreaterThan(read);
  await sampling.stop();

  expect(rows).toHaveLength(demoStreams);
  for (const row of rows) {
    const before = samples().findLast((sample) => sample.to <= row.asOf - 1_000)!;
    const after = samples().find((sample) => sample.from >= row.asOf)!;
    const [low, high] = [before.streams.get(row.stream)!, after.streams.get(row.stream)!];
    expect([low.leader, high.leader], `${row.stream} leader`).toContain(row.leader);
    for (const [what, [least, most]] of Object.entries(boundsOf(low, high))) {
      const said = Number(row[what as keyof Bounds]);
      expect(said, `${row.stream} ${what}`).toBeGreaterThanOrEqual(least);
      expect(said, `${row.stream} ${what}`).toBeLessThanOrEqual(most);
    }
  }
});

test(
  'what each server holds and leads is what it says itself, and the whole is their sum',
  { tag: '@full' },
  async ({ page }) => {
    const sample = await sampleServers(world.cluster);
    await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-streams', String(sample.streams.size));
    await goTo(page, 'servers');
    for (const { name } of world.cluster.servers) {
      const streams = [...sample.streams.values()];
      const row = page.locator(`[data-testid="server-row"][data-server="${name}"]`);
      await expect(row).toHaveAttribute('data-copies', String(streams.filter(({ copies }) => copies.has(name)).length));
      await expect(row).toHaveAttribute('data-leads', String(streams.filter(({ leader }) => leader === name).length));
    }
    // Nothing moved meanwhile, so that the rows were held against what is true now.
    expect(placesOf(await sampleServers(world.cluster))).toEqual(placesOf(sample));
  },
);

test('with traffic paused every number is equal', { tag: '@full' }, async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  await goTo(page, 'streams');
  await world.traffic!.pause();
  // Work queues drain and mirrors catch up for a moment after the last publish.
  let still: Sample = { from: 0, to: 0, streams: new Map() };
  await expect(async () => {
    const before = still;
    still = await sampleServers(world.cluster);
    expect(isLed(still)).toBe(true);
    expect(still.streams).toEqual(before.streams);
  }).toPass({ timeout: 20_000 });
  const pausedAt = Date.now();
  // A row is as of the arrival of its reply, which a server may have made up to one round (1 s) earlier.
  let rows: readonly Row[] = [];
  await expect
    .poll(
      async () => {
        rows = await readRows(page);
        return rows.filter((row) => row.asOf > pausedAt + 1_000 && isKnown(row)).length;
      },
      { timeout: 30_000 },
    )
    .toBe(still.streams.size);
  expect(rows.map((row) => row.stream).sort()).toEqual([...still.streams.keys()].sort());
  for (const row of rows) {
    const said = still.streams.get(row.stream)!;
    const { messages, lastSeq, leader, behind } = row;
    expect({ messages, lastSeq, leader, behind }, row.stream).toEqual({
      behind: String(said.lastSeq - Math.min(...said.copies.values())),
      messages: String(said.messages),
      lastSeq: String(said.lastSeq),
      leader: said.leader,
    });
  }
  await goTo(page, 'overview');
  await expect(page.getByTestId('meta-leader')).toHaveAttribute('data-leader', await world.cluster.waitForMetaLeader());
});
