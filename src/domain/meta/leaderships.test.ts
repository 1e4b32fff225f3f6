import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { at, peerOf } from '../../testing/builders';
import { serverName, type PeerId, type ServerName } from '../ids';
import { evidenceKept, note, roundLasts, settledAfter, type Evidence } from './evidence';
import { spansOf, type Span } from './leaderships';

const servers = ['n1', 'n2', 'n3'];
const names = new Map<PeerId, ServerName>(servers.map((name) => [peerOf(name), serverName(name)]));

const elected = (ms: number, leader: string, id = `e${String(ms)}`): Evidence => ({
  kind: 'elected',
  at: at(ms),
  id,
  leader: peerOf(leader),
});
const led = (ms: number, leader: string): Evidence => ({ kind: 'led', at: at(ms), leader: serverName(leader) });
const without = (ms: number, since = ms, why: 'electing' | 'noQuorum' = 'electing'): Evidence => ({
  kind: 'without',
  at: at(ms),
  since: at(since),
  why,
});
const unseen = (ms: number): Evidence => ({ kind: 'unseen', at: at(ms) });

const fold = (evidence: readonly Evidence[]) => evidence.reduce<readonly Evidence[]>(note, []);
const lineOf = (...evidence: readonly Evidence[]) => spansOf(fold(evidence), names);

/** `n1 0-4000 before`, with the times of the tests. */
function words(spans: readonly Span[]): readonly string[] {
  const ms = (time: number | null) => (time === null ? '' : String(time - at(0)));
  return spans.map((span) => {
    const what =
      span.kind === 'reign' ? `${span.leader.server ?? `peer ${String(span.leader.peer)}`} ${span.begin}` : span.kind;
    return `${what}${span.kind === 'gap' ? ` ${span.why}` : ''} ${ms(span.from)}-${ms(span.to)}`;
  });
}

describe('the line of leaderships', () => {
  it('is empty while nothing is known', () => {
    expect(lineOf()).toEqual([]);
    expect(lineOf(unseen(0), unseen(1_000))).toEqual([]);
  });

  it('begins when somebody is first seen to lead, who led before', () => {
    expect(words(lineOf(led(0, 'n1'), led(5_000, 'n1')))).toEqual(['n1 before 0-']);
  });

  it('turns at the very moment of an election', () => {
    expect(words(lineOf(led(0, 'n1'), led(5_000, 'n1'), elected(7_000, 'n2'), led(7_200, 'n2')))).toEqual([
      'n1 before 0-7000',
      'n2 elected 7000-',
    ]);
  });

  it('tells by replies alone where there are no advisories', () => {
    expect(words(lineOf(led(0, 'n1'), led(5_000, 'n2')))).toEqual(['n1 before 0-5000', 'n2 seen 5000-']);
  });

  it('takes an advisory that comes after the reply for the same election', () => {
    expect(words(lineOf(led(0, 'n1'), led(5_000, 'n2'), elected(5_030, 'n2')))).toEqual([
      'n1 before 0-5000',
      'n2 elected 5000-',
    ]);
  });

  it('begins anew when the same server is elected again', () => {
    expect(words(lineOf(led(0, 'n1'), led(5_000, 'n1'), elected(7_000, 'n1')))).toEqual([
      'n1 before 0-7000',
      'n1 elected 7000-',
    ]);
  });

  it('has a gap from when the leader was last heard until the next election', () => {
    const lost = [without(2_500, 400), without(3_500, 400)];
    expect(words(lineOf(led(0, 'n1'), ...lost, elected(4_700, 'n2')))).toEqual([
      'n1 before 0-400',
      'gap electing 400-4700',
      'n2 elected 4700-',
    ]);
  });

  it('does not end a reign before it was last seen, whatever the model says of the loss', () => {
    expect(words(lineOf(led(0, 'n1'), led(2_000, 'n1'), without(2_500, 400)))).toEqual([
      'n1 before 0-2000',
      'gap electing 2000-',
    ]);
  });

  it('has one gap of a lost quorum, even where it began as an election', () => {
    expect(words(lineOf(led(0, 'n1'), without(2_000), without(4_000, 4_000, 'noQuorum'), without(6_000)))).toEqual([
      'n1 before 0-2000',
      'gap noQuorum 2000-',
    ]);
  });

  it('does not know who led while nobody could be asked, even where the same one leads before and after', () => {
    expect(words(lineOf(led(0, 'n1'), unseen(1_000), unseen(2_000), led(9_000, 'n1')))).toEqual([
      'n1 before 0-1000',
      'unseen 1000-9000',
      'n1 seen 9000-',
    ]);
  });

  it('does not take the first replies of the first round for a lost quorum', () => {
    expect(words(lineOf(without(0, 0, 'noQuorum'), led(24, 'n1')))).toEqual(['n1 before 24-']);
    expect(words(lineOf(led(0, 'n1'), unseen(1_000), without(9_000, 9_000, 'noQuorum'), led(9_024, 'n1')))).toEqual([
      'n1 before 0-1000',
      'unseen 1000-9024',
      'n1 seen 9024-',
    ]);
    expect(words(lineOf(without(0, 0, 'noQuorum'), led(5_000, 'n1')))).toEqual([
      'gap noQuorum 0-5000',
      'n1 seen 5000-',
    ]);
  });

  it('does not call an election a lost quorum because the first replies after a break came one by one', () => {
    const few = [without(9_000, 9_000, 'noQuorum'), without(9_100, 9_000), without(12_000, 9_000)];
    expect(words(lineOf(led(0, 'n1'), unseen(1_000), ...few, elected(15_000, 'n2')))).toEqual([
      'n1 before 0-1000',
      'unseen 1000-9000',
      'gap electing 9000-15000',
      'n2 elected 15000-',
    ]);
  });

  it('names the peer while nobody has told its name', () => {
    expect(words(lineOf(led(0, 'n1'), elected(1_000, 'n9')))).toEqual([
      'n1 before 0-1000',
      `peer ${peerOf('n9')} elected 1000-`,
    ]);
  });
});

describe('a reply that was on its way when an election was announced', () => {
  it('does not bring the old leader back', () => {
    expect(
      words(lineOf(led(0, 'n1'), elected(1_000, 'n2'), led(1_400, 'n1'), without(1_500), led(1_900, 'n2'))),
    ).toEqual(['n1 before 0-1000', 'n2 elected 1000-']);
  });

  it('is believed once a whole round has passed: the next advisory was lost', () => {
    expect(words(lineOf(led(0, 'n1'), elected(1_000, 'n2'), led(1_400, 'n1'), led(2_000, 'n1')))).toEqual([
      'n1 before 0-1000',
      'n2 elected 1000-2000',
      'n1 seen 2000-',
    ]);
  });

  it('is believed in the same way when it has become old', () => {
    const later = Array.from({ length: 40 }, (_, index) => led(2_000 + index * 5_000, 'n1'));
    expect(words(lineOf(led(0, 'n1'), elected(1_000, 'n2'), led(1_400, 'n1'), led(1_600, 'n1'), ...later))).toEqual([
      'n1 before 0-1000',
      'n2 elected 1000-2000',
      'n1 seen 2000-',
    ]);
  });
});

const leader = fc.constantFrom(...servers);
/** Anything that may be said within so many ms. */
const within = (ms: number): fc.Arbitrary<Evidence> => {
  const time = fc.nat(ms);
  return fc.oneof(
    fc.tuple(time, leader).map(([when, who]) => elected(when, who, `e${String(when)} ${who}`)),
    fc.tuple(time, leader).map(([when, who]) => led(when, who)),
    fc
      .tuple(time, fc.nat(3_000), fc.constantFrom('electing' as const, 'noQuorum' as const))
      .map(([when, ago, why]) => without(when, when - ago, why)),
    time.map(unseen),
  );
};
const minute = fc.array(within(settledAfter), { maxLength: 30 });
const byTime = (a: Evidence, b: Evidence) => a.at - b.at;

describe('whatever is said', () => {
  test.prop([minute])('reigns never overlap, and nothing is left out between them', (evidence) => {
    const spans = lineOf(...evidence);
    for (const [index, span] of spans.entries()) {
      const next = spans[index + 1];
      expect(span.to).toBe(next?.from ?? null);
      if (span.to !== null) expect(span.to).toBeGreaterThan(span.from);
    }
  });

  test.prop([minute.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))])(
    'the order in which it comes makes no difference',
    ([evidence, shuffled]) => {
      expect(fold(shuffled)).toEqual(fold(evidence));
    },
  );

  test.prop([minute.chain((all) => fc.tuple(fc.constant(all), fc.subarray(all)))])(
    'what comes twice makes no difference, and leaves the same object',
    ([evidence, twice]) => {
      const once = fold(evidence);
      expect(twice.reduce(note, once)).toBe(once);
    },
  );

  test.prop([minute])('no reply contradicts a newer election, nor one in its round', (evidence) => {
    const elections = fold(evidence).filter((entry) => entry.kind === 'elected');
    const last = elections.at(-1);
    fc.pre(last !== undefined);
    const spans = lineOf(...evidence, unseen(settledAfter + 2 * roundLasts));
    const reign = spans.find(({ from, to }) => from <= last.at && last.at < (to ?? Infinity));
    expect(reign).toMatchObject({ kind: 'reign', leader: { server: names.get(last.leader) } });
    const next = spans.slice(spans.indexOf(reign!) + 1).find(({ kind }) => kind === 'reign');
    const isWatched = !evidence.some(({ kind, at: when }) => kind === 'unseen' && when >= last.at);
    if (next && isWatched) expect(next.from).toBeGreaterThanOrEqual(last.at + roundLasts);
  });

  test.prop([fc.array(within(20 * settledAfter), { maxLength: 200 })])(
    'what is forgotten because others say the same changes nothing of the line',
    (evidence) => {
      const sorted = evidence.toSorted(byTime);
      const kept = fold(sorted);
      const unique = sorted.reduce<readonly Evidence[]>(
        (all, entry) => (all.some((other) => JSON.stringify(other) === JSON.stringify(entry)) ? all : [...all, entry]),
        [],
      );
      // Of the same millisecond the order is told by `note` alone.
      fc.pre(new Set(unique.map(({ at: when }) => when)).size === unique.length);
      expect(spansOf(kept, names)).toEqual(spansOf(unique, names));
    },
  );
});

describe('what is kept', () => {
  it('does not grow while the same is said for a day', () => {
    let evidence: readonly Evidence[] = [];
    for (let ms = 0; ms < 86_400_000; ms += 5_000) evidence = note(evidence, led(ms, 'n1'));
    expect(evidence.length).toBeLessThan(20);
    expect(words(spansOf(evidence, names))).toEqual(['n1 before 0-']);
  });

  it('has an end when leaders change all the time', () => {
    let evidence: readonly Evidence[] = [];
    for (let turn = 0; turn < 2 * evidenceKept; turn += 1)
      evidence = note(evidence, elected(turn * 3_000, servers[turn % 3] ?? ''));
    expect(evidence).toHaveLength(evidenceKept);
    expect(spansOf(evidence, names).length).toBeLessThanOrEqual(200);
  });

  it('is not changed by what comes more than a minute late', () => {
    const known = fold([led(0, 'n1'), led(100_000, 'n1')]);
    expect(note(known, elected(30_000, 'n2'))).toBe(known);
  });
});
