import type { AccountId, ServerName } from '../domain/ids';
import { invariant } from '../lib/invariant';

/**
 * Bodies of reading requests. Since 2.12 servers refuse fields that they do not know, and older ones ignore them, so
 * that each option states since when it works. Unset options are left out of the body.
 */

/** Picks the servers that answer; the others send nothing. */
export interface ServerFilter {
  /** A part of the name matches, too, before 2.12: check who answered. */
  readonly server?: ServerName;
  readonly cluster?: string;
}

/**
 * Options of JSZ. Paging is left out on purpose: it pages accounts, in random order before 2.10.29, and a page size that
 * is not positive is fatal to servers before 2.10.29 and 2.11.6. Ask account by account instead.
 */
export interface JszOptions extends ServerFilter {
  readonly accounts?: boolean;
  /** Implies `accounts`. */
  readonly streams?: boolean;
  /** Implies `streams`. */
  readonly consumers?: boolean;
  /** Configuration of streams and consumers. */
  readonly config?: boolean;
  /** Names of the Raft groups; 2.10+. */
  readonly raft?: boolean;
  /** 2.9 answers with every account when it knows none of that name: check the id. */
  readonly account?: AccountId;
}

export function jszBody(options: JszOptions = {}): string {
  const { accounts, streams, consumers, config, raft, account } = options;
  return body({ accounts, streams, consumer: consumers, config, raft, account, ...filter(options) });
}

/** Options of `$SYS.REQ.ACCOUNT.<acc>.JSZ`: the account is in the subject. */
export function accountJszBody(options: Omit<JszOptions, 'account' | 'accounts'> = {}): string {
  return jszBody(options);
}

/** Without an account: the groups of the system account, which is the meta group. 2.10.26+. */
export function raftzBody(
  options: ServerFilter & { readonly account?: AccountId; readonly group?: string } = {},
): string {
  return body({ account: options.account, group: options.group, ...filter(options) });
}

/** `serverOnly` spares the check of every stream and consumer, which costs servers much on large clusters. */
export function healthzBody(options: ServerFilter & { readonly serverOnly?: boolean } = {}): string {
  return body({ 'js-server-only': options.serverOnly, ...filter(options) });
}

/** For STATSZ, VARZ, ROUTEZ, GATEWAYZ, LEAFZ and ACCOUNTZ, which need no options. */
export function filterBody(options: ServerFilter = {}): string {
  return body(filter(options));
}

/** The page of `STREAM.NAMES` that begins after `offset` names; pages have 1,024. */
export function streamNamesBody(offset: number): string {
  invariant(Number.isSafeInteger(offset) && offset >= 0, 'an offset is not negative');
  return body({ offset });
}

export function filter(options: ServerFilter) {
  return { server_name: options.server, cluster: options.cluster };
}

/** Empty rather than `{}`: every version takes it as "all servers, no options". */
export function body(options: Record<string, unknown>): string {
  const set = Object.entries(options).filter(([, value]) => value !== undefined && value !== false);
  return set.length === 0 ? '' : JSON.stringify(Object.fromEntries(set));
}
