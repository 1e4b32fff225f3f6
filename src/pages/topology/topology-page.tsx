import { useMemo } from 'react';
import * as v from 'valibot';
import type { ServerName } from '../../domain/ids';
import type { TopologyLink, TopologyModel } from '../../domain/topology/model';
import { selectionOf, selectionText } from '../../domain/what-if/selection';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { searchChoice, searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useLossRows, useServers, useTopology } from '../../state/use-rows';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { Segmented } from '../../ui/segmented';
import { TopologyGraph } from '../../widgets/topology/graph';
import { linkText } from '../../widgets/topology/link-words';
import { TopologyMatrix } from '../../widgets/topology/matrix';
import { ConsequenceBar } from '../../widgets/what-if/consequence-bar';
import { ZonePicks } from '../../widgets/what-if/zone-picks';
import { LinkList } from './link-list';
import { SidePanel } from './side-panel';
import { TopologyReadings } from './topology-readings';

const long = v.fallback(v.pipe(v.string(), v.maxLength(8_000)), '');
const views = ['graph', 'matrix'] as const;

/** `servers`: chosen ones, as what-if reads them. `link`: the one whose details are shown. */
export const search = v.object({
  servers: long,
  link: long,
  view: searchChoice(views),
  filter: searchText(''),
  kind: searchChoice(['', 'route', 'gateway', 'leaf']),
  show: searchChoice(['', 'odd']),
  sort: searchText(''),
});

export type TopologySearch = v.InferOutput<typeof search>;

/** How servers are joined: drawn, and as a table. */
export function TopologyPage() {
  const { t } = useTranslation();
  const topology = useTopology();
  const asked = useCluster()?.rounds.some(({ request }) => request === 'routes') ?? false;
  const told = topology?.servers.some(({ asOf }) => asOf !== null) ?? false;
  return (
    <Page title={t('topology:title')} lead={t('topology:lead')}>
      {topology === null || (!told && !asked) ? (
        <Skeleton label={t('model:loading')} lines={10} />
      ) : (
        <Topology topology={topology} told={told} />
      )}
    </Page>
  );
}

function Topology({ topology, told }: { readonly topology: TopologyModel; readonly told: boolean }) {
  const { t } = useTranslation();
  const [values, set] = usePageSearch(search);
  const live = useCluster()?.link === 'live';
  const servers = useServers().rows;
  const chosen = useMemo(() => selectionOf(values.servers), [values.servers]);
  const selected = useMemo(() => new Set(chosen), [chosen]);
  const link = topology.links.find((one) => linkText(one) === values.link) ?? null;
  const choose = (servers: readonly ServerName[]) => set({ servers: selectionText(servers) });
  const show = (one: TopologyLink | null) => set({ link: one === null || one.key === link?.key ? '' : linkText(one) });
  return (
    <>
      {!told && live && <Notice tone="unknown" title={t('topology:nobody')} />}
      <TopologyReadings topology={topology} />
      <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_20rem]">
        <Panel
          title={t('topology:drawing')}
          right={
            <Segmented
              label={t('topology:view')}
              current={values.view}
              options={[
                { id: 'graph', label: t('topology:graph') },
                { id: 'matrix', label: t('topology:matrixTab') },
              ]}
              onChoose={(view) => set({ view })}
            />
          }
          padding="none"
        >
          <ZonePicks servers={servers} chosen={selected} onChoose={choose} />
          <div className="p-3">
            {values.view === 'graph' ? (
              <TopologyGraph topology={topology} selected={selected} link={link} onSelect={choose} onLink={show} />
            ) : (
              <TopologyMatrix topology={topology} selected={selected} link={link} onSelect={choose} onLink={show} />
            )}
          </div>
          {chosen.length > 0 && <Loss chosen={chosen} onClear={() => choose([])} />}
        </Panel>
        <SidePanel topology={topology} selected={chosen} link={link} onSelect={choose} onLink={show} />
      </div>
      <LinkList topology={topology} selected={selected} link={link} values={values} set={set} />
    </>
  );
}

/** Streams are asked for only while something is chosen. */
function Loss({ chosen, onClear }: { readonly chosen: readonly ServerName[]; readonly onClear: () => void }) {
  const key = useClusterKey();
  return <ConsequenceBar {...useLossRows()} chosen={chosen} href={paths.whatIf(key, chosen)} onClear={onClear} />;
}
