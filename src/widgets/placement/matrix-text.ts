import type { Cell } from '../../domain/placement/cell';
import type { RowGroup } from '../../domain/placement/arrange';
import type { PlacementRow, Survival } from '../../domain/placement/row';
import { formatCount, readCount, textOf } from '../format';
import { literal, shorten } from '../literal';
import { headsWithin, lineAt, textRow, type Line } from './matrix-lines';
import { fillOf, type Scene, type View } from './matrix-pixels';
import { stateOf } from './matrix-codes';
import { Pen } from './pen';

/** What is written into the drawing, in the language of the page. */
export interface MatrixWords {
  readonly cell: (cell: Cell) => string;
  readonly group: (group: RowGroup) => string;
  readonly survival: (survival: Survival, short: boolean) => string;
  /** The number of a cell while one colours the cells; `null`: not known. */
  readonly value: ((row: PlacementRow, cell: Cell) => string | null) | null;
}

const sans = '"IBM Plex Sans Variable", system-ui, sans-serif';
/** Columns as wide as this carry words, as this a crown. px */
const wordColumn = 58;
const crownColumn = 22;

/** Names, numbers and words over the cells. Only what is seen is written. */
export function drawText(context: CanvasRenderingContext2D, scene: Scene, view: View, words: MatrixWords): void {
  const { tops, lines, rowHeight } = scene.layout;
  const first = lineAt(tops, view.scrollTop);
  if (first < 0) return;
  const last = lineAt(tops, view.scrollTop + view.height);
  const pen = new Pen(context);
  context.textBaseline = 'middle';
  const middleOf = (index: number) => ((tops[index] ?? 0) + (tops[index + 1] ?? 0)) / 2 - view.scrollTop;
  for (const index of headsWithin(scene.layout, first, last)) {
    const line = lines[index];
    if (line?.kind === 'group' && tops[index] !== tops[index + 1])
      groupHead(pen, line.group, middleOf(index), scene, words);
  }
  if (rowHeight < textRow) return;
  for (let index = first; index <= last; index += 1) {
    const line = lines[index];
    if (line === undefined || line.kind === 'group') continue;
    drawNames(pen, line, middleOf(index), scene);
    drawCells(pen, index, line, middleOf(index), scene, view, words);
    drawSurvival(pen, line, middleOf(index), scene, words);
  }
}

function groupHead(pen: Pen, group: RowGroup, middle: number, { palette, layout }: Scene, words: MatrixWords): void {
  const { context } = pen;
  const size = layout.rowHeight >= textRow ? 13 : 11;
  context.textAlign = 'left';
  pen.use(`500 ${size}px ${sans}`);
  context.fillStyle = palette.text.css;
  const text = words.group(group);
  context.fillText(text, 12, middle);
  const after = 12 + pen.width(text) + 8;
  pen.use(`400 ${size}px ${sans}`);
  context.fillStyle = palette['text-3'].css;
  context.fillText(formatCount(group.rows.length), after, middle);
}

function drawNames(
  pen: Pen,
  line: Exclude<Line, { kind: 'group' }>,
  middle: number,
  { geometry, palette, layout }: Scene,
): void {
  const { context } = pen;
  const size = layout.rowHeight >= 20 ? 13 : 11;
  const isStream = line.kind === 'stream';
  const indent = (geometry.left < 160 ? 8 : 20) + (isStream ? 0 : 14);
  const messages = geometry.showsMessages ? 104 : 0;
  const { stream } = line.row;
  const replicas = isStream ? (stream.replicas === null ? '' : `R${stream.replicas}`) : '';
  context.textAlign = 'left';
  pen.use(`400 ${size}px ${sans}`);
  const replicasWidth = geometry.left < 160 ? 0 : 26;
  const name = pen.cut(
    shorten(literal(isStream ? stream.name : line.consumer.name), 80),
    geometry.left - indent - messages - replicasWidth - 8,
  );
  context.fillStyle = palette[isStream ? 'text' : 'text-2'].css;
  context.fillText(name, indent, middle);
  context.fillStyle = palette['text-3'].css;
  if (replicasWidth > 0) context.fillText(replicas, indent + pen.width(name) + 6, middle);
  if (messages === 0) return;
  const number = isStream ? (stream.state?.messages ?? null) : line.consumer.pending;
  context.textAlign = 'right';
  context.fillStyle = palette[isStream && stream.source === 'reported' ? 'text-2' : 'text-3'].css;
  context.fillText(formatCount(number), geometry.left - 16, middle);
}

function drawCells(
  pen: Pen,
  index: number,
  line: Exclude<Line, { kind: 'group' }>,
  middle: number,
  { geometry, palette, codes, layout }: Scene,
  view: View,
  words: MatrixWords,
): void {
  const { context } = pen;
  const { columnWidth, left, cellsWidth } = geometry;
  if (columnWidth < crownColumn) return;
  const size = layout.rowHeight >= 20 ? 11 : 10;
  const start = codes.starts[index] ?? 0;
  context.textAlign = 'left';
  line.cells.forEach((cell, at) => {
    const place = start + at;
    if (place >= (codes.starts[index + 1] ?? 0)) return;
    const x = left + (codes.columns[place] ?? 0) * columnWidth - view.scrollLeft;
    if (x + columnWidth <= left || x >= left + cellsWidth || x < left) return;
    const code = codes.codes[place] ?? 0;
    const state = stateOf(code);
    const fill = fillOf(code);
    const ink = fill === null ? (cell.only ? palette['crit-ink'].css : palette['text-3'].css) : palette[fill].on;
    context.fillStyle = state === 'pending' || state === 'missing' ? palette['text-2'].css : ink;
    const leads = state === 'leader';
    if (leads) crown(context, x + (columnWidth < wordColumn ? columnWidth / 2 - 4.5 : 9), middle - 4);
    if (columnWidth < wordColumn) return;
    const value = words.value === null || line.kind === 'consumer' ? null : words.value(line.row, cell);
    const text = value ?? cellText(cell, words);
    if (text === '') return;
    pen.use(`400 ${size}px ${sans}`);
    context.fillText(pen.cut(text, columnWidth - (leads ? 30 : 16)), x + (leads ? 23 : 9), middle + 0.5);
  });
}

/** A copy that trails says by how much; others say how they stand, and a follower that is well says nothing. */
function cellText(cell: Cell, words: MatrixWords): string {
  const store = cell.copy?.store;
  if ((cell.state === 'catchingUp' || cell.state === 'behind') && store?.kind === 'behind')
    return textOf(readCount(store.messages));
  return words.cell(cell);
}

function drawSurvival(
  pen: Pen,
  line: Exclude<Line, { kind: 'group' }>,
  middle: number,
  { geometry, palette, layout }: Scene,
  words: MatrixWords,
): void {
  const { context } = pen;
  if (line.kind === 'consumer') return;
  const { survival } = line.row;
  const short = geometry.right < 100;
  const size = layout.rowHeight >= 20 ? (short ? 12 : 13) : 11;
  const x = geometry.left + geometry.cellsWidth;
  context.textAlign = 'left';
  pen.use(`400 ${size}px ${sans}`);
  context.fillStyle = palette[survivalInk(survival, line.row.cells.length)].css;
  context.fillText(pen.cut(words.survival(survival, short), geometry.right - 14), x + 10, middle);
}

function survivalInk(survival: Survival, copies: number) {
  if (survival.kind === 'unreachable' || survival.kind === 'noQuorum') return 'crit-ink';
  if (survival.kind === 'unknown') return 'text-3';
  return survival.more === 0 && (survival.reduced || copies === 1) ? 'warn-ink' : 'text-2';
}

/** 9 px wide and 8 high. */
function crown(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y + 1);
  context.lineTo(x + 2.5, y + 3.5);
  context.lineTo(x + 4.5, y);
  context.lineTo(x + 6.5, y + 3.5);
  context.lineTo(x + 9, y + 1);
  context.lineTo(x + 8, y + 7.5);
  context.lineTo(x + 1, y + 7.5);
  context.closePath();
  context.fill();
}
