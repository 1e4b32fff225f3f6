import { useRef } from 'react';
import type { MetaGroup, MetaPeer } from '../domain/cluster/model';
import { useTranslation } from '../ui/translate';
import { useWidth } from '../ui/use-width';
import { layOutMeta, type PeerPlace } from './meta-layout';
import { MetaPeerDrawing } from './meta-peer';
import { MetaTwin } from './meta-twin';

export interface MetaRingProps {
  readonly meta: MetaGroup;
  /** Availability tag of a server, for example `az:a`; empty where there is none. */
  readonly tagOf: (server: string) => string;
}

/** Before the first layout. */
const usualWidth = 440;

/** The Raft group drawn: the leader set apart, every other member with its contact and how far it is behind. */
export function MetaRing({ meta, tagOf }: MetaRingProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.min(useWidth(frame) || usualWidth, 720);
  const peers = inOrder(meta.peers, tagOf);
  const led = peers[0]?.role === 'leader';
  // Without a leader its place stays empty: nobody else may stand there.
  const { height, places } = layOutMeta(peers.length + (led ? 0 : 1), width);
  const [top] = places;
  const drawn = peers.flatMap((peer, index) => {
    const place = places[index + (led ? 0 : 1)];
    return place === undefined ? [] : [{ peer, place }];
  });
  return (
    <div ref={frame}>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        className="mx-auto block"
      >
        {led &&
          top !== undefined &&
          drawn
            .slice(1)
            .map(({ peer, place }) => (
              <line key={keyOf(peer)} x1={top.x} y1={top.y} x2={place.x} y2={place.y} className={lineOf(peer)} />
            ))}
        {!led && top !== undefined && <Vacant meta={meta} place={top} />}
        {drawn.map(({ peer, place }) => (
          <MetaPeerDrawing
            key={keyOf(peer)}
            peer={peer}
            place={place}
            tag={tagOf(peer.server ?? '')}
            asOf={meta.asOf}
          />
        ))}
      </svg>
      <MetaTwin peers={peers} />
    </div>
  );
}

const keyOf = (peer: MetaPeer) => peer.server ?? peer.peer ?? '';

/** The leader first, the others by zone. */
function inOrder(peers: readonly MetaPeer[], tagOf: MetaRingProps['tagOf']): readonly MetaPeer[] {
  const rank = (peer: MetaPeer) => (peer.role === 'leader' ? 0 : 1);
  const zone = (peer: MetaPeer) => tagOf(peer.server ?? '');
  return peers.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      zone(a).localeCompare(zone(b), 'en') ||
      keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true }),
  );
}

function lineOf(peer: MetaPeer): string {
  if (peer.presence.kind !== 'answering') return 'stroke-unknown [stroke-dasharray:3_4]';
  return peer.log.kind === 'behind' ? 'stroke-busy stroke-[1.5]' : 'stroke-line-strong';
}

/** The leader's place while nobody leads. */
function Vacant({ meta, place }: { readonly meta: MetaGroup; readonly place: PeerPlace }) {
  const { t } = useTranslation();
  const { x, y } = place;
  return (
    <>
      <circle cx={x} cy={y} r={15} className="fill-none stroke-unknown [stroke-dasharray:3_3]" />
      <text x={x + 28} y={y + 4} className="type-small fill-text-2">
        {t(`model:leadership.${meta.leadership.kind}`, { leader: '' })}
      </text>
    </>
  );
}
