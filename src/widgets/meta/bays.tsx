import { clsx } from 'clsx';
import type { MetaPeer } from '../../domain/cluster/model';
import { answeringIn, peerKey, type MetaCluster, type MetaZone } from '../../domain/meta/arrange';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import type { MetaUse } from './use';
import { peerInk, PeerNode } from './peer';
import { PlaceName } from './place';
import { Name } from '../name';
import { usePeerWords } from '../use-peer-words';

interface MetaBaysProps {
  readonly clusters: readonly MetaCluster[];
  /** Of the whole drawing, px. */
  readonly width: number;
  readonly use: MetaUse;
}

/** Width of a member with its name and age, px. */
const column = 176;
/** Rows of a zone before it takes a further column. */
const rows = 20;

/** Many followers: listed in their zones, and these in their clusters. */
export function MetaBays({ clusters, width, use }: MetaBaysProps) {
  const available = Math.max(Math.floor(width / column), 1);
  const named = clusters.length > 1;
  const columns = Math.min(Math.max(...clusters.map(({ zones }) => widthOf(zones, available))), available);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      {clusters.map((cluster) => (
        <section key={cluster.name} className="flex flex-col gap-1.5">
          {named && (
            <div>
              <PlaceName name={cluster.name} kind="cluster" servers={cluster.servers} use={use} />
            </div>
          )}
          <div className="grid items-start gap-2" style={grid(columns)}>
            {cluster.zones.map((zone) => (
              <Bay key={zone.tag} zone={zone} most={columns} placed={cluster.name !== null} use={use} />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

/** Columns of a zone: one without a tag takes all. */
function columnsOf({ tag, peers }: MetaZone, available: number): number {
  return tag === '' ? available : Math.min(Math.ceil(peers.length / rows) || 1, available);
}

function widthOf(zones: readonly MetaZone[], available: number): number {
  return zones.reduce((sum, zone) => sum + columnsOf(zone, available), 0);
}

/** Names are read down a column, then down the next. */
const rowsOf = (peers: number, columns: number) => ({
  gridTemplateRows: `repeat(${String(Math.max(Math.ceil(peers / columns), 1))}, auto)`,
});
const grid = (columns: number) => ({ gridTemplateColumns: `repeat(${String(columns)}, minmax(0, 1fr))` });

interface BayProps {
  readonly zone: MetaZone;
  /** Columns there are. */
  readonly most: number;
  readonly placed: boolean;
  readonly use: MetaUse;
}

function Bay({ zone, most, placed, use }: BayProps) {
  const { t } = useTranslation();
  const { tag, peers, servers, hasLeader } = zone;
  const columns = columnsOf(zone, most);
  return (
    <div className="min-w-0 rounded-panel border border-line" style={{ gridColumn: `span ${String(columns)}` }}>
      {(tag !== '' || !placed) && (
        <div className="flex items-center justify-between gap-2 px-2 pt-1">
          <PlaceName name={placed ? tag : null} kind="zone" servers={servers} hasLeader={hasLeader} use={use} />
          <span className="type-small text-text-3">{t('meta:answer', answeringIn(zone))}</span>
        </div>
      )}
      <div className="grid grid-flow-col gap-x-3 p-1" style={{ ...grid(columns), ...rowsOf(peers.length, columns) }}>
        {peers.map((peer) => (
          <BayPeer key={peerKey(peer)} peer={peer} use={use} />
        ))}
        {peers.length === 0 && <span className="type-small px-1 text-text-3">{t('meta:leaderOnly')}</span>}
      </div>
    </div>
  );
}

function BayPeer({ peer, use }: { readonly peer: MetaPeer; readonly use: MetaUse }) {
  const { t } = useTranslation();
  const { short } = usePeerWords(peer);
  return (
    <PeerNode
      peer={peer}
      use={use}
      className="grid min-h-6 pointer-coarse:min-h-9 grid-cols-[0.75rem_minmax(0,1fr)_auto] items-center gap-x-1.5 px-1"
    >
      <Mark tone={peer.mark} size={10} />
      <Name
        text={peer.server ?? t('meta:nameless', { peer: peer.peer ?? '?' })}
        className={clsx('wrap-anywhere', peer.mark === 'unknown' && 'text-text-2')}
      />
      <span className={clsx('type-small whitespace-nowrap', peerInk(peer))}>
        {peer.ghost ? t('meta:ghostShort') : short}
      </span>
    </PeerNode>
  );
}
