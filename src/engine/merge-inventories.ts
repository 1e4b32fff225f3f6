import type { BlockKey, Inventory, RememberedStream } from '../domain/inventory/inventory';
import type { StreamName } from '../domain/ids';

type Block = ReadonlyMap<StreamName, RememberedStream>;

/** Both inventories as one; of a stream that both know, what was seen later. */
export function mergeInventories(one: Inventory, other: Inventory): Inventory {
  const blocks = new Map<BlockKey, Block>(one.blocks);
  for (const [key, block] of other.blocks) blocks.set(key, mergeBlocks(blocks.get(key), block));
  return { blocks };
}

function mergeBlocks(one: Block | undefined, other: Block): Block {
  if (!one) return other;
  const merged = new Map(one);
  for (const [name, stream] of other) {
    const known = merged.get(name);
    if (!known || known.lastSeen < stream.lastSeen) merged.set(name, stream);
  }
  return merged;
}
