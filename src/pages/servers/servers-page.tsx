import * as v from 'valibot';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useServers } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { sortOf, sortText } from '../../ui/data-table/column';
import { PartialChip } from '../../widgets/partial-chip';
import { ServerTable } from '../../widgets/server-table';

const search = v.object({ sort: searchText('') });

export function ServersPage() {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useCluster();
  const servers = useServers();
  const [{ sort }, set] = usePageSearch(search);
  return (
    <Page
      title={t('servers:title')}
      lead={
        <>
          {t('servers:known', { count: servers.rows.length })}{' '}
          <PartialChip cluster={cluster} of={['statsz', 'placement']} />
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
            sort={sortOf(sort)}
            onSort={(next) => set({ sort: sortText(next) })}
            empty={<EmptyState title={t('servers:none')} />}
          />
        )}
      </div>
    </Page>
  );
}
