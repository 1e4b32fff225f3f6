import { domainName, streamName, type DomainName } from '../domain/ids';
import type { StreamNamesPage } from '../domain/replies/js-api';
import { field, named, nameOrNull, optional, rows, size } from './decode';
import { apiFamily } from './family';

/** `$JS.API.STREAM.NAMES`, one page of 1,024. `streams` is `null` where the account has none. */
export const streamNamesPage = apiFamily<StreamNamesPage>('STREAM.NAMES', (reply) => ({
  total: field(reply, 'total', size),
  offset: optional(reply, 'offset', size, 0),
  limit: optional(reply, 'limit', size, 0),
  names: rows(reply, 'streams', named(streamName)),
}));

/** Of an account, by the API that answered. */
export interface ApiInfo {
  /** The empty string where none is configured: servers leave it out then. */
  readonly domain: DomainName;
  readonly streams: number;
  readonly consumers: number;
}

/** `$JS.API.INFO`, asked under an account's prefix to find out whether the account is reached there. */
export const apiInfoReply = apiFamily<ApiInfo>('INFO', (reply) => ({
  domain: optional(reply, 'domain', nameOrNull(domainName), null) ?? domainName(''),
  streams: optional(reply, 'streams', size, 0),
  consumers: optional(reply, 'consumers', size, 0),
}));
