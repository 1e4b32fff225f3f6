import { accountId } from '../domain/ids';
import type { SubjectPermissions, UserInfoReply, UserPermissions } from '../domain/replies/servers';
import { field, fields, list, named, nanoseconds, optional, rows, text, textOrNull, type Decoder } from './decode';
import { refusable } from './family';
import { serverInfo } from './server';

/** `$SYS.REQ.USER.INFO`, 2.10+; up to 2.9 nobody answers it. */
export const userInfoReply = refusable<UserInfoReply>('USER.INFO', (reply) => {
  const server = optional(reply, 'server', serverInfo, null);
  return field(reply, 'data', (value) => {
    const data = fields(value);
    return {
      server,
      user: field(data, 'user', text),
      account: field(data, 'account', named(accountId)),
      accountName: optional(data, 'account_name', textOrNull, null),
      permissions: optional(data, 'permissions', permissions, null),
      // 0 is "never": Go leaves it out.
      expiresIn: optional(data, 'expires', nanoseconds, 0) || null,
    };
  });
});

const everything: SubjectPermissions = { allow: null, deny: [] };

const permissions: Decoder<UserPermissions> = (value) => {
  const both = fields(value);
  return {
    publish: optional(both, 'publish', subjectPermissions, everything),
    subscribe: optional(both, 'subscribe', subjectPermissions, everything),
  };
};

function subjectPermissions(value: unknown): SubjectPermissions {
  const one = fields(value);
  return { allow: optional(one, 'allow', list(text), null), deny: rows(one, 'deny', text) };
}
