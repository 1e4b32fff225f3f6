import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { fold } from '../../testing/replay';
import { accountId, consumerName, peerId, serverName, streamName } from '../ids';
import type { Advisory, Observation } from '../observation';
import { advisoriesKept, deletionsKept } from './advisories';

const app = accountId('APP');
const observed = (ms: number, advisory: Advisory): Observation => ({ kind: 'advisory', at: at(ms), advisory });
const changed = (
  ms: number,
  action: 'created' | 'updated' | 'deleted',
  change: { id?: string; account?: string | null; consumer?: string; stream?: string } = {},
): Observation =>
  observed(ms, {
    kind: 'assetChanged',
    id: change.id ?? `${action}-${ms}`,
    time: null,
    account: change.account === undefined ? app : change.account === null ? null : accountId(change.account),
    stream: streamName(change.stream ?? 'S'),
    consumer: change.consumer === undefined ? null : consumerName(change.consumer),
    action,
  });
const elected = (ms: number, id = `e${ms}`): Observation =>
  observed(ms, { kind: 'metaLeaderElected', id, time: null, leader: peerId('cli6fjj9') });
const ids = (...observations: readonly Observation[]) =>
  fold(observations).advisories.map(({ advisory: { id } }) => id);

describe('advisories', () => {
  it('are kept newest first by arrival', () => {
    expect(ids(elected(5), elected(9), elected(7))).toEqual(['e9', 'e7', 'e5']);
  });

  it('of one millisecond have one order, whichever came first', () => {
    expect(ids(elected(5, 'b'), elected(5, 'a'))).toEqual(ids(elected(5, 'a'), elected(5, 'b')));
  });

  it('that come again count once, from their first arrival', () => {
    const facts = fold([elected(5, 'x'), elected(9, 'x'), elected(2, 'x')]);
    expect(facts.advisories.map(({ at: ms }) => ms)).toEqual([at(2)]);
  });

  it('beyond what is kept drop the oldest, also when that one comes last', () => {
    const many = Array.from({ length: advisoriesKept }, (_, index) => elected(index + 1));
    const facts = fold([...many, elected(0)]);
    expect(facts.advisories).toHaveLength(advisoriesKept);
    expect(facts.advisories.at(-1)?.at).toBe(at(1));
  });

  const event = fc.tuple(fc.nat(6), fc.constantFrom('a', 'b', 'c')).map(([ms, id]) => elected(ms, id));
  test.prop([
    fc
      .array(event, { maxLength: 10 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
  ])('are the same in any order', ([all, order]) => {
    expect(fold(order).advisories).toEqual(fold(all).advisories);
  });

  it('of every kind come onto the time line', () => {
    const common = { time: null, account: app, stream: streamName('S'), consumer: null };
    const all: readonly Advisory[] = [
      { kind: 'leaderElected', id: 'leader', leader: serverName('n1'), ...common },
      { kind: 'quorumLost', id: 'quorum', ...common },
      { kind: 'serverRemoved', id: 'removed', time: null, server: serverName('n2') },
      { kind: 'other', id: 'other', time: null, type: 'new_in_2.16' },
    ];
    expect(ids(...all.map((advisory, index) => observed(index, advisory)))).toEqual([
      'other',
      'removed',
      'quorum',
      'leader',
    ]);
  });
});

describe('deletions', () => {
  const deletions = (...observations: readonly Observation[]) => [...fold(observations).deletions];

  it('are told by advisories of deleted streams only', () => {
    expect(deletions(changed(1, 'created'), changed(2, 'updated'), elected(3))).toEqual([]);
    expect(deletions(changed(4, 'deleted')).map(([, ms]) => ms)).toEqual([at(4)]);
  });

  it('are not told by deleted consumers, nor without the account', () => {
    expect(deletions(changed(1, 'deleted', { consumer: 'C' }))).toEqual([]);
    expect(deletions(changed(1, 'deleted', { account: null }))).toEqual([]);
  });

  it('of one stream count from the latest', () => {
    const both = [changed(4, 'deleted', { id: 'a' }), changed(9, 'deleted', { id: 'b' })];
    expect(deletions(...both).map(([, ms]) => ms)).toEqual([at(9)]);
    expect(deletions(...[...both].reverse()).map(([, ms]) => ms)).toEqual([at(9)]);
  });

  it('of streams of one name in two accounts are two', () => {
    expect(deletions(changed(1, 'deleted'), changed(2, 'deleted', { account: 'OTHER' }))).toHaveLength(2);
  });

  it('beyond what is kept drop the oldest', () => {
    const first = Array.from({ length: deletionsKept + 1 }, (_, index) =>
      changed(index, 'deleted', { stream: `S${index}`, id: `d${index}` }),
    );
    const kept = fold(first).deletions;
    expect(kept.size).toBe(deletionsKept);
    expect(Math.min(...kept.values())).toBe(at(1));
  });
});
