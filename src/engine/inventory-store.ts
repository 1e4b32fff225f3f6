import type { BlockKey, Inventory, RememberedStream } from '../domain/inventory/inventory';
import type { StreamName } from '../domain/ids';
import { deleteMany, openDatabase, putMany, readRange } from './indexed-db';

type Block = ReadonlyMap<StreamName, RememberedStream>;

/** Where the inventory of a cluster outlives the page. Block by block, since most of a large one does not change. */
export interface InventoryStore {
  load(cluster: string): Promise<Inventory>;
  save(cluster: string, changed: ReadonlyMap<BlockKey, Block>, gone: readonly BlockKey[]): Promise<void>;
}

/** For Node, and where a browser has no IndexedDB. */
export function memoryInventoryStore(): InventoryStore {
  const clusters = new Map<string, Map<BlockKey, Block>>();
  return {
    load: (cluster) => Promise.resolve({ blocks: new Map(clusters.get(cluster)) }),
    save(cluster, changed, gone) {
      const blocks = clusters.get(cluster) ?? new Map<BlockKey, Block>();
      for (const [key, block] of changed) blocks.set(key, block);
      for (const key of gone) blocks.delete(key);
      clusters.set(cluster, blocks);
      return Promise.resolve();
    },
  };
}

/** Raised when what is stored changes its shape; older entries are then left alone. */
const version = 1;
const table = 'inventory';

export function indexedDbInventoryStore(): InventoryStore {
  const prefix = (cluster: string) => [version, cluster];
  return {
    async load(cluster) {
      const rows = await readRange(await openDatabase(), table, prefix(cluster));
      return { blocks: new Map(rows.filter(isRow).map(({ key, block }) => [key, block])) };
    },
    async save(cluster, changed, gone) {
      const database = await openDatabase();
      const rows = [...changed].map(([key, block]) => ({ key: [...prefix(cluster), key], value: { key, block } }));
      await putMany(database, table, rows);
      await deleteMany(
        database,
        table,
        gone.map((key) => [...prefix(cluster), key]),
      );
    },
  };
}

/** A stored row: written by this app, of this version; so its blocks are what they were. */
function isRow(value: unknown): value is { readonly key: BlockKey; readonly block: Block } {
  return (
    typeof value === 'object' && value !== null && 'key' in value && 'block' in value && value.block instanceof Map
  );
}
