import { accountId } from '../domain/ids';
import type { HealthDetail, HealthzReply } from '../domain/replies/servers';
import { field, fields, integer, nameOrNull, oneOf, optional, rows, text, textOrNull } from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.HEALTHZ`. An unhealthy server answers with data, too, so this is no refusal. */
export const healthzReply = systemFamily<HealthzReply>('HEALTHZ', (data, server) => ({
  server,
  status: field(data, 'status', oneOf('ok', 'unavailable', 'error')) ?? 'unknown',
  statusCode: optional(data, 'status_code', integer, null),
  error: optional(data, 'error', textOrNull, null),
  details: rows(data, 'errors', healthDetail),
}));

function healthDetail(value: unknown): HealthDetail {
  const detail = fields(value);
  return {
    type: optional(detail, 'type', text, ''),
    account: optional(detail, 'account', nameOrNull(accountId), null),
    stream: optional(detail, 'stream', textOrNull, null),
    consumer: optional(detail, 'consumer', textOrNull, null),
    error: optional(detail, 'error', text, ''),
  };
}
