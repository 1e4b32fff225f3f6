/** Where things stand from left to right, in px of the page. */
export interface Geometry {
  readonly width: number;
  /** Names of the streams. */
  readonly left: number;
  readonly columnWidth: number;
  readonly columns: number;
  /** The part in which columns are seen. */
  readonly cellsWidth: number;
  /** How many more losses are survived. */
  readonly right: number;
  /** Columns beyond {@link cellsWidth}: so far can be scrolled. */
  readonly scrollWidth: number;
  /** Messages stand beside the name. */
  readonly showsMessages: boolean;
  /** Columns have their names from bottom to top. */
  readonly upright: boolean;
  readonly headHeight: number;
}

/** Columns as wide as this hold names, words and numbers of any length, cut off where need be. px */
export const wordColumn = 56;

const widest = 96;
const narrowest = 14;

/** Columns share the room; more than fit are scrolled. `longest`: characters of the longest name of a column. */
export function geometry(width: number, columns: number, longest: number): Geometry {
  const narrow = width < 600;
  const least = narrow ? 104 : width < 800 ? 190 : 264;
  const right = narrow ? 44 : 128;
  const room = Math.max(width - least - right, narrowest);
  const columnWidth = columns === 0 ? widest : Math.min(widest, Math.max(narrowest, Math.floor(room / columns)));
  const all = columnWidth * columns;
  const cellsWidth = Math.min(all, room);
  // What is left over is for names, up to a width at which they are not far from their cells.
  const left = Math.min(width - right - cellsWidth, Math.max(least, 420));
  // Short names stand upright only where not even they have room beside their mark.
  const upright = columnWidth < wordColumn && 28 + 8 * longest > columnWidth;
  return {
    width,
    left,
    columnWidth,
    columns,
    cellsWidth,
    right,
    scrollWidth: all - cellsWidth,
    showsMessages: left >= 260,
    upright,
    headHeight: upright ? Math.min(88, Math.max(44, 28 + 7 * longest)) : 44,
  };
}

/** The column at a place of the drawing; -1 for names and what is beside the cells. */
export function columnAt({ left, columnWidth, cellsWidth, columns }: Geometry, x: number, scrollLeft: number): number {
  if (x < left || x >= left + cellsWidth) return -1;
  const column = Math.floor((x - left + scrollLeft) / columnWidth);
  return column < columns ? column : -1;
}
