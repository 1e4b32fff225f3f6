import { describe, expect, it } from 'vitest';
import { at, peerRow } from '../../testing/builders';
import { contactLamp } from '../raft/lamps';
import type { PeerFacts } from '../replies/raft';
import { contactOf, followerMark, isTrailing, worstMark } from './marks';
import type { Mark, Presence } from './model';

const answering: Presence = { kind: 'answering' };
const silent: Presence = { kind: 'silent', since: at(1_000), missed: 1, announced: null };
const others: readonly Presence[] = [silent, { kind: 'neverHeard' }, { kind: 'unknown' }];

describe('the mark of a follower', () => {
  const mark = (change: Partial<PeerFacts>, presence: Presence = answering) => {
    const row = peerRow('n2', change);
    return followerMark(presence, contactLamp(row), row);
  };

  it.each<[Partial<PeerFacts>, Mark]>([
    [{}, 'ok'],
    [{ lag: 5, current: true }, 'ok'],
    [{ lag: 0, current: false }, 'ok'],
    [{ lag: 5, current: false }, 'busy'],
    [{ active: 5_000 }, 'busy'],
    [{ pending: true }, 'busy'],
    [{ active: 10_000 }, 'warn'],
    [{ active: 10_000, lag: 5, pending: true }, 'warn'],
    [{ active: null }, 'unknown'],
    [{ active: null, lag: 5, current: false }, 'unknown'],
  ])('whose row says %j is %s', (change, expected) => {
    expect(mark(change)).toBe(expected);
  });

  it('is unknown whatever its row says while its server does not answer', () => {
    for (const presence of others)
      for (const change of [{}, { active: 5_000 }, { active: 20_000 }]) expect(mark(change, presence)).toBe('unknown');
  });
});

describe('the contact of a follower', () => {
  const row = peerRow('n2', { active: 300 });

  it('is what the leader says, while its server answers', () => {
    expect(contactOf(answering, row, at(0))).toEqual({ kind: 'fresh', age: 300 });
  });

  it('is not what the leader said before the server fell silent', () => {
    expect(contactOf(silent, row, at(500))).toEqual({ kind: 'unknown' });
    expect(contactOf(silent, row, at(1_000))).toEqual({ kind: 'unknown' });
    expect(contactOf(silent, row, null)).toEqual({ kind: 'unknown' });
  });

  it('is what the leader said after it: we may not reach a server that the leader does', () => {
    expect(contactOf(silent, row, at(1_001))).toEqual({ kind: 'fresh', age: 300 });
  });

  it('is unknown while our own connection tells nothing', () => {
    expect(contactOf({ kind: 'unknown' }, row, at(9_000))).toEqual({ kind: 'unknown' });
  });
});

describe('a trailing follower', () => {
  it('is one that both the lag and the flag say so of: a few entries under way are normal', () => {
    expect(isTrailing(peerRow('n2', { lag: 1, current: false }))).toBe(true);
    expect(isTrailing(peerRow('n2', { lag: 2n ** 60n, current: false }))).toBe(true);
    expect(isTrailing(peerRow('n2', { lag: 1, current: true }))).toBe(false);
    expect(isTrailing(peerRow('n2', { lag: 0, current: false }))).toBe(false);
    expect(isTrailing(null)).toBe(false);
  });
});

describe('the worst of some marks', () => {
  it.each<[readonly Mark[], Mark]>([
    [['ok'], 'ok'],
    [['ok', 'busy'], 'busy'],
    [['busy', 'unknown', 'ok'], 'unknown'],
    [['unknown', 'warn'], 'warn'],
    [['warn', 'crit', 'unknown'], 'crit'],
  ])('of %j is %s', (marks, worst) => {
    expect(worstMark(marks, 'ok')).toBe(worst);
    expect(worstMark([...marks].reverse(), 'ok')).toBe(worst);
  });

  it('of none is what the caller says', () => {
    expect(worstMark([], 'unknown')).toBe('unknown');
    expect(worstMark([], 'ok')).toBe('ok');
  });
});
