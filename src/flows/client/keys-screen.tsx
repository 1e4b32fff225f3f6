import { useMemo, useState } from 'react';
import * as v from 'valibot';
import { compare } from '../../domain/count';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { bucketOf, isKeyFilter, mostKeys, type KeyRow } from '../../domain/inside/buckets';
import { paths } from '../../state/paths';
import { useOwnConnection } from '../../state/use-access';
import { useKeys } from '../../state/use-keys';
import { searchChoice, searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { Button, ButtonLink } from '../../ui/button';
import { DataTable } from '../../ui/data-table/data-table';
import { sortOf, sortText, type Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { TextField } from '../../ui/field';
import { FilterField } from '../../ui/filter-field';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { formatExact, formatMoment } from '../../widgets/format-time';
import { literal, shorten } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { StreamGone, useIncarnation } from '../stream-gone';
import { ConnectionNotice } from './connection-notice';
import { failureWords } from './failure-words';
import { KeyPanel } from './key-panel';
import { KeyWriteDialog } from './key-write-dialog';

/** `key`: the one whose value is shown. `watch`: pattern of those that are watched. */
const search = v.object({
  key: searchText(''),
  filter: searchText(''),
  watch: searchText('>'),
  sort: searchText('key'),
  deleted: searchChoice(['no', 'yes']),
});

/** A key-value bucket: its keys, kept up to date, and the value of one. */
export function KeysScreen({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const place = streamPlace(stream);
  const { own, name: accountName } = useOwnConnection(place.account);
  const [at, set] = usePageSearch(search);
  const [pattern, setPattern] = useState(at.watch);
  const [isNew, setNew] = useState(false);
  const keys = useKeys(stream, at.watch, own === 'live', useIncarnation(stream));
  const columns = useMemo(() => keyColumns(t), [t]);
  const shown = useMemo(
    () => (at.deleted === 'yes' ? keys.rows : keys.rows.filter(({ operation }) => operation === 'put')),
    [keys.rows, at.deleted],
  );
  const chosen = keys.rows.find(({ key }) => key === at.key);
  const bucket = bucketOf(place.name)?.name ?? place.name;
  const href = (key: string) => paths.bucket(cluster, 'keyValue', place, { ...at, key });
  const { view } = keys;
  const failure =
    view.state === 'ended'
      ? view.end.kind === 'failed'
        ? view.end.failure
        : null
      : view.state === 'lost'
        ? view.failure
        : null;
  const isKnown = keys.complete || keys.rows.length > 0;
  const isOver = view.state === 'ended' || view.state === 'lost';
  return (
    <Page
      title={t('buckets:keys.title', { bucket: literal(bucket) })}
      lead={t('buckets:keys.lead', { stream: literal(place.name) })}
      actions={
        <>
          <Button
            look="primary"
            refused={own === 'live' ? undefined : t('client:connection.refused')}
            onClick={() => setNew(true)}
          >
            {t('buckets:keys.new')}
          </Button>
          <ButtonLink href={paths.stream(cluster, place)}>
            {t('client:back', { name: shorten(literal(place.name), 24) })}
          </ButtonLink>
        </>
      }
    >
      <StreamGone stream={stream} />
      <ConnectionNotice account={place.account} name={accountName} own={own} />
      <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <Panel
          title={t('buckets:keys.list')}
          meta={
            <span data-testid="keys-state" data-complete={String(keys.complete)} data-count={shown.length}>
              {formatCount(isKnown ? shown.length : null)}
            </span>
          }
          right={
            <span className="type-small text-text-3">
              {(own === 'live' || isKnown) && t(`buckets:keys.${stateWord(own === 'live', isOver, keys.complete)}`)}
            </span>
          }
          padding="none"
        >
          <div className="flex flex-wrap items-end gap-3 border-b border-line p-3">
            <form
              noValidate
              className="w-44"
              onSubmit={(event) => {
                event.preventDefault();
                if (isKeyFilter(pattern)) set({ watch: pattern });
              }}
            >
              <TextField
                label={t('buckets:keys.pattern')}
                mono
                value={pattern}
                title={t('buckets:keys.patternHint')}
                error={isKeyFilter(pattern) ? undefined : t('buckets:keys.patternInvalid')}
                onChange={(event) => setPattern(event.target.value)}
                onBlur={() => {
                  if (isKeyFilter(pattern)) set({ watch: pattern });
                }}
              />
            </form>
            <FilterField label={t('buckets:keys.filter')} value={at.filter} onValue={(filter) => set({ filter })} />
            <label className="flex items-center gap-2 text-text-2">
              <input
                type="checkbox"
                checked={at.deleted === 'yes'}
                onChange={(event) => set({ deleted: event.target.checked ? 'yes' : 'no' })}
              />
              {t('buckets:keys.showDeleted')}
            </label>
            {isOver && (
              <Button size="small" onClick={keys.again}>
                {t('buckets:keys.again')}
              </Button>
            )}
          </div>
          {failure !== null && (
            <p role="alert" className="px-3 py-2 text-warn-ink">
              {failureWords(t, failure)}
            </p>
          )}
          {keys.cut && (
            <p className="px-3 py-2 text-warn-ink">{t('buckets:keys.cut', { most: formatCount(mostKeys) })}</p>
          )}
          <DataTable
            label={t('buckets:keys.list')}
            rows={shown}
            columns={columns}
            rowKey={({ key }) => key}
            rowHref={({ key }) => href(key)}
            rowTone={({ key }) => (key === at.key ? 'selected' : 'normal')}
            rowData={({ key, revision, operation }) => ({
              'data-testid': 'key-row',
              'data-key': key,
              'data-revision': String(revision),
              'data-operation': operation,
            })}
            sort={sortOf(at.sort)}
            onSort={(sort) => set({ sort: sortText(sort) })}
            filter={at.filter}
            filterText={({ key }) => key}
            empty={<EmptyState title={t(`buckets:keys.${emptyWord(isKnown, keys.rows.length)}`)} />}
          />
        </Panel>
        {at.key === '' ? (
          <Panel title={t('buckets:keys.value')} padding="none">
            <EmptyState title={t('buckets:keys.choose')} />
          </Panel>
        ) : (
          // A new revision is a new look at the value.
          <KeyPanel
            key={at.key}
            stream={stream}
            name={at.key}
            revision={chosen?.revision ?? null}
            canWrite={own === 'live'}
          />
        )}
      </div>
      {isNew && <KeyWriteDialog stream={stream} name="" current={null} revision={0} onClose={() => setNew(false)} />}
    </Page>
  );
}

function stateWord(isLive: boolean, isOver: boolean, isComplete: boolean) {
  if (isOver || !isLive) return 'ended';
  return isComplete ? 'watching' : 'loading';
}

/** Silence is no answer: only a bucket that was read to its end has no keys. */
function emptyWord(isKnown: boolean, known: number) {
  if (!isKnown) return 'notKnown';
  return known === 0 ? 'none' : 'noneFiltered';
}

function keyColumns(t: Translate): readonly Column<KeyRow>[] {
  return [
    {
      id: 'key',
      header: t('buckets:keys.key'),
      width: 'minmax(8rem, 2fr)',
      compare: (a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)),
      cell: ({ key, operation }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Name text={key} className={operation === 'put' ? 'type-mono truncate' : 'type-mono truncate text-text-3'} />
          {operation !== 'put' && (
            <span className="type-small shrink-0 text-warn-ink">{t(`buckets:keys.operation.${operation}`)}</span>
          )}
        </span>
      ),
    },
    {
      id: 'revision',
      header: t('buckets:keys.revision'),
      width: '6rem',
      align: 'end',
      priority: 2,
      first: 'descending',
      compare: (a, b) => compare(a.revision, b.revision),
      cell: ({ revision }) => formatCount(revision),
    },
    {
      id: 'size',
      header: t('buckets:keys.size'),
      width: '6rem',
      align: 'end',
      priority: 2,
      first: 'descending',
      compare: (a, b) => (a.size ?? -1) - (b.size ?? -1),
      cell: ({ size }) => formatBytes(size),
    },
    {
      id: 'changed',
      header: t('buckets:keys.changed'),
      width: '10rem',
      priority: 3,
      first: 'descending',
      compare: (a, b) => a.at - b.at,
      cell: ({ at }) => (
        <span className="text-text-2" title={formatExact(at)}>
          {formatMoment(at)}
        </span>
      ),
    },
  ];
}
