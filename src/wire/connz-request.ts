import type { AccountId } from '../domain/ids';
import { invariant } from '../lib/invariant';
import { body, filter, type ServerFilter } from './requests';

/** Pages really are pages here. `limit` is 1 to 1,024 connections. */
export interface ConnzPage extends ServerFilter {
  readonly offset: number;
  readonly limit: number;
  readonly account?: AccountId;
  readonly state?: 'open' | 'closed' | 'all';
  /** The largest first; by number unless told. */
  readonly sort?: 'pending';
}
/** One connection, or a page of them. */
export type ConnzOptions = ConnzPage | { readonly cid: number };

export function connzBody(options: ConnzOptions): string {
  if ('cid' in options) return body({ auth: true, cid: options.cid });
  invariant(Number.isSafeInteger(options.offset) && options.offset >= 0, 'an offset is not negative');
  invariant(Number.isInteger(options.limit) && options.limit > 0 && options.limit <= 1024, 'a limit is 1 to 1,024');
  const state = options.state && { open: 0, closed: 1, all: 2 }[options.state];
  return body({
    auth: true,
    offset: options.offset,
    limit: options.limit,
    sort: options.sort,
    acc: options.account,
    state,
    ...filter(options),
  });
}
