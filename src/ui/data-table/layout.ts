import type { Column } from './column';

/** Which columns stand where, at one width. */
export interface Layout<Row> {
  readonly line1: readonly Column<Row>[];
  /** Columns of the second line, on narrow screens only. */
  readonly line2: readonly Column<Row>[];
  readonly template: string;
  /** px */
  readonly rowHeight: number;
  /** px */
  readonly headHeight: number;
}

const narrow = 600;
const wide = 900;
const wider = 1340;

/** Below 600 px the rows take two lines; the columns of the third rank need 900 px, of the fourth 1340. */
export function arrange<Row>(columns: readonly Column<Row>[], width: number): Layout<Row> {
  const rank = (column: Column<Row>) => column.priority ?? 1;
  if (width > 0 && width < narrow) {
    const line1 = columns.filter((column) => rank(column) === 1);
    const line2 = columns.filter((column) => rank(column) === 2);
    return { line1, line2, template: template(line1), rowHeight: line2.length > 0 ? 56 : 40, headHeight: 32 };
  }
  const most = width === 0 || width >= wider ? 4 : width >= wide ? 3 : 2;
  const line1 = columns.filter((column) => rank(column) <= most);
  return { line1, line2: [], template: template(line1), rowHeight: 32, headHeight: 32 };
}

function template(columns: readonly { readonly width: string }[]): string {
  return columns.map((column) => column.width).join(' ');
}
