import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { serverName } from '../ids';
import { serverMs } from '../time';
import { leadershipOf, strongestClaim, type Claim, type LeadershipInput } from './leadership';
import { quorumOf } from './quorum';

const claim = (server: string, since: number | null, ms: number): Claim => ({
  server: serverName(server),
  since: since === null ? null : serverMs(since),
  at: at(ms),
});

describe('two claims to lead', () => {
  it('are settled by the later leader_since, whichever reply came last', () => {
    expect(strongestClaim([claim('old', 100, 9), claim('new', 200, 1)])?.server).toBe('new');
  });

  it('are settled by the later record where a version has no leader_since', () => {
    expect(strongestClaim([claim('old', null, 1), claim('new', null, 9)])?.server).toBe('new');
    expect(strongestClaim([claim('old', 100, 1), claim('new', null, 9)])?.server).toBe('new');
  });

  test.prop([fc.shuffledSubarray([claim('a', 100, 5), claim('b', null, 3), claim('c', 200, 1)], { minLength: 3 })])(
    'of mixed versions give the same leader in every order',
    (claims) => {
      expect(strongestClaim(claims)?.server).toBe('a');
    },
  );

  test.prop([fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 })])('give the same leader in every order', (order) => {
    const claims = order.map((n) => claim(`n${n}`, null, n > 2 ? 5 : 1));
    expect(strongestClaim(claims)?.server).toBe('n3');
  });
});

describe('leadership', () => {
  const input: LeadershipInput = {
    claim: claim('n1', 5, 0),
    known: true,
    quorum: { have: 3, need: 2, of: 3 },
    last: null,
    lostAt: at(7),
    previous: undefined,
  };

  it('is led only by a claim that has a quorum', () => {
    expect(leadershipOf(input)).toEqual({ kind: 'led', by: 'n1', since: 5 });
    const alone = leadershipOf({ ...input, quorum: { have: 1, need: 2, of: 3 } });
    expect(alone).toEqual({ kind: 'noQuorum', last: 'n1', since: at(7) });
  });

  it('is electing when enough members answer and none claims', () => {
    const electing = leadershipOf({ ...input, claim: null, last: serverName('n9') });
    expect(electing).toEqual({ kind: 'electing', last: 'n9', since: at(7) });
  });

  it('keeps the moment it was lost while it stays lost', () => {
    const previous = leadershipOf({ ...input, claim: null, last: serverName('n9') });
    expect(leadershipOf({ ...input, claim: null, lostAt: at(99), previous })).toEqual(previous);
  });

  it('is unknown when nobody who answers knows, with the last leader', () => {
    const previous = leadershipOf(input);
    expect(leadershipOf({ ...input, claim: null, known: false, previous })).toEqual({ kind: 'unknown', last: 'n1' });
    const unasked = leadershipOf({ ...input, claim: null, quorum: { have: null, need: 2, of: 3 } });
    expect(unasked).toEqual({ kind: 'unknown', last: null });
  });
});

describe('the quorum', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
  ])('of %d members is %d', (members, need) => {
    expect(quorumOf(members)).toBe(need);
  });

  test.prop([fc.integer({ min: 1, max: 99 })])('leaves no room for two at once', (members) => {
    expect(2 * quorumOf(members)).toBeGreaterThan(members);
  });
});
