import { clsx } from 'clsx';
import type { Mark, MetaPeer } from '../domain/cluster/model';
import type { LocalMs } from '../domain/time';
import { literal, shorten } from './literal';
import { peerMarks } from './marks';
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
  unknown: 'fill-text-2',
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
  // Without the name two lines stand in the middle; the leader's stand higher, off the line to its right.
  const line = (down: number) => y + down - (inside ? 8 : 0) - (leads ? 5 : 0);
  const at = { x: side === 'left' ? x - 28 : x + 28, textAnchor: side === 'left' ? 'end' : 'start' } as const;
  const name = clsx(peer.mark === 'unknown' ? 'fill-text-2' : 'fill-text', leads ? 'type-strong' : 'type-body');
  return (
    <g data-testid="meta-peer" {...peerMarks(peer, asOf)}>
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
        <text {...at} y={line(-10)} className={name}>
          {shorten(whole, 16)}
        </text>
      )}
      <text {...at} y={line(5)} className="type-mono fill-text-3">
        {shorten(literal(tag), 16)}
      </text>
      <text
        {...at}
        y={line(20)}
        className={clsx('type-small', peer.presence.kind === 'silent' || peer.ghost ? 'fill-warn-ink' : ink[peer.mark])}
      >
        <PeerWords peer={peer} />
      </text>
    </g>
  );
}

/** Plain text: elements of HTML are not drawn inside SVG. */
function PeerWords({ peer }: { readonly peer: MetaPeer }) {
  return <>{usePeerWords(peer)}</>;
}
