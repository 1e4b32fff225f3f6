import { auditSurplus, type AuditEntry } from '../domain/audit/entry';
import { deleteMany, openDatabase, putMany, readRange } from './indexed-db';

/** Where the audit of a cluster outlives the page. */
export interface AuditStore {
  load(cluster: string): Promise<readonly AuditEntry[]>;
  /** Resolves when it is written: a change is sent only then. */
  put(cluster: string, entry: AuditEntry): Promise<void>;
}

/** For Node, and where a browser has no IndexedDB. */
export function memoryAuditStore(): AuditStore {
  const clusters = new Map<string, Map<string, AuditEntry>>();
  return {
    load: (cluster) => Promise.resolve([...(clusters.get(cluster)?.values() ?? [])]),
    put(cluster, entry) {
      const entries = clusters.get(cluster) ?? new Map<string, AuditEntry>();
      clusters.set(cluster, entries.set(entry.id, entry));
      return Promise.resolve();
    },
  };
}

/** Raised when what is stored changes its shape; older entries are then left alone. */
const version = 1;
const table = 'audit';

export function indexedDbAuditStore(): AuditStore {
  return {
    async load(cluster) {
      const database = await openDatabase();
      const entries = (await readRange(database, table, [version, cluster])).filter(isEntry);
      const surplus = auditSurplus(entries.map(({ id }) => id));
      await deleteMany(
        database,
        table,
        surplus.map((id) => [version, cluster, id]),
      );
      return entries.filter(({ id }) => !surplus.includes(id));
    },
    async put(cluster, entry) {
      await putMany(await openDatabase(), table, [{ key: [version, cluster, entry.id], value: entry }]);
    },
  };
}

/** A stored row: written by this app, of this version. */
function isEntry(value: unknown): value is AuditEntry {
  return typeof value === 'object' && value !== null && 'id' in value && 'command' in value && 'end' in value;
}
