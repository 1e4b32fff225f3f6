import { useMemo } from 'react';
import { add, subtract, type Count } from '../../domain/count';
import type { StreamFacts } from '../../domain/inside/messages';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { useTranslation, type Translate } from '../../ui/translate';
import { Age } from '../../widgets/age';
import { formatBytes, formatCount } from '../../widgets/format';
import { Name } from '../../widgets/name';
import { PreviewText } from '../../widgets/body/preview-text';
import type { Row } from './rows';
import type { MessagesSearch } from './search';

interface MessageTableProps {
  readonly rows: readonly Row[];
  readonly selected: Count | null;
  readonly href: (message: string) => string;
  readonly onEnd?: (() => void) | undefined;
  readonly search: MessagesSearch;
  readonly state: StreamFacts;
}

/** Messages one below the other, and what is missing between them. */
export function MessageTable({ rows, selected, href, onEnd, search, state }: MessageTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => messageColumns(t), [t]);
  return (
    <div className="flex min-h-0 flex-1 flex-col rounded-panel border border-line bg-panel">
      <DataTable
        fill
        label={t('messages:title')}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.key}
        rowHref={(row) => (row.kind === 'message' ? href(String(row.message.seq)) : undefined)}
        rowTone={(row) => (row.kind !== 'message' ? 'silent' : row.message.seq === selected ? 'selected' : 'normal')}
        rowData={(row) => ({ 'data-testid': `${row.kind}-row` })}
        onEnd={onEnd}
        empty={<Empty search={search} state={state} />}
      />
    </div>
  );
}

function Empty({ search, state }: Pick<MessageTableProps, 'search' | 'state'>) {
  const { t } = useTranslation();
  if (state.messages === 0) {
    const body = state.mirrorOf === null ? t('messages:empty.body') : t('messages:empty.mirror');
    return <EmptyState title={t('messages:empty.title')}>{body}</EmptyState>;
  }
  if (search.live === 'on') return <EmptyState title={t('messages:live.none')} />;
  return (
    <EmptyState title={search.subject === '' ? t('messages:empty.here') : t('messages:empty.filtered')}>
      {t('messages:empty.hereBody', { first: formatCount(state.firstSeq), last: formatCount(state.lastSeq) })}
    </EmptyState>
  );
}

function messageColumns(t: Translate): readonly Column<Row>[] {
  return [
    {
      id: 'seq',
      header: t('messages:seq'),
      width: 'minmax(6.5rem, max-content)',
      align: 'end',
      cell: (row) => <span className="type-mono">{sequenceText(row)}</span>,
    },
    {
      id: 'subject',
      header: t('messages:subject'),
      width: 'minmax(8rem, 2fr)',
      cell: (row) =>
        row.kind === 'message' ? <Name text={row.message.subject} className="type-mono" /> : goneText(t, row),
    },
    {
      id: 'time',
      header: t('messages:age'),
      width: '7rem',
      align: 'end',
      priority: 2,
      // The age of a server's time by this browser's clock: as good as the two agree.
      cell: (row) => row.kind === 'message' && <Age at={row.message.time} />,
    },
    {
      id: 'size',
      header: t('messages:size'),
      width: '6rem',
      align: 'end',
      priority: 2,
      cell: (row) => row.kind === 'message' && formatBytes(row.message.size),
    },
    {
      id: 'preview',
      header: t('messages:preview'),
      width: 'minmax(10rem, 3fr)',
      priority: 3,
      cell: (row) => row.kind === 'message' && <PreviewText preview={row.message.preview} />,
    },
  ];
}

function sequenceText(row: Row): string {
  if (row.kind === 'message') return formatCount(row.message.seq);
  return row.from === row.to ? formatCount(row.from) : `${formatCount(row.from)}–${formatCount(row.to)}`;
}

function goneText(t: Translate, { kind, from, to }: Exclude<Row, { kind: 'message' }>): string {
  const size = add(subtract(to, from), 1);
  const count = Number(size);
  return kind === 'deleted'
    ? t('messages:deleted.row', { count, messages: formatCount(size) })
    : t('messages:live.skipped', { count, messages: formatCount(size) });
}
