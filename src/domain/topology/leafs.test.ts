import { describe, expect, it } from 'vitest';
import { TestTopology } from '../../testing/topology';
import type { TopologyModel } from './model';

const hub = new TestTopology().mesh('C1', ['n1', 'n2', 'n3']);
const edge = hub.with('edge', ['edge']);
const leafs = (model: TopologyModel) => model.links.filter(({ kind }) => kind === 'leaf');

describe('a leaf node', () => {
  it('of the same system account is known from both ends, and stands in a cluster of its own name', () => {
    const model = edge.join('leaf', 'edge', 'n1', { accounts: ['APP'], rtt: 12 }).model();
    expect(leafs(model)).toMatchObject([
      { from: 'edge', to: 'n1', state: 'both', mark: 'ok', accounts: ['APP'], connections: 1, rtt: 12 },
    ]);
    expect(model.clusters.find(({ name }) => name === 'edge')).toMatchObject({ kind: 'leaf', servers: ['edge'] });
  });

  it('that joins two accounts on one hub is one link of two connections', () => {
    const model = edge.join('leaf', 'edge', 'n1', { accounts: ['APP', 'SYS'] }).model();
    expect(leafs(model)).toMatchObject([{ connections: 2, accounts: ['APP', 'SYS'] }]);
  });

  it('on two hubs is two links', () => {
    const model = edge
      .join('leaf', 'edge', 'n1', { accounts: ['APP'] })
      .join('leaf', 'edge', 'n2', { accounts: ['SYS'] });
    expect(leafs(model.model()).map(({ to }) => to)).toEqual(['n1', 'n2']);
  });

  it('that does not answer this system account is known from its hub only, which is as it should be', () => {
    const model = hub.join('leaf', 'far', 'n1', { seenBy: 'to', accounts: ['APP'] }).model();
    expect(leafs(model)).toMatchObject([
      { from: 'far', to: 'n1', state: 'oneEnd', mark: 'ok', words: ['outside', 'listed'] },
    ]);
    expect(model.servers.find(({ name }) => name === 'far')).toMatchObject({ presence: null, cluster: null });
  });

  it('that its hub no longer lists, while it does itself, is one-way', () => {
    const model = edge.join('leaf', 'edge', 'n1', { seenBy: 'from', accounts: ['APP'] }).model();
    expect(leafs(model)).toMatchObject([{ state: 'oneWay', mark: 'warn' }]);
  });

  it('of a silent hub is known from its own side only', () => {
    const model = edge
      .join('leaf', 'edge', 'n1', { accounts: ['APP'] })
      .server('n1', { presence: 'silent' })
      .model();
    expect(leafs(model)).toMatchObject([{ state: 'oneEnd', mark: 'unknown', words: ['listed', 'silent'] }]);
  });

  it('of 2.9 is named at neither end: each end shows what it lists', () => {
    const old = edge.join('leaf', 'edge', 'n1', { accounts: ['APP'] }).server('n1', { names: false });
    const model = old.server('edge', { names: false }).model();
    expect(leafs(model)).toMatchObject([
      { from: 'edge', to: null, connections: 1, words: ['listed', 'outside'] },
      { from: 'n1', to: null, connections: 1, words: ['listed', 'outside'] },
    ]);
  });

  it('is never compared with others: it may be anywhere', () => {
    const far = ['a', 'b', 'c', 'd'].reduce(
      (next, name, index) => next.with(name, [name]).join('leaf', name, 'n1', { rtt: index === 0 ? 900 : 1 }),
      hub,
    );
    expect(leafs(far.model()).map(({ outlier }) => outlier)).toEqual([null, null, null, null]);
  });

  it('may be a cluster with routes of its own', () => {
    const model = hub
      .mesh('EDGE', ['x1', 'x2'])
      .join('leaf', 'x1', 'n1', { accounts: ['APP'] })
      .model();
    expect(model.clusters).toEqual([
      { name: 'C1', kind: 'core', servers: ['n1', 'n2', 'n3'] },
      { name: 'EDGE', kind: 'leaf', servers: ['x1', 'x2'] },
    ]);
  });
});
