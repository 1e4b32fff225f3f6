import * as v from 'valibot';
import { useMemo } from 'react';
import type { MetaGroup } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { selectionOf, selectionText } from '../../domain/what-if/selection';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useFlows } from '../../state/flows';
import { useCluster, useLeaderships, useLossRows, useServers } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { MetaDrawing } from '../../widgets/meta/drawing';
import { MetaLeader } from '../../widgets/meta/leader';
import { MetaLeaderships } from '../../widgets/meta/leaderships';
import { MetaTimeline } from '../../widgets/meta/timeline';
import { Name } from '../../widgets/name';
import { PartialChip } from '../../widgets/partial-chip';
import { ConsequenceBar } from '../../widgets/what-if/consequence-bar';
import { zoneOf } from '../../widgets/zone';
import { LeadsSince, MetaFacts } from './meta-facts';
import { PeersTable } from './peers-table';

const search = v.object({
  // Longer than other texts: it may name every server.
  servers: v.fallback(v.pipe(v.string(), v.maxLength(8_000)), ''),
});

const noMetas = [] as const;
const noSpans = [] as const;
/** Leaderships in the list. */
const most = 50;

/** The Raft group of all JetStream servers; one of each domain that the login sees. */
export function MetaPage() {
  const { t } = useTranslation();
  const cluster = useCluster();
  const [{ servers: text }, set] = usePageSearch(search);
  const chosen = useMemo(() => selectionOf(text), [text]);
  const choose = (servers: readonly ServerName[]) => set({ servers: selectionText(servers) });
  return (
    <Page title={t('meta:title')} lead={t('meta:lead')}>
      {cluster === null && <Skeleton label={t('model:loading')} lines={8} />}
      {cluster?.metas.length === 0 && <EmptyState title={t('meta:none')}>{t('meta:noneBody')}</EmptyState>}
      {cluster?.metas.map((meta) => (
        <Group key={meta.domain} meta={meta} chosen={chosen} onChoose={choose} />
      ))}
    </Page>
  );
}

interface GroupProps {
  readonly meta: MetaGroup;
  readonly chosen: readonly ServerName[];
  readonly onChoose: (servers: readonly ServerName[]) => void;
}

function Group({ meta, chosen, onChoose }: GroupProps) {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useCluster();
  const { MetaActions } = useFlows();
  const servers = useServers();
  const lines = useLeaderships();
  const spans = lines.rows.find(({ domain }) => domain === meta.domain)?.spans ?? noSpans;
  const metas = cluster?.metas ?? noMetas;
  const hrefOf = (server: ServerName) => paths.server(key, server);
  const tagOf = useMemo(() => zoneOf(servers.rows), [servers.rows]);
  return (
    <>
      <Panel
        title={t('meta:group')}
        meta={meta.domain === '' ? undefined : <Name text={meta.domain} />}
        right={
          <>
            <span className="hidden @lg:inline">
              <PartialChip cluster={cluster} of={['summary', 'placement']} />
            </span>
            <MetaLeader meta={meta} />
          </>
        }
        padding="none"
      >
        <div className="p-3">
          <MetaDrawing
            meta={meta}
            metas={metas}
            servers={servers.rows}
            pick={{ chosen: new Set(chosen), onChoose }}
            hrefOf={hrefOf}
            leads={<LeadsSince spans={spans} />}
          />
        </div>
        {chosen.length === 0 ? (
          <p className="border-t border-line px-3 py-2 text-text-3">{t('meta:pickHint')}</p>
        ) : (
          <Chosen chosen={chosen} onClear={() => onChoose([])} />
        )}
      </Panel>
      <div className="grid gap-4 @4xl:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <Panel title={t('meta:elections')}>
          <div className="flex flex-col gap-2">
            <MetaTimeline spans={spans} />
            <div className="max-h-[16rem] overflow-y-auto" tabIndex={0} role="group" aria-label={t('meta:elections')}>
              <MetaLeaderships spans={spans} most={most} />
            </div>
          </div>
        </Panel>
        <Panel title={t('meta:facts')} right={MetaActions === undefined ? undefined : <MetaActions meta={meta} />}>
          <MetaFacts meta={meta} servers={servers.rows} />
        </Panel>
      </div>
      <Panel title={t('meta:peers')} meta={String(meta.peers.length)} padding="none">
        <PeersTable meta={meta} servers={servers.rows} tagOf={tagOf} />
      </Panel>
    </>
  );
}

/** Streams are asked for only while something is chosen. */
function Chosen({ chosen, onClear }: { readonly chosen: readonly ServerName[]; readonly onClear: () => void }) {
  const key = useClusterKey();
  return <ConsequenceBar {...useLossRows()} chosen={chosen} href={paths.whatIf(key, chosen)} onClear={onClear} />;
}
