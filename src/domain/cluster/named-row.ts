import { currentListing } from '../facts/listing';
import type { AccountId, DomainName, StreamKey, StreamName } from '../ids';
import type { LocalMs } from '../time';
import type { Context, Station } from './context';
import type { StreamModel } from './model';
import { isGone } from './presence';

export interface NamedInput {
  readonly key: StreamKey;
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly name: StreamName;
  /** When `STREAM.NAMES` was answered. */
  readonly namedAt: LocalMs;
}

/**
 * A stream that only its account's `STREAM.NAMES` tells of. Unreachable once everybody who answers was asked since and
 * somebody is silent; `null` (deleted since) when nobody is.
 */
export function namedRow(context: Context, input: NamedInput): StreamModel | null {
  const { key, domain, account, accountName, name, namedAt } = input;
  if ((context.facts.deletions.get(key) ?? Number.NEGATIVE_INFINITY) > namedAt) return null;
  const stations = [...context.stations.values()].filter((station) => station.domain === domain && mayStore(station));
  const absent = stations.some(({ presence }) => isGone(presence));
  const denied = context.live && stations.filter(({ answering }) => answering).every(askedSince(account, namedAt));
  if (denied && !absent && stations.length > 0) return null;
  const unreachable = denied && absent;
  return {
    key,
    domain,
    account,
    accountName,
    name,
    source: 'named',
    health: unreachable ? 'unreachable' : 'unknown',
    mark: unreachable ? 'crit' : 'unknown',
    cluster: null,
    replicas: null,
    config: null,
    group: {
      name: null,
      leadership: { kind: 'unknown', last: null },
      quorum: { have: null, need: 1, of: 1 },
      desired: null,
    },
    copies: [],
    spare: null,
    state: null,
    consumers: null,
    asOf: null,
    created: null,
    mirror: null,
    sources: [],
  };
}

function mayStore({ facts }: Station): boolean {
  return facts?.info?.jetstream !== false;
}

function askedSince(account: AccountId, at: LocalMs): (station: Station) => boolean {
  return ({ facts }) => {
    const listing = facts && currentListing(facts, account);
    return !!listing && listing.stamp.at >= at;
  };
}
