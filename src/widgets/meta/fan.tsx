import { clsx } from 'clsx';
import { Fragment, type ReactNode } from 'react';
import type { MetaPeer } from '../../domain/cluster/model';
import { peerKey, type MetaCluster, type MetaZone } from '../../domain/meta/arrange';
import { useTranslation } from '../../ui/translate';
import { outsideName, PeerCircle, peerInk, PeerNode } from './peer';
import { PlaceName } from './place';
import type { MetaUse } from './use';
import { Name } from '../name';
import { usePeerWords } from '../use-peer-words';

/** Width of the words below a circle, px: at least, and with room to spare. */
const narrow = 94;
const roomy = 150;
/** More would be a crowd at any width. */
const most = 10;

/** Members that can stand side by side in so many px. */
export function mostInFan(width: number): number {
  return Math.min(Math.floor(width / narrow), most);
}

interface MetaFanProps {
  readonly clusters: readonly MetaCluster[];
  readonly leader: MetaPeer | null;
  readonly use: MetaUse;
}

/** A zone of the fan, and its columns: from the first up to the one that is no longer its own; 1 is the first of all. */
interface Stand {
  readonly zone: MetaZone;
  readonly from: number;
  readonly to: number;
}

function standsOf(zones: readonly MetaZone[]): readonly Stand[] {
  return zones.reduce<readonly Stand[]>((stands, zone) => {
    const from = stands.at(-1)?.to ?? 1;
    return [...stands, { zone, from, to: from + seats(zone).length }];
  }, []);
}

/** The followers side by side in their zones, a line from the leader to each that tells its contact. */
export function MetaFan({ clusters, leader, use }: MetaFanProps) {
  const columns: readonly (MetaPeer | null)[] = clusters.flatMap(({ zones }) => zones.flatMap(seats));
  const style = { gridTemplateColumns: `repeat(${String(columns.length)}, minmax(0, 1fr))` };
  const stands = standsOf(clusters.flatMap(({ zones }) => zones));
  return (
    <div className="mx-auto w-full" style={{ maxWidth: columns.length * roomy }}>
      {leader !== null && <Spokes columns={columns} />}
      <div className="grid" style={style}>
        {clusters.map(({ name, zones, servers }) => {
          const own = stands.filter(({ zone }) => zones.includes(zone));
          return (
            <Fragment key={name}>
              {own.map((stand) => (
                <ZoneStand key={stand.zone.tag} stand={stand} placed={name !== null} use={use} />
              ))}
              {clusters.length > 1 && name !== null && (
                <Bracket row={3} from={own[0]?.from ?? 1} to={own.at(-1)?.to ?? 1}>
                  <PlaceName name={name} kind="cluster" servers={servers} use={use} />
                </Bracket>
              )}
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

/** A zone in which only the leader stands keeps its place. */
function seats({ peers }: MetaZone): readonly (MetaPeer | null)[] {
  return peers.length === 0 ? [null] : peers;
}

interface ZoneStandProps {
  readonly stand: Stand;
  readonly placed: boolean;
  readonly use: MetaUse;
}

function ZoneStand({ stand: { zone, from, to }, placed, use }: ZoneStandProps) {
  const { t } = useTranslation();
  const { tag, peers, servers, hasLeader } = zone;
  return (
    <>
      {peers.map((peer, index) => (
        <div key={peerKey(peer)} className="row-start-1 grid" style={{ gridColumnStart: from + index }}>
          <FanPeer peer={peer} use={use} />
        </div>
      ))}
      {peers.length === 0 && (
        <span className="type-small row-start-1 px-1 pt-3 text-center text-text-3" style={{ gridColumnStart: from }}>
          {t('meta:leaderOnly')}
        </span>
      )}
      {(tag !== '' || !placed) && (
        <Bracket row={2} from={from} to={to}>
          <PlaceName name={placed ? tag : null} kind="zone" servers={servers} hasLeader={hasLeader} use={use} />
        </Bracket>
      )}
    </>
  );
}

interface BracketProps {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly children: ReactNode;
}

function Bracket({ row, from, to, children }: BracketProps) {
  return (
    <div
      className="mx-1.5 mt-1.5 flex min-w-0 items-center justify-center rounded-b-panel border-x border-b border-line px-1 pt-0.5 pb-1"
      style={{ gridRow: row, gridColumn: `${String(from)} / ${String(to)}` }}
    >
      {children}
    </div>
  );
}

/** From below the leader to the middle of each column: they are equally wide. */
function Spokes({ columns }: { readonly columns: readonly (MetaPeer | null)[] }) {
  const middle = columns.length / 2;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${String(columns.length)} 1`}
      preserveAspectRatio="none"
      className="-mt-1 block h-10 w-full"
    >
      {columns.map(
        (peer, index) =>
          peer !== null && (
            <line
              key={peerKey(peer)}
              x1={middle}
              y1={0}
              x2={index + 0.5}
              y2={1}
              vectorEffect="non-scaling-stroke"
              className={lineOf(peer)}
            />
          ),
      )}
    </svg>
  );
}

/** Nothing joins the leader to a ghost. */
function lineOf(peer: MetaPeer): string {
  if (peer.ghost) return 'stroke-transparent';
  if (peer.presence.kind !== 'answering') return 'stroke-unknown [stroke-dasharray:3_4]';
  return peer.log.kind === 'behind' ? 'stroke-busy stroke-[1.5]' : 'stroke-line-strong';
}

function FanPeer({ peer, use }: { readonly peer: MetaPeer; readonly use: MetaUse }) {
  const { t } = useTranslation();
  const { contact, log } = usePeerWords(peer);
  const name = outsideName(peer, (id) => t('meta:nameless', { peer: id }));
  return (
    <PeerNode peer={peer} use={use} className="flex w-full min-w-0 flex-col items-center gap-1 px-0.5 pb-1">
      <PeerCircle peer={peer} />
      {name !== null && <Name text={name} className="type-strong text-center wrap-anywhere" />}
      <span className="type-small flex max-w-full flex-col items-center text-center">
        <span className={clsx('wrap-anywhere', peerInk(peer))}>{contact}</span>
        {log !== null && <span className={peer.log.kind === 'behind' ? 'text-busy-ink' : 'text-text-3'}>{log}</span>}
        {peer.ghost && <span className="text-warn-ink">{t('meta:ghost')}</span>}
      </span>
    </PeerNode>
  );
}
