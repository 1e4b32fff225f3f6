import { expect, test, type Page } from '@playwright/test';
import { goTo, openDemo, waitForHealthy } from './support/console';
import { keepSampling, sampleServers, type Sample } from './support/monitoring';
import { startWorld, type World } from './support/world';

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

test('under traffic each number lies between what the servers say before and after its poll', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  await goTo(page, 'streams');
  await expect(page.locator('[data-testid="stream-row"]')).toHaveCount(30);
  const sampling = keepSampling(world.cluster);
  // A round may take 1 s, so a sample counts as "before" only when it was over a second before the replies came.
  await expect
    .poll(() => (sampling.samples.at(-1)?.to ?? 0) - (sampling.samples[0]?.from ?? 0), { timeout: 10_000 })
    .toBeGreaterThan(1_500);
  let rows: readonly Row[] = [];
  await expect
    .poll(
      async () => {
        rows = await readRows(page);
        return rows.every((row) => row.asOf - 1_000 > sampling.samples[0]!.to);
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  const read = Date.now();
  await expect.poll(() => sampling.samples.at(-1)!.from, { timeout: 10_000 }).toBeGreaterThan(read);
  await sampling.stop();

  for (const row of rows) {
    const before = sampling.samples.findLast((sample) => sample.to <= row.asOf - 1_000)!;
    const after = sampling.samples.find((sample) => sample.from >= row.asOf)!;
    const [low, high] = [before, after].map((sample: Sample) => sample.streams.get(row.stream)!);
    expect(Number(row.lastSeq), `${row.stream} last sequence`).toBeGreaterThanOrEqual(low!.lastSeq);
    expect(Number(row.lastSeq), `${row.stream} last sequence`).toBeLessThanOrEqual(high!.lastSeq);
    expect([low!.leader, high!.leader], `${row.stream} leader`).toContain(row.leader);
  }
});

test('with traffic paused every number is equal', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1600 });
  await goTo(page, 'streams');
  await world.traffic!.pause();
  // Work queues drain and mirrors catch up for a moment after the last publish.
  let still: Sample = await sampleServers(world.cluster);
  await expect
    .poll(
      async () => {
        const next = await sampleServers(world.cluster);
        const same = JSON.stringify([...next.streams].sort()) === JSON.stringify([...still.streams].sort());
        still = next;
        return same;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  const pausedAt = Date.now();
  await expect
    .poll(async () => (await readRows(page)).every((row) => row.asOf > pausedAt), { timeout: 30_000 })
    .toBe(true);
  const rows = await readRows(page);
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
