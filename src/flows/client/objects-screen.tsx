import { useMemo, useState } from 'react';
import * as v from 'valibot';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { bucketOf, type ObjectRow } from '../../domain/inside/buckets';
import { paths } from '../../state/paths';
import { useOwnConnection } from '../../state/use-access';
import { useJob } from '../../state/use-job';
import { useToldInside } from '../../state/use-inside';
import { searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { Button, ButtonLink } from '../../ui/button';
import { DataTable } from '../../ui/data-table/data-table';
import { sortOf, sortText, type Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { FilterField } from '../../ui/filter-field';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation, type Translate } from '../../ui/translate';
import { Age } from '../../widgets/age';
import { formatBytes, formatCount } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { StreamGone } from '../stream-gone';
import { ConnectionNotice } from './connection-notice';
import { failureWords } from './failure-words';
import { ObjectPanel } from './object-panel';
import { Transfers } from './transfers';
import { UploadDialog } from './upload-dialog';

/** `object`: the one whose facts are shown. */
const search = v.object({ object: searchText(''), filter: searchText(''), sort: searchText('name') });

/** An object store: what is in it, and files written to it and read from it. */
export function ObjectsScreen({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(stream);
  const { own, name: accountName } = useOwnConnection(place.account);
  const [at, set] = usePageSearch(search);
  const [isUploading, setUploading] = useState(false);
  const isLive = own === 'live';
  const { answer: list, told } = useToldInside('objectList', { stream }, { enabled: isLive, every: 5000 });
  const upload = useJob('upload', stream).view.state;
  const isBusy = upload === 'starting' || upload === 'running';
  const columns = useMemo(() => objectColumns(t), [t]);
  const found = told?.value ?? null;
  const rows = found?.objects ?? [];
  const chosen = rows.find(({ entry }) => entry === at.object);
  const bucket = bucketOf(place.name)?.name ?? place.name;
  return (
    <Page
      title={t('buckets:objects.title', { bucket: literal(bucket) })}
      lead={t('buckets:objects.lead', { stream: literal(place.name) })}
      actions={
        <>
          <Button
            look="primary"
            refused={!isLive ? t('client:connection.refused') : isBusy ? t('buckets:objects.oneAtATime') : undefined}
            onClick={() => setUploading(true)}
          >
            {t('buckets:objects.upload')}
          </Button>
          <ButtonLink href={paths.stream(cluster, place)}>
            {t('client:back', { name: shorten(literal(place.name), 24) })}
          </ButtonLink>
        </>
      }
    >
      <StreamGone stream={stream} />
      <ConnectionNotice account={place.account} name={accountName} own={own} />
      <Transfers stream={stream} />
      <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <Panel
          title={t('buckets:objects.list')}
          meta={formatCount(found === null ? null : rows.length)}
          right={
            <>
              {told !== null && (
                <span className="type-small text-text-3">
                  <Age at={told.at} ago />
                </span>
              )}
              <FilterField
                label={t('buckets:objects.filter')}
                value={at.filter}
                onValue={(filter) => set({ filter })}
              />
            </>
          }
          padding="none"
        >
          {list?.ok === false && (
            <p role="alert" className="px-3 py-2 text-warn-ink">
              {failureWords(t, list.error)}
            </p>
          )}
          {found !== null && (found.unreadable > 0 || found.cut) && (
            <p className="px-3 py-2 text-warn-ink" data-testid="objects-unreadable" data-count={found.unreadable}>
              {found.unreadable > 0 && t('buckets:objects.unreadable', { count: found.unreadable })}{' '}
              {found.cut && t('buckets:objects.cut', { count: rows.length })}
            </p>
          )}
          {isLive && list === null ? (
            <Skeleton label={t('model:loading')} />
          ) : (
            <DataTable
              label={t('buckets:objects.list')}
              rows={rows}
              columns={columns}
              rowKey={({ entry }) => entry}
              rowHref={({ entry }) => paths.bucket(cluster, 'objects', place, { ...at, object: entry })}
              rowTone={({ entry }) => (entry === at.object ? 'selected' : 'normal')}
              rowData={({ name, size }) => ({ 'data-testid': 'object-row', 'data-object': name, 'data-size': size })}
              sort={sortOf(at.sort)}
              onSort={(sort) => set({ sort: sortText(sort) })}
              filter={at.filter}
              filterText={({ name, description }) => `${name} ${description}`}
              empty={<EmptyState title={t(`buckets:objects.${emptyWord(found === null ? null : rows.length)}`)} />}
            />
          )}
        </Panel>
        {chosen === undefined ? (
          <Panel title={t('buckets:objects.name')} padding="none">
            <EmptyState title={t(`buckets:objects.${at.object === '' || told === null ? 'choose' : 'noneChosen'}`)} />
          </Panel>
        ) : (
          <ObjectPanel key={chosen.entry} stream={stream} object={chosen} canChange={isLive} />
        )}
      </div>
      {isUploading && (
        <UploadDialog stream={stream} known={rows.map(({ name }) => name)} onClose={() => setUploading(false)} />
      )}
    </Page>
  );
}

/** Silence is no answer: only a store that was read has no objects. */
function emptyWord(known: number | null) {
  if (known === null) return 'notKnown';
  return known === 0 ? 'none' : 'noneFiltered';
}

function objectColumns(t: Translate): readonly Column<ObjectRow>[] {
  return [
    {
      id: 'name',
      header: t('buckets:objects.name'),
      width: 'minmax(9rem, 2fr)',
      compare: (a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)),
      cell: ({ name, link, misnamed }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Name text={name} className="type-strong truncate" />
          {link !== null && (
            <span className="type-small shrink-0 text-text-3">
              {t('buckets:objects.link', { target: shorten(literal(`${link.bucket}/${link.name}`), 32) })}
            </span>
          )}
          {misnamed && <span className="type-small shrink-0 text-warn-ink">{t('buckets:objects.misnamed')}</span>}
        </span>
      ),
    },
    {
      id: 'size',
      header: t('buckets:objects.size'),
      width: '7rem',
      align: 'end',
      priority: 2,
      first: 'descending',
      compare: (a, b) => a.size - b.size,
      cell: ({ size }) => formatBytes(size),
    },
    {
      id: 'modified',
      header: t('buckets:objects.modified'),
      width: '11rem',
      priority: 3,
      first: 'descending',
      compare: (a, b) => (a.modified < b.modified ? -1 : Number(a.modified > b.modified)),
      cell: ({ modified }) => <Name text={modified.slice(0, 19).replace('T', ' ')} className="text-text-2" />,
    },
  ];
}
