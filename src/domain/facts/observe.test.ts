import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { history } from '../../testing/arbitrary';
import { aCluster, at, live } from '../../testing/builders';
import { fold } from '../../testing/replay';
import { accountId, domainName, peerId, serverName, streamKey, streamName } from '../ids';
import type { Observation } from '../observation';
import { advisoriesKept, deletionsKept } from './advisories';
import { emptyFacts, lastHeard } from './facts';
import { currentListing, latestAnswers } from './listing';
import { observe, roundsKept } from './observe';

const app = accountId('APP');
const orders = streamName('ORDERS');
const cluster = aCluster().withServers('n1').withStream('ORDERS', ['n1']);
const n1 = (observations: readonly Observation[]) => {
  const server = fold(observations).servers.get(serverName('n1'));
  if (!server) throw new Error('n1 was not observed');
  return server;
};

describe('facts', () => {
  test.prop([
    history.chain((polls) => {
      const all = polls.flat();
      return fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length }),
        fc.subarray([...all]),
      );
    }),
  ])('do not depend on order or repetition', ([all, order, again]) => {
    expect(fold([...order, ...again])).toEqual(fold(all));
  });

  test.prop([history])('keep the identity of servers that nothing was said of', (polls) => {
    const facts = fold(polls.flat());
    const next = observe(facts, cluster.statszOf('n1', 99_000));
    for (const [name, server] of facts.servers) if (name !== 'n1') expect(next.servers.get(name)).toBe(server);
  });

  it('hold the latest word on the link', () => {
    const later: Observation = { kind: 'link', at: at(5), link: 'stale' };
    expect(fold([later, live(1)]).link).toMatchObject({ state: 'stale', at: at(5) });
    expect(emptyFacts().link.state).toBe('connecting');
  });

  it('remember when there was no connection for the last time, in whatever order it is told', () => {
    const down = (ms: number): Observation => ({ kind: 'link', at: at(ms), link: 'reconnecting' });
    const told = [live(1), down(5), down(7), live(9)];
    expect(fold(told).link).toEqual({ state: 'live', at: at(9), downAt: at(7) });
    expect(fold([...told].reverse()).link).toEqual(fold(told).link);
  });

  it('keep the newest rounds only, each once', () => {
    const rounds = cluster.rounds(0, roundsKept + 5);
    const kept = fold([...rounds, ...rounds]).rounds.get('liveness');
    expect(kept?.map(({ startedAt }) => startedAt)).toEqual(
      Array.from({ length: roundsKept }, (_, index) => at((roundsKept + 4 - index) * 2_000)),
    );
  });

  it('order two replies of one millisecond by the message counter of the server', () => {
    const first = cluster.placementOf('n1', 0);
    const second = cluster.withStream('ORDERS', ['n1'], { lastSeq: 101 }).placementOf('n1', 0);
    if (first.kind !== 'placement' || second.kind !== 'placement') throw new Error('not placements');
    const { reply } = second;
    const later: Observation = {
      ...second,
      reply: { ...reply, server: { ...reply.server, seq: reply.server.seq + 1 } },
    };
    for (const order of [
      [first, later],
      [later, first],
    ])
      expect(currentListing(n1(order), app)?.streams.get(orders)?.state.lastSeq).toBe(101);
  });

  it('take a server for heard by its replies and by the rounds it answered, not by its own farewell', () => {
    expect(lastHeard(n1(cluster.liveness(7)))).toBe(at(7));
    expect(lastHeard(n1([cluster.statszOf('n1', 9), ...cluster.liveness(7)]))).toBe(at(9));
    expect(lastHeard(n1([cluster.departureOf('n1', 9)]))).toBeNull();
  });
});

describe('a full placement', () => {
  it('replaces what the server said before: what it does not name is not there', () => {
    const server = n1([cluster.placementOf('n1', 0), cluster.withoutStream('ORDERS').placementOf('n1', 5)]);
    expect(currentListing(server, app)?.streams.size).toBe(0);
    expect(currentListing(server, accountId('NEVER'))?.streams.size).toBe(0);
  });

  it('does not replace what the account itself was told later', () => {
    const server = n1([
      cluster.accountPlacementOf('n1', 'APP', 5),
      cluster.withoutStream('ORDERS').placementOf('n1', 0),
    ]);
    expect(currentListing(server, app)?.streams.has(orders)).toBe(true);
    expect(latestAnswers(server, app, orders).map(({ named }) => named)).toEqual([true, false]);
  });

  it('is not assumed of a server that was never asked', () => {
    expect(currentListing(n1([cluster.statszOf('n1', 0), cluster.summaryOf('n1', 1)]), app)).toBeNull();
  });

  it('forgets accounts that two of them in a row do not name', () => {
    const empty = cluster.withoutStream('ORDERS');
    expect(n1([cluster.placementOf('n1', 0), empty.placementOf('n1', 5)]).accounts.size).toBe(1);
    const server = n1([cluster.placementOf('n1', 0), empty.placementOf('n1', 5), empty.placementOf('n1', 9)]);
    expect(server.accounts.size).toBe(0);
  });
});

describe('configurations', () => {
  it('of the copies of one stream are one object', () => {
    const wide = aCluster().withServers('n1', 'n2').withStream('ORDERS', ['n1', 'n2'], { config: true });
    const facts = fold(wide.poll(0));
    const kept = ['n1', 'n2'].map((name) => facts.servers.get(serverName(name))?.accounts.get(app)?.kept.get(orders));
    expect(kept[0]?.config?.value).toBeDefined();
    expect(kept[0]?.config?.value).toBe(kept[1]?.config?.value);
  });
});

describe('advisories', () => {
  const advisory = (id: string, ms: number): Observation => ({
    kind: 'advisory',
    at: at(ms),
    advisory: { kind: 'metaLeaderElected', id, time: null, leader: peerId('p') },
  });

  it('are kept once each, newest first, and not without end', () => {
    expect(fold([advisory('a', 1), advisory('b', 2), advisory('a', 3)]).advisories.map(({ at: ms }) => ms)).toEqual([
      at(2),
      at(1),
    ]);
    const many = Array.from({ length: advisoriesKept + 10 }, (_, index) => advisory(`id-${index}`, index));
    const facts = fold(many);
    expect(facts.advisories).toHaveLength(advisoriesKept);
    expect(facts.advisories[0]?.advisory.id).toBe(`id-${advisoriesKept + 9}`);
  });

  it('of deletions are remembered by stream, and not without end', () => {
    const deleted = (index: number): Observation => {
      const asset = { account: app, stream: streamName(`S${index}`), consumer: null, action: 'deleted' } as const;
      return {
        kind: 'advisory',
        at: at(index),
        advisory: { kind: 'assetChanged', id: `d${index}`, time: null, ...asset },
      };
    };
    const facts = fold(Array.from({ length: deletionsKept + 3 }, (_, index) => deleted(index)));
    expect(facts.deletions.size).toBe(deletionsKept);
    expect(facts.deletions.has(streamKey(domainName(''), app, streamName('S0')))).toBe(false);
    expect(facts.deletions.has(streamKey(domainName(''), app, streamName(`S${deletionsKept + 2}`)))).toBe(true);
  });
});
