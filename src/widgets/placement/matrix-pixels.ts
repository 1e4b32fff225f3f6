import type { CellState } from '../../domain/placement/cell';
import { levelOf, stateOf, type Codes } from './matrix-codes';
import type { Geometry } from './matrix-geometry';
import { headsWithin, lineAt, textRow, type LineLayout } from './matrix-lines';
import type { InkName, Palette } from './matrix-palette';

/** The part of the matrix that is looked at, and what of it is marked. Indices are of lines and columns; -1: none. */
export interface View {
  readonly scrollTop: number;
  readonly scrollLeft: number;
  readonly height: number;
  /** Pixels of the screen to one of the page. */
  readonly scale: number;
  readonly line: number;
  readonly column: number;
  readonly hoverLine: number;
  readonly chosen: ReadonlySet<number>;
}

export interface Pixels {
  readonly data: Uint32Array;
  readonly width: number;
  readonly height: number;
}

export interface Scene {
  readonly layout: LineLayout;
  readonly codes: Codes;
  readonly geometry: Geometry;
  readonly palette: Palette;
}

/** Everything but text. Touches each pixel a few times and makes no objects: 10,000 streams take a ms or two. */
export function paintPixels(pixels: Pixels, { layout, codes, geometry, palette }: Scene, view: View): void {
  const { data, width, height } = pixels;
  const { scale } = view;
  const { tops, lines, rowHeight } = layout;
  data.fill(palette.panel.pixel);
  const leftEdge = Math.round(geometry.left * scale);
  const rightEdge = Math.min(width, Math.round((geometry.left + geometry.cellsWidth) * scale));
  const columnEdge = (column: number) =>
    Math.round((geometry.left + column * geometry.columnWidth - view.scrollLeft) * scale);
  const edges = Int32Array.from({ length: geometry.columns + 1 }, (_, column) =>
    Math.min(Math.max(columnEdge(column), leftEdge), rightEdge),
  );
  const rect = (x0: number, y0: number, x1: number, y1: number, colour: number) => {
    const from = Math.max(x0, 0);
    const to = Math.min(x1, width);
    if (from >= to) return;
    for (let y = Math.max(y0, 0); y < Math.min(y1, height); y += 1) data.fill(colour, y * width + from, y * width + to);
  };
  for (const column of view.chosen)
    rect(edges[column] ?? 0, 0, edges[column + 1] ?? 0, height, palette['accent-tint'].pixel);

  const first = lineAt(tops, view.scrollTop);
  if (first < 0) return;
  const last = lineAt(tops, view.scrollTop + view.height);
  codes.fill(first, last);
  const large = rowHeight >= textRow;
  const looks = smallLooks(palette);
  const shared = rowHeight * scale < 1;
  const gap = rowHeight * scale >= 4 ? 1 : 0;
  const topOf = (index: number) => Math.round(((tops[index] ?? 0) - view.scrollTop) * scale);
  for (const index of headsWithin(layout, first, last)) {
    rect(0, topOf(index), width, topOf(index + 1), palette.raised.pixel);
    rect(0, topOf(index + 1) - 1, width, topOf(index + 1), palette.line.pixel);
  }
  const tint = (index: number, colour: number) => {
    if (index < first || index > last || lines[index]?.kind === 'group') return;
    rect(0, topOf(index), width, Math.max(topOf(index + 1), topOf(index) + 1), colour);
  };
  tint(view.hoverLine, palette.raised.pixel);
  tint(view.line, palette['accent-tint'].pixel);
  if (shared) sharedCells(pixels, layout, codes, view, first, last, edges, looks);
  for (let index = first; index <= last && !shared; index += 1) {
    if (lines[index]?.kind === 'group') continue;
    const [y0, y1] = [topOf(index), topOf(index + 1)];
    if (large) rect(0, y1 - 1, width, y1, palette.line.pixel);
    const end = codes.starts[index + 1] ?? 0;
    for (let at = codes.starts[index] ?? 0; at < end; at += 1) {
      const column = codes.columns[at] ?? 0;
      const code = codes.codes[at] ?? 0;
      const [x0, x1] = [edges[column] ?? 0, edges[column + 1] ?? 0];
      if (x0 >= x1) continue;
      if (large) largeCell(pixels, x0, y0, x1, y1, code, codes.shares[at] ?? 0, palette, scale);
      else smallCell(pixels, x0, y0, Math.max(x1 - 1, x0 + 1), Math.max(y1 - gap, y0 + 1), looks[code]);
    }
  }
  if (view.line >= 0 && view.column >= 0) outlineSelected(rect, view, layout, columnEdge, leftEdge, rightEdge, palette);
}

type Rect = (x0: number, y0: number, x1: number, y1: number, colour: number) => void;

function outlineSelected(
  rect: Rect,
  view: View,
  { tops, rowHeight }: LineLayout,
  columnEdge: (column: number) => number,
  leftEdge: number,
  rightEdge: number,
  palette: Palette,
): void {
  const thick = Math.max(1, Math.round((rowHeight >= textRow ? 2 : 1) * view.scale));
  const out = rowHeight >= textRow ? 0 : thick;
  const x0 = columnEdge(view.column);
  const x1 = columnEdge(view.column + 1);
  if (x1 <= leftEdge || x0 >= rightEdge) return;
  const y0 = Math.round(((tops[view.line] ?? 0) - view.scrollTop) * view.scale) - out;
  const y1 = Math.round(((tops[view.line + 1] ?? 0) - view.scrollTop) * view.scale) + out;
  const colour = palette.accent.pixel;
  rect(x0, y0, x1, y0 + thick, colour);
  rect(x0, y1 - thick, x1, y1, colour);
  rect(x0, y0, x0 + thick, y1, colour);
  rect(x1 - thick, y0, x1, y1, colour);
}

/** What a cell is filled with; `null`: nothing, it has an outline only. */
export function fillOf(code: number): InkName | null {
  const state = stateOf(code);
  if (state === 'silent' || state === 'unknown' || state === 'missing' || state === 'pending') return null;
  const level = levelOf(code);
  if (level !== null) return levelInks[level] ?? 'ramp-5';
  if (state === 'leader') return 'ramp-4';
  return state === 'catchingUp' || state === 'behind' ? 'ramp-1' : 'ramp-2';
}

const levelInks: readonly InkName[] = ['raised', 'ramp-1', 'ramp-2', 'ramp-3', 'ramp-4', 'ramp-5'];

interface Outline {
  readonly ink: InkName;
  readonly dashed: boolean;
}

function outlineOf(state: CellState): Outline | null {
  switch (state) {
    case 'leader':
    case 'follower':
      return null;
    case 'catchingUp':
      return { ink: 'busy', dashed: false };
    case 'pending':
      return { ink: 'busy', dashed: true };
    case 'leaderless':
      return { ink: 'busy', dashed: true };
    case 'behind':
    case 'unheard':
      return { ink: 'warn', dashed: false };
    case 'missing':
      return { ink: 'warn', dashed: true };
    case 'silent':
    case 'unknown':
      return { ink: 'unknown', dashed: true };
  }
}

const dash = 4;
const space = 3;

function largeCell(
  { data, width, height }: Pixels,
  left: number,
  top: number,
  right: number,
  bottom: number,
  code: number,
  share: number,
  palette: Palette,
  scale: number,
): void {
  const inset = Math.round(scale * (right - left > 24 * scale ? 3 : 1));
  const x0 = left + inset;
  const x1 = right - inset;
  const y0 = top + Math.round(2 * scale);
  const y1 = bottom - Math.round(3 * scale);
  const fill = fillOf(code);
  const state = stateOf(code);
  const outline = outlineOf(state);
  const fillPixel = fill === null ? 0 : palette[fill].pixel;
  const progress = fill === 'ramp-1' && share > 0 ? x0 + Math.round(((x1 - x0) * share) / 255) : x0;
  const edge = outline === null ? 0 : palette[outline.ink].pixel;
  const line = Math.max(1, Math.round(scale));
  const period = (dash + space) * line;
  for (let y = Math.max(y0, 0); y < Math.min(y1, height); y += 1) {
    const atEdge = y - y0 < line || y1 - y <= line;
    for (let x = Math.max(x0, 0); x < Math.min(x1, width); x += 1) {
      const atSide = x - x0 < line || x1 - x <= line;
      if (atEdge && atSide) continue;
      const place = y * width + x;
      if (outline !== null && (atEdge || atSide)) {
        const along = atEdge ? x - x0 : y - y0;
        if (!outline.dashed || along % period < dash * line) {
          data[place] = edge;
          continue;
        }
      }
      if (fill !== null) data[place] = x < progress ? palette['ramp-2'].pixel : fillPixel;
      else if (state === 'unknown' && (x + y) % (6 * line) < line) data[place] = palette.hatch.pixel;
    }
  }
}

/** Rows lower than a pixel: of the copies that share one the state is drawn that is worth most attention. */
function sharedCells(
  pixels: Pixels,
  { tops }: LineLayout,
  codes: Codes,
  { scrollTop, scale }: View,
  first: number,
  last: number,
  edges: Int32Array,
  looks: readonly SmallLook[],
): void {
  const columns = edges.length - 1;
  /** By pixel and column the code of the copy, and {@link there}; 0: none. */
  const worst = new Uint8Array(pixels.height * columns);
  for (let index = first; index <= last; index += 1) {
    const y = Math.min(Math.max(Math.round(((tops[index] ?? 0) - scrollTop) * scale), 0), pixels.height - 1);
    const end = codes.starts[index + 1] ?? 0;
    for (let at = codes.starts[index] ?? 0; at < end; at += 1) {
      const column = codes.columns[at] ?? columns;
      if (column >= columns) continue;
      const place = y * columns + column;
      const code = codes.codes[at] ?? 0;
      // States are numbered in that order.
      if ((code & 15) >= ((worst[place] ?? 0) & 15)) worst[place] = code | there;
    }
  }
  worst.forEach((code, place) => {
    if (code === 0) return;
    const [y, column] = [Math.floor(place / columns), place % columns];
    smallCell(pixels, edges[column] ?? 0, y, edges[column + 1] ?? 0, y + 1, looks[code & ~there]);
  });
}

const there = 128;

/** A cell of a few pixels: filled, or striped where nothing is known to be well. */
interface SmallLook {
  readonly pixel: number;
  readonly striped: boolean;
}

/** By the code of the cell. */
function smallLooks(palette: Palette): readonly SmallLook[] {
  return Array.from({ length: there }, (_, code) => {
    const fill = fillOf(code);
    const heated = levelOf(code) === null ? null : fill;
    return {
      pixel: palette[heated ?? outlineOf(stateOf(code))?.ink ?? fill ?? 'unknown'].pixel,
      striped: fill === null,
    };
  });
}

function smallCell(
  { data, width, height }: Pixels,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  look: SmallLook | undefined,
): void {
  if (look === undefined) return;
  const { pixel, striped } = look;
  for (let y = Math.max(y0, 0); y < Math.min(y1, height); y += 1) {
    if (!striped) data.fill(pixel, y * width + x0, y * width + x1);
    else for (let x = x0; x < x1; x += 1) if ((x - x0) % 4 < 2) data[y * width + x] = pixel;
  }
}
