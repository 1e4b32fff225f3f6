import { RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import * as v from 'valibot';
import { approximate } from '../../domain/count';
import { streamPlace, type StreamKey, type StreamPlace } from '../../domain/ids';
import type { SubjectRow } from '../../domain/inside/subjects';
import { paths, streamHrefs } from '../../state/paths';
import { searchChoice, searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { Button, ButtonLink } from '../../ui/button';
import { Bar } from '../../ui/bar';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { FilterField } from '../../ui/filter-field';
import { Page } from '../../ui/page';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation, type Translate } from '../../ui/translate';
import { useCalm } from '../../ui/use-calm';
import { Age } from '../../widgets/age';
import { formatCount } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { StreamTabs } from '../../widgets/stream-tabs';
import { StreamGone, useIncarnation } from '../stream-gone';
import { InsideProblem } from './problem';
import { mostSubjects, useSubjects, type SubjectsQuery } from './use-subjects';

/** `under`: tokens that were gone into. `find`: a text in whole subjects. */
const search = v.object({
  under: v.fallback(v.pipe(v.string(), v.maxLength(2048)), ''),
  find: searchText(''),
  sort: searchChoice(['name', 'messages']),
});

/** ms between two searches while somebody types. */
const typingPause = 250;

/** Subjects of a stream by their tokens, with how many messages each has. */
export function SubjectsPage({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(stream);
  const [values, set] = usePageSearch(search);
  const incarnation = useIncarnation(stream);
  const [notBefore, refresh] = useState(0);
  const find = useCalm(values.find, typingPause);
  const query: SubjectsQuery = { stream, filter: '>', under: values.under, search: find, sort: values.sort, notBefore };
  return (
    <Page
      fill
      title={<Name text={place.name} />}
      lead={
        <>
          <Name text={place.account} className="text-text" /> · {t('messages:tree.lead')}
        </>
      }
    >
      <StreamTabs current="subjects" hrefs={streamHrefs(cluster, place)} />
      <StreamGone stream={stream} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FilterField label={t('messages:tree.find')} value={values.find} onValue={(text) => set({ find: text })} />
        <Segmented
          label={t('messages:tree.sort')}
          current={values.sort}
          options={[
            { id: 'name', label: t('messages:tree.byName') },
            { id: 'messages', label: t('messages:tree.byMessages') },
          ]}
          onChoose={(sort) => set({ sort })}
        />
        <Button size="small" onClick={() => refresh(Date.now())}>
          <RefreshCw size={14} aria-hidden />
          {t('messages:tree.refresh')}
        </Button>
      </div>
      <Crumbs under={values.under} place={place} cluster={cluster} />
      <Branch key={`${incarnation}${JSON.stringify(query)}`} query={query} place={place} cluster={cluster} />
    </Page>
  );
}

interface BranchProps {
  readonly query: SubjectsQuery;
  readonly place: StreamPlace;
  readonly cluster: string;
}

function Branch({ query, place, cluster }: BranchProps) {
  const { t } = useTranslation();
  const { rows, last, failure, loading, more } = useSubjects(query);
  const whole = last === null ? 0 : approximate(last.messages);
  const columns = useMemo(
    () => subjectColumns(t, whole, (subject) => paths.messages(cluster, place, { subject })),
    [t, whole, cluster, place],
  );
  if (failure !== null && last === null) {
    return <InsideProblem problem={failure} account={place.account} onRetry={more} />;
  }
  if (last === null) return <Skeleton label={t('ui:loading')} lines={10} />;
  return (
    <>
      {failure !== null && <InsideProblem problem={failure} account={place.account} onRetry={more} />}
      <div className="flex min-h-60 flex-1 flex-col rounded-panel border border-line bg-panel">
        <DataTable
          fill
          label={t('messages:tree.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.label}
          rowHref={(row) =>
            row.below > 0
              ? paths.subjects(cluster, place, { under: row.path, sort: query.sort })
              : paths.messages(cluster, place, { subject: row.path })
          }
          rowData={(row) => ({ 'data-testid': 'subject-row', 'data-messages': String(row.messages) })}
          onEnd={failure === null ? more : undefined}
          empty={<EmptyState title={t(query.search === '' ? 'messages:tree.none' : 'messages:tree.notFound')} />}
        />
      </div>
      <p className="type-small flex min-h-8 flex-wrap gap-x-3 pt-1 text-text-3" data-testid="subjects-status">
        <span>{t('messages:tree.subjects', { count: last.subjects, subjects: formatCount(last.subjects) })}</span>
        <span>{t('messages:tree.messages', { messages: formatCount(last.messages) })}</span>
        {last.total > last.read && (
          <span className="text-warn-ink">
            {t('messages:tree.partial', { read: formatCount(last.read), total: formatCount(last.total) })}
          </span>
        )}
        {rows.length < last.count && (
          <span>
            {t(rows.length >= mostSubjects ? 'messages:tree.many' : 'messages:tree.shown', {
              rows: formatCount(rows.length),
              count: formatCount(last.count),
            })}
          </span>
        )}
        <span>{loading ? t('ui:loading') : <Age at={last.asOf} ago />}</span>
      </p>
    </>
  );
}

/** The tokens that were gone into, each a way back. */
function Crumbs({ under, place, cluster }: { readonly under: string } & Omit<BranchProps, 'query'>) {
  const { t } = useTranslation();
  const tokens = under === '' ? [] : under.split('.');
  return (
    <nav aria-label={t('messages:tree.path')} className="type-mono flex flex-wrap items-center gap-x-1">
      <a href={paths.subjects(cluster, place)} className="text-accent hover:underline focus-visible:focus-ring">
        {t('messages:tree.all')}
      </a>
      {tokens.map((token, index) => {
        const path = tokens.slice(0, index + 1).join('.');
        return (
          <span key={path} className="flex min-w-0 items-center gap-x-1">
            <span className="text-text-3">›</span>
            <a
              href={paths.subjects(cluster, place, { under: path })}
              className="truncate text-accent hover:underline focus-visible:focus-ring"
            >
              <bdi>{literal(token)}</bdi>
            </a>
          </span>
        );
      })}
      {under !== '' && (
        <ButtonLink size="small" className="ml-3" href={paths.messages(cluster, place, { subject: `${under}.>` })}>
          {t('messages:tree.messagesBelow')}
        </ButtonLink>
      )}
    </nav>
  );
}

function subjectColumns(
  t: Translate,
  whole: number,
  messagesOf: (subject: string) => string,
): readonly Column<SubjectRow>[] {
  return [
    {
      id: 'token',
      header: t('messages:tree.token'),
      width: 'minmax(8rem, 2fr)',
      cell: (row) => (
        <span className="type-mono">
          <Name text={row.label} />
          {row.below > 0 && <span className="text-text-3">.</span>}
        </span>
      ),
    },
    {
      id: 'messages',
      header: t('messages:tree.count'),
      width: '7rem',
      align: 'end',
      cell: (row) => formatCount(row.messages),
    },
    {
      id: 'share',
      header: t('messages:tree.share'),
      width: 'minmax(6rem, 1fr)',
      priority: 3,
      cell: (row) => (
        <Bar
          label={t('messages:tree.shareOf', { messages: formatCount(row.messages), all: formatCount(whole) })}
          used={approximate(row.messages)}
          limit={whole}
        />
      ),
    },
    {
      id: 'below',
      header: t('messages:tree.below'),
      width: '7rem',
      align: 'end',
      priority: 2,
      cell: (row) => formatCount(row.below),
    },
    {
      id: 'open',
      header: t('messages:tree.look'),
      width: '7rem',
      align: 'end',
      priority: 3,
      cell: (row) =>
        row.below > 0 && (
          <a href={messagesOf(`${row.path}.>`)} className="text-accent hover:underline">
            {t('messages:tree.open')}
          </a>
        ),
    },
  ];
}
