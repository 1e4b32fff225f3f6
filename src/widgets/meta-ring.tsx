import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { MetaGroup, MetaPeer } from '../domain/cluster/model';
import { useNow } from '../ui/use-now';
import { formatAge, formatCount, formatDuration } from './format';
import { literal, shorten } from './literal';
import { placePeers, view, type PeerPlace } from './meta-layout';

export interface MetaRingProps {
  readonly meta: MetaGroup;
  /** Availability tag of a server, for example `az:a`; empty where there is none. */
  readonly tagOf: (server: string) => string;
}

/** The Raft group drawn: the leader set apart, every other member with its contact and how far it is behind. */
export function MetaRing({ meta, tagOf }: MetaRingProps) {
  const { t } = useTranslation();
  const peers = meta.peers.toSorted(
    (a, b) => rank(a) - rank(b) || tagOf(a.server ?? '').localeCompare(tagOf(b.server ?? '')) || compareNames(a, b),
  );
  const places = placePeers(peers.length);
  const leader = peers[0]?.role === 'leader' ? places[0] : undefined;
  const text = peers.map((peer) => `${nameOf(peer)} ${t(`model:presence.${peer.presence.kind}`)}`).join(', ');
  return (
    <svg
      role="img"
      aria-label={t('meta:drawing', { text })}
      viewBox={`0 0 ${String(view.width)} ${String(view.height)}`}
      className="mx-auto block h-auto w-full max-w-[560px]"
    >
      {leader !== undefined &&
        peers.map((peer, index) => {
          const place = places[index];
          return place === undefined || index === 0 ? null : (
            <line key={keyOf(peer)} x1={leader.x} y1={leader.y} x2={place.x} y2={place.y} className={lineOf(peer)} />
          );
        })}
      {peers.map((peer, index) => {
        const place = places[index];
        return place === undefined ? null : (
          <Peer key={keyOf(peer)} peer={peer} place={place} tag={tagOf(peer.server ?? '')} />
        );
      })}
    </svg>
  );
}

const rank = (peer: MetaPeer) => (peer.role === 'leader' ? 0 : 1);
const nameOf = (peer: MetaPeer) => shorten(literal(peer.server ?? peer.peer ?? '?'), 14);
const keyOf = (peer: MetaPeer) => peer.server ?? peer.peer ?? '';
const compareNames = (a: MetaPeer, b: MetaPeer) => keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true });

function lineOf(peer: MetaPeer): string {
  if (peer.presence.kind !== 'answering') return 'stroke-unknown [stroke-dasharray:3_4]';
  return peer.log.kind === 'behind' ? 'stroke-busy stroke-[1.5]' : 'stroke-line-strong';
}

const ring = {
  ok: 'stroke-ok',
  busy: 'stroke-busy',
  warn: 'stroke-warn',
  crit: 'stroke-crit',
  unknown: 'stroke-unknown [stroke-dasharray:3_3]',
} as const;

function Peer({ peer, place, tag }: { readonly peer: MetaPeer; readonly place: PeerPlace; readonly tag: string }) {
  const { x, y, side } = place;
  const leads = peer.role === 'leader';
  const at = { x: side === 'left' ? x - 28 : x + 28, textAnchor: side === 'left' ? 'end' : 'start' } as const;
  return (
    <g
      data-testid="meta-peer"
      data-server={peer.server ?? ''}
      data-role={peer.role}
      data-presence={peer.presence.kind}
      data-state={peer.mark}
      data-ghost={peer.ghost}
    >
      <circle
        cx={x}
        cy={y}
        r={19}
        className={clsx('fill-panel', leads ? 'stroke-2' : 'stroke-[1.5]', ring[peer.mark])}
      />
      {leads && (
        <path
          d={`M${String(x - 6)} ${String(y - 24)} v-7 l3 3 3-4 3 4 3-3 v7 z`}
          className="fill-text-2"
          aria-hidden="true"
        />
      )}
      <text
        x={x}
        y={y + 4.5}
        textAnchor="middle"
        className={clsx('text-[13px]', leads && 'font-medium', peer.mark === 'unknown' ? 'fill-text-3' : 'fill-text')}
      >
        {nameOf(peer)}
      </text>
      <text {...at} y={y - 3} className="fill-text-3 font-mono text-[11px]">
        {tag}
      </text>
      <text {...at} y={y + 12} className={clsx('text-[12px]', peer.mark === 'ok' ? 'fill-text-2' : 'fill-warn-ink')}>
        <PeerWords peer={peer} />
      </text>
    </g>
  );
}

function PeerWords({ peer }: { readonly peer: MetaPeer }) {
  const { t } = useTranslation();
  const now = useNow();
  if (peer.ghost) return <>{t('meta:ghost')}</>;
  if (peer.presence.kind === 'silent') {
    const word = peer.presence.announced ?? 'silent';
    // Plain text: elements of HTML are not drawn inside SVG.
    return <>{`${t(`model:presence.${word}`)} ${formatAge(Math.max(now - peer.presence.since, 0))}`}</>;
  }
  if (peer.presence.kind !== 'answering') return <>{t(`model:presence.${peer.presence.kind}`)}</>;
  if (peer.log.kind === 'behind') {
    const entries = formatCount(peer.log.entries);
    return <>{t('model:log.behind', { count: Number(peer.log.entries), entries })}</>;
  }
  const age = 'age' in peer.contact ? formatDuration(peer.contact.age) : '';
  return <>{t(`model:contact.${peer.contact.kind}`, { age })}</>;
}
