import * as v from 'valibot';
import { useTranslation } from '../../ui/translate';
import { useFlows } from '../../state/flows';
import { paths } from '../../state/paths';
import { searchChoice, searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useServers } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { sortOf, sortText } from '../../ui/data-table/column';
import { PartialChip } from '../../widgets/partial-chip';
import { ServerTable } from '../../widgets/server-table';

const search = v.object({ sort: searchText(''), view: searchChoice(['health', 'report'] as const) });

export function ServersPage() {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useCluster();
  const servers = useServers();
  const { FleetActions } = useFlows();
  const [{ sort, view }, set] = usePageSearch(search);
  return (
    <Page
      title={t('servers:title')}
      lead={
        <>
          {t('servers:known', { count: servers.rows.length })}{' '}
          <PartialChip cluster={cluster} of={['statsz', 'placement']} />
        </>
      }
      actions={
        <>
          <Segmented
            label={t('servers:view')}
            current={view}
            options={[
              { id: 'health', label: t('servers:views.health') },
              { id: 'report', label: t('servers:views.report') },
            ]}
            onChoose={(next) => set({ view: next })}
          />
          {FleetActions !== undefined && <FleetActions />}
        </>
      }
    >
      <div className="rounded-panel border border-line bg-panel">
        {!servers.loaded ? (
          <Skeleton label={t('model:loading')} />
        ) : (
          <ServerTable
            servers={servers.rows}
            hrefOf={(server) => paths.server(key, server.name)}
            view={view}
            sort={sortOf(sort)}
            onSort={(next) => set({ sort: sortText(next) })}
            empty={<EmptyState title={t('servers:none')} />}
          />
        )}
      </div>
    </Page>
  );
}
