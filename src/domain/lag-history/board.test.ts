import { describe, expect, it } from 'vitest';
import { aCluster, at, peerRow, type TestCluster } from '../../testing/builders';
import { Replay } from '../../testing/replay';
import { lagBoard, mostRows, worstFirst } from './board';
import { LagHistory } from './history';
import { unheardLagBoard } from './unheard';

const lag = { lag: 5, current: false };

/** A stream whose copies are so many messages behind. */
function withStream(cluster: TestCluster, name: string, behind: Readonly<Record<string, number>>): TestCluster {
  const positions = Object.fromEntries(Object.entries(behind).map(([server, by]) => [server, 10_000 - by]));
  const rows = Object.fromEntries(Object.keys(behind).map((server) => [server, peerRow(server, lag)]));
  return cluster.withStream(name, ['n1', 'n2', 'n3'], { lastSeq: 10_000, positions, rows });
}

const three = () => aCluster().withServers('n1', 'n2', 'n3');

/** The board after polls of clusters, 2 s apart. */
function boardAfter(...clusters: readonly TestCluster[]) {
  const history = new LagHistory();
  const replay = new Replay();
  for (const [index, cluster] of clusters.entries())
    history.observe(replay.then(index * 2_000 + 100, cluster.poll(index * 2_000)));
  return lagBoard(replay.model, history);
}

const named = (rows: ReturnType<typeof boardAfter>['rows']) => rows.map(({ name, server }) => `${name} ${server}`);

describe('the lag board', () => {
  it('lists the copies that are behind, the worst first, and counts all', () => {
    const cluster = withStream(withStream(withStream(three(), 'A', { n2: 10 }), 'B', { n3: 700, n2: 20 }), 'C', {});
    const board = boardAfter(cluster);
    expect(named(board.rows)).toEqual(['B n3', 'B n2', 'A n2']);
    expect(board).toMatchObject({ behind: 3, unknown: 0, more: 0, copies: 9, startedAt: at(100) });
    expect(board.rows[0]).toMatchObject({
      store: { kind: 'behind', messages: 700 },
      log: { kind: 'behind', entries: 5 },
      peak: { messages: 700, at: at(20) },
      since: at(20),
      kept: true,
    });
  });

  it('is empty while every copy is complete, and says of how many it speaks', () => {
    expect(boardAfter(withStream(three(), 'A', {}))).toMatchObject({ rows: [], behind: 0, unknown: 0, copies: 3 });
  });

  it('leaves out single copies', () => {
    const single = three().withStream('S', ['n1']).kill('n1');
    expect(boardAfter(single)).toMatchObject({ rows: [], copies: 0, unknown: 0 });
  });

  it('counts a silent copy by its bound, and one of which nothing is known after all numbers', () => {
    const start = withStream(withStream(withStream(three(), 'A', {}), 'B', { n2: 10 }), 'IDLE', {});
    const frozen = start.kill('n3').changeStream('A', { lastSeq: 10_500 });
    const board = boardAfter(start, frozen, frozen);
    expect(named(board.rows)).toEqual(['A n3', 'B n2', 'B n3', 'IDLE n3']);
    expect(board.rows[0]?.store).toMatchObject({ kind: 'atMost', messages: 500 });
    expect(board.rows[3]).toMatchObject({ store: { kind: 'unknown' }, since: at(21) });
    expect(board).toMatchObject({ behind: 2, unknown: 2 });
  });

  it('keeps those that were behind within the last hour, after the others', () => {
    const then = withStream(withStream(three(), 'WAS', { n2: 900 }), 'IS', { n3: 1 });
    const now = withStream(withStream(three(), 'WAS', {}), 'IS', { n3: 1 });
    const board = boardAfter(then, now);
    expect(named(board.rows)).toEqual(['IS n3', 'WAS n2']);
    expect(board.rows[1]).toMatchObject({ store: { kind: 'complete' }, peak: { messages: 900 }, since: null });
    expect(board.behind).toBe(1);
  });

  it('does not list a copy only because it was new', () => {
    const history = new LagHistory();
    const replay = new Replay();
    const start = withStream(three(), 'OLD', {});
    for (let ms = 0; ms < 20_000; ms += 2_000) history.observe(replay.then(ms + 100, start.poll(ms)));
    const more = withStream(start, 'NEW', {});
    for (let ms = 20_000; ms < 24_000; ms += 2_000) history.observe(replay.then(ms + 100, more.poll(ms)));
    expect(history.use.kept).toBeGreaterThan(0);
    expect(lagBoard(replay.model, history).rows).toEqual([]);
  });

  it('lists so many and counts the rest', () => {
    let cluster = three();
    for (let index = 0; index < mostRows; index += 1)
      cluster = withStream(cluster, `S${index}`, { n2: index + 1, n3: 1 });
    const board = boardAfter(cluster);
    expect([board.rows.length, board.more, board.behind]).toEqual([mostRows, mostRows, 2 * mostRows]);
    expect(board.rows[0]).toMatchObject({ name: `S${mostRows - 1}`, server: 'n2' });
  });

  it('orders the same copies the same way, whatever the order they come in', () => {
    const cluster = withStream(withStream(three(), 'B', { n2: 10, n3: 10 }), 'A', { n2: 10, n3: 10 });
    const { rows } = boardAfter(cluster);
    expect(named(rows)).toEqual(['A n2', 'A n3', 'B n2', 'B n3']);
    expect(named(rows.toReversed().toSorted(worstFirst))).toEqual(named(rows));
  });
});

it('a board that nobody keeps up to date says nothing of how things are, only what it was about', () => {
  const start = withStream(withStream(three(), 'A', { n2: 10 }), 'B', { n3: 30 });
  const board = boardAfter(start, start.kill('n3'), start.kill('n3'));
  const unheard = unheardLagBoard({ ...board, more: 5 });
  expect(named(unheard.rows)).toEqual(named(board.rows));
  expect(unheard).toMatchObject({ behind: 0, unknown: board.rows.length + 5, use: board.use });
  for (const row of unheard.rows)
    expect(row).toMatchObject({ presence: { kind: 'unknown' }, mark: 'unknown', store: { kind: 'unknown' } });
  expect(unheard.rows.find(({ server }) => server === 'n2')?.log).toEqual({ kind: 'unknown', lastEntries: 5 });
  expect(unheard.rows.find(({ server }) => server === 'n3')?.log.kind).toBe('unknown');
});
