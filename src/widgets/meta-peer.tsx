import { clsx } from 'clsx';
import type { Mark, MetaPeer } from '../domain/cluster/model';
import type { LocalMs } from '../domain/time';
import { literal, shorten } from './literal';
import { peerRadius, type PeerPlace } from './meta-layout';
import { usePeerWords } from './use-peer-words';

const ring: Readonly<Record<Mark, string>> = {
  ok: 'stroke-ok',
  busy: 'stroke-busy',
  warn: 'stroke-warn',
  crit: 'stroke-crit',
  unknown: 'stroke-unknown [stroke-dasharray:3_3]',
};

const ink: Readonly<Record<Mark, string>> = {
  ok: 'fill-text-2',
  busy: 'fill-busy-ink',
  warn: 'fill-warn-ink',
  crit: 'fill-crit-ink',
  unknown: 'fill-warn-ink',
};

/** Longer names stand beside the circle. */
const fits = 4;

interface MetaPeerDrawingProps {
  readonly peer: MetaPeer;
  readonly place: PeerPlace;
  readonly tag: string;
  readonly asOf: LocalMs | null;
}

/** One member of the group in the drawing. */
export function MetaPeerDrawing({ peer, place, tag, asOf }: MetaPeerDrawingProps) {
  const { x, y, side } = place;
  const leads = peer.role === 'leader';
  const whole = literal(peer.server ?? peer.peer ?? '?');
  const inside = whole.length <= fits;
  const at = { x: side === 'left' ? x - 28 : x + 28, textAnchor: side === 'left' ? 'end' : 'start' } as const;
  const name = clsx(peer.mark === 'unknown' ? 'fill-text-2' : 'fill-text', leads ? 'type-strong' : 'type-body');
  return (
    <g
      data-testid="meta-peer"
      data-server={peer.server ?? ''}
      data-role={peer.role}
      data-presence={peer.presence.kind}
      data-state={peer.mark}
      data-ghost={peer.ghost}
      data-entries-behind={peer.log.kind === 'behind' ? String(peer.log.entries) : undefined}
      data-as-of={asOf ?? undefined}
    >
      <title>{whole}</title>
      <circle
        cx={x}
        cy={y}
        r={peerRadius}
        className={clsx('fill-panel', leads ? 'stroke-2' : 'stroke-[1.5]', ring[peer.mark])}
      />
      {leads && <path d={`M${x - 6} ${y - 24} v-7 l3 3 3-4 3 4 3-3 v7 z`} className="fill-text-2" />}
      {inside ? (
        <text x={x} y={y + 4.5} textAnchor="middle" className={name}>
          {whole}
        </text>
      ) : (
        <text {...at} y={y - 10} className={name}>
          {shorten(whole, 16)}
        </text>
      )}
      <text {...at} y={inside ? y - 3 : y + 5} className="type-mono fill-text-3">
        {shorten(literal(tag), 16)}
      </text>
      <text {...at} y={inside ? y + 13 : y + 20} className={clsx('type-small', ink[peer.mark])}>
        <PeerWords peer={peer} />
      </text>
    </g>
  );
}

/** Plain text: elements of HTML are not drawn inside SVG. */
function PeerWords({ peer }: { readonly peer: MetaPeer }) {
  return <>{usePeerWords(peer)}</>;
}
