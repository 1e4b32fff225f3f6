import type { ClusterRow } from '../../engine/protocol';
import { useTranslation } from '../../ui/translate';
import { useClusterKey } from '../../state/use-page-search';
import { useCluster, useServers } from '../../state/use-rows';
import { paths } from '../../state/paths';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { PartialChip } from '../../widgets/partial-chip';
import { ServerTable } from '../../widgets/server-table';
import { ResilienceLine } from '../../widgets/what-if/resilience-line';
import { ActivityPanel } from './activity-panel';
import { Headline } from './headline';
import { MetaPanel } from './meta-panel';
import { noProblems, ProblemsPanel } from './problems-panel';

/** Is anything wrong, and what can fail next without loss? */
export function OverviewPage() {
  const { t } = useTranslation();
  const cluster = useCluster();
  if (cluster === null) {
    return (
      <Page title={t('overview:title')}>
        <Skeleton label={t('model:loading')} lines={8} />
      </Page>
    );
  }
  return <Overview cluster={cluster} />;
}

function Overview({ cluster }: { readonly cluster: ClusterRow }) {
  const { t } = useTranslation();
  const key = useClusterKey();
  const servers = useServers();
  return (
    <Page title={<Headline cluster={cluster} />}>
      <ResilienceLine summary={cluster.summary} known={cluster.link === 'live'} href={paths.whatIf(key)} />
      <div className="grid gap-4 @4xl:grid-cols-[minmax(0,3fr)_minmax(0,5fr)]">
        {cluster.metas.map((meta) => (
          <MetaPanel key={meta.domain} meta={meta} servers={servers.rows} />
        ))}
        {cluster.metas.length === 0 && (
          <Panel title={t('meta:title')} padding="none">
            <EmptyState title={t('meta:none')}>{t('meta:noneBody')}</EmptyState>
          </Panel>
        )}
        <div className="flex min-w-0 flex-col gap-4">
          <ProblemsPanel findings={cluster.findings} empty={noProblems(cluster)} />
          <ActivityPanel />
        </div>
      </div>
      <Panel
        title={<a href={paths.servers(key)}>{t('servers:title')}</a>}
        meta={t('servers:known', { count: servers.rows.length })}
        right={<PartialChip cluster={cluster} of={['statsz', 'placement']} />}
        padding="none"
      >
        <ServerTable
          servers={servers.rows}
          hrefOf={(server) => paths.server(key, server.name)}
          empty={<EmptyState title={t('servers:none')} />}
        />
      </Panel>
    </Page>
  );
}
