import { describe, expect, it } from 'vitest';
import { arrange } from '../../domain/placement/arrange';
import { cellStates, type Cell, type CellState } from '../../domain/placement/cell';
import { hottest } from '../../domain/placement/heat';
import type { PlacementRow } from '../../domain/placement/row';
import { modelFixture } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { Codes, levelOf, stateOf } from './matrix-codes';
import { columnAt, geometry } from './matrix-geometry';
import { layOutLines, linesOf, type Zoom } from './matrix-lines';
import { inks, type InkName, type Palette } from './matrix-palette';
import { fillOf, paintPixels, type View } from './matrix-pixels';

const palette = Object.fromEntries(
  inks.map((name, index) => [name, { pixel: index + 1, css: name, on: name }]),
) as unknown as Palette;
const inkOf = (pixel: number): InkName | undefined => inks[pixel - 1];

const { rows, columns } = placed(modelFixture('oneSilent'));
const names = columns.map(({ name }) => name);
const byName = { group: '', sort: 'name', descending: false, search: '' } as const;
const noRate = () => null;

function scene(shown: readonly PlacementRow[], zoom: Zoom, height: number) {
  const lines = linesOf(arrange(shown, byName), false, null);
  const layout = layOutLines(lines, [], zoom, height);
  return {
    layout,
    codes: new Codes(lines, names, 'role', 0, noRate),
    geometry: geometry(1_000, columns.length, 2),
    palette,
  };
}

const still = { scrollTop: 0, scrollLeft: 0, scale: 1, line: -1, column: -1, hoverLine: -1, chosen: new Set<number>() };

function paint(drawn: ReturnType<typeof scene>, view: Partial<View> & { readonly height: number }) {
  const pixels = { data: new Uint32Array(1_000 * view.height), width: 1_000, height: view.height };
  paintPixels(pixels, drawn, { ...still, ...view });
  return (x: number, y: number) => inkOf(pixels.data[y * 1_000 + x] ?? 0);
}

/** Inks that a cell of the drawing has anywhere. */
function inksOf(drawn: ReturnType<typeof scene>, at: ReturnType<typeof paint>, line: number, column: number) {
  const { left, columnWidth } = drawn.geometry;
  const found = new Set<InkName | undefined>();
  for (let y = drawn.layout.tops[line] ?? 0; y < (drawn.layout.tops[line + 1] ?? 0) - 1; y += 1)
    for (let x = left + column * columnWidth; x < left + (column + 1) * columnWidth; x += 1) found.add(at(x, y));
  return found;
}

/** A row with one copy in that state on the first server. */
function rowIn(state: CellState): PlacementRow {
  const [row] = rows;
  const [cell] = row?.cells ?? [];
  const [column] = columns;
  if (row === undefined || cell === undefined || column === undefined) throw new Error('no row');
  const only: Cell = { ...cell, server: column.name, state, copy: null };
  return { ...row, cells: [only] };
}

describe('the codes of the cells', () => {
  it('say what the rows say, cell by cell', () => {
    const lines = linesOf(arrange(rows, byName), false, null);
    const codes = new Codes(lines, names, 'role', 0, noRate);
    codes.fill(0, lines.length - 1);
    lines.forEach((line, number) => {
      if (line.kind === 'group') throw new Error('no heads were asked for');
      const [from, to] = [codes.starts[number] ?? 0, codes.starts[number + 1] ?? 0];
      const said = [...codes.codes.slice(from, to)].map((code, at) => [
        columns[codes.columns[from + at] ?? -1]?.name,
        stateOf(code),
      ]);
      expect(said).toEqual(line.cells.map(({ server, state }) => [server, state]));
    });
  });

  it('hold each state and each level of heat', () => {
    for (const [index, state] of cellStates.entries()) expect(stateOf(index)).toBe(state);
    expect(levelOf(3)).toBeNull();
    expect([16, 32, 96].map(levelOf)).toEqual([0, 1, 5]);
  });

  it('know no heat of a silent copy, and the most of the hottest', () => {
    const lines = linesOf(arrange(rows, byName), false, null);
    const all = new Codes(lines, names, 'bytes', hottest(rows, 'bytes', noRate), noRate);
    all.fill(0, lines.length - 1);
    const { codes } = all;
    const silent = [...codes].filter((code) => stateOf(code) === 'silent');
    expect(silent.length).toBeGreaterThan(0);
    expect(new Set(silent.map(levelOf))).toEqual(new Set([null]));
    expect(Math.max(...[...codes].map((code) => levelOf(code) ?? -1))).toBe(5);
  });

  it('leave empty what nobody can vouch for, and fill what is there', () => {
    const unfilled = cellStates.filter((_, code) => fillOf(code) === null);
    expect([...unfilled].sort()).toEqual(['missing', 'pending', 'silent', 'unknown']);
    expect(fillOf(cellStates.indexOf('leader'))).toBe('ramp-4');
  });
});

describe('the drawing', () => {
  const looks: readonly (readonly [CellState, InkName, InkName | null])[] = [
    ['leader', 'ramp-4', null],
    ['follower', 'ramp-2', null],
    ['catchingUp', 'ramp-1', 'busy'],
    ['behind', 'ramp-1', 'warn'],
    ['unheard', 'ramp-2', 'warn'],
    ['leaderless', 'ramp-2', 'busy'],
    ['pending', 'panel', 'busy'],
    ['missing', 'panel', 'warn'],
    ['silent', 'panel', 'unknown'],
    ['unknown', 'panel', 'unknown'],
  ];
  for (const [state, filled, outlined] of looks)
    it(`of a copy that is ${state} is told from the others by fill and outline`, () => {
      const drawn = scene([rowIn(state)], '24', 24);
      const at = paint(drawn, { height: 24 });
      const found = inksOf(drawn, at, 0, 0);
      expect(found).toContain(filled);
      if (outlined !== null) expect(found).toContain(outlined);
      expect(found.has('hatch')).toBe(state === 'unknown');
      expect(inksOf(drawn, at, 0, 1)).toEqual(new Set(['panel']));
    });

  it('shows the copy that is worth attention where many share a pixel', () => {
    const many = Array.from({ length: 4_000 }, (_, index) => rowIn(index === 1_234 ? 'silent' : 'follower'));
    const drawn = scene(many, 'fit', 100);
    const at = paint(drawn, { height: 100 });
    const silent = Array.from({ length: 100 }, (_, y) => at(drawn.geometry.left, y)).flatMap((ink, y) =>
      ink === 'unknown' ? [y] : [],
    );
    expect(silent).toEqual([Math.round((1_234 * 100) / 4_000)]);
  });

  it('never draws a copy as well that is not, at any height of the rows', () => {
    for (const zoom of ['24', '16', '8', '4', '2', '1', 'fit'] as const)
      for (const state of ['silent', 'missing', 'unknown', 'pending'] as const) {
        const drawn = scene([rowIn(state)], zoom, 24);
        const found = inksOf(drawn, paint(drawn, { height: 24 }), 0, 0);
        for (const well of ['ramp-1', 'ramp-2', 'ramp-3', 'ramp-4'] as const) expect(found.has(well)).toBe(false);
      }
  });

  it('marks the chosen cell and the chosen servers', () => {
    const drawn = scene([rowIn('follower')], '24', 48);
    const at = paint(drawn, { height: 48, line: 0, column: 0, chosen: new Set([1]) });
    expect(inksOf(drawn, at, 0, 0)).toContain('accent');
    expect(at(drawn.geometry.left + drawn.geometry.columnWidth + 5, 40)).toBe('accent-tint');
  });

  it('stays within its edges when it is scrolled aside', () => {
    const narrow = { ...scene([rowIn('leader')], '24', 24), geometry: geometry(400, 60, 3) };
    const at = paint(narrow, { height: 24, scrollLeft: 7 });
    for (let y = 0; y < 22; y += 1) expect(at(narrow.geometry.left - 1, y)).toBe('panel');
  });
});

describe('the places of the drawing', () => {
  it('leave room for names, share the rest, and scroll what does not fit', () => {
    for (const width of [360, 700, 1_100, 2_400])
      for (const count of [1, 3, 9, 60, 300]) {
        const { left, cellsWidth, right, columnWidth, scrollWidth } = geometry(width, count, 4);
        expect(left + cellsWidth + right).toBeLessThanOrEqual(width);
        expect(left).toBeGreaterThan(90);
        expect(cellsWidth + scrollWidth).toBe(columnWidth * count);
      }
  });

  it('stand names upright only where they have no room', () => {
    expect(geometry(1_000, 5, 40)).toMatchObject({ upright: false, headHeight: 44 });
    expect(geometry(860, 9, 2).upright).toBe(false);
    expect(geometry(860, 9, 12)).toMatchObject({ upright: true, headHeight: 88 });
    expect(geometry(860, 60, 3)).toMatchObject({ upright: true, headHeight: 49 });
  });

  it('find the column under the pointer, also when scrolled', () => {
    const wide = geometry(1_000, 5, 2);
    expect(columnAt(wide, wide.left - 1, 0)).toBe(-1);
    expect(columnAt(wide, wide.left, 0)).toBe(0);
    expect(columnAt(wide, wide.left + wide.cellsWidth, 0)).toBe(-1);
    const many = geometry(400, 60, 3);
    expect(columnAt(many, many.left, many.columnWidth * 3)).toBe(3);
  });
});
