import { clsx } from 'clsx';
import type { ServerName } from '../../domain/ids';
import type { TopologyModel } from '../../domain/topology/model';
import { tallyOf } from '../../domain/topology/tally';
import { useTranslation } from '../../ui/translate';
import { literal, shorten } from '../literal';
import { formatCount } from '../format';
import type { Ring } from './place';
import { headHeight } from './ring-shape';

interface RingBoxProps {
  readonly ring: Ring;
  readonly topology: TopologyModel;
  /** All of its servers are. */
  readonly selected: boolean;
  readonly onToggle: (servers: readonly ServerName[]) => void;
}

/** A cluster as a box. Its head, which chooses all of its servers, says how much of its mesh is there. */
export function RingBox({ ring, topology, selected, onToggle }: RingBoxProps) {
  const { t } = useTranslation();
  const { x, y, halfWidth, halfHeight, middle, radius, cluster, whole } = ring;
  const isOutside = cluster.kind === 'outside';
  const { up, of } = tallyOf(
    topology.links.filter(({ kind, toCluster }) => kind === 'route' && toCluster === cluster.name),
  );
  const [left, top] = [x - halfWidth, y - halfHeight];
  const room = Math.floor((2 * halfWidth - (of === 0 ? 24 : 110)) / 7);
  return (
    <g data-testid="topology-cluster" data-cluster={cluster.name}>
      <rect
        x={left}
        y={top}
        width={2 * halfWidth}
        height={2 * halfHeight}
        rx={4}
        className={clsx('fill-canvas', isOutside ? 'stroke-unknown [stroke-dasharray:3_3]' : 'stroke-line')}
      />
      <g
        className={clsx(!isOutside && 'cursor-pointer [&:hover>.name]:underline')}
        onClick={() => {
          if (!isOutside) onToggle(cluster.servers);
        }}
      >
        <rect x={left} y={top} width={2 * halfWidth} height={headHeight} className="fill-transparent" />
        <text
          x={left + 12}
          y={top + 22}
          className={clsx('name type-strong', selected && !isOutside ? 'fill-accent' : 'fill-text')}
        >
          {cluster.name === null ? t('topology:noCluster') : shorten(literal(cluster.name), Math.max(8, room))}
        </text>
        {of > 0 && (
          <text x={x + halfWidth - 12} y={top + 22} textAnchor="end" className="type-small fill-text-3">
            {t('topology:upOf', { up: formatCount(up), of: formatCount(of) })}
          </text>
        )}
      </g>
      {isOutside && (
        <text x={x} y={middle.y + 4} textAnchor="middle" className="type-small fill-text-3">
          {t('topology:outside')}
        </text>
      )}
      {!whole && <circle cx={middle.x} cy={middle.y} r={radius} className="fill-none stroke-line" />}
    </g>
  );
}
