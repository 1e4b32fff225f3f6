import type { AuditEntry } from '../domain/audit/entry';
import type { AuditStore } from './audit-store';

export interface AuditDeps {
  readonly store: AuditStore;
  readonly cluster: string;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** Keeps what was written down of changes: each before it is sent, and what came of it. */
export class Audit {
  readonly #deps: AuditDeps;
  #entries: ReadonlyMap<string, AuditEntry> = new Map();

  constructor(deps: AuditDeps) {
    this.#deps = deps;
    void deps.store
      .load(deps.cluster)
      .then((entries) => {
        this.#entries = new Map([...entries.map((entry) => [entry.id, entry] as const), ...this.#entries]);
        deps.onChange();
      })
      .catch(deps.onError);
  }

  get entries(): ReadonlyMap<string, AuditEntry> {
    return this.#entries;
  }

  /** A store that fails is told of and keeps nobody from acting: it may be full. Resolves when it is written, or was not. */
  async keep(entry: AuditEntry): Promise<void> {
    this.#entries = new Map(this.#entries).set(entry.id, entry);
    this.#deps.onChange();
    try {
      await this.#deps.store.put(this.#deps.cluster, entry);
    } catch (error) {
      this.#deps.onError(error);
    }
  }
}
