import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestTopology, type TestLink, type TestServer } from '../../testing/topology';
import { tallyOf } from './tally';
import { unheardTopology } from './unheard';

const presence = fc.constantFrom<TestServer['presence'][]>('answering', 'answering', 'silent', 'neverHeard', 'unknown');
const seenBy = fc.constantFrom<TestLink['seenBy'][]>('both', 'both', 'from', 'to', 'nobody');
const rtt = fc.option(fc.double({ min: 0.05, max: 300, noNaN: true }), { nil: null });

/** Two clusters with gateways and a leaf node; servers in any condition, links seen by anybody. */
const topology = fc
  .record({
    size: fc.integer({ min: 1, max: 6 }),
    presences: fc.array(presence, { minLength: 9, maxLength: 9 }),
    said: fc.array(fc.option(fc.integer({ min: 0, max: 900 }), { nil: null }), { minLength: 9, maxLength: 9 }),
    seen: fc.array(seenBy, { minLength: 30, maxLength: 30 }),
    rtts: fc.array(rtt, { minLength: 30, maxLength: 30 }),
  })
  .map(({ size, presences, said, seen, rtts }) => {
    const names = Array.from({ length: size }, (_, index) => `n${String(index + 1)}`);
    const base = new TestTopology()
      .mesh('A', names, { gateway: 'A' })
      .mesh('B', ['b1', 'b2'], { gateway: 'B' })
      .with('edge', ['edge'])
      .join('gateway', 'n1', 'b1', { accounts: [], pool: 1 })
      .join('gateway', 'b1', 'n1', { accounts: [], pool: 1 })
      .join('leaf', 'edge', 'b2', { accounts: ['APP'] });
    const servers = base.servers.map((server, index) => ({
      ...server,
      presence: presences[index] ?? 'answering',
      said: said[index] ?? null,
    }));
    const links = base.links.map((link, index) => ({
      ...link,
      seenBy: seen[index] ?? 'both',
      rtt: rtts[index] ?? null,
    }));
    return new TestTopology(servers, links);
  });

const withOrder = topology.chain((made) =>
  fc.record({
    made: fc.constant(made),
    order: fc.shuffledSubarray([...made.words()], { minLength: made.words().length }),
  }),
);

describe('whatever the servers say', () => {
  it('order and repetition of what came in make no difference', () => {
    fc.assert(
      fc.property(withOrder, ({ made, order }) => {
        const straight = made.model();
        expect(made.model(1000, order)).toEqual(straight);
        expect(made.model(1000, [...order, ...order.toReversed()])).toEqual(straight);
      }),
    );
  });

  it('the state of each link is what its two ends say, and nothing is good without a word', () => {
    fc.assert(
      fc.property(topology, (made) => {
        for (const { words, state, mark, kind } of made.model().links) {
          const listed = words.filter((word) => word === 'listed').length;
          const absent = words.filter((word) => word === 'absent').length;
          expect(state === 'both').toBe(listed === 2);
          expect(state === 'oneWay').toBe(listed === 1 && absent === 1);
          if (kind === 'route') expect(state === 'missing').toBe(absent === 2);
          if (mark === 'ok') expect(listed).toBeGreaterThan(0);
          if (words.every((word) => word === 'silent' || word === 'untold')) expect(state).toBe('unknown');
        }
      }),
    );
  });

  it('no word of a server that does not answer counts', () => {
    fc.assert(
      fc.property(topology, (made) => {
        const answering = new Set(
          made.servers.filter((server) => server.presence === 'answering').map(({ name }) => name),
        );
        for (const { from, to, words } of made.model().links) {
          if (words[0] === 'listed' || words[0] === 'absent') expect(answering).toContain(from);
          if (to !== null && (words[1] === 'listed' || words[1] === 'absent')) expect(answering).toContain(to);
        }
      }),
    );
  });

  it('every pair of a cluster is one link, every key is one link, and every server stands once', () => {
    fc.assert(
      fc.property(topology, (made) => {
        const { links, servers, clusters } = made.model();
        expect(new Set(links.map(({ key }) => key)).size).toBe(links.length);
        expect(new Set(servers.map(({ name }) => name)).size).toBe(servers.length);
        expect(clusters.flatMap((cluster) => cluster.servers)).toEqual(servers.map(({ name }) => name));
        const pairs = clusters.reduce(
          (sum, { name, servers: { length } }) => sum + (name === null ? 0 : (length * (length - 1)) / 2),
          0,
        );
        expect(links.filter(({ kind }) => kind === 'route')).toHaveLength(pairs);
      }),
    );
  });

  it('the states of a tally add up to its links', () => {
    fc.assert(
      fc.property(topology, (made) => {
        const { links } = made.model();
        const { of, states, up } = tallyOf(links);
        expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(of);
        expect(up).toBeGreaterThanOrEqual(states.both);
      }),
    );
  });

  it('an unchanged picture is the same object, and an equal link of a changed one, too', () => {
    fc.assert(
      fc.property(topology, (made) => {
        const before = made.model();
        expect(made.model(1000, made.words(), before)).toBe(before);
        const after = made.server('b1', { presence: 'silent' }).model(1000, made.words(), before);
        const known = new Map(before.links.map((link) => [link.key, link]));
        for (const link of after.links) {
          const same = known.get(link.key);
          if (same !== undefined && JSON.stringify(same) === JSON.stringify(link)) expect(link).toBe(same);
        }
      }),
    );
  });

  it('nothing is known any more when nobody keeps it up to date', () => {
    fc.assert(
      fc.property(topology, (made) => {
        const { links, servers } = unheardTopology(made.model());
        for (const { mark, state, rtt: measured } of links)
          expect([mark, state, measured]).toEqual(['unknown', 'unknown', null]);
        for (const { mark, presence: kept } of servers)
          expect([mark, kept?.kind ?? 'unknown']).toEqual(['unknown', 'unknown']);
      }),
    );
  });
});
