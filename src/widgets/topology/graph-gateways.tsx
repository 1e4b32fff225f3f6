import { clsx } from 'clsx';
import { worstMark } from '../../domain/cluster/marks';
import type { TopologyLink } from '../../domain/topology/model';
import { isOdd, tallyOf } from '../../domain/topology/tally';
import { useTranslation } from '../../ui/translate';
import { Glyph } from './graph-links';
import { gatewayPairs, lineBetween, type TopologyLayout } from './layout';
import type { Ring } from './place';
import { formatRtt, useLinkWords } from './link-words';

interface GatewayLinesProps {
  readonly layout: TopologyLayout;
  readonly links: readonly TopologyLink[];
  readonly selected: TopologyLink | null;
  readonly onLink: (link: TopologyLink) => void;
}

/** One line between two clusters stands for all gateway connections between them; those that are odd have one of their own. */
export function GatewayLines({ layout, links, selected, onLink }: GatewayLinesProps) {
  const { t } = useTranslation();
  const { name, sentence } = useLinkWords();
  const ringOf = (cluster: string) => layout.rings.find((ring) => ring.cluster.name === cluster);
  return gatewayPairs(links).map(({ clusters, links: joined }) => {
    const [a, b] = [ringOf(clusters[0]), ringOf(clusters[1])];
    if (a === undefined || b === undefined) return null;
    const { up, of, rtt } = tallyOf(joined);
    const line = lineBetween(edgesOf(a), edgesOf(b));
    const middle = { x: (line.x1 + line.x2) / 2, y: (line.y1 + line.y2) / 2 };
    const mark = worstMark(
      joined.map((link) => link.mark),
      'unknown',
    );
    const isSelected = joined.some(({ key }) => key === selected?.key);
    const odd = joined.filter(isOdd);
    const upright = Math.abs(line.x2 - line.x1) < Math.abs(line.y2 - line.y1);
    return (
      <g
        key={clusters.join('\n')}
        data-testid="topology-gateways"
        data-clusters={clusters.join(' ')}
        data-state={mark}
        data-up={up}
        data-of={of}
        className="cursor-pointer"
        onClick={() => {
          const [first] = [...odd, ...joined];
          if (first !== undefined) onLink(first);
        }}
      >
        <title>{joined.map((link) => `${name(link)}: ${sentence(link)}`).join('\n')}</title>
        <line {...line} className="stroke-transparent stroke-[14]" />
        {isSelected && <line {...line} className="stroke-accent stroke-[7] opacity-40" />}
        <line
          {...line}
          className={clsx(
            'stroke-[3]',
            mark === 'ok'
              ? 'stroke-line-strong'
              : mark === 'crit'
                ? 'stroke-crit'
                : mark === 'warn'
                  ? 'stroke-warn'
                  : 'stroke-unknown',
            up < of && '[stroke-dasharray:6_5]',
          )}
        />
        {(mark === 'crit' || mark === 'warn') && <Glyph mark={mark} {...middle} />}
        <text
          x={upright ? middle.x + 16 : middle.x}
          y={upright ? middle.y - 2 : middle.y - 15}
          textAnchor={upright ? 'start' : 'middle'}
          className="type-small fill-text-2"
        >
          {t('topology:gatewaysUp', { up, count: of })}
        </text>
        <text
          x={upright ? middle.x + 16 : middle.x}
          y={upright ? middle.y + 14 : middle.y + 22}
          textAnchor={upright ? 'start' : 'middle'}
          className="type-small fill-text-3"
        >
          {formatRtt(rtt)}
        </text>
      </g>
    );
  });
}

/** Between two boxes. */
function edgesOf({ x, y, halfWidth, halfHeight }: Ring) {
  return { x, y, half: [halfWidth, halfHeight] as const };
}
