import { useMemo, useRef, type ReactNode } from 'react';
import type { MetaGroup, ServerModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { arrange, type MetaCluster } from '../../domain/meta/arrange';
import { useTranslation } from '../../ui/translate';
import { useWidth } from '../../ui/use-width';
import { MetaBays } from './bays';
import { MetaFan, mostInFan } from './fan';
import { MetaMarks } from './marks';
import { MetaOutsiders } from './outsiders';
import { LeaderSeat } from './seat';
import { useRoving } from './roving';
import type { MetaUse, Pick } from './use';

export interface MetaDrawingProps {
  readonly meta: MetaGroup;
  readonly metas: readonly MetaGroup[];
  readonly servers: readonly ServerModel[];
  readonly pick?: Pick | null;
  readonly hrefOf: (server: ServerName) => string;
  /** Many members are drawn as marks alone. */
  readonly compact?: boolean;
  /** What to say of the leader besides, for example since when it leads. */
  readonly leads?: ReactNode;
}

/** Up to so many members are named even where the room is small. */
const namedMost = 14;
/** Before the first layout, px. */
const usualWidth = 440;

/** A zone that only the leader stands in keeps its place where it can be chosen. */
function withFollowers(clusters: readonly MetaCluster[]): readonly MetaCluster[] {
  return clusters
    .map((cluster) => ({ ...cluster, zones: cluster.zones.filter(({ peers }) => peers.length > 0) }))
    .filter(({ zones }) => zones.length > 0);
}

/**
 * The Raft group drawn: the leader set apart, the others by cluster and zone with their contact and how far they are
 * behind. A few stand side by side; many are listed in their zones.
 */
export function MetaDrawing({ meta, metas, servers, pick = null, hrefOf, compact = false, leads }: MetaDrawingProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) || usualWidth;
  const arrangement = useMemo(() => arrange(meta, metas, servers), [meta, metas, servers]);
  const roving = useRoving();
  const use: MetaUse = { asOf: meta.asOf, pick, hrefOf, roving };
  const { leader, outsiders } = arrangement;
  const clusters = pick === null ? withFollowers(arrangement.clusters) : arrangement.clusters;
  const columns = clusters.flatMap(({ zones }) => zones).reduce((sum, { peers }) => sum + Math.max(peers.length, 1), 0);
  const crowd = compact && meta.peers.length > namedMost;
  const form = columns <= mostInFan(width) ? 'fan' : crowd ? 'marks' : 'bays';
  return (
    <div
      ref={frame}
      role="group"
      aria-label={t('meta:drawing')}
      data-testid="meta-drawing"
      className="flex flex-col gap-3"
      onKeyDown={roving.onKeyDown}
    >
      <LeaderSeat meta={meta} leader={leader} servers={servers} use={use} leads={leads} />
      {form === 'fan' && <MetaFan clusters={clusters} leader={leader} use={use} />}
      {form === 'bays' && <MetaBays clusters={clusters} width={width} use={use} />}
      {form === 'marks' && <MetaMarks clusters={clusters} use={use} />}
      <MetaOutsiders outsiders={outsiders} use={use} />
    </div>
  );
}
