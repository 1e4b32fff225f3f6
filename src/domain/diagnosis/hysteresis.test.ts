import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { domainName } from '../ids';
import { bad, clearAfter, findingOf, raiseAfter, step, unknown, type Candidate, type Tracks } from './hysteresis';

const candidate: Candidate = {
  id: 'x',
  code: 'metaNoQuorum',
  severity: 'P1',
  subject: { kind: 'meta', domain: domainName('') },
  values: {},
  raiseAfter,
  since: null,
};

type Round = 'bad' | 'good' | 'unknown';
const verdicts = { bad: bad(candidate), good: [], unknown: unknown('x') };

/** `open`, `quiet` or nothing after each round. */
function phases(rounds: readonly Round[]): readonly string[] {
  let tracks: Tracks = new Map();
  return rounds.map((round, index) => {
    tracks = step(tracks, verdicts[round], at(index));
    const track = tracks.get('x');
    return track?.raised ? findingOf(track).phase : '-';
  });
}

describe('a finding', () => {
  it.each<[readonly Round[], readonly string[]]>([
    [['bad'], ['-']],
    [
      ['bad', 'bad'],
      ['-', 'open'],
    ],
    [
      ['bad', 'good', 'bad'],
      ['-', '-', '-'],
    ],
    [
      ['bad', 'bad', 'good', 'good', 'good'],
      ['-', 'open', 'quiet', 'quiet', '-'],
    ],
    [
      ['bad', 'bad', 'good', 'bad', 'good', 'good', 'good'],
      ['-', 'open', 'quiet', 'open', 'quiet', 'quiet', '-'],
    ],
    [
      ['bad', 'unknown', 'bad', 'unknown'],
      ['-', '-', 'open', 'open'],
    ],
    [
      ['bad', 'bad', 'unknown', 'unknown', 'unknown', 'unknown'],
      ['-', 'open', 'open', 'open', 'open', 'open'],
    ],
    [
      ['bad', 'bad', 'good', 'good', 'unknown', 'good'],
      ['-', 'open', 'quiet', 'quiet', 'quiet', '-'],
    ],
  ])('after %j is %j', (rounds, expected) => {
    expect(phases(rounds)).toEqual(expected);
  });

  it('dates from its first bad round, or from where the data tell', () => {
    const twice = (first: Candidate) => step(step(new Map(), bad(first), at(1)), bad(first), at(2)).get('x');
    expect(twice(candidate)).toMatchObject({ firstSeen: at(1), lastSeen: at(2) });
    expect(twice({ ...candidate, since: at(-9) })).toMatchObject({ firstSeen: at(-9), lastSeen: at(2) });
  });

  test.prop([fc.array(fc.constantFrom<Round>('bad', 'good', 'unknown'), { maxLength: 30 })])(
    'is open only after enough bad rounds, and gone only after enough good ones',
    (rounds) => {
      const seen = phases(rounds);
      const told = rounds.map((round, index) => ({ round, phase: seen[index] ?? '-', before: seen[index - 1] ?? '-' }));
      const known = told.filter(({ round }) => round !== 'unknown');
      known.forEach(({ phase, before }, index) => {
        const last = (count: number) =>
          known.slice(Math.max(0, index + 1 - count), index + 1).map(({ round }) => round);
        if (phase === 'open' && before === '-') expect(last(raiseAfter)).toEqual(['bad', 'bad']);
        if (phase === '-' && before !== '-') expect(last(clearAfter)).toEqual(['good', 'good', 'good']);
      });
      for (const { round, phase, before } of told) if (round === 'unknown') expect(phase).toBe(before);
    },
  );
});
