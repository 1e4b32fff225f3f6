import type { MetaGroup } from '../../domain/cluster/model';
import { type Translate, useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useFlows } from '../../state/flows';
import { useActivity, useCluster, useServers } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { KeyValues } from '../../ui/key-values';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { Elections } from '../../widgets/elections';
import { formatCount, formatDuration, unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { MetaLeader } from '../../widgets/meta-leader';
import { MetaRing } from '../../widgets/meta-ring';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';
import { zoneOf } from '../../widgets/zone';
import { PeersTable } from './peers-table';

/** The Raft group of all JetStream servers; one of each domain that the login sees. */
export function MetaPage() {
  const { t } = useTranslation();
  const cluster = useCluster();
  return (
    <Page title={t('meta:title')} lead={t('meta:lead')}>
      {cluster === null && <Skeleton label={t('model:loading')} lines={8} />}
      {cluster?.metas.length === 0 && <EmptyState title={t('meta:none')}>{t('meta:noneBody')}</EmptyState>}
      {cluster?.metas.map((meta) => (
        <Group key={meta.domain} meta={meta} />
      ))}
    </Page>
  );
}

function Group({ meta }: { readonly meta: MetaGroup }) {
  const { t } = useTranslation();
  const { MetaActions } = useFlows();
  const servers = useServers();
  const activity = useActivity();
  const tagOf = zoneOf(servers.rows);
  const elections = activity.rows.filter(({ kind, subject }) => kind === 'metaElection' && subject === meta.domain);
  return (
    <>
      <div className="grid gap-4 @4xl:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <Panel
          title={t('meta:title')}
          meta={meta.domain === '' ? undefined : <Name text={meta.domain} />}
          right={<MetaLeader meta={meta} />}
        >
          <MetaRing meta={meta} tagOf={tagOf} />
        </Panel>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={t('meta:facts')} right={MetaActions === undefined ? undefined : <MetaActions meta={meta} />}>
            <KeyValues items={facts(t, meta)} />
          </Panel>
          <Panel title={t('meta:elections')} className="flex-1">
            <Elections elections={elections} most={8} />
          </Panel>
        </div>
      </div>
      <Panel title={t('meta:peers')} meta={String(meta.peers.length)} padding="none">
        <PeersTable meta={meta} tagOf={tagOf} />
      </Panel>
    </>
  );
}

function Leader({ meta: { leadership, mark } }: { readonly meta: MetaGroup }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  if (leadership.kind !== 'led')
    return <Status mark={mark} word={t(`model:leadership.${leadership.kind}`, { leader: '' })} />;
  return (
    <a href={paths.server(cluster, leadership.by)} className="type-strong hover:underline">
      <Name text={leadership.by} />
    </a>
  );
}

function facts(t: Translate, meta: MetaGroup) {
  const { quorum, snapshot } = meta;
  const have = quorum.have === null ? unknownText : String(quorum.have);
  return [
    { label: t('meta:leader'), value: <Leader meta={meta} /> },
    {
      label: t('meta:quorum'),
      value: `${t('model:quorum.have')} ${have} / ${t('model:quorum.need')} ${String(quorum.need)} / ${t('model:quorum.of')} ${String(quorum.of)}`,
    },
    { label: t('meta:pending'), value: formatCount(meta.pendingRequests) },
    {
      label: t('meta:snapshot'),
      value:
        snapshot?.lastTime == null
          ? unknownText
          : `${formatMoment(snapshot.lastTime)}${snapshot.lastDuration === null ? '' : `, ${formatDuration(snapshot.lastDuration)}`}`,
    },
    ...(meta.domain === '' ? [] : [{ label: t('meta:domain'), value: <Name text={meta.domain} /> }]),
  ];
}
