import { plainJson } from '../../lib/plain-json';
import type { Basis, Command, Outcome, Plan } from '../command/command';
import type { AccountId } from '../ids';
import type { LocalMs } from '../time';

/** One change that was asked for: written down before it is sent, and again when it is known what came of it. */
export interface AuditEntry {
  /** Unique among all pages; sorts by time. */
  readonly id: string;
  readonly at: LocalMs;
  readonly actor: Actor;
  readonly command: Command;
  /** As it was to be sent, tokens joined; `null` where it could not be built. */
  readonly request: { readonly subject: string; readonly body: string; readonly over?: AccountId } | null;
  readonly before: Basis;
  /** `null`: nobody knows what came of it. It runs, or the page was closed or its engine lost before that was seen. */
  readonly end: AuditEnd | null;
  /** What the audit stream of the installation has of it; left out where none is asked. */
  readonly published?: 'failed' | 'intent' | 'whole';
}

export interface Actor {
  readonly user: string | null;
  readonly account: string | null;
}

export interface AuditEnd {
  readonly at: LocalMs;
  readonly outcome: Outcome;
  readonly after: Basis;
}

export function auditEntry(id: string, at: LocalMs, actor: Actor, { command, request, basis }: Plan): AuditEntry {
  const sent = request && { ...request, subject: request.subject.join('.') };
  return { id, at, actor, command, request: sent, before: basis, end: null };
}

/** Entries kept of one cluster. */
export const auditKept = 1000;

/** The ids of entries beyond the newest that are kept. */
export function auditSurplus(ids: readonly string[]): readonly string[] {
  return [...ids].sort().slice(0, Math.max(0, ids.length - auditKept));
}

/** One line of JSON for each entry, the oldest first. Times as RFC 3339 in UTC. */
export function auditLines(entries: readonly AuditEntry[], cluster: string): string {
  return [...entries]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ at, end, ...rest }) => {
      const ended = end && { ...end, at: new Date(end.at).toISOString() };
      return `${plainJson({ at: new Date(at).toISOString(), cluster, ...rest, end: ended })}\n`;
    })
    .join('');
}
