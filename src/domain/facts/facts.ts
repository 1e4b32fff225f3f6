import { domainName, type AccountId, type DomainName, type ServerName, type StreamKey, type StreamName } from '../ids';
import type { AccountAccess, Advisory, Departure, LinkState, RequestKind, Round } from '../observation';
import type { JszTotals } from '../replies/jsz';
import type { MetaFacts } from '../replies/raft';
import type { ServerInfo } from '../replies/server';
import type { StatszReply } from '../replies/statsz';
import { localMs, type LocalMs } from '../time';
import { noLinks, type LinkWords } from './links';
import type { AccountListing } from './listing';
import { noRaftWords, type RaftWords } from './raft';
import type { Stamp } from './stamp';

/**
 * What all observations say, folded so that neither order nor repetition matters: every field is a maximum or the
 * newest few of what came in. Immutable; parts that did not change keep their identity.
 */
export interface Facts {
  readonly link: {
    readonly state: LinkState;
    readonly at: LocalMs;
    /** When there was no connection for the last time: what was heard before came over another one. */
    readonly downAt: LocalMs;
  };
  readonly servers: ReadonlyMap<ServerName, ServerFacts>;
  /** The newest rounds of each request, newest first. */
  readonly rounds: ReadonlyMap<RequestKind, readonly Round[]>;
  readonly accounts: ReadonlyMap<AccountId, AccountFacts>;
  /** What servers say of their connections with each other. */
  readonly links: LinkWords;
  /** What servers say of the Raft groups that were asked about. */
  readonly raft: RaftWords;
  /** The newest advisories, newest first, each once. */
  readonly advisories: readonly AdvisoryFact[];
  /** Streams a `STREAM.DELETED` advisory named, with its time of arrival. */
  readonly deletions: ReadonlyMap<StreamKey, LocalMs>;
}

export interface ServerFacts {
  readonly name: ServerName;
  /** `null` until the server itself spoke; a round only names who answered. */
  readonly info: ServerInfo | null;
  readonly infoStamp: Stamp | null;
  /** Latest reply or broadcast received. A departure does not count. */
  readonly heardAt: LocalMs | null;
  /** Start of the latest round that it answered. */
  readonly answeredAt: LocalMs | null;
  readonly departure: { readonly at: LocalMs; readonly how: Departure; readonly stamp: Stamp } | null;
  /** The newest two, newest first: two are needed for a rate. */
  readonly statsz: readonly { readonly stamp: Stamp; readonly reply: StatszReply }[];
  readonly totals: { readonly stamp: Stamp; readonly value: JszTotals } | null;
  /** Newest view of the meta group, from JSZ or STATSZ. `value` is `null` where JetStream is off or not clustered. */
  readonly meta: { readonly stamp: Stamp; readonly value: MetaFacts | null } | null;
  /** The same from JSZ only, which has more fields than STATSZ. */
  readonly jszMeta: { readonly stamp: Stamp; readonly value: MetaFacts | null } | null;
  /** The newest two full placement replies, newest first: an account they do not name has no copy here. */
  readonly full: readonly { readonly stamp: Stamp }[];
  readonly accounts: ReadonlyMap<AccountId, AccountListing>;
}

export interface AccountFacts {
  readonly access: { readonly at: LocalMs; readonly value: AccountAccess } | null;
  readonly names: {
    readonly at: LocalMs;
    readonly value: ReadonlySet<StreamName>;
    /** `null`: not told. */
    readonly domain: DomainName | null;
  } | null;
}

export interface AdvisoryFact {
  readonly at: LocalMs;
  readonly advisory: Advisory;
}

const never = localMs(Number.NEGATIVE_INFINITY);

export function emptyFacts(): Facts {
  return {
    link: { state: 'connecting', at: never, downAt: never },
    servers: new Map(),
    rounds: new Map(),
    accounts: new Map(),
    links: noLinks,
    raft: noRaftWords,
    advisories: [],
    deletions: new Map(),
  };
}

export function emptyServer(name: ServerName): ServerFacts {
  return {
    name,
    info: null,
    infoStamp: null,
    heardAt: null,
    answeredAt: null,
    departure: null,
    statsz: [],
    totals: null,
    meta: null,
    jszMeta: null,
    full: [],
    accounts: new Map(),
  };
}

/** Latest sign of life of a server, by the clock of this browser. */
export function lastHeard(server: ServerFacts): LocalMs | null {
  const { heardAt, answeredAt } = server;
  if (heardAt === null || answeredAt === null) return heardAt ?? answeredAt;
  return heardAt > answeredAt ? heardAt : answeredAt;
}

export function domainOf(server: ServerFacts): DomainName {
  return server.info?.domain ?? domainName('');
}
