import type { ClusterModel, StreamModel } from '../cluster/model';
import type { ServerName, StreamName } from '../ids';
import { blockKey, type BlockKey, type Inventory, type RememberedStream } from './inventory';

type Block = ReadonlyMap<StreamName, RememberedStream>;

/**
 * The inventory after a model: what is reported is written down, what the model still shows stays as it was, and what
 * the model let go (it alone decides that, see `isForgotten`) is dropped. Unchanged parts keep their identity.
 */
export function remember(inventory: Inventory, model: ClusterModel): Inventory {
  const blocks = new Map<BlockKey, Map<StreamName, RememberedStream>>();
  for (const stream of model.streams.values()) {
    const key = blockKey(stream.domain, stream.account);
    const entry = entryOf(stream, inventory.blocks.get(key)?.get(stream.name));
    if (!entry) continue;
    const block = blocks.get(key);
    if (block) block.set(stream.name, entry);
    else blocks.set(key, new Map([[stream.name, entry]]));
  }
  return withIdentity(inventory, blocks);
}

function entryOf(stream: StreamModel, known: RememberedStream | undefined): RememberedStream | null {
  if (stream.source !== 'reported' || stream.asOf === null)
    return known ?? (stream.asOf === null ? null : fresh(stream));
  if (known && known.state === stream.state && known.lastSeen === stream.asOf && known.replicas === stream.replicas)
    return known;
  return fresh(stream);
}

function fresh(stream: StreamModel): RememberedStream | null {
  if (stream.asOf === null) return null;
  return {
    domain: stream.domain,
    account: stream.account,
    accountName: stream.accountName,
    name: stream.name,
    replicas: stream.replicas,
    created: stream.created,
    holders: holdersOf(stream),
    lastSeen: stream.asOf,
    state: stream.state,
  };
}

function holdersOf({ copies }: StreamModel): readonly ServerName[] {
  return copies.flatMap(({ server, role }) => (server === null || role === 'pending' ? [] : [server]));
}

function withIdentity(inventory: Inventory, blocks: Map<BlockKey, Block>): Inventory {
  let changed = blocks.size !== inventory.blocks.size;
  for (const [key, block] of blocks) {
    const known = inventory.blocks.get(key);
    if (known && sameBlock(known, block)) blocks.set(key, known);
    else changed = true;
  }
  return changed ? { blocks } : inventory;
}

function sameBlock(known: Block, block: Block): boolean {
  if (known.size !== block.size) return false;
  for (const [name, entry] of block) if (known.get(name) !== entry) return false;
  return true;
}
