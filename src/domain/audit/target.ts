/** What happens to a change whose entry the audit stream does not take. */
export type AuditPolicy =
  /** It is not sent. */
  | 'required'
  /** It is sent, and the Activity page says that the entry was not taken. */
  | 'best-effort'
  | 'off';

/** Where changes are written down beside this browser: a subject that a JetStream stream of an audit account takes. */
export interface AuditTarget {
  /** For example `audit.console.{user}`: permissions of the servers can pin it to the login. */
  readonly subject: string;
  readonly policy: AuditPolicy;
}

/** Tokens of the subject of a user's entries. A name that is no token becomes one; without a name it is `unknown`. */
export function auditSubject({ subject }: AuditTarget, user: string | null): readonly string[] {
  const name = (user ?? '').replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);
  return subject.split('.').map((token) => token.replaceAll('{user}', name === '' ? 'unknown' : name));
}
