import { useMemo } from 'react';
import * as v from 'valibot';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { searchChoice, searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useFlows } from '../../state/flows';
import { useCluster, useStreams } from '../../state/use-rows';
import { sortOf, sortText } from '../../ui/data-table/column';
import { Button, ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { FilterField } from '../../ui/filter-field';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { literal } from '../../widgets/literal';
import { PartialChip } from '../../widgets/partial-chip';
import { StreamTable } from '../../widgets/stream-table';

const healths = ['healthy', 'catchingUp', 'reduced', 'electing', 'noQuorum', 'unreachable', 'unknown'] as const;
const search = v.object({
  filter: searchText(''),
  sort: searchText(''),
  account: searchText(''),
  health: searchChoice(['', ...healths]),
});

/** Every stream of every account. */
export function StreamsPage() {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useCluster();
  const { CreateStream, RestoreStream } = useFlows();
  const streams = useStreams();
  const [{ filter, sort, account, health }, set] = usePageSearch(search);
  const rows = useMemo(
    () =>
      streams.rows.filter(
        (stream) => (account === '' || stream.account === account) && (health === '' || stream.health === health),
      ),
    [streams.rows, account, health],
  );
  const unseen = cluster?.summary.unseenAccounts ?? [];
  const filtered = filter !== '' || account !== '' || health !== '';
  return (
    <Page
      fill
      title={t('streams:title')}
      lead={
        <>
          {streams.loaded ? t('streams:count', { count: streams.rows.length }) : t('model:loading')}{' '}
          <PartialChip cluster={cluster} of={['placement']} />
        </>
      }
      actions={
        <>
          <FilterField label={t('streams:filter')} value={filter} onValue={(text) => set({ filter: text })} />
          <Select
            label={t('streams:account')}
            labelHidden
            value={account}
            options={[
              { value: '', label: t('streams:anyAccount') },
              ...(cluster?.accounts ?? []).map(({ id, name }) => ({ value: String(id), label: literal(name) })),
            ]}
            onValue={(value) => set({ account: value })}
          />
          <Select
            label={t('streams:state')}
            labelHidden
            value={health}
            options={[
              { value: '' as const, label: t('streams:anyHealth') },
              ...healths.map((value) => ({ value, label: t(`model:health.${value}`) })),
            ]}
            onValue={(value) => set({ health: value })}
          />
          {RestoreStream !== undefined && (
            <ButtonLink href={paths.restore(key, { account })}>{t('streams:restore')}</ButtonLink>
          )}
          {CreateStream !== undefined && (
            <ButtonLink href={paths.createStream(key, { account })}>{t('streams:create')}</ButtonLink>
          )}
        </>
      }
    >
      {unseen.length > 0 && (
        <Notice tone="unknown" title={t('streams:unseen', { accounts: unseen.map(literal).join(', ') })} />
      )}
      <div className="flex min-h-0 flex-1 flex-col rounded-panel border border-line bg-panel">
        {!streams.loaded ? (
          <Skeleton label={t('model:loading')} lines={12} />
        ) : (
          <StreamTable
            fill
            streams={rows}
            hrefOf={(stream) => paths.stream(key, stream)}
            sort={sortOf(sort)}
            onSort={(next) => set({ sort: sortText(next) })}
            filter={filter}
            empty={
              filtered ? (
                <EmptyState
                  title={t('streams:noneFiltered')}
                  action={
                    <Button onClick={() => set({ filter: '', account: '', health: '' })}>{t('streams:clear')}</Button>
                  }
                />
              ) : (
                <EmptyState title={t('streams:none')}>{t('streams:noneBody')}</EmptyState>
              )
            }
          />
        )}
      </div>
    </Page>
  );
}
