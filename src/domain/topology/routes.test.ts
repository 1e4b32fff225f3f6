import { describe, expect, it } from 'vitest';
import { TestTopology } from '../../testing/topology';
import type { TopologyLink, TopologyModel } from './model';
import { tallyOfKind } from './tally';

const five = ['n1', 'n2', 'n3', 'n4', 'n5'];
const mesh = new TestTopology().mesh('C1', five);

function route(model: TopologyModel, from: string, to: string): TopologyLink {
  const found = model.links.find((link) => link.kind === 'route' && link.from === from && link.to === to);
  if (!found) throw new Error(`no link ${from} ${to}`);
  return found;
}

describe('the routes of a cluster', () => {
  it('are its full mesh, each pair once, by name', () => {
    const { links } = mesh.model();
    expect(links.map(({ from, to }) => `${from} ${String(to)}`)).toEqual([
      'n1 n2',
      'n1 n3',
      'n1 n4',
      'n1 n5',
      'n2 n3',
      'n2 n4',
      'n2 n5',
      'n3 n4',
      'n3 n5',
      'n4 n5',
    ]);
    expect(links.every(({ state, mark }) => state === 'both' && mark === 'ok')).toBe(true);
  });

  it('put n2 before n10', () => {
    const { servers } = new TestTopology().mesh('C1', ['n10', 'n2', 'n1']).model();
    expect(servers.map(({ name }) => name)).toEqual(['n1', 'n2', 'n10']);
  });

  it('count a pool once although it is listed three times at both ends, and accounts of their own apart', () => {
    const { links } = mesh.link('n1', 'n2', { pool: 3, accounts: ['SYS', 'BUSY'] }).model();
    expect(links[0]).toMatchObject({ connections: 3, accounts: ['BUSY', 'SYS'] });
    expect(tallyOfKind(links, 'route')).toMatchObject({ of: 10, up: 10, connections: 5 + 9 * 4 });
  });

  it('are one connection before 2.10, whose peers are found by their ids', () => {
    const old = mesh.servers.reduce((next, { name }) => next.server(name, { names: false }), mesh);
    const plain = new TestTopology(
      old.servers,
      old.links.map((link) => ({ ...link, pool: 1, accounts: [] })),
    );
    const { links, servers } = plain.model();
    expect(servers.map(({ name }) => name)).toEqual(five);
    expect(links.map(({ state, connections }) => `${state} ${String(connections)}`)).toEqual(
      Array.from({ length: 10 }, () => 'both 1'),
    );
  });

  it('say what waits at both ends, since each end has its own queue', () => {
    const { links } = mesh.link('n1', 'n2', { pendingBytes: 10 }).model();
    expect(links[0]?.pendingBytes).toBe(2 * 4 * 10);
  });

  it('take the middle of all readings for the round trip, so that one late ping does not move it', () => {
    const late = mesh.link('n1', 'n2', { rtt: null, pool: 1 }).join('route', 'n1', 'n2', { rtt: 0.4, pool: 2 });
    const { links } = late.join('route', 'n1', 'n2', { rtt: 90, pool: 1, accounts: [] }).model();
    expect(links[0]).toMatchObject({ rtt: 0.4, slowest: 90 });
  });
});

describe('a route', () => {
  it('that both ends miss while they answer is missing, and critical', () => {
    const model = mesh.link('n2', 'n4', { seenBy: 'nobody' }).model();
    expect(route(model, 'n2', 'n4')).toMatchObject({ state: 'missing', mark: 'crit', words: ['absent', 'absent'] });
    expect(model.links.filter(({ state }) => state !== 'both')).toHaveLength(1);
  });

  it.each([
    ['from', ['listed', 'absent']],
    ['to', ['absent', 'listed']],
  ] as const)('that only its end "%s" lists, while the other answers, is one-way', (seenBy, words) => {
    const model = mesh.link('n2', 'n4', { seenBy }).model();
    expect(route(model, 'n2', 'n4')).toMatchObject({ state: 'oneWay', mark: 'warn', words });
  });

  it('whose one end is silent is known by the other end only, and never good', () => {
    const model = mesh.server('n4', { presence: 'silent' }).model();
    expect(route(model, 'n2', 'n4')).toMatchObject({ state: 'oneEnd', mark: 'unknown', words: ['listed', 'silent'] });
  });

  it('that has ended at the one end while the other is silent has gone with it: not missing', () => {
    const model = mesh.server('n4', { presence: 'silent' }).link('n2', 'n4', { seenBy: 'nobody' }).model();
    expect(route(model, 'n2', 'n4')).toMatchObject({ state: 'ended', mark: 'unknown', words: ['absent', 'silent'] });
  });

  it('whose both ends are silent is unknown, whatever they said before', () => {
    const model = mesh.server('n4', { presence: 'silent' }).server('n2', { presence: 'silent' }).model();
    expect(route(model, 'n2', 'n4')).toMatchObject({ state: 'unknown', mark: 'unknown', words: ['silent', 'silent'] });
  });

  it('is not missing before both ends have told', () => {
    const model = mesh.server('n4', { said: null }).link('n2', 'n4', { seenBy: 'nobody' }).model();
    expect(route(model, 'n2', 'n4')).toMatchObject({ state: 'unknown', words: ['absent', 'untold'] });
  });

  it('is unknown once the words on it are old', () => {
    const model = mesh.model(9_001);
    expect(new Set(model.links.map(({ state }) => state))).toEqual(new Set(['unknown']));
    expect(new Set(mesh.model(9_000).links.map(({ state }) => state))).toEqual(new Set(['both']));
  });

  it('is unknown while our own connection does not answer', () => {
    const lost = mesh.servers.reduce((next, { name }) => next.server(name, { presence: 'unknown' }), mesh);
    expect(new Set(lost.model().links.map(({ mark }) => mark))).toEqual(new Set(['unknown']));
  });

  it('to a former run of a server says nothing of the present one', () => {
    const before = mesh.words();
    const back = mesh.server('n4', { run: 2, said: null });
    expect(route(back.model(1000, before), 'n2', 'n4')).toMatchObject({
      state: 'unknown',
      words: ['untold', 'untold'],
    });
    const half = mesh.server('n4', { run: 2, said: 10 });
    expect(route(half.model(1000, [...before, ...half.words()]), 'n2', 'n4').state).toBe('oneEnd');
    const after = half.server('n2', { said: 10 });
    expect(route(after.model(1000, [...before, ...after.words()]), 'n2', 'n4').state).toBe('both');
  });
});

describe('a server', () => {
  it('that only routes of others name is drawn where they are, and not called silent', () => {
    const { servers, links } = mesh.join('route', 'n1', 'stranger', { seenBy: 'from' }).model();
    expect(servers.at(-1)).toMatchObject({ name: 'stranger', cluster: 'C1', presence: null, mark: 'unknown' });
    const own = links.filter(({ to }) => to === 'stranger');
    expect(own.map(({ state }) => state)).toEqual(['oneEnd', 'unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('that never spoke stands in the cluster of those that have a route with it', () => {
    const model = mesh.server('n3', { presence: 'neverHeard', said: null }).model();
    expect(model.servers.find(({ name }) => name === 'n3')).toMatchObject({ cluster: 'C1' });
    expect(route(model, 'n1', 'n3')).toMatchObject({ state: 'oneEnd', words: ['listed', 'silent'] });
  });

  it('that nobody has a route with and that never spoke has no cluster, and no link is expected of it', () => {
    const alone = mesh.with('C1', ['n9'], { presence: 'neverHeard', said: null }).model();
    expect(alone.clusters.map(({ name, servers }) => [name, servers.length])).toEqual([
      ['C1', 5],
      [null, 1],
    ]);
    expect(alone.links).toHaveLength(10);
  });

  it('has told as of the oldest of its three words, and not before all three are there', () => {
    const [routes, gateways, leafs] = new TestTopology().with('C1', ['n1'], { said: 40 }).words();
    const one = new TestTopology().with('C1', ['n1']);
    expect(one.model(1000, [routes!, gateways!]).servers[0]?.asOf).toBeNull();
    expect(one.model(1000, [routes!, gateways!, leafs!]).servers[0]?.asOf).toBe(1_700_000_000_040);
  });
});
