import { plainJson } from '../../lib/plain-json';
import type { AuditEntry } from './entry';

/**
 * An entry as the audit stream takes it, twice: the intent before anything is sent, then what came of it. One object of
 * JSON; times as RFC 3339 in UTC. It holds no login, and of the reply no more than the outcome.
 */
export function auditRecord(entry: AuditEntry, cluster: string): string {
  const { id, at, actor, command, request, before, end } = entry;
  const phase = end === null ? 'intent' : end.outcome.kind === 'aborted' ? 'aborted' : 'result';
  return plainJson({
    v: 1,
    id,
    ts: new Date(end?.at ?? at).toISOString(),
    client: 'conclave',
    cluster,
    actor,
    phase,
    action: command.kind,
    params: command,
    request,
    before,
    ...(end === null ? {} : { outcome: end.outcome, after: end.after }),
  });
}
