import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import type { Mark as MarkValue } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { TopologyServer } from '../../domain/topology/model';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { literal, shorten } from '../literal';
import type { Place } from './place';
import { dotRadius, written } from './ring-shape';

const stroke: Readonly<Record<MarkValue, string>> = {
  ok: 'stroke-ok',
  busy: 'stroke-busy',
  warn: 'stroke-warn',
  crit: 'stroke-crit',
  unknown: 'stroke-unknown [stroke-dasharray:2_2]',
};

export interface ServerNodeProps {
  readonly server: TopologyServer;
  readonly place: Place;
  readonly isLeaf: boolean;
  readonly selected: boolean;
  readonly faint: boolean;
  readonly tabbable: boolean;
  /** Links of it that are there, of those that should be. */
  readonly links: { readonly up: number; readonly of: number };
  readonly onToggle: (name: ServerName) => void;
  readonly onKey: (event: KeyboardEvent<SVGGElement>) => void;
}

/** A server in the drawing: pressed, it joins or leaves the selection. */
export function ServerNode(props: ServerNodeProps) {
  const { server, place, isLeaf, selected, faint, tabbable, links, onToggle, onKey } = props;
  const { t } = useTranslation();
  const { name, presence, mark } = server;
  const whole = literal(name);
  const kind = presence?.kind ?? 'outside';
  const word = presence === null ? t('topology:outside') : t(`model:presence.${presence.kind}`);
  const shape = { place, whole, mark, selected };
  return (
    <g
      role="checkbox"
      aria-checked={selected}
      aria-label={t('topology:nodeLabel', { name: whole, word, up: links.up, count: links.of })}
      tabIndex={tabbable ? 0 : -1}
      data-testid="topology-server"
      data-server={name}
      data-state={mark}
      data-presence={kind}
      data-as-of={server.asOf}
      className={clsx(
        'cursor-pointer outline-none [&:focus-visible>.focus]:stroke-accent',
        faint && !selected && 'opacity-50',
      )}
      onClick={() => {
        onToggle(name);
      }}
      onKeyDown={onKey}
    >
      <title>{`${whole}\n${word}`}</title>
      {place.ring?.roomy === false ? <Dot {...shape} /> : <Plate {...shape} />}
      {isLeaf && (
        <text
          x={place.x}
          y={place.y + (place.angle < 0 ? -place.half[1] - 8 : place.half[1] + 16)}
          textAnchor="middle"
          className="type-small fill-text-3"
        >
          {presence === null ? t('topology:outsideLeaf') : t('topology:kind.leaf')}
        </text>
      )}
    </g>
  );
}

interface ShapeProps {
  readonly place: Place;
  readonly whole: string;
  readonly mark: MarkValue;
  readonly selected: boolean;
}

function Plate({ place, whole, mark, selected }: ShapeProps) {
  const { x, y, half } = place;
  const [wide, high] = half;
  const box = (more: number) => ({
    x: x - wide - more,
    y: y - high - more,
    width: 2 * (wide + more),
    height: 2 * (high + more),
    rx: 4 + more,
  });
  return (
    <>
      <rect {...box(3)} className="focus fill-none stroke-transparent stroke-2" />
      <rect
        {...box(0)}
        className={clsx(
          selected ? 'fill-accent-tint stroke-accent stroke-2' : 'fill-panel stroke-line-strong',
          mark === 'unknown' && '[stroke-dasharray:3_3]',
        )}
      />
      <g transform={`translate(${String(x - wide + 8)} ${String(y - 6)})`}>
        <Mark tone={mark} />
      </g>
      <text
        x={x - wide + 24}
        y={y + 4}
        className={clsx('type-small', mark === 'unknown' ? 'fill-text-2' : 'fill-text')}
      >
        {shorten(whole, written.plate)}
      </text>
    </>
  );
}

/** A dot of a large ring; its name stands along the radius, never upside down. */
function Dot({ place: { x, y, angle }, whole, mark, selected }: ShapeProps) {
  const left = Math.cos(angle) < -1e-9;
  const degrees = (angle * 180) / Math.PI + (left ? 180 : 0);
  return (
    <>
      <circle cx={x} cy={y} r={9} className="focus fill-transparent stroke-transparent stroke-2" />
      <circle
        cx={x}
        cy={y}
        r={selected ? dotRadius + 1.5 : dotRadius}
        className={clsx(selected ? 'fill-accent' : 'fill-panel', 'stroke-[1.5]', stroke[mark])}
      />
      <text
        transform={`translate(${String(x)} ${String(y)}) rotate(${String(degrees)}) translate(${left ? '-13' : '13'} 4)`}
        textAnchor={left ? 'end' : 'start'}
        className={clsx('type-small', selected ? 'fill-text' : 'fill-text-2')}
      >
        {shorten(whole, written.dot)}
      </text>
    </>
  );
}
