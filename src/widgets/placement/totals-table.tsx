import { useMemo, type ReactNode } from 'react';
import { measured, measures, skewOf, type ColumnTotals, type Measure, type Skew } from '../../domain/placement/totals';
import { type Translate, useTranslation } from '../../ui/translate';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { Mark } from '../../ui/mark';
import { Name } from '../name';
import { shareText, totalText } from './matrix-foot';

interface Row {
  readonly totals: ColumnTotals;
  readonly skews: Readonly<Record<Measure, Skew | null>>;
}

export interface TotalsTableProps {
  readonly totals: readonly ColumnTotals[];
  readonly hrefOf: (column: ColumnTotals['column']) => string;
  readonly empty: ReactNode;
}

/** Servers with what they hold, lead and reserve, and where that is far from their fair share. */
export function TotalsTable({ totals, hrefOf, empty }: TotalsTableProps) {
  const { t } = useTranslation();
  const rows = useMemo(() => withSkews(totals), [totals]);
  const columns = useMemo(() => totalColumns(t), [t]);
  return (
    <DataTable
      label={t('placement:balance.title')}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.totals.column.name}
      rowHref={(row) => hrefOf(row.totals.column)}
      rowTone={(row) => (row.totals.answering ? 'normal' : 'silent')}
      rowData={({ totals: { column, copies, leaders } }) => ({
        'data-testid': 'placement-totals',
        'data-server': column.name,
        'data-copies': copies,
        'data-leaders': leaders,
      })}
      empty={empty}
    />
  );
}

function withSkews(totals: readonly ColumnTotals[]): readonly Row[] {
  const all = new Map(measures.map((measure) => [measure, skewOf(totals, measure)]));
  const at = (measure: Measure, index: number) => all.get(measure)?.[index] ?? null;
  return totals.map((one, index) => ({
    totals: one,
    skews: {
      copies: at('copies', index),
      leaders: at('leaders', index),
      haAssets: at('haAssets', index),
      bytes: at('bytes', index),
      reserved: at('reserved', index),
    },
  }));
}

function totalColumns(t: Translate): readonly Column<Row>[] {
  return [
    {
      id: 'server',
      header: t('placement:server'),
      width: 'minmax(8rem, 2fr)',
      cell: ({ totals: { column } }) => (
        <span className="inline-flex items-center gap-2">
          <Mark tone={column.server?.mark ?? 'unknown'} label={t(`model:mark.${column.server?.mark ?? 'unknown'}`)} />
          <Name text={column.name} className="type-strong" />
          <Name text={column.zone ?? ''} className="type-mono text-text-3" />
        </span>
      ),
    },
    ...measures.map((measure, index): Column<Row> => ({
      id: measure,
      header: t(`placement:measure.${measure}`),
      width: 'minmax(5.5rem, 1fr)',
      align: 'end',
      priority: index < 2 ? 1 : 2,
      compare: (a, b) => (measured(a.totals, measure) ?? -1) - (measured(b.totals, measure) ?? -1),
      first: 'descending',
      cell: ({ totals, skews }) => <Total totals={totals} measure={measure} skew={skews[measure]} />,
    })),
  ];
}

interface TotalProps {
  readonly totals: ColumnTotals;
  readonly measure: Measure;
  readonly skew: Skew | null;
}

function Total({ totals, measure, skew }: TotalProps) {
  const { t } = useTranslation();
  if (skew === null || skew.kind === 'even') return totalText(totals, measure);
  return (
    <span className="text-warn-ink" title={t(`placement:skew.${skew.kind}`, { fair: shareText(measure, skew.fair) })}>
      {totalText(totals, measure)}{' '}
      <span role="img" aria-label={t(`placement:skewWord.${skew.kind}`)}>
        {skew.kind === 'over' ? '▲' : '▼'}
      </span>
    </span>
  );
}
