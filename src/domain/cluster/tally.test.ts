import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { history } from '../../testing/arbitrary';
import { aCluster, peerRow } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { serverName } from '../ids';
import type { Observation } from '../observation';
import { blocksIn } from './assemble';
import { tallyOf } from './tally';

const three = aCluster().withServers('n1', 'n2', 'n3');
const tallied = (observations: readonly Observation[], ms = 100) => tallyOf([modelOf(observations, ms).streams]);
const own = (tally: ReturnType<typeof tallyOf>, name: string) => tally.servers.get(serverName(name));

describe('a tally', () => {
  test.prop([history])('of many sets of rows is that of all rows together', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    const blocks = [...blocksIn(replay.model).values()].map(({ rows }) => rows);
    expect(tallyOf(blocks)).toEqual(tallyOf([new Map(replay.model.streams)]));
  });

  it('of nothing is nothing', () => {
    expect(tallyOf([])).toMatchObject({ streams: 0, unreachable: [], marks: new Set(), servers: new Map() });
  });

  it('does not grow when it is taken again', () => {
    const { streams } = modelOf(three.withStream('A', ['n1']).poll(0), 100);
    tallyOf([streams]);
    expect(tallyOf([streams, new Map()])).toMatchObject({ streams: 1 });
    expect(own(tallyOf([streams]), 'n1')).toMatchObject({ copies: 1, single: 1 });
  });
});

describe('the share of a server', () => {
  it('is what it leads, holds, and holds alone', () => {
    const tally = tallied(three.withStream('A', ['n1', 'n2', 'n3']).withStream('B', ['n1']).poll(0));
    expect(own(tally, 'n1')).toEqual({ leads: 2, copies: 2, onlyCopies: 1, single: 1, stops: 0 });
    expect(own(tally, 'n2')).toEqual({ leads: 0, copies: 1, onlyCopies: 0, single: 0, stops: 0 });
  });

  it('keeps the copies of a silent server, without what only an answering one can lose', () => {
    const cluster = three.withStream('A', ['n1', 'n2', 'n3']).withStream('B', ['n3']);
    const tally = tallied([...cluster.poll(0), ...cluster.kill('n3').poll(2_000)], 2_100);
    expect(own(tally, 'n3')).toEqual({ leads: 0, copies: 2, onlyCopies: 1, single: 0, stops: 0 });
    expect(own(tally, 'n1')).toMatchObject({ stops: 1 });
  });

  it('does not hold a copy that an answering server denies, though the leader lists it', () => {
    const listed = three.withStream('A', ['n1', 'n2', 'n3']);
    const replies = ['n1', 'n2'].map((name) => listed.placementOf(name, 20));
    const denied = three.placementOf('n3', 20);
    const tally = tallied([...three.liveness(0), ...three.statsz(10), ...replies, denied]);
    expect(own(tally, 'n3')).toBeUndefined();
  });

  it('does not stop with a member that is only assigned', () => {
    const two = three.withStream('A', ['n1', 'n2', 'n3'], { rows: { n3: { pending: true, active: null } } });
    const tally = tallied(two.poll(0));
    expect([...tally.servers].map(([name, { stops }]) => [name, stops])).toEqual([
      ['n1', 1],
      ['n2', 1],
      ['n3', 0],
    ]);
  });

  it('stops with a member that the leader hears, though its own reply is still missing', () => {
    const cluster = three.withStream('A', ['n1', 'n2'], { rows: { n2: peerRow('n2', { active: 100 }) } });
    const tally = tallied([...three.liveness(0), ...three.statsz(10), cluster.placementOf('n1', 20)]);
    expect(own(tally, 'n2')).toMatchObject({ stops: 1 });
  });
});

describe('a stream counts', () => {
  it('as replicated by its configuration even while it has one member only', () => {
    const cluster = three.withStream('A', ['n1'], { replicas: 3, config: true });
    const tally = tallied(cluster.poll(0));
    expect(tally).toMatchObject({ streams: 1, replicated: 1, surviveOne: 0 });
    expect(own(tally, 'n1')).toMatchObject({ single: 0, stops: 1 });
  });

  it('as uncertain while nobody can say how many of its members answer', () => {
    const cluster = three.withStream('A', ['n1', 'n2', 'n3']).withStream('B', ['n1', 'n2', 'n3']);
    const off: Observation = { kind: 'link', at: modelOf([], 60).now, link: 'stale' };
    expect(tallied([...cluster.poll(0), off])).toMatchObject({
      replicated: 2,
      uncertain: 2,
      surviveOne: 0,
      unknown: 2,
    });
  });

  it('with two copies as stopped by the loss of either', () => {
    const tally = tallied(three.withStream('A', ['n1', 'n2']).poll(0));
    expect([...tally.servers.values()].map(({ stops }) => stops)).toEqual([1, 1]);
    expect(tally).toMatchObject({ surviveOne: 0, replicated: 1 });
  });
});
