import { describe, expect, it } from 'vitest';
import { aCluster, peerRow, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import { clusterOf, type EvacuationCluster } from '../evacuate/model';
import { domainName } from '../ids';
import type { Observation } from '../observation';
import type { CheckStep, RollingRestart } from './model';
import { newestStart, rollingRestart } from './rolling-restart';

const hub = domainName('');
const config = { config: true };
const three = aCluster()
  .withServers('n2', 'n10', 'n1')
  .withStream('S', ['n10', 'n1', 'n2'], config)
  .withStream('ONE', ['n1'], config);

const seen = (observations: readonly Observation[], ms = 200) => clusterOf(modelOf(observations, ms));
const before = seen(three.poll(0));
const since = newestStart(before, hub);
const listOf = (cluster: EvacuationCluster, from = since) => rollingRestart(cluster, hub, from, () => true);
const rows = ({ servers }: RollingRestart) => servers.map(({ server, state }) => `${server} ${state}`);
const states = ({ steps }: RollingRestart) => Object.fromEntries(steps.map(({ id, state }) => [id, state]));
const step = <Id extends CheckStep['id']>(id: Id, { steps }: RollingRestart) =>
  steps.find((one): one is Extract<CheckStep, { readonly id: Id }> => one.id === id)!;

/** After the server has been off for some rounds. */
const without = (cluster: TestCluster, name: string, missed = 3) => {
  const left = cluster.kill(name);
  return [...cluster.poll(0), ...left.rounds(2000, missed - 1), ...left.poll(2000 * missed)];
};
/** After the servers were restarted, one a second. */
const restarted = (...names: readonly string[]) => {
  const cluster = names.reduce((all, name, index) => all.restart(name, 1000 + index * 1000), three);
  return seen([...three.poll(0), ...cluster.poll(20_000), ...cluster.poll(22_000)], 22_200);
};

describe('a rolling restart', () => {
  it('goes by name, with the leader of the meta group last', () => {
    expect(rows(listOf(before))).toEqual(['n1 current', 'n10 waiting', 'n2 waiting']);
    expect(listOf(before)).toMatchObject({ current: 'n1', ended: false });
  });

  it('tells before it begins whether everything is whole, and whose turn it is not yet', () => {
    const plan = listOf(before, null);
    expect(plan).toMatchObject({ current: null, ended: false });
    expect(states(plan)).toEqual({ whole: 'done' });
    expect(rows(plan)).toEqual(['n1 waiting', 'n10 waiting', 'n2 waiting']);
  });

  it('moves leaders away before the process is stopped, and counts what stops with it', () => {
    const led = listOf(seen(three.changeStream('S', { leader: 'n1' }).poll(0)));
    expect(states(led)).toEqual({ whole: 'done', leaders: 'open', stop: 'locked', start: 'locked' });
    expect(states(listOf(before))).toEqual({ whole: 'done', leaders: 'done', stop: 'open', start: 'locked' });
    expect(step('stop', listOf(before))).toMatchObject({ unreachable: [{ name: 'ONE' }], stopping: [] });
    const two = seen(three.withStream('TWO', ['n2', 'n1'], config).poll(0));
    expect(step('stop', listOf(two)).stopping.map(({ name }) => name)).toEqual(['TWO']);
  });

  it('waits for a server that is off, whoever stopped it, and is told of another one', () => {
    const off = listOf(seen(without(three, 'n10'), 6200));
    expect(rows(off)).toEqual(['n1 waiting', 'n10 down', 'n2 waiting']);
    expect(states(off)).toEqual({ whole: 'done', leaders: 'done', stop: 'done', start: 'open' });
    // One round is no fact yet: whoever is being restarted stays that.
    const slow = listOf(seen(without(three, 'n10', 1), 2200));
    expect(slow.current).toBe('n1');
    expect(states(slow)).toMatchObject({ stop: 'locked', start: 'locked' });
    expect(states(listOf(seen(without(three, 'n1', 1), 2200)))).toMatchObject({ stop: 'busy', start: 'locked' });
    const both = three.kill('n10', 'n1');
    const polls = [...three.poll(0), ...both.rounds(2000, 3), ...both.poll(6100)];
    expect(step('start', listOf(seen(polls, 6300))).others).toEqual(['n10']);
  });

  it('knows whose turn it is also where nobody has heard the server since the page came', () => {
    const later = listOf(seen([...three.kill('n10').rounds(0, 2), ...three.kill('n10').poll(4000)], 4200));
    expect(rows(later)).toEqual(['n10 down', 'n1 waiting', 'n2 waiting']);
    expect(states(later)).toMatchObject({ stop: 'done', start: 'open' });
  });

  it('counts a server as restarted by its own word, and goes on to the next one', () => {
    expect(rows(listOf(restarted('n1')))).toEqual(['n1 restarted', 'n10 current', 'n2 waiting']);
    expect(rows(listOf(restarted('n1', 'n10')))).toEqual(['n1 restarted', 'n10 restarted', 'n2 current']);
  });

  it('keeps the next one waiting until all are complete again', () => {
    const cluster = three.restart('n1', 1000).changeStream('S', {
      positions: { n1: 5 },
      rows: { n1: peerRow('n1', { current: false, lag: 95 }) },
    });
    const list = listOf(seen([...three.poll(0), ...cluster.poll(20_000)], 20_200));
    expect(list.current).toBe('n10');
    expect(states(list)).toEqual({ whole: 'busy', leaders: 'done', stop: 'locked', start: 'locked' });
    const late = three.restart('n1', 1000).withMetaRow('n1', { current: false, lag: 4 });
    const trailing = listOf(seen([...three.poll(0), ...late.poll(20_000)], 20_200));
    expect(step('whole', trailing)).toMatchObject({
      state: 'blocked',
      hindrances: [{ kind: 'silent', servers: ['n1'] }],
    });
  });

  it('ends when all were restarted and everything is whole', () => {
    const all = listOf(restarted('n1', 'n10', 'n2'));
    expect(all).toMatchObject({ current: null, ended: true });
    expect(rows(all)).toEqual(['n1 restarted', 'n10 restarted', 'n2 restarted']);
    const leaderless = { ...restarted('n1', 'n10', 'n2'), metas: [] };
    expect(listOf(leaderless).ended).toBe(false);
  });

  it('says nothing of what is not known', () => {
    expect(step('whole', listOf({ ...before, link: 'reconnecting' })).state).toBe('unknown');
    expect(newestStart({ ...before, servers: [] }, hub)).toBeNull();
  });
});
