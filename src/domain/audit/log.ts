import type { Actor, AuditEntry } from './entry';
import type { AuditTarget } from './target';

/** What is needed to write changes down. */
export interface AuditLog {
  /** `null`: in this browser only. */
  readonly target: AuditTarget | null;
  /** Name of the cluster. */
  readonly cluster: () => string;
  readonly actor: () => Actor;
  /** In this browser; resolves when it is written, or could not be. */
  readonly keep: (entry: AuditEntry) => Promise<void>;
}
