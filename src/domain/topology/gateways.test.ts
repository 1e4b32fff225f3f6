import { describe, expect, it } from 'vitest';
import { TestTopology } from '../../testing/topology';
import type { TopologyModel } from './model';
import { tallyOfKind } from './tally';

const east = ['e1', 'e2', 'e3'];
const west = ['w1', 'w2', 'w3'];
const own = { accounts: [], pool: 1 };

/** Every server of one cluster dials one of the other. */
const pair = [...east, ...west].reduce(
  (next, from, index) => next.join('gateway', from, index < 3 ? 'w1' : 'e2', { ...own, rtt: 4 }),
  new TestTopology().mesh('EAST', east, { gateway: 'EAST' }).mesh('WEST', west, { gateway: 'WEST' }),
);

const gateways = (model: TopologyModel) => model.links.filter(({ kind }) => kind === 'gateway');
const states = (model: TopologyModel) => gateways(model).map(({ from, to, state }) => `${from} ${String(to)} ${state}`);

describe('the gateways of a super-cluster', () => {
  it('are one of each server to each other cluster', () => {
    const model = pair.model();
    expect(states(model)).toEqual(['e1 w1', 'e2 w1', 'e3 w1', 'w1 e2', 'w2 e2', 'w3 e2'].map((ends) => `${ends} both`));
    expect(tallyOfKind(model.links, 'gateway')).toMatchObject({ of: 6, up: 6, connections: 6, rtt: 4 });
    expect(model.clusters.map(({ name, kind }) => `${String(name)} ${kind}`)).toEqual(['EAST core', 'WEST core']);
  });

  it('leave the routes of each cluster its own: no route is expected between clusters', () => {
    expect(pair.model().links.filter(({ kind }) => kind === 'route')).toHaveLength(6);
  });

  it('name both clusters', () => {
    expect(gateways(pair.model())[0]).toMatchObject({ fromCluster: 'EAST', toCluster: 'WEST' });
  });

  it('of which one is not dialled is missing, and critical: the far cluster answers', () => {
    const model = pair.link('e3', 'w1', { seenBy: 'nobody' }).model();
    expect(states(model)).toContain('e3 null missing');
    expect(gateways(model).find(({ from }) => from === 'e3')).toMatchObject({ toCluster: 'WEST', mark: 'crit' });
  });

  it('that only one end lists are one-way', () => {
    expect(states(pair.link('e3', 'w1', { seenBy: 'from' }).model())).toContain('e3 w1 oneWay');
    const byOther = states(pair.link('e3', 'w1', { seenBy: 'to' }).model());
    expect(byOther).toContain('e3 w1 oneWay');
    expect(byOther.filter((text) => text.startsWith('e3'))).toHaveLength(1);
  });

  it('of a silent server are known by those that it dialled', () => {
    expect(states(pair.server('e3', { presence: 'silent' }).model())).toContain('e3 w1 oneEnd');
  });

  it('of a silent server that nobody lists any more have ended, if all of the far cluster can be asked', () => {
    const gone = pair.server('e3', { presence: 'silent' }).link('e3', 'w1', { seenBy: 'nobody' });
    expect(states(gone.model())).toContain('e3 null ended');
    expect(states(gone.server('w2', { presence: 'silent' }).model())).toContain('e3 null unknown');
  });

  it('that a server does not have are missing also before the far cluster has told: it is the one that dials', () => {
    const early = pair.link('e3', 'w1', { seenBy: 'nobody' }).server('w2', { said: null });
    expect(states(early.model())).toContain('e3 null missing');
  });

  it('to a cluster all of which is silent have ended, and are not called missing', () => {
    const dark = west.reduce(
      (next, name) => next.server(name, { presence: 'silent' }).link('e1', name, { seenBy: 'nobody' }),
      pair,
    );
    const gone = east.reduce((next, name) => next.link(name, 'w1', { seenBy: 'nobody' }), dark);
    const left = gone.link('w1', 'e2', { seenBy: 'nobody' }).link('w2', 'e2', { seenBy: 'nobody' });
    const model = left.link('w3', 'e2', { seenBy: 'nobody' }).model();
    // Nobody who answers names WEST any more, so that nothing is known to be expected.
    expect(gateways(model)).toEqual([]);
    const half = left.model();
    expect(states(half)).toContain('e1 null ended');
  });

  it('to a cluster of another system account are known from this side only, and are as they should be', () => {
    const model = pair.join('gateway', 'e1', 'x1', { ...own, seenBy: 'from' }).model();
    expect(model.clusters.at(-1)).toEqual({ name: 'x1', kind: 'outside', servers: ['x1-run1'] });
    const own1 = gateways(model).filter(({ toCluster }) => toCluster === 'x1');
    expect(own1.map(({ from, state, mark }) => `${from} ${state} ${mark}`)).toEqual([
      'e1 oneEnd ok',
      'e2 missing crit',
      'e3 missing crit',
      'w1 missing crit',
      'w2 missing crit',
      'w3 missing crit',
    ]);
  });

  it('are none where no server has one', () => {
    expect(gateways(new TestTopology().mesh('C1', east).with('C2', west).model())).toEqual([]);
  });

  it('are not expected of a leaf node, which has no gateway of its own', () => {
    const model = pair
      .with('edge', ['edge'])
      .join('leaf', 'edge', 'e1', { accounts: ['APP'] })
      .model();
    expect(gateways(model)).toHaveLength(6);
    expect(model.clusters.map(({ name, kind }) => `${String(name)} ${kind}`)).toEqual([
      'EAST core',
      'edge leaf',
      'WEST core',
    ]);
  });
});
