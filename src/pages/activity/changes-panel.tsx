import { useMemo } from 'react';
import type { AuditEntry } from '../../domain/audit/entry';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { objectText, outcomeWords, wordOf } from '../../widgets/command-words';
import { unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';

/** Every change that was asked for from this browser, the newest first, with what came of it. */
export function ChangesPanel({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTranslation();
  const isPublished = entries.some(({ published }) => published !== undefined);
  const columns = useMemo(() => [...changeColumns(t), ...(isPublished ? [publishedColumn(t)] : [])], [t, isPublished]);
  const newest = useMemo(() => entries.toSorted((a, b) => (a.id < b.id ? 1 : -1)), [entries]);
  return (
    <Panel title={t('audit:changes')} meta={String(entries.length)} padding="none">
      <DataTable
        label={t('audit:changes')}
        rows={newest}
        columns={columns}
        rowKey={({ id }) => id}
        rowData={({ command, end, published }) => ({
          'data-testid': 'change-row',
          'data-command': command.kind,
          'data-state': end?.outcome.kind ?? 'unknown',
          'data-published': published ?? null,
        })}
        empty={<EmptyState title={t('audit:none')}>{t('audit:noneBody')}</EmptyState>}
      />
    </Panel>
  );
}

function changeColumns(t: Translate): readonly Column<AuditEntry>[] {
  return [
    {
      id: 'time',
      header: t('audit:time'),
      width: '11rem',
      cell: ({ at }) => <span className="type-mono text-text-2">{formatMoment(at)}</span>,
    },
    {
      id: 'who',
      header: t('audit:who'),
      width: 'minmax(6rem, 1fr)',
      priority: 3,
      cell: ({ actor }) => <Name text={actor.user ?? unknownText} className="text-text-2" />,
    },
    {
      id: 'what',
      header: t('audit:what'),
      width: 'minmax(10rem, 2fr)',
      cell: ({ command }) => t(`actions:done.${wordOf(command)}`),
    },
    {
      id: 'object',
      header: t('audit:object'),
      width: 'minmax(8rem, 2fr)',
      priority: 2,
      cell: ({ command }) => <Name text={objectText(command)} className="type-strong" />,
    },
    {
      id: 'leaders',
      header: t('audit:leaders'),
      width: 'minmax(7rem, 1fr)',
      priority: 3,
      cell: ({ before, end }) => (
        <span className="type-mono flex min-w-0 gap-1">
          <Name text={before.leader ?? unknownText} />
          {end !== null && end.after.leader !== before.leader && (
            <>
              {' → '}
              <Name text={end.after.leader ?? unknownText} />
            </>
          )}
        </span>
      ),
    },
    {
      id: 'outcome',
      header: t('audit:outcome'),
      width: 'minmax(14rem, 4fr)',
      priority: 2,
      cell: ({ end }) => <Ended t={t} end={end} />,
    },
  ];
}

/** Drawn where the installation has an audit stream: what that one has of each change. */
function publishedColumn(t: Translate): Column<AuditEntry> {
  return {
    id: 'published',
    header: t('audit:published'),
    width: 'minmax(8rem, 1.2fr)',
    priority: 2,
    cell: ({ published }) =>
      published === undefined ? (
        unknownText
      ) : (
        <Status mark={published === 'whole' ? 'ok' : 'warn'} word={t(`audit:publishedAs.${published}`)} />
      ),
  };
}

function Ended({ t, end }: { readonly t: Translate; readonly end: AuditEntry['end'] }) {
  if (end === null) return <Status mark="unknown" word={t('audit:open')} />;
  const { tone, text } = outcomeWords(t, end.outcome);
  return <Status mark={tone} word={text} />;
}
