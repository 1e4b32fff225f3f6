import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { fold } from '../../testing/replay';
import { accountId, serverName, streamName } from '../ids';
import type { Observation } from '../observation';
import { domainOf, lastHeard } from './facts';

const n1 = serverName('n1');
const app = accountId('APP');
const one = aCluster().withServers('n1').withStream('S', ['n1']);
const server = (...observations: readonly Observation[]) => {
  const found = fold(observations).servers.get(n1);
  if (!found) throw new Error('n1 was not observed');
  return found;
};

describe('what a server said of itself', () => {
  it('is its newest word, in any order of arrival', () => {
    const upgraded = one.changeServer('n1', { version: '2.16.0' });
    for (const order of [
      [one.statszOf('n1', 0), upgraded.statszOf('n1', 5)],
      [upgraded.statszOf('n1', 5), one.statszOf('n1', 0)],
    ])
      expect(server(...order).info?.version).toBe('2.16.0');
  });

  it('tells a restart by its new id', () => {
    const back = one.restart('n1', 4);
    expect(server(one.statszOf('n1', 0), back.statszOf('n1', 5)).info?.id).toBe('n1-run2');
    expect(server(back.statszOf('n1', 5), one.statszOf('n1', 0)).info?.id).toBe('n1-run2');
  });

  it('is not known from a round, which only tells that it answered', () => {
    const answered = server(...one.liveness(3));
    expect(answered).toMatchObject({ info: null, heardAt: null, answeredAt: at(3), statsz: [] });
    expect(lastHeard(answered)).toBe(at(3));
    expect(domainOf(answered)).toBe('');
  });

  it('is heard last by the latest of replies and rounds', () => {
    expect(lastHeard(server(one.statszOf('n1', 9), ...one.liveness(3)))).toBe(at(9));
    expect(lastHeard(server(one.statszOf('n1', 1), ...one.liveness(3)))).toBe(at(3));
    expect(lastHeard(server(one.statszOf('n1', 9), one.statszOf('n1', 4)))).toBe(at(9));
  });

  it('keeps two STATSZ, which a rate is made of', () => {
    const times = server(one.statszOf('n1', 0), one.statszOf('n1', 20), one.statszOf('n1', 10)).statsz;
    expect(times.map(({ stamp }) => stamp.at)).toEqual([at(20), at(10)]);
  });
});

describe('a farewell', () => {
  it('is no sign of life, but tells who it was', () => {
    const gone = server(one.departureOf('n1', 5));
    expect(gone).toMatchObject({ heardAt: null, departure: { at: at(5), how: 'shutdown' }, info: { id: 'n1-run1' } });
  });

  it('is the newest of several: a lame duck shuts down at last', () => {
    const both = [one.departureOf('n1', 5, 'lameduck'), one.departureOf('n1', 9)];
    expect(server(...both).departure).toMatchObject({ how: 'shutdown', at: at(9) });
    expect(server(...[...both].reverse()).departure).toMatchObject({ how: 'shutdown', at: at(9) });
  });
});

describe('the meta group as one server tells it', () => {
  const meta = (...observations: readonly Observation[]) => server(...observations).meta;

  it('is from STATSZ and JSZ alike, whichever is newer', () => {
    const other = one.withMetaLeader('n9');
    expect(meta(one.summaryOf('n1', 0), other.statszOf('n1', 5))?.value?.leader).toBe('n9');
    expect(meta(other.statszOf('n1', 5), one.summaryOf('n1', 9))?.value?.leader).toBe('n1');
    expect(meta(one.summaryOf('n1', 9), other.statszOf('n1', 5))?.value?.leader).toBe('n1');
  });

  it('is none once JSZ says so, and not because a STATSZ leaves it out', () => {
    const off = one.changeServer('n1', { jetstream: false });
    expect(meta(one.summaryOf('n1', 0), off.statszOf('n1', 5))?.value?.leader).toBe('n1');
    expect(meta(one.summaryOf('n1', 0), off.summaryOf('n1', 5))).toMatchObject({ value: null, stamp: { at: at(5) } });
  });

  it('has what only JSZ tells apart, so that a newer STATSZ does not hide it', () => {
    const both = server(one.summaryOf('n1', 0), one.statszOf('n1', 5));
    expect([both.meta?.stamp.at, both.jszMeta?.stamp.at]).toEqual([at(5), at(0)]);
  });
});

describe('the accounts of a server', () => {
  const two = one.withStream('T', ['n1'], { account: 'OTHER' });
  const names = (...observations: readonly Observation[]) => [...server(...observations).accounts.keys()];

  it('come from full placements and from single accounts', () => {
    expect(names(two.placementOf('n1', 0))).toEqual(['APP', 'OTHER']);
    expect(names(two.accountPlacementOf('n1', 'OTHER', 0))).toEqual(['OTHER']);
  });

  it('are not told by a summary, which names none', () => {
    expect(names(two.placementOf('n1', 0), two.summaryOf('n1', 5))).toEqual(['APP', 'OTHER']);
    expect(server(two.summaryOf('n1', 5)).full).toEqual([]);
  });

  it('that two full placements leave out are dropped, whatever the order', () => {
    const replies = [two.placementOf('n1', 0), one.placementOf('n1', 5), one.placementOf('n1', 9)];
    expect(names(...replies)).toEqual(['APP']);
    expect(names(...[...replies].reverse())).toEqual(['APP']);
  });

  it('that were asked for alone since stay', () => {
    const asked = two.accountPlacementOf('n1', 'OTHER', 7);
    expect(names(two.placementOf('n1', 0), one.placementOf('n1', 5), asked, one.placementOf('n1', 9))).toEqual([
      'APP',
      'OTHER',
    ]);
  });

  it('have totals of the newest JSZ, with or without details', () => {
    const totals = server(two.placementOf('n1', 0), one.summaryOf('n1', 5)).totals;
    expect(totals?.stamp.at).toBe(at(5));
    const older = server(one.summaryOf('n1', 5), two.placementOf('n1', 0)).totals;
    expect(older?.stamp.at).toBe(at(5));
  });

  it('keep positions for rates from one placement to the next', () => {
    const written = one.changeStream('S', { lastSeq: 150 });
    const own = server(one.placementOf('n1', 0), written.placementOf('n1', 5)).accounts.get(app);
    expect(own?.previous?.lastSeq.get(streamName('S'))).toBe(100);
    expect(own?.latest.streams.get(streamName('S'))?.state.lastSeq).toBe(150);
  });
});
