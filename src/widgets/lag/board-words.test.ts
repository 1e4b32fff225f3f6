import { beforeAll, describe, expect, it } from 'vitest';
import { aCluster, at, peerRow, type TestCluster } from '../../testing/builders';
import { Replay } from '../../testing/replay';
import { englishWords } from '../../testing/words';
import { lagBoard } from '../../domain/lag-history/board';
import { LagHistory } from '../../domain/lag-history/history';
import type { LagBoard } from '../../domain/lag-history/model';
import type { Translate } from '../../ui/translate';
import { formatClock } from '../format-time';
import { boardMarks, boardWords, historyNote } from './board-words';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

const healthy = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { lastSeq: 10_000 });
const behind = healthy.changeStream('S', {
  positions: { n2: 9_300 },
  rows: { n2: peerRow('n2', { lag: 50, current: false }) },
});

function boardAfter(...clusters: readonly TestCluster[]): LagBoard {
  const history = new LagHistory();
  const replay = new Replay();
  for (const [index, cluster] of clusters.entries())
    history.observe(replay.then(index * 2_000 + 100, cluster.poll(index * 2_000)));
  return lagBoard(replay.model, history);
}

describe('the sentence of the board', () => {
  it('says that all copies are complete, of how many', () => {
    expect(boardWords(t, boardAfter(healthy))).toEqual({ mark: 'ok', text: 'All 3 copies are complete.' });
  });

  it('names the copy that is furthest behind', () => {
    const { mark, text } = boardWords(t, boardAfter(healthy, behind));
    expect([mark, text]).toEqual(['busy', '1 of 3 copies is behind: S on n2.']);
  });

  it('is not well while nothing is known of a copy, and says of how many', () => {
    const silent = healthy.kill('n3');
    expect(boardWords(t, boardAfter(healthy, silent, silent))).toEqual({
      mark: 'unknown',
      text: 'No copy is known to be behind. Of 1 copy it is not known.',
    });
    const both = behind.kill('n3');
    expect(boardWords(t, boardAfter(healthy, both, both)).text).toMatch(/^1 of 3 .* Of 1 copy it is not known\.$/);
  });

  it('has nothing to say where no stream has copies', () => {
    const single = aCluster().withServers('n1').withStream('S', ['n1']);
    expect(boardWords(t, boardAfter(single)).mark).toBe('unknown');
  });
});

describe('the note under a history', () => {
  it('says since when, how much is kept, and what was dropped', () => {
    const board = boardAfter(healthy, behind);
    expect(historyNote(t, board)).toBe(`Seen since ${formatClock(at(100))}. History of 1 copy, 624 B of 24.0 MiB.`);
    const full = historyNote(t, { ...board, use: { ...board.use, dropped: 1_204 } });
    expect(full).toContain('The histories of 1,204 copies were dropped for those of worse ones.');
  });
});

it('a row can be read by a program: what is not known is missing, never 0', () => {
  const [row] = boardAfter(healthy, behind).rows;
  expect(boardMarks(row!)).toMatchObject({
    'data-stream': 'S',
    'data-server': 'n2',
    'data-store': 'behind',
    'data-messages-behind': '700',
    'data-entries-behind': '50',
    'data-peak': 700,
  });
  const silent = healthy.kill('n3');
  const [dark] = boardAfter(healthy, silent, silent).rows;
  expect(boardMarks(dark!)).toMatchObject({
    'data-server': 'n3',
    'data-presence': 'silent',
    'data-store': 'unknown',
    'data-messages-behind': null,
    'data-entries-behind': null,
  });
});
