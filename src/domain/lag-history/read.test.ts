import { expect, it } from 'vitest';
import { aCluster, at, peerRow } from '../../testing/builders';
import { Replay } from '../../testing/replay';
import { serverName } from '../ids';
import { LagHistory } from './history';
import { readSeries, seriesVersion } from './read';

const n3 = serverName('n3');
const cluster = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']);
const behind = (by: number) =>
  cluster.changeStream('S', { positions: { n3: 100 - by }, rows: { n3: peerRow('n3', { lag: 1, current: false }) } });

function started() {
  const history = new LagHistory();
  const replay = new Replay();
  const then = (ms: number, of = cluster) => {
    history.observe(replay.then(ms + 100, of.poll(ms)));
    const stream = replay.stream('S')!;
    return { series: readSeries(history, stream, n3), version: seriesVersion(history, stream, n3) };
  };
  return { history, replay, then };
}

it('a series names its copy and tells its points', () => {
  const { then } = started();
  then(0);
  const { series } = then(2_000, behind(7));
  expect(series).toMatchObject({ account: 'APP', accountName: 'APP', name: 'S', server: 'n3', kept: true });
  expect([Array.from(series.times), Array.from(series.values)]).toEqual([
    [at(100), at(2_020)],
    [0, 7],
  ]);
});

it('its version changes with what it says, and only then', () => {
  const { history, replay, then } = started();
  const versions = [then(0), then(2_000), then(4_000, behind(7)), then(6_000, behind(7)), then(8_000, behind(3))].map(
    ({ version }) => version,
  );
  expect(new Set(versions).size).toBe(3);
  expect([versions[0], versions[2]]).toEqual([versions[1], versions[3]]);
  history.observe(replay.then(9_000, [{ kind: 'link', at: at(9_000), link: 'reconnecting' }]));
  expect(seriesVersion(history, replay.stream('S')!, n3)).not.toBe(versions[4]);
});

it('of a copy that nobody ever told of there is nothing, and it is not taken for complete', () => {
  const history = new LagHistory();
  const replay = new Replay();
  history.observe(replay.then(100, cluster.kill('n3').poll(0)));
  const series = readSeries(history, replay.stream('S')!, n3);
  expect([series.kept, series.times.length]).toEqual([true, 0]);
  expect(readSeries(history, replay.stream('S')!, serverName('n9')).times).toHaveLength(0);
});

it('of a copy whose history was dropped there is nothing, and that is said', () => {
  const history = new LagHistory(1);
  const replay = new Replay();
  for (const [index, of] of [cluster, behind(7), behind(0)].entries())
    history.observe(replay.then(index * 2_000 + 100, of.poll(index * 2_000)));
  const series = readSeries(history, replay.stream('S')!, n3);
  expect([series.kept, series.times.length]).toEqual([false, 0]);
  expect(history.use).toMatchObject({ kept: 0, dropped: 1 });
});
