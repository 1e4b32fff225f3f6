// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { arrange } from '../../domain/placement/arrange';
import { modelFixture } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { Codes } from './matrix-codes';
import { MatrixDrawing } from './matrix-drawing';
import { geometry } from './matrix-geometry';
import { layOutLines, linesOf, type Zoom } from './matrix-lines';
import { inks, type Palette } from './matrix-palette';
import type { Scene, View } from './matrix-pixels';

const palette = Object.fromEntries(
  inks.map((name, index) => [name, { pixel: index + 1, css: name, on: name }]),
) as unknown as Palette;
const { rows, columns } = placed(modelFixture('healthy'));
const lines = linesOf(arrange(rows, { group: '', sort: 'name', descending: false, search: '' }), false, null);
const servers = columns.map(({ name }) => name);
const codes = new Codes(lines, servers, 'role', 0, () => null);
const sceneAt = (zoom: Zoom): Scene => ({
  layout: layOutLines(lines, [], zoom, 100),
  codes,
  geometry: geometry(400, columns.length, 2),
  palette,
});
const words = { cell: () => '', group: () => '', survival: () => '', value: null };
const view: View = {
  scrollTop: 0,
  scrollLeft: 0,
  height: 100,
  scale: 1,
  line: -1,
  column: -1,
  hoverLine: -1,
  chosen: new Set(),
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** How many drawings have been made after the next frame. */
function start() {
  const put = vi.fn();
  const context = {
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: put,
    setTransform: () => undefined,
  };
  const canvas = { width: 0, height: 0, getContext: () => context };
  const drawing = new MatrixDrawing(canvas as unknown as HTMLCanvasElement);
  const drawings = () => {
    vi.advanceTimersToNextFrame();
    return put.mock.calls.length;
  };
  return { drawing, drawings };
}

describe('the drawing on its canvas', () => {
  it('is made once in a frame, however many steps of the zoom come in it', () => {
    const { drawing, drawings } = start();
    for (const zoom of ['8', '4', '2'] as const) {
      drawing.show(sceneAt(zoom), words);
      drawing.look({ ...view, scrollTop: Number(zoom) });
    }
    expect(drawings()).toBe(1);
    expect(drawings()).toBe(1);
  });

  it('is not made again for a scroll that led to where it already looks', () => {
    const { drawing, drawings } = start();
    drawing.show(sceneAt('4'), words);
    drawing.look(view);
    expect(drawings()).toBe(1);
    drawing.look({ ...view });
    expect(drawings()).toBe(1);
    drawing.look({ ...view, scrollTop: 3 });
    expect(drawings()).toBe(2);
  });
});
