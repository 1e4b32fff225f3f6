import { useMemo } from 'react';
import type { Mark, StreamModel } from '../../domain/cluster/model';
import { compare } from '../../domain/count';
import { feedsOf, type Feed, type FeedState } from '../../domain/feeds/feeds';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useStreams } from '../../state/use-rows';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { FeedsDrawing } from '../../widgets/feeds-drawing';
import { formatCount, formatHeard } from '../../widgets/format';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';

type Row = Feed & { readonly way: 'into' | 'outOf' };

const marks: Readonly<Record<FeedState, Mark>> = {
  even: 'ok',
  behind: 'busy',
  silent: 'warn',
  failing: 'crit',
  unknown: 'unknown',
};

/** Mirrors and sources: where the messages of a stream come from and go to, and how far behind each is. */
export function FeedsPanel({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows: streams } = useStreams();
  const feeds = useMemo(() => feedsOf(stream, streams), [stream, streams]);
  const columns = useMemo(() => feedColumns(t), [t]);
  const rows: readonly Row[] = [
    ...feeds.into.map((feed) => ({ ...feed, way: 'into' as const })),
    ...feeds.outOf.map((feed) => ({ ...feed, way: 'outOf' as const })),
  ];
  if (rows.length === 0) return null;
  const href = (key: StreamKey) => paths.stream(cluster, streamPlace(key));
  return (
    <Panel title={t('streams:feeds.title')} meta={String(rows.length)} padding="none">
      <FeedsDrawing name={stream.name} feeds={feeds} markOf={({ state }) => marks[state]} />
      <DataTable
        label={t('streams:feeds.title')}
        rows={rows}
        columns={columns}
        rowKey={(row) => `${row.way}\n${row.kind}\n${row.external ?? ''}\n${row.name}`}
        rowHref={(row) => (row.stream === null ? undefined : href(row.stream))}
        rowData={(row) => ({ 'data-testid': 'feed-row', 'data-state': row.state, 'data-way': row.way })}
      />
    </Panel>
  );
}

function feedColumns(t: Translate): readonly Column<Row>[] {
  return [
    {
      id: 'name',
      header: t('streams:stream'),
      width: 'minmax(8rem, 2fr)',
      cell: (row) => (
        <>
          <Name text={row.name} className="type-strong" />
          {row.external !== null && (
            <span className="text-text-3">
              {' '}
              <Name text={row.external} className="type-mono" />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'way',
      header: t('streams:feeds.way'),
      width: 'minmax(9rem, 1fr)',
      priority: 2,
      cell: (row) => t(`streams:feeds.${row.way}.${row.kind}`),
    },
    {
      id: 'state',
      header: t('streams:state'),
      width: 'minmax(9rem, 2fr)',
      cell: (row) => <Status mark={marks[row.state]} word={stateWords(t, row)} />,
    },
    {
      id: 'lag',
      header: t('streams:feeds.lag'),
      width: '7rem',
      align: 'end',
      priority: 2,
      compare: (a, b) => compare(a.lag, b.lag),
      cell: (row) => formatCount(row.lag),
    },
    {
      id: 'heard',
      header: t('streams:feeds.heard'),
      width: '7rem',
      align: 'end',
      priority: 3,
      cell: (row) => (row.active === null ? t('streams:feeds.never') : formatHeard(row.active)),
    },
    {
      id: 'error',
      header: t('streams:feeds.error'),
      width: 'minmax(8rem, 2fr)',
      priority: 3,
      cell: (row) => row.error !== null && <Name text={row.error} className="text-crit-ink" />,
    },
  ];
}

function stateWords(t: Translate, { state, lag }: Feed): string {
  return t(`streams:feeds.states.${state}`, { messages: formatCount(lag) });
}
