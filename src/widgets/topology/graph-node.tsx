import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import type { Mark } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { TopologyServer } from '../../domain/topology/model';
import { useTranslation } from '../../ui/translate';
import { literal, shorten } from '../literal';
import { fits, nodeRadius, type Place } from './layout';

const ring: Readonly<Record<Mark, string>> = {
  ok: 'stroke-ok',
  busy: 'stroke-busy',
  warn: 'stroke-warn',
  crit: 'stroke-crit',
  unknown: 'stroke-unknown [stroke-dasharray:3_3]',
};

export interface ServerNodeProps {
  readonly server: TopologyServer;
  readonly place: Place;
  readonly roomy: boolean;
  readonly selected: boolean;
  readonly faint: boolean;
  readonly tabbable: boolean;
  /** Links of it that are there, of those that should be. */
  readonly links: { readonly up: number; readonly of: number };
  readonly onToggle: (name: ServerName) => void;
  readonly onKey: (event: KeyboardEvent<SVGGElement>) => void;
}

/** A server in the drawing: pressed, it joins or leaves the selection. */
export function ServerNode({
  server,
  place,
  roomy,
  selected,
  faint,
  tabbable,
  links,
  onToggle,
  onKey,
}: ServerNodeProps) {
  const { t } = useTranslation();
  const { name, presence, mark } = server;
  const whole = literal(name);
  const kind = presence?.kind ?? 'outside';
  const word = presence === null ? t('topology:outside') : t(`model:presence.${presence.kind}`);
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
      {roomy ? <Circle {...{ place, whole, mark, selected }} /> : <Dot {...{ place, whole, mark, selected }} />}
    </g>
  );
}

interface ShapeProps {
  readonly place: Place;
  readonly whole: string;
  readonly mark: Mark;
  readonly selected: boolean;
}

function Circle({ place: { x, y, angle }, whole, mark, selected }: ShapeProps) {
  const inside = whole.length <= fits;
  const ink = mark === 'unknown' ? 'fill-text-2' : 'fill-text';
  const below = Math.abs(Math.cos(angle)) < 0.3;
  const side = Math.cos(angle) < 0 ? -1 : 1;
  return (
    <>
      <circle cx={x} cy={y} r={nodeRadius + 4} className="focus fill-none stroke-transparent stroke-2" />
      <circle
        cx={x}
        cy={y}
        r={nodeRadius}
        className={clsx(selected ? 'fill-accent-tint stroke-[2.5]' : 'fill-panel stroke-[1.5]', ring[mark])}
      />
      {selected && <circle cx={x} cy={y} r={nodeRadius - 4} className="fill-none stroke-accent" />}
      {inside ? (
        <text x={x} y={y + 4} textAnchor="middle" className={clsx('type-small', ink)}>
          {whole}
        </text>
      ) : (
        <text
          x={below ? x : x + side * (nodeRadius + 7)}
          y={below ? y + (Math.sin(angle) < 0 ? -nodeRadius - 8 : nodeRadius + 17) : y + 4}
          textAnchor={below ? 'middle' : side < 0 ? 'end' : 'start'}
          className={clsx('type-small', ink)}
        >
          {shorten(whole, 15)}
        </text>
      )}
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
        r={selected ? 7 : 5.5}
        className={clsx(selected ? 'fill-accent' : 'fill-panel', 'stroke-[1.5]', ring[mark])}
      />
      <text
        transform={`translate(${String(x)} ${String(y)}) rotate(${String(degrees)}) translate(${left ? '-13' : '13'} 4)`}
        textAnchor={left ? 'end' : 'start'}
        className={clsx('type-small', selected ? 'fill-text' : 'fill-text-2')}
      >
        {shorten(whole, 14)}
      </text>
    </>
  );
}
