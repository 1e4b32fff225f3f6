import { describe, expect, it } from 'vitest';
import { aCluster, peerRow, type TestCluster } from '../testing/builders';
import { pairsOf } from '../testing/lag';
import { Replay } from '../testing/replay';
import type { StreamKey } from '../domain/ids';
import { LagView } from './lag-view';

const three = aCluster().withServers('n1', 'n2', 'n3');

function stream(cluster: TestCluster, name: string, behind: number): TestCluster {
  const rows = behind > 0 ? { n3: peerRow('n3', { lag: 1, current: false }) } : {};
  return cluster.withStream(name, ['n1', 'n2', 'n3'], { lastSeq: 9_000, positions: { n3: 9_000 - behind }, rows });
}

/** The view of an engine after polls of clusters, 2 s apart. */
function started(...clusters: readonly TestCluster[]) {
  const view = new LagView();
  const replay = new Replay();
  let polls = 0;
  const then = (cluster: TestCluster) => {
    const model = replay.then(polls * 2_000 + 100, cluster.poll(polls * 2_000));
    polls += 1;
    view.observe(model);
    return model;
  };
  clusters.forEach(then);
  return { view, then, model: () => replay.model, key: (name: string): StreamKey => replay.stream(name)!.key };
}

describe('what of the lag is looked at', () => {
  it('is made once for a model, and is the same object while nothing changed', () => {
    const cluster = stream(three, 'A', 40);
    const { view, then, model } = started(cluster);
    const board = view.board(model());
    expect(view.board(model())).toBe(board);
    const later = then(cluster);
    expect(view.board(later)).toBe(board);
    const moved = then(stream(three, 'A', 30));
    expect(view.board(moved)).not.toBe(board);
    expect(view.board(moved).rows[0]).toMatchObject({ store: { messages: 30 } });
  });

  it('are the histories of all copies of a stream, each the same object until it says something else', () => {
    const { view, then, model, key } = started(stream(three, 'A', 0), stream(three, 'A', 40));
    const rows = view.series(model(), key('A'));
    expect([...rows.values()].map(({ server }) => server)).toEqual(['n1', 'n2', 'n3']);
    const n3 = [...rows.values()][2]!;
    expect(pairsOf(n3).map(([, value]) => value)).toEqual([0, 40]);
    const same = view.series(then(stream(three, 'A', 40)), key('A'));
    expect([...same.values()][2]).toBe(n3);
    const next = [...view.series(then(stream(three, 'A', 10)), key('A')).values()];
    expect(next[0]).toBe([...rows.values()][0]);
    expect(next[2]).not.toBe(n3);
  });

  it('are for nobody in particular the five that are, or were, furthest behind', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const all = (behind: (index: number) => number) =>
      names.reduce((cluster, name, index) => stream(cluster, name, behind(index)), three);
    const { view, model } = started(
      all((index) => (index === 0 ? 900 : index)),
      all((index) => (index === 0 ? 0 : index)),
    );
    expect([...view.series(model(), undefined).values()].map(({ name }) => name)).toEqual(['A', 'G', 'F', 'E', 'D']);
  });

  it('are none of a single copy, nor of a stream that is not there', () => {
    const { view, model, key } = started(three.withStream('ONE', ['n1']));
    expect(view.series(model(), key('ONE')).size).toBe(0);
    expect(view.series(model(), 'nowhere' as StreamKey).size).toBe(0);
  });
});
