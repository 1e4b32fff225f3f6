import { useMemo, type ReactNode } from 'react';
import { compare, type Count } from '../../domain/count';
import type { Mark as MarkValue } from '../../domain/cluster/model';
import { furthestBehind, survivalRank } from '../../domain/placement/arrange';
import type { Cell } from '../../domain/placement/cell';
import type { PlacementRow } from '../../domain/placement/row';
import { type Translate, useTranslation } from '../../ui/translate';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column, Sort } from '../../ui/data-table/column';
import { Mark } from '../../ui/mark';
import { formatCount, readBytes } from '../format';
import { Name } from '../name';
import { Quantity } from '../quantity';
import { Status } from '../status';
import { survivalWord } from './use-matrix-words';

export interface PlacementTableProps {
  readonly rows: readonly PlacementRow[];
  readonly hrefOf: (row: PlacementRow) => string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort) => void;
  readonly empty: ReactNode;
}

/** The matrix as a table: one line a stream, its copies in words. */
export function PlacementTable({ rows, hrefOf, sort, onSort, empty }: PlacementTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => tableColumns(t), [t]);
  return (
    <DataTable
      label={t('placement:matrix')}
      rows={rows}
      columns={columns}
      rowKey={({ stream }) => stream.key}
      rowHref={hrefOf}
      rowTone={({ stream }) =>
        stream.mark === 'crit'
          ? 'crit'
          : stream.mark === 'unknown' || stream.source !== 'reported'
            ? 'silent'
            : 'normal'
      }
      rowData={({ stream, cells }) => ({
        'data-testid': 'placement-line',
        'data-account': stream.accountName,
        'data-stream': stream.name,
        'data-state': stream.mark,
        'data-copies': cells.map(({ server, state }) => `${server}:${state}`).join(' '),
      })}
      sort={sort}
      onSort={onSort}
      fill
      empty={empty}
    />
  );
}

const severity: Readonly<Record<MarkValue, number>> = { ok: 0, busy: 1, unknown: 2, warn: 3, crit: 4 };
const byOrder = (a: PlacementRow, b: PlacementRow) => (a.order < b.order ? -1 : 1);

function tableColumns(t: Translate): readonly Column<PlacementRow>[] {
  return [
    {
      id: 'name',
      header: t('placement:stream'),
      width: 'minmax(8rem, 2fr)',
      compare: byOrder,
      cell: ({ stream }) => <Name text={stream.name} className="type-strong" />,
    },
    {
      id: 'account',
      header: t('placement:groups.account'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      cell: ({ stream }) => <Name text={stream.accountName} className="text-text-2" />,
    },
    {
      id: 'health',
      header: t('placement:sorts.health'),
      width: 'minmax(7rem, 1fr)',
      first: 'descending',
      compare: (a, b) => severity[a.stream.mark] - severity[b.stream.mark],
      cell: ({ stream }) => <Status mark={stream.mark} word={t(`model:health.${stream.health}`)} />,
    },
    {
      id: 'copies',
      header: t('placement:measure.copies'),
      width: 'minmax(16rem, 4fr)',
      priority: 2,
      cell: ({ cells }) => <CopyWords cells={cells} />,
    },
    {
      id: 'survives',
      header: t('placement:survives'),
      width: '8rem',
      priority: 2,
      compare: (a, b) => survivalRank(a) - survivalRank(b),
      cell: ({ survival }) => <span className="text-text-2">{survivalWord(t, survival, false)}</span>,
    },
    number('behind', t('placement:sorts.behind'), furthestBehind, '10rem'),
    number('messages', t('placement:messages'), ({ stream }) => stream.state?.messages ?? null, '7rem'),
    {
      ...number('size', t('placement:measure.bytes'), ({ bytes }) => bytes, '6rem'),
      cell: ({ bytes }) => <Quantity reading={readBytes(bytes)} />,
    },
  ];
}

function number(
  id: string,
  header: string,
  read: (row: PlacementRow) => Count | null,
  width: string,
): Column<PlacementRow> {
  return {
    id,
    header,
    width,
    align: 'end',
    priority: 3,
    first: 'descending',
    compare: (a, b) => compare(read(a) ?? -1, read(b) ?? -1),
    cell: (row) => formatCount(read(row)),
  };
}

/** Each server with how its copy stands; those that follow and are well are the rule, and need no word to the eye. */
function CopyWords({ cells }: { readonly cells: readonly Cell[] }) {
  const { t } = useTranslation();
  return (
    <span className="flex min-w-0 gap-3">
      {cells.map(({ server, state, copy }) => (
        <span key={server} className="inline-flex min-w-4 items-center gap-1">
          <Mark tone={copy?.mark ?? 'busy'} size={10} />
          <Name text={server} className="truncate" />
          <span className={state === 'follower' ? 'sr-only' : 'shrink-0 text-text-3'}>
            {t(`placement:legend.${state}`)}
          </span>
        </span>
      ))}
    </span>
  );
}
