import type { MetaGroup, ServerModel } from '../../domain/cluster/model';
import type { Span } from '../../domain/meta/leaderships';
import { type Translate, useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useCluster, useLeaderships } from '../../state/use-rows';
import { Panel } from '../../ui/panel';
import { formatDuration } from '../../widgets/format';
import { formatClock } from '../../widgets/format-time';
import { literal, shorten } from '../../widgets/literal';
import { MetaDrawing } from '../../widgets/meta/drawing';
import { MetaLeader } from '../../widgets/meta/leader';
import { MetaTimeline } from '../../widgets/meta/timeline';
import { Name } from '../../widgets/name';

interface MetaPanelProps {
  readonly meta: MetaGroup;
  readonly servers: readonly ServerModel[];
}

const noMetas = [] as const;
const noSpans = [] as const;

/** The meta group drawn, and who led it lately. */
export function MetaPanel({ meta, servers }: MetaPanelProps) {
  const { t } = useTranslation();
  const key = useClusterKey();
  const metas = useCluster()?.metas ?? noMetas;
  const lines = useLeaderships();
  const spans = lines.rows.find(({ domain }) => domain === meta.domain)?.spans ?? noSpans;
  return (
    <Panel
      title={<a href={paths.meta(key)}>{t('meta:title')}</a>}
      meta={meta.domain === '' ? undefined : <Name text={meta.domain} />}
      right={<MetaLeader meta={meta} />}
      padding="none"
    >
      <div className="flex flex-1 flex-col justify-center p-3">
        <MetaDrawing
          compact
          meta={meta}
          metas={metas}
          servers={servers}
          hrefOf={(server) => paths.server(key, server)}
        />
      </div>
      <div className="border-t border-line px-3 py-2">
        <h3 className="mb-1 flex flex-wrap justify-between gap-x-4">
          <span className="type-label text-text-3">{t('meta:elections')}</span>
          <bdi className="type-small text-text-2">{latestChange(t, spans)}</bdi>
        </h3>
        <MetaTimeline spans={spans} />
      </div>
    </Panel>
  );
}

/** `n3 → n1, 4.4 s without a leader`: the last change of leader that this page saw. */
function latestChange(t: Translate, spans: readonly Span[]): string {
  const reigns = spans.filter((span) => span.kind === 'reign');
  const [from, to] = [reigns.at(-2), reigns.at(-1)];
  const [first] = spans;
  if (from === undefined || to === undefined)
    return first === undefined ? '' : t('meta:line.noChange', { time: formatClock(first.from) });
  const gap = spans.findLast((span) => span.kind === 'gap' && span.to === to.from);
  const change = t('meta:line.latest', { from: nameOf(from), to: nameOf(to) });
  return gap === undefined
    ? change
    : `${change}, ${t('meta:line.gap', { length: formatDuration(to.from - gap.from) })}`;
}

function nameOf({ leader: { server, peer } }: Extract<Span, { kind: 'reign' }>): string {
  return shorten(literal(server ?? peer ?? '?'), 24);
}
