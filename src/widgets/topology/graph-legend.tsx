import { troubleOf, type Trouble } from '../../domain/topology/odd';
import type { TopologyLink } from '../../domain/topology/model';
import { useTranslation } from '../../ui/translate';

interface Stroke {
  readonly seen: string;
  /** The half of an end that does not list it, where it differs. */
  readonly unseen?: string;
}

/** How lines are drawn: `graph-links.tsx`. */
const strokes: Readonly<Record<Trouble, Stroke>> = {
  both: { seen: 'stroke-line-strong' },
  slow: { seen: 'stroke-warn stroke-2' },
  oneWay: { seen: 'stroke-warn stroke-2', unseen: 'stroke-warn stroke-2 [stroke-dasharray:2_5]' },
  oneEnd: { seen: 'stroke-line-strong', unseen: 'stroke-line-strong [stroke-dasharray:2_5]' },
  missing: { seen: 'stroke-crit stroke-2 [stroke-dasharray:2_7]' },
  ended: { seen: 'stroke-unknown [stroke-dasharray:2_6]' },
  unknown: { seen: 'stroke-unknown [stroke-dasharray:2_6]' },
};

const troubles = ['both', 'slow', 'oneEnd', 'oneWay', 'missing', 'ended', 'unknown'] as const;

interface GraphLegendProps {
  readonly links: readonly TopologyLink[];
  /** Of large clusters only some links are drawn. */
  readonly isPartial: boolean;
}

/** What the lines of the drawing mean, while there is more than one kind. */
export function GraphLegend({ links, isPartial }: GraphLegendProps) {
  const { t } = useTranslation();
  const found = new Set(links.map(troubleOf));
  const shown = troubles.filter((trouble) => found.has(trouble));
  if (shown.length < 2 && !isPartial) return null;
  return (
    <ul className="type-small flex flex-wrap gap-x-5 gap-y-1 pt-2 text-text-2" aria-hidden="true">
      {isPartial && <li>{t('topology:onlyOdd')}</li>}
      {shown.map((trouble) => (
        <li key={trouble} className="flex items-center gap-2">
          <svg width="32" height="10">
            <line x1="0" y1="5" x2="16" y2="5" className={strokes[trouble].seen} />
            <line x1="16" y1="5" x2="32" y2="5" className={strokes[trouble].unseen ?? strokes[trouble].seen} />
          </svg>
          {t(`topology:state.${trouble}`)}
        </li>
      ))}
    </ul>
  );
}
