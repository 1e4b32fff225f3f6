import type { Brand } from '../lib/brand';

/** Stable over restarts, unlike {@link ServerId}. The name a server carries in every Raft group. */
export type ServerName = Brand<string, 'ServerName'>;
/** Public key of one run of a server; new after each restart. */
export type ServerId = Brand<string, 'ServerId'>;
/** Eight characters, a hash of the server name: the same on every version and after every restart. */
export type PeerId = Brand<string, 'PeerId'>;
export type ClusterName = Brand<string, 'ClusterName'>;
/** JetStream domain; the empty string where none is configured. */
export type DomainName = Brand<string, 'DomainName'>;
/** Account name in configuration mode, public key in operator (JWT) mode. */
export type AccountId = Brand<string, 'AccountId'>;
export type StreamName = Brand<string, 'StreamName'>;
export type ConsumerName = Brand<string, 'ConsumerName'>;
/** Identity of a stream among all domains and accounts. Opaque: built by {@link streamKey} only. */
export type StreamKey = Brand<string, 'StreamKey'>;
/** Identity of a consumer. Opaque: built by {@link consumerKey} only. */
export type ConsumerKey = Brand<string, 'ConsumerKey'>;

export const serverName = (text: string) => text as ServerName;
export const serverId = (text: string) => text as ServerId;
export const peerId = (text: string) => text as PeerId;
export const clusterName = (text: string) => text as ClusterName;
export const domainName = (text: string) => text as DomainName;
export const accountId = (text: string) => text as AccountId;
export const streamName = (text: string) => text as StreamName;
export const consumerName = (text: string) => text as ConsumerName;

/** A separator that no NATS name can hold: stream names admit neither white space nor `/`, account names no line feed. */
const separator = '\n';

export function streamKey(domain: DomainName, account: AccountId, name: StreamName): StreamKey {
  return [domain, account, name].join(separator) as StreamKey;
}

/** A stream as an address names it. */
export interface StreamPlace {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly name: StreamName;
}

/** What {@link streamKey} put together. */
export function streamPlace(key: StreamKey): StreamPlace {
  const [domain = '', account = '', name = ''] = key.split(separator);
  return { domain: domainName(domain), account: accountId(account), name: streamName(name) };
}

/** What {@link consumerKey} put together. */
export function consumerPlace(key: ConsumerKey): { readonly stream: StreamKey; readonly name: ConsumerName } {
  const end = key.lastIndexOf(separator);
  return { stream: key.slice(0, end) as StreamKey, name: consumerName(key.slice(end + 1)) };
}

export function consumerKey(stream: StreamKey, name: ConsumerName): ConsumerKey {
  return [stream, name].join(separator) as ConsumerKey;
}
