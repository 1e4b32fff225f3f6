import type { AccountId, ConsumerName, DomainName, PeerId, ServerName, StreamName } from './ids';
import type { JszReply, AccountDetail } from './replies/jsz';
import type { RaftzReply } from './replies/raftz';
import type { ServerInfo } from './replies/server';
import type { GatewayzReply, LeafzReply, RoutezReply } from './replies/servers';
import type { StatszReply } from './replies/statsz';
import type { LocalMs, ServerMs } from './time';

/**
 * Everything the model is made of. `wire/` decodes what came in into observations, `domain/facts` folds them, and
 * `domain/cluster` assembles the model. Observations may come in any order, twice or never.
 */
export type Observation =
  | { readonly kind: 'link'; readonly at: LocalMs; readonly link: LinkState }
  | { readonly kind: 'round'; readonly round: Round }
  | { readonly kind: 'statsz'; readonly at: LocalMs; readonly reply: StatszReply }
  /** JSZ `{}`: totals and meta group, no details. */
  | { readonly kind: 'summary'; readonly at: LocalMs; readonly reply: JszReply }
  /** JSZ `{streams}` of one server, every account: a stream it does not name has no copy there. */
  | { readonly kind: 'placement'; readonly at: LocalMs; readonly reply: JszReply }
  /** `$SYS.REQ.ACCOUNT.<acc>.JSZ`: the same for one account. */
  | {
      readonly kind: 'accountPlacement';
      readonly at: LocalMs;
      readonly server: ServerInfo;
      readonly account: AccountDetail;
    }
  | { readonly kind: 'routes'; readonly at: LocalMs; readonly reply: RoutezReply }
  | { readonly kind: 'gateways'; readonly at: LocalMs; readonly reply: GatewayzReply }
  | { readonly kind: 'leafs'; readonly at: LocalMs; readonly reply: LeafzReply }
  /** RAFTZ of one group: only its members name it. */
  | { readonly kind: 'raft'; readonly at: LocalMs; readonly reply: RaftzReply }
  | { readonly kind: 'access'; readonly at: LocalMs; readonly account: AccountId; readonly access: AccountAccess }
  /** `STREAM.NAMES` of one account, complete (all pages). */
  | {
      readonly kind: 'names';
      readonly at: LocalMs;
      readonly account: AccountId;
      /** Of the API that answered, as its `INFO` tells it; left out while that is not known. */
      readonly domain?: DomainName;
      readonly names: readonly StreamName[];
    }
  | { readonly kind: 'departure'; readonly at: LocalMs; readonly server: ServerInfo; readonly how: Departure }
  | { readonly kind: 'advisory'; readonly at: LocalMs; readonly advisory: Advisory };

/** State of the connection to the cluster. Only `live` means that requests are being answered. */
export type LinkState = 'connecting' | 'live' | 'stale' | 'reconnecting' | 'refused' | 'closed';

export type Departure = 'shutdown' | 'lameduck';

/** How `$JS.API` of an account is reached: an import under a prefix, a connection of the account itself, or not at all. */
export type AccountAccess = 'prefix' | 'connection' | 'none' | 'unknown';

export type RequestKind =
  | 'liveness'
  | 'statsz'
  | 'summary'
  | 'placement'
  | 'configuration'
  | 'account'
  | 'raft'
  | 'routes'
  | 'gateways'
  | 'leafs';

/** One scatter/gather over the servers. */
export interface Round {
  /** Unique in the life of the engine. */
  readonly id: number;
  readonly request: RequestKind;
  readonly startedAt: LocalMs;
  readonly endedAt: LocalMs;
  readonly answered: readonly ServerName[];
  readonly undecodable: readonly Undecodable[];
  /** The link was not live from beginning to end: silence in this round says nothing about a server. */
  readonly interrupted: boolean;
}

/** A reply or event that could not be read. */
export interface Undecodable {
  /** Subject family, for example `JSZ`. */
  readonly what: string;
  /** Path and reason, for example `data.streams[3].state.last_seq: not a number`. Never the payload. */
  readonly reason: string;
  readonly server: ServerName | null;
}

export type Advisory =
  | {
      readonly kind: 'metaLeaderElected';
      readonly id: string;
      readonly time: ServerMs | null;
      /** The advisory names the peer id, not the server. */
      readonly leader: PeerId;
    }
  | ({ readonly kind: 'leaderElected'; readonly leader: ServerName } & AssetAdvisory)
  | ({ readonly kind: 'quorumLost' } & AssetAdvisory)
  | {
      readonly kind: 'serverRemoved';
      readonly id: string;
      readonly time: ServerMs | null;
      readonly server: ServerName | null;
    }
  | {
      readonly kind: 'assetChanged';
      readonly id: string;
      readonly time: ServerMs | null;
      /** Left out, as the servers do, for the nameless one. */
      readonly domain?: DomainName;
      readonly account: AccountId | null;
      readonly stream: StreamName;
      readonly consumer: ConsumerName | null;
      readonly action: 'created' | 'updated' | 'deleted';
    }
  | { readonly kind: 'other'; readonly id: string; readonly time: ServerMs | null; readonly type: string };

interface AssetAdvisory {
  readonly id: string;
  readonly time: ServerMs | null;
  readonly account: AccountId | null;
  readonly stream: StreamName;
  readonly consumer: ConsumerName | null;
}
