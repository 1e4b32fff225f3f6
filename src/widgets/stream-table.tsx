import { useMemo, type ReactNode } from 'react';
import { compare, type Count } from '../domain/count';
import type { Mark, StreamModel } from '../domain/cluster/model';
import { type Translate, useTranslation } from '../ui/translate';
import { DataTable } from '../ui/data-table/data-table';
import type { Column, Sort } from '../ui/data-table/column';
import { Age } from './age';
import { Copies } from './copies';
import { formatCount, readBytes, readTally, unknownText, type Reading } from './format';
import { leaderOf, streamMarks } from './marks';
import { Name } from './name';
import { Quantity } from './quantity';
import { Status } from './status';
import { toldWords } from './told';

export interface StreamTableProps {
  readonly streams: readonly StreamModel[];
  readonly hrefOf: (stream: StreamModel) => string;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  readonly filter?: string;
  readonly fill?: boolean;
  readonly empty: ReactNode;
}

/** Streams with where their copies are and how they are. */
export function StreamTable({
  streams,
  hrefOf,
  sort = null,
  onSort,
  filter = '',
  fill = false,
  empty,
}: StreamTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => streamColumns(t), [t]);
  const rows = useMemo(() => streams.toSorted(byName), [streams]);
  return (
    <DataTable
      label={t('streams:title')}
      rows={rows}
      columns={columns}
      rowKey={(stream) => stream.key}
      rowHref={hrefOf}
      rowTone={toneOf}
      rowData={(stream) => ({ 'data-testid': 'stream-row', ...streamMarks(stream) })}
      sort={sort}
      {...(onSort === undefined ? {} : { onSort })}
      filter={filter}
      filterText={filterText}
      fill={fill}
      empty={empty}
    />
  );
}

const natural = new Intl.Collator('en', { numeric: true });
const byName = (a: StreamModel, b: StreamModel) =>
  natural.compare(a.accountName, b.accountName) ||
  natural.compare(a.name, b.name) ||
  natural.compare(a.domain, b.domain);
const filterText = (stream: StreamModel) =>
  `${stream.accountName} ${stream.name} ${stream.domain} ${leaderOf(stream)} ${stream.config?.subjects.join(' ') ?? ''}`;

function toneOf(stream: StreamModel) {
  if (stream.mark === 'crit') return 'crit';
  return stream.source === 'reported' && stream.mark !== 'unknown' ? 'normal' : 'silent';
}

/** With its domain, where it has one: a leaf node may have a stream of the same name. */
function StreamName({ stream: { name, domain } }: { readonly stream: StreamModel }) {
  if (domain === '') return <Name text={name} className="type-strong" />;
  return (
    <span className="inline-flex min-w-0 items-baseline gap-2">
      <Name text={name} className="type-strong min-w-0 truncate" />
      <Name text={domain} className="type-mono shrink-0 text-text-3" />
    </span>
  );
}

function Health({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-2">
      <Status mark={stream.mark} word={t(`model:health.${stream.health}`)} />
      {stream.source !== 'reported' && stream.asOf !== null && (
        <span className="type-small text-text-3">
          <Age at={stream.asOf} />
        </span>
      )}
    </span>
  );
}

/** A number of a stream with where it is from on hover; weak where nobody says it now. */
function Told({ stream, reading }: { readonly stream: StreamModel; readonly reading: Reading }) {
  const { t } = useTranslation();
  const kept = stream.source !== 'reported' || stream.mark === 'unknown';
  const told = toldWords(t, { by: leaderOf(stream), at: stream.asOf, kept });
  return (
    <span className={kept ? 'text-text-3' : undefined}>
      <Quantity reading={reading} told={told} />
    </span>
  );
}

function consumersOf({ consumers }: StreamModel): Reading {
  const exact = formatCount(consumers?.count ?? null);
  if (consumers === null || consumers.complete) return { value: exact, unit: '', exact };
  const atLeast = `≥ ${exact}`;
  return { value: atLeast, unit: '', exact: atLeast };
}

const severity: Readonly<Record<Mark, number>> = { ok: 0, busy: 1, unknown: 2, warn: 3, crit: 4 };
const byCount = (read: (stream: StreamModel) => Count | null) => (a: StreamModel, b: StreamModel) =>
  compare(read(a) ?? -1, read(b) ?? -1);

function streamColumns(t: Translate): readonly Column<StreamModel>[] {
  const number = (
    id: string,
    header: string,
    read: (stream: StreamModel) => Count | null,
    rest: Partial<Column<StreamModel>> = {},
  ): Column<StreamModel> => ({
    id,
    header,
    width: '6rem',
    align: 'end',
    priority: 3,
    first: 'descending',
    compare: byCount(read),
    cell: (stream) => <Told stream={stream} reading={readTally(read(stream))} />,
    ...rest,
  });
  return [
    {
      id: 'stream',
      header: t('streams:stream'),
      width: 'minmax(8.5rem, 2fr)',
      compare: (a, b) => natural.compare(a.name, b.name),
      cell: (stream) => <StreamName stream={stream} />,
    },
    {
      id: 'account',
      header: t('streams:account'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      compare: byName,
      cell: (stream) => <Name text={stream.accountName} className="text-text-2" />,
    },
    {
      id: 'state',
      header: t('streams:state'),
      width: 'minmax(9rem, 1fr)',
      first: 'descending',
      compare: (a, b) => severity[a.mark] - severity[b.mark],
      cell: (stream) => <Health stream={stream} />,
    },
    number('replicas', t('streams:replicas'), (stream) => stream.replicas, { width: '2.75rem' }),
    {
      id: 'copies',
      header: t('streams:copies'),
      width: 'minmax(14.5rem, 3fr)',
      priority: 2,
      compare: (a, b) => natural.compare(leaderOf(a), leaderOf(b)),
      cell: (stream) => (stream.copies.length === 0 ? unknownText : <Copies copies={stream.copies} />),
    },
    number('messages', t('streams:messages'), (stream) => stream.state?.messages ?? null, { priority: 2 }),
    number('bytes', t('streams:bytes'), (stream) => stream.state?.bytes ?? null, {
      width: '5.5rem',
      cell: (stream) => <Told stream={stream} reading={readBytes(stream.state?.bytes ?? null)} />,
    }),
    number('first', t('streams:first'), (stream) => stream.state?.firstSeq ?? null, { priority: 4 }),
    number('last', t('streams:last'), (stream) => stream.state?.lastSeq ?? null),
    number('deleted', t('streams:deleted'), (stream) => stream.state?.deleted ?? null, { priority: 4 }),
    number('lost', t('streams:lost'), (stream) => stream.state?.lost ?? null, { width: '4rem', priority: 4 }),
    number('consumers', t('streams:consumers'), (stream) => stream.consumers?.count ?? null, {
      width: '5.75rem',
      cell: (stream) => <Told stream={stream} reading={consumersOf(stream)} />,
    }),
    {
      id: 'storage',
      header: t('streams:storage'),
      width: '5rem',
      priority: 4,
      cell: ({ config }) =>
        config?.storage == null ? (
          unknownText
        ) : (
          <span className="text-text-2">{t(`streams:storages.${config.storage}`)}</span>
        ),
    },
  ];
}
