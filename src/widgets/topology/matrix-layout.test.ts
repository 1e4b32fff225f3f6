import { describe, expect, test } from 'vitest';
import { serverName } from '../../domain/ids';
import { TestTopology } from '../../testing/topology';
import { cellsOf, cellSize, nameStep, rampOf } from './matrix-layout';

const names = ['n1', 'n2', 'n3'].map(serverName);
const three = new TestTopology().mesh('C1', names);

describe('the cells of a matrix', () => {
  test('are one for each end of each link: all but the diagonal', () => {
    const cells = cellsOf(names, three.model().links);
    expect(cells.map(({ row, column }) => `${String(row)} ${String(column)}`).sort()).toEqual([
      '0 1',
      '0 2',
      '1 0',
      '1 2',
      '2 0',
      '2 1',
    ]);
    expect(cells.every(({ word }) => word === 'listed')).toBe(true);
  });

  test('say in the row of a server what that server lists: a one-way link has two different ones', () => {
    const cells = cellsOf(names, three.link('n1', 'n3', { seenBy: 'from' }).model().links);
    const wordAt = (row: number, column: number) =>
      cells.find((cell) => cell.row === row && cell.column === column)?.word;
    expect([wordAt(0, 2), wordAt(2, 0)]).toEqual(['listed', 'absent']);
  });

  test('leave out links to servers that are not in the matrix', () => {
    const hung = three.join('leaf', 'edge', 'n1', { seenBy: 'to', accounts: ['APP'] });
    expect(cellsOf(names, hung.model().links)).toHaveLength(6);
  });
});

describe('the size of cells', () => {
  test.each([3, 12, 24, 60, 100])('%i servers fit into 800 px, and are no smaller than a pointer can hit', (count) => {
    const size = cellSize(count, 800);
    expect(count * size).toBeLessThanOrEqual(800);
    expect(size).toBeGreaterThanOrEqual(7);
  });

  test('a few servers do not fill the page, and on a phone the matrix is scrolled rather than shrunk', () => {
    expect(cellSize(3, 800)).toBe(40);
    expect(cellSize(60, 300)).toBe(7);
  });

  test.each([3, 12, 24, 60, 100])('names of %i servers stand at least 12 px apart', (count) => {
    const size = cellSize(count, 800);
    expect(nameStep(size) * size).toBeGreaterThanOrEqual(12);
  });
});

describe('the ramp of round trips', () => {
  const withRtts = (...rtts: readonly number[]) =>
    rampOf(
      rtts
        .reduce(
          (next, rtt, index) => next.link('n1', names[index + 1] ?? '', { rtt }),
          three.link('n2', 'n3', { rtt: rtts[0] ?? 0 }),
        )
        .model().links,
    );

  test('makes nothing of small differences', () => {
    const step = withRtts(0.2, 0.9);
    expect([step(0.2), step(0.9)]).toEqual([1, 1]);
  });

  test('spreads what differs, by its order of magnitude', () => {
    const step = withRtts(0.3, 300);
    expect([0.3, 3, 30, 300].map(step)).toEqual([1, 2, 4, 5]);
  });

  test('puts what was not measured at its weak end, and knows no links', () => {
    expect(withRtts(0.3, 300)(null)).toBe(1);
    expect(rampOf([])(5)).toBe(1);
  });
});
