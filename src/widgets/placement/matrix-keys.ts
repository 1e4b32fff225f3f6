import type { Line } from './matrix-lines';
import { zooms, type Zoom } from './matrix-lines';

/** The next step of the zoom for `+` and `-`; `null`: not such a key, or no further step. */
export function zoomAfterKey(key: string, zoom: Zoom): Zoom | null {
  const at = zooms.indexOf(zoom);
  if (key === '+' || key === '=') return zooms[at - 1] ?? null;
  return key === '-' ? (zooms[at + 1] ?? null) : null;
}

/** Line and column that a key leads to; `null`: not a key of matrices. Heads of groups are stepped over. */
export function spotAfterKey(
  key: string,
  lines: readonly Line[],
  columns: readonly unknown[],
  line: number,
  column: number,
  page: number,
): { readonly line: number; readonly column: number } | null {
  const [first, last] = [step(lines, -1, 1), step(lines, lines.length, -1)];
  if (first === null || last === null || columns.length === 0) return null;
  const start = line < 0;
  const to = (next: number | null, side = 0) => ({
    line: start ? first : (next ?? line),
    column: Math.min(Math.max((start ? 0 : Math.max(column, 0)) + (start ? 0 : side), 0), columns.length - 1),
  });
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(step(lines, line, 1));
    case 'ArrowUp':
    case 'k':
      return to(step(lines, line, -1));
    case 'ArrowRight':
    case 'l':
      return to(null, 1);
    case 'ArrowLeft':
    case 'h':
      return to(null, -1);
    case 'PageDown':
      return to(step(lines, Math.min(line + page, last) - 1, 1));
    case 'PageUp':
      return to(step(lines, Math.max(line - page, first) + 1, -1));
    case 'Home':
      return to(first);
    case 'End':
      return to(last);
    default:
      return null;
  }
}

/** The next line in a direction that is no head of a group. */
function step(lines: readonly Line[], from: number, by: 1 | -1): number | null {
  for (let at = from + by; at >= 0 && at < lines.length; at += by) if (lines[at]?.kind !== 'group') return at;
  return null;
}
