import type { MetaCluster, MetaZone } from '../../domain/meta/arrange';
import { answeringIn, peerKey } from '../../domain/meta/arrange';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { PeerNode } from './peer';
import { PlaceName } from './place';
import type { MetaUse } from './use';

interface MetaMarksProps {
  readonly clusters: readonly MetaCluster[];
  readonly use: MetaUse;
}

/** A crowd in a small place: a mark for each follower, in the row of its zone. */
export function MetaMarks({ clusters, use }: MetaMarksProps) {
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-2">
      {clusters.map(({ name, zones, servers }) => (
        <div key={name} className="grid grid-cols-[fit-content(8rem)_minmax(0,1fr)_auto] items-start gap-x-3">
          {clusters.length > 1 && name !== null && (
            <span className="col-span-full">
              <PlaceName name={name} kind="cluster" servers={servers} use={use} />
            </span>
          )}
          {zones.map((zone) => (
            <ZoneRow key={zone.tag} zone={zone} name={name === null ? null : zone.tag} use={use} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface ZoneRowProps {
  readonly zone: MetaZone;
  readonly name: string | null;
  readonly use: MetaUse;
}

function ZoneRow({ zone, name, use }: ZoneRowProps) {
  const { t } = useTranslation();
  return (
    <div className="contents">
      <span className="py-1">
        {name !== '' && (
          <PlaceName name={name} kind="zone" servers={zone.servers} hasLeader={zone.hasLeader} use={use} />
        )}
      </span>
      <span className="flex flex-wrap">
        {zone.peers.map((peer) => (
          <PeerNode key={peerKey(peer)} peer={peer} use={use} className="flex size-6 items-center justify-center">
            <Mark tone={peer.mark} size={12} />
          </PeerNode>
        ))}
      </span>
      <span className="type-small py-1 text-text-3">{t('meta:answer', answeringIn(zone))}</span>
    </div>
  );
}
