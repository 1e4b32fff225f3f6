import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../testing/builders';
import { aRun } from '../testing/evacuate';
import { Replay } from '../testing/replay';
import { accountId, consumerName, serverName, streamName } from '../domain/ids';
import type { Advisory, Observation } from '../domain/observation';
import { Activity, maxEntries } from './activity';

const asset = (stream: string, consumer: string | null = null) => ({
  time: null,
  account: accountId('APP'),
  stream: streamName(stream),
  consumer: consumer === null ? null : consumerName(consumer),
});
const heard = (ms: number, advisory: Advisory): Observation => ({ kind: 'advisory', at: at(ms), advisory });
const lost = (ms: number, stream: string, consumer: string | null = null) =>
  heard(ms, { kind: 'quorumLost', id: `l${String(ms)} ${stream}`, ...asset(stream, consumer) });
const elected = (ms: number, stream: string, consumer: string, leader: string) =>
  heard(ms, { kind: 'leaderElected', id: `e${String(ms)}`, ...asset(stream, consumer), leader: serverName(leader) });

function after(...observations: readonly Observation[]) {
  const activity = new Activity();
  for (const observation of observations) activity.observe(observation);
  return [...activity.rows.values()];
}

describe('a group that lost its quorum', () => {
  it('is one entry however often it says so, with its count, its first and its last time', () => {
    const rows = after(lost(0, 'S'), lost(3, 'S'), lost(20_000, 'S'), lost(40_000, 'S'));
    expect(rows).toMatchObject([{ kind: 'quorumLost', subject: 'APP/S', times: 4, since: at(0), at: at(40_000) }]);
  });

  it('is an entry of its own beside others that lost theirs, the latest last', () => {
    const rows = after(lost(0, 'A'), lost(1, 'B'), lost(2, 'A', 'c'), lost(20_000, 'A'), lost(20_001, 'A'));
    expect(rows.map(({ subject, times }) => `${subject} ${String(times)}`)).toEqual([
      'APP/B 1',
      'APP/A/c 1',
      'APP/A 3',
    ]);
  });

  it('begins a new entry once it has elected a leader in between', () => {
    const rows = after(lost(0, 'S', 'c'), elected(10_000, 'S', 'c', 'n1'), lost(30_000, 'S', 'c'));
    expect(rows.map(({ kind, times }) => [kind, times])).toEqual([
      ['quorumLost', 1],
      ['consumerElection', 1],
      ['quorumLost', 1],
    ]);
  });

  it('keeps its identity: the page changes one row instead of adding one', () => {
    const activity = new Activity();
    activity.observe(lost(0, 'S'));
    const [first] = [...activity.rows.keys()];
    activity.observe(lost(20_000, 'S'));
    expect([...activity.rows.keys()]).toEqual([first]);
  });

  it('does not count one advisory that came twice', () => {
    expect(after(lost(0, 'S'), lost(0, 'S'))).toMatchObject([{ times: 1 }]);
  });
});

describe('the time line', () => {
  it('names both leaders of an election of the meta group, also after a time without one', () => {
    const three = aCluster().withServers('n1', 'n2', 'n3');
    const activity = new Activity();
    const replay = new Replay();
    const show = (ms: number, ...observations: readonly Observation[]) => {
      const before = replay.model;
      activity.compare(replay.then(ms, observations), before);
    };
    show(100, ...three.poll(0));
    show(2_100, ...three.kill('n1').poll(2_000));
    show(6_100, ...three.kill('n1').withMetaLeader('n3').poll(6_000));
    const elections = [...activity.rows.values()].filter(({ kind }) => kind === 'metaElection');
    expect(elections).toMatchObject([{ from: 'n1', to: 'n3', at: at(6_100), times: 1, since: at(6_100) }]);
  });

  it('keeps the newest entries only', () => {
    const activity = new Activity();
    for (let n = 0; n < maxEntries + 10; n += 1) activity.add('shutdown', at(n), `n${String(n)}`, null, null);
    expect(activity.rows.size).toBe(maxEntries);
    expect([...activity.rows.values()].at(0)?.subject).toBe('n10');
  });
});

describe('an evacuation', () => {
  it('is written down when it begins and with each state that it comes to, once', () => {
    const activity = new Activity();
    const n1 = aRun();
    activity.evacuation(undefined, at(0));
    activity.evacuation(n1, at(1));
    activity.evacuation({ ...n1, stepDowns: 1 }, at(2));
    activity.evacuation({ ...n1, state: { kind: 'paused' } }, at(3));
    activity.evacuation(n1, at(4));
    activity.evacuation({ ...n1, state: { kind: 'ended' } }, at(5));
    activity.evacuation({ ...n1, server: serverName('n2') }, at(6));
    expect([...activity.rows.values()].map(({ kind, subject }) => `${subject} ${kind}`)).toEqual([
      'n1 evacuationBegun',
      'n1 evacuationPaused',
      'n1 evacuationGoesOn',
      'n1 evacuationEnded',
      'n2 evacuationBegun',
    ]);
  });
});
