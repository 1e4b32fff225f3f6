import { useMemo, type ReactNode } from 'react';
import { approximate } from '../../domain/count';
import type { LagRow } from '../../domain/lag-history/model';
import { useTranslation, type Translate } from '../../ui/translate';
import type { Column, Sort } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { Age } from '../age';
import { Crown } from '../crown';
import { formatCount, unknownText } from '../format';
import { formatClock, formatExact } from '../format-time';
import { Log, Store } from '../lamps';
import { Name } from '../name';
import { presenceInk } from '../presence';
import { Status } from '../status';
import { boardMarks } from './board-words';

export interface BoardTableProps {
  readonly rows: readonly LagRow[];
  readonly hrefOf: (row: LagRow) => string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort) => void;
  readonly filter: string;
  readonly empty: ReactNode;
}

/** Copies that are behind, the worst first unless another order is asked for. */
export function BoardTable({ rows, hrefOf, sort, onSort, filter, empty }: BoardTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => boardColumns(t), [t]);
  return (
    <DataTable
      label={t('lag:board.title')}
      rows={rows}
      columns={columns}
      rowKey={(row) => `${row.stream} ${row.server}`}
      rowHref={hrefOf}
      rowTone={(row) => (row.presence.kind === 'answering' ? 'normal' : 'silent')}
      rowData={boardMarks}
      sort={sort}
      onSort={onSort}
      filter={filter}
      fill
      filterText={({ name, accountName, server }) => `${name} ${accountName} ${server}`}
      empty={empty}
    />
  );
}

const natural = new Intl.Collator('en', { numeric: true });

/** Not known counts as more than nothing, and less than any number. */
function sizeOf({ store }: LagRow): number {
  if (store.kind === 'behind' || store.kind === 'atMost') return approximate(store.messages);
  return store.kind === 'unknown' ? 0 : -1;
}

function boardColumns(t: Translate): readonly Column<LagRow>[] {
  return [
    {
      id: 'stream',
      header: t('lag:board.stream'),
      width: 'minmax(9rem, 2fr)',
      compare: (a, b) => natural.compare(a.name, b.name),
      cell: ({ name, accountName }) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <Name text={name} className="type-strong truncate" />
          <Name text={accountName} className="type-small truncate text-text-3" />
        </span>
      ),
    },
    {
      id: 'server',
      header: t('lag:board.server'),
      width: 'minmax(5rem, 1fr)',
      compare: (a, b) => natural.compare(a.server, b.server),
      cell: ({ server, role }) => (
        <span className="flex min-w-0 items-center gap-1.5">
          <Name text={server} className="truncate" />
          {role === 'leader' && <Crown />}
        </span>
      ),
    },
    {
      id: 'messages',
      header: t('lag:board.messages'),
      width: 'minmax(15rem, 4fr)',
      priority: 2,
      first: 'descending',
      compare: (a, b) => sizeOf(a) - sizeOf(b),
      cell: ({ store, presence }) =>
        store.kind === 'leader' ? (
          <Status mark="ok" word={t('lag:messages.leader')} />
        ) : (
          <Store copy={{ store, presence, state: null }} />
        ),
    },
    {
      id: 'entries',
      header: t('lag:board.entries'),
      width: 'minmax(10rem, 2fr)',
      priority: 3,
      cell: ({ log }) => <Log lamp={log} />,
    },
    {
      id: 'since',
      header: t('lag:board.since'),
      width: '6rem',
      align: 'end',
      priority: 3,
      first: 'descending',
      compare: (a, b) => (b.since ?? Number.MAX_VALUE) - (a.since ?? Number.MAX_VALUE),
      cell: ({ since }) => (since === null ? unknownText : <Age at={since} />),
    },
    {
      id: 'peak',
      header: t('lag:board.peak'),
      width: '9rem',
      align: 'end',
      priority: 3,
      first: 'descending',
      compare: (a, b) => (a.peak?.messages ?? -1) - (b.peak?.messages ?? -1),
      cell: ({ peak, kept }) => <Peak peak={peak} kept={kept} />,
    },
    {
      id: 'asOf',
      header: t('lag:board.asOf'),
      width: '5rem',
      align: 'end',
      priority: 3,
      cell: ({ asOf, presence }) => (
        <span className={presenceInk(presence)}>{asOf === null ? unknownText : <Age at={asOf} />}</span>
      ),
    },
  ];
}

function Peak({ peak, kept }: Pick<LagRow, 'peak' | 'kept'>) {
  const { t } = useTranslation();
  if (!kept) return <span className="text-unknown-ink">{t('lag:history.dropped')}</span>;
  if (peak === null) return unknownText;
  return (
    <span title={formatExact(peak.at)}>
      {formatCount(peak.messages)} <span className="text-text-3">{formatClock(peak.at).slice(0, 5)}</span>
    </span>
  );
}
