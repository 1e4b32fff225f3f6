import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../domain/placement/arrange';
import { modelFixture } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { spotAfterKey, zoomAfterKey } from './matrix-keys';
import { headsOf, headsWithin, layOutLines, lineAt, linesOf, zooms } from './matrix-lines';

const { rows, columns } = placed(modelFixture('healthy'));
const groups = arrange(rows, { group: 'account', sort: 'name', descending: false, search: '' });
const lines = linesOf(groups, true, null);
const heads = headsOf(lines);

describe('the lines of the matrix', () => {
  it('are a head for each group and the streams beneath', () => {
    expect(lines.filter(({ kind }) => kind === 'group')).toHaveLength(groups.length);
    expect(lines.filter(({ kind }) => kind === 'stream')).toHaveLength(rows.length);
    expect(linesOf(groups, false, null)).toHaveLength(rows.length);
  });

  it('show consumers beneath their stream only', () => {
    const model = modelFixture('healthy');
    const [consumer] = model.consumers.values();
    if (consumer === undefined) throw new Error('no consumer');
    const opened = linesOf(groups, true, { stream: consumer.stream, consumers: [consumer] });
    const at = opened.findIndex(({ kind }) => kind === 'consumer');
    expect(opened[at - 1]).toMatchObject({ kind: 'stream', row: { stream: { key: consumer.stream } } });
    expect(opened).toHaveLength(lines.length + 1);
  });

  it('all fit at the smallest zoom, and none is higher than the largest', () => {
    for (const height of [50, 300, 5_000]) {
      const { tops, rowHeight } = layOutLines(lines, heads, 'fit', height);
      expect(tops.at(-1)).toBeLessThanOrEqual(Math.max(height, 24 * lines.length + 28 * groups.length));
      expect(rowHeight).toBeLessThanOrEqual(24);
    }
    expect(layOutLines(lines, heads, 'fit', 200).tops.at(-1)).toBeLessThanOrEqual(200.001);
  });

  test.prop([fc.constantFrom(...zooms), fc.nat(2_000)])('are found again by their height', (zoom, y) => {
    const { tops } = layOutLines(lines, heads, zoom, 500);
    const line = lineAt(tops, y);
    expect(tops[line]).toBeLessThanOrEqual(y);
    if (line < lines.length - 1) expect(tops[line + 1]).toBeGreaterThan(y);
  });

  it('stand beneath the heads of their groups, whatever the zoom', () => {
    for (const zoom of zooms) {
      const layout = layOutLines(lines, heads, zoom, 5_000);
      const heights = lines.map((_, index) => (layout.tops[index + 1] ?? 0) - (layout.tops[index] ?? 0));
      const of = (kind: 'group' | 'stream') => heights.filter((__, index) => lines[index]?.kind === kind);
      for (const height of of('stream')) expect(height).toBeCloseTo(layout.rowHeight, 6);
      expect(new Set(of('group').map(Math.round))).toEqual(new Set([layout.rowHeight >= 14 ? 28 : 18]));
      expect(headsWithin(layout, heads[1] ?? 0, lines.length)).toEqual(heads.slice(1));
    }
  });

  it('that are none have no place', () => {
    expect(lineAt(layOutLines([], [], '24', 500).tops, 10)).toBe(-1);
  });
});

describe('the keys of the matrix', () => {
  const press = (key: string, line: number, column: number) => spotAfterKey(key, lines, columns, line, column, 10);

  it('begin at the first stream and step over the heads of groups', () => {
    expect(press('ArrowDown', -1, -1)).toEqual({ line: 1, column: 0 });
    const lastOfFirst = groups[0]!.rows.length;
    expect(lines[lastOfFirst + 1]?.kind).toBe('group');
    expect(press('ArrowDown', lastOfFirst, 2)).toEqual({ line: lastOfFirst + 2, column: 2 });
    expect(press('ArrowUp', lastOfFirst + 2, 2)).toEqual({ line: lastOfFirst, column: 2 });
  });

  it('stay within the matrix', () => {
    const last = lines.length - 1;
    expect(press('ArrowUp', 1, 0)).toEqual({ line: 1, column: 0 });
    expect(press('ArrowLeft', 1, 0)).toEqual({ line: 1, column: 0 });
    expect(press('ArrowRight', 1, columns.length - 1)).toEqual({ line: 1, column: columns.length - 1 });
    expect(press('PageDown', last - 3, 1)).toEqual({ line: last, column: 1 });
    expect(press('PageUp', 3, 1)).toEqual({ line: 1, column: 1 });
    expect(press('End', 1, 1)).toEqual({ line: last, column: 1 });
    expect(press('Home', 9, 1)).toEqual({ line: 1, column: 1 });
  });

  it('are no others, and nothing where there are no streams', () => {
    expect(press('x', 1, 1)).toBeNull();
    expect(spotAfterKey('ArrowDown', [], columns, -1, -1, 10)).toBeNull();
    expect(spotAfterKey('ArrowDown', lines, [], -1, -1, 10)).toBeNull();
  });

  it('zoom step by step, and not beyond the ends', () => {
    expect([zoomAfterKey('+', '24'), zoomAfterKey('-', '24')]).toEqual([null, '16']);
    expect([zoomAfterKey('=', '2'), zoomAfterKey('-', 'fit')]).toEqual(['4', null]);
  });
});
