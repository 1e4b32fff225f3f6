import type { TopologyModel } from '../../domain/topology/model';
import { tallyOf } from '../../domain/topology/tally';
import { useTranslation } from '../../ui/translate';
import { literal, shorten } from '../literal';
import { nodeRadius, type Ring } from './layout';

/** The name of a cluster, and in the middle of a large one how much of its mesh is there. */
export function RingHead({ ring, topology }: { readonly ring: Ring; readonly topology: TopologyModel }) {
  const { t } = useTranslation();
  const { x, y, radius, outer, cluster, whole } = ring;
  const name = cluster.name === null ? t('topology:noCluster') : shorten(literal(cluster.name), 28);
  if (cluster.kind === 'outside') {
    return (
      <g data-testid="topology-cluster" data-cluster={cluster.name}>
        <circle cx={x} cy={y} r={radius} className="fill-panel stroke-unknown [stroke-dasharray:3_3]" />
        <text x={x} y={y - radius - 10} textAnchor="middle" className="type-strong fill-text">
          {name}
        </text>
        <text x={x} y={y + radius + 18} textAnchor="middle" className="type-small fill-text-3">
          {t('topology:outside')}
        </text>
      </g>
    );
  }
  const { up, of } = tallyOf(
    topology.links.filter(({ kind, toCluster }) => kind === 'route' && toCluster === cluster.name),
  );
  const top = cluster.servers.length === 1 ? y - nodeRadius - 14 : y - outer - 8;
  return (
    <g data-testid="topology-cluster" data-cluster={cluster.name}>
      <text x={x} y={top} textAnchor="middle" className="type-strong fill-text">
        {name}
      </text>
      {!whole && (
        <>
          <circle cx={x} cy={y} r={radius} className="fill-none stroke-line" />
          <text x={x} y={y - 4} textAnchor="middle" className="type-title fill-text">
            {t('topology:upOf', { up, count: of })}
          </text>
          <text x={x} y={y + 16} textAnchor="middle" className="type-small fill-text-3">
            {t('topology:onlyOdd')}
          </text>
        </>
      )}
    </g>
  );
}
