import { beforeAll, describe, expect, it } from 'vitest';
import { at } from '../../testing/builders';
import { aLane, aPosition, aRaftLog, type LaneSpec } from '../../testing/lanes';
import { englishWords } from '../../testing/words';
import type { Translate } from '../../ui/translate';
import { formatClock } from '../format-time';
import { laneMarks } from './lane-marks';
import {
  entriesWords,
  flagWords,
  gapMark,
  laneName,
  messagesWords,
  progressWords,
  queueWords,
  stateWord,
  summaryWords,
} from './lane-words';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

const asOf = at(0);
const time = formatClock(asOf);
const leader = aLane('n1', { role: 'leader', entries: { kind: 'leader' }, messages: { kind: 'leader' } });
const silent = (messages: LaneSpec['messages']) =>
  aLane('n3', {
    presence: { kind: 'silent', since: asOf, missed: 3, announced: null },
    mark: 'unknown',
    ...(messages ? { messages } : {}),
  });
const behind = (messages: number, change: LaneSpec = {}) =>
  aLane('n2', { messages: { kind: 'exact', messages, within: 0 }, mark: 'busy', ...change });
const summary = (...lanes: Parameters<typeof aRaftLog>[0]) => summaryWords(t, aRaftLog([leader, ...lanes]));

describe('the words of a gap', () => {
  it('name entries and messages, and say no number where there is none', () => {
    expect([1, 1_070, 2n ** 60n].map((entries) => entriesWords(t, { kind: 'exact', entries }))).toEqual([
      '1 entry behind',
      '1,070 entries behind',
      '1,152,921,504,606,846,976 entries behind',
    ]);
    expect(messagesWords(t, { kind: 'exact', messages: 1, within: 0 })).toBe('1 message behind');
    expect([
      entriesWords(t, { kind: 'exact', entries: 0 }),
      messagesWords(t, { kind: 'exact', messages: 0, within: 9 }),
    ]).toEqual(['even', 'complete']);
    expect([entriesWords(t, { kind: 'leader' }), messagesWords(t, { kind: 'leader' })]).toEqual(['leads', 'leads']);
  });

  it('give a silent copy a bound and the time it is from, and never 0', () => {
    expect(entriesWords(t, { kind: 'atMost', entries: 104, asOf })).toBe(`at most 104 entries behind as of ${time}`);
    expect(messagesWords(t, { kind: 'atMost', messages: 2_093, asOf })).toBe(
      `at most 2,093 messages behind as of ${time}`,
    );
    expect(messagesWords(t, { kind: 'unwritten', asOf })).toBe(`the leader stored nothing since ${time}`);
  });

  it('say why nothing can be said', () => {
    for (const why of ['noLeader', 'noWord', 'otherLeadership'] as const) {
      expect(entriesWords(t, { kind: 'unknown', why })).toBe(messagesWords(t, { kind: 'unknown', why }));
      expect(entriesWords(t, { kind: 'unknown', why })).not.toMatch(/\d/);
    }
  });
});

describe('the words of progress', () => {
  it('tell pace, share and time left of a copy that gains', () => {
    const lane = behind(400, { catchUp: { share: 0.6, rate: 200, left: 2_000 }, trend: 'gaining' });
    expect(progressWords(t, lane)).toBe('catching up at 200 /s, 60% there, 2.0 s left');
    expect(gapMark(lane)).toBe('busy');
  });

  it('say that one does not gain, stores nothing, or that it is not known yet', () => {
    expect(progressWords(t, behind(400, { trend: 'losing' }))).toBe('does not gain on the leader');
    expect(progressWords(t, behind(400, { trend: 'still' }))).toBe('stores nothing');
    expect(progressWords(t, behind(400))).toBe('pace not known yet');
    expect([gapMark(behind(400, { trend: 'losing' })), gapMark(behind(400))]).toEqual(['warn', 'busy']);
  });

  it('are none for a copy that is even, leads, or does not answer', () => {
    expect(
      [behind(0), leader, silent({ kind: 'atMost', messages: 5, asOf })].map((lane) => progressWords(t, lane)),
    ).toEqual(['', '', '']);
  });
});

describe('the mark of a lane', () => {
  it('is well only where the copy answers and has all, or less than a second of writes is under way', () => {
    expect([leader, aLane('n2'), behind(3, { mark: 'ok', trend: 'losing' })].map(gapMark)).toEqual(['ok', 'ok', 'ok']);
  });

  it('is busy while entries are missing that carry no messages', () => {
    expect(gapMark(aLane('n2', { entries: { kind: 'exact', entries: 9 }, mark: 'busy' }))).toBe('busy');
  });

  it('is unknown for every copy that does not say where it is now', () => {
    const unknown = { kind: 'unknown', why: 'noWord' } as const;
    expect(
      [{ kind: 'atMost', messages: 5, asOf } as const, { kind: 'unwritten', asOf } as const, unknown].map((messages) =>
        gapMark(silent(messages)),
      ),
    ).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('the sentence above the lanes', () => {
  it('says that all is even, or nearly', () => {
    expect(summary(aLane('n2'))).toEqual({ mark: 'ok', text: 'Every copy has what the leader has.' });
    expect(summary(behind(3, { mark: 'ok' })).text).toBe('No copy is more than a second of writes behind.');
  });

  it('names the copy that is worst off, and counts the others', () => {
    const gaining = behind(400, { catchUp: { share: 0.6, rate: 200, left: 2_000 }, trend: 'gaining' });
    expect(summary(gaining, silent({ kind: 'atMost', messages: 2_093, asOf }))).toEqual({
      mark: 'unknown',
      text: `n3 is silent, at most 2,093 messages behind as of ${time}. 1 more copy is not even.`,
    });
    expect(summary(gaining, { ...gaining, trend: 'losing', catchUp: null, server: leader.server })).toEqual({
      mark: 'warn',
      text: 'n1 is 400 messages behind: does not gain on the leader. 1 more copy is not even.',
    });
    expect(summary(gaining).text).toBe('n2 is 400 messages behind: catching up at 200 /s, 60% there, 2.0 s left.');
  });

  it('tells of two that are alike the one that is further behind', () => {
    expect(summary(behind(4), { ...behind(900), server: leader.server }).text).toMatch(/^n1 is 900 /);
  });

  it('tells of entries where no message is missing', () => {
    expect(summary(aLane('n2', { entries: { kind: 'exact', entries: 9 }, mark: 'busy' })).text).toBe(
      'n2 is 9 entries behind.',
    );
  });

  it('tells of a copy that answers, but not where it is', () => {
    const late = aLane('n2', { messages: { kind: 'atMost', messages: 5, asOf } });
    expect(summary(late).text).toBe(`n2 does not say where it is, at most 5 messages behind as of ${time}.`);
    const other = aLane('n2', { messages: { kind: 'unknown', why: 'otherLeadership' } });
    expect(summary(other).text).toBe('n2: its last word is from under another leader.');
  });

  it('says nothing of anybody while nobody leads', () => {
    const none = { kind: 'unknown', why: 'noLeader' } as const;
    expect(summaryWords(t, aRaftLog([aLane('n2', { messages: none })]))).toEqual({
      mark: 'unknown',
      text: 'Nobody leads, so that nothing can be compared.',
    });
  });
});

describe('what a lane says besides', () => {
  it('are the queues that hold something, and what is out of the ordinary', () => {
    const raft = aPosition({
      queues: { apply: 1_200, proposals: 0, entries: 4, responses: 0 },
      paused: true,
      walError: true,
    });
    expect(queueWords(t, raft)).toEqual(['1,200 to apply', '4 came in']);
    expect(flagWords(t, raft)).toEqual(['paused', 'log cannot be written']);
    expect([queueWords(t, aPosition()), flagWords(t, aPosition())]).toEqual([[], []]);
    expect([stateWord(t, aPosition()), stateWord(t, aPosition({ state: null }))]).toEqual([
      'follower',
      'state not known',
    ]);
  });

  it('is its name, made literal, or its peer', () => {
    expect(laneName(aLane('n\u202e1'))).toBe('n\\u202e1');
    expect(laneName({ ...aLane('n1'), server: null })).toBe('peer-n1');
  });

  it('can be read by a program: numbers that are not known are missing, never 0', () => {
    expect(laneMarks(behind(400, { entries: { kind: 'exact', entries: 9 } }))).toMatchObject({
      'data-entries': 'exact',
      'data-entries-behind': '9',
      'data-messages-behind': '400',
      'data-applied': '1000',
      'data-last-seq': '500',
      'data-state': 'busy',
    });
    const marks = laneMarks({ ...silent({ kind: 'unwritten', asOf }), raft: null, state: null });
    for (const name of ['entries', 'first', 'applied', 'committed', 'last', 'term', 'first-seq', 'last-seq'] as const)
      if (name !== 'entries') expect(marks[`data-${name}`], name).toBeNull();
    expect([marks['data-messages'], marks['data-messages-behind']]).toEqual(['unwritten', null]);
  });
});
