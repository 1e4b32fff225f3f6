import { accountId } from '../domain/ids';
import type { AccountzReply } from '../domain/replies/servers';
import { named, nameOrNull, optional, rows } from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.ACCOUNTZ` without an account in the request. */
export const accountzReply = systemFamily<AccountzReply>('ACCOUNTZ', (data, server) => ({
  server,
  systemAccount: optional(data, 'system_account', nameOrNull(accountId), null),
  accounts: rows(data, 'accounts', named(accountId)),
}));
