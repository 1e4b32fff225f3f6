import type { MetaGroup, MetaPeer, StreamModel } from '../cluster/model';
import type { EvacuationCluster } from '../evacuate/model';
import { readinessOf } from '../evacuate/plan';
import type { DomainName, ServerName, StreamKey } from '../ids';
import { isChanging } from '../permit/group';
import type { Hindrance } from './model';

export interface Wanted {
  /** Every copy has to be complete, too: before the next server of a restart goes. */
  readonly complete: boolean;
  /** Streams that move on purpose: what they seem to lack says nothing. */
  readonly moving?: ReadonlySet<StreamKey>;
}

/** What does not hold in a domain. Only asked while the link is live: otherwise nothing is known at all. */
export function hindrancesOf(cluster: EvacuationCluster, domain: DomainName, wanted: Wanted): readonly Hindrance[] {
  const meta = cluster.metas.find((one) => one.domain === domain);
  return [...ofMeta(meta, wanted), ...ofStreams(cluster, domain, wanted)];
}

function ofMeta(meta: MetaGroup | undefined, { complete }: Wanted): readonly Hindrance[] {
  if (meta?.leadership.kind !== 'led') return [{ kind: 'noMetaLeader' }];
  const silent = meta.peers.filter((peer) => peer.server !== null && !isThere(peer, complete));
  const ghosts = meta.peers.filter(({ server, ghost }) => server === null || ghost);
  const { have, need, of } = meta.quorum;
  const names = silent.flatMap(({ server, ghost }): readonly ServerName[] =>
    server === null || ghost ? [] : [server],
  );
  return [
    ...(names.length > 0 ? [{ kind: 'silent', servers: names } as const] : []),
    ...(ghosts.length > 0 ? [{ kind: 'ghosts', count: ghosts.length } as const] : []),
    ...(of > 2 && have !== null && have <= need ? [{ kind: 'noSpareVote', quorum: meta.quorum } as const] : []),
  ];
}

/** Its mark is that of the leader's word: heard lately, and its log not behind. */
function isThere({ presence, mark }: MetaPeer, complete: boolean): boolean {
  return presence.kind === 'answering' && (!complete || mark === 'ok');
}

function ofStreams({ streams }: EvacuationCluster, domain: DomainName, wanted: Wanted): readonly Hindrance[] {
  const found: Found = { stopped: [], notWhole: [], changing: [], unread: [] };
  for (const stream of streams) {
    if (stream.domain !== domain || wanted.moving?.has(stream.key) === true) continue;
    const kind = lackOf(stream, wanted.complete);
    if (kind !== null) found[kind].push(stream);
  }
  return (['stopped', 'notWhole', 'changing', 'unread'] as const).flatMap((kind) =>
    found[kind].length > 0 ? [{ kind, streams: found[kind] }] : [],
  );
}

type Lack = 'stopped' | 'notWhole' | 'changing' | 'unread';
type Found = Record<Lack, StreamModel[]>;

function lackOf(stream: StreamModel, complete: boolean): Lack | null {
  switch (stream.health) {
    case 'noQuorum':
    case 'unreachable':
      return 'stopped';
    case 'electing':
    case 'reduced':
      return 'notWhole';
    case 'unknown':
      return 'unread';
    case 'healthy':
    case 'catchingUp':
      break;
  }
  if (isChanging(stream)) return 'changing';
  if (!complete) return null;
  switch (readinessOf(stream)) {
    case 'turn':
      return null;
    case 'unread':
      return 'unread';
    case 'changing':
      return 'changing';
    case 'noLeader':
    case 'incomplete':
      return 'notWhole';
  }
}
