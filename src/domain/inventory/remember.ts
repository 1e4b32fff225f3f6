import type { StreamModel } from '../cluster/model';
import type { ServerName, StreamName } from '../ids';
import type { BlockKey, Inventory, RememberedStream } from './inventory';

type Block = ReadonlyMap<StreamName, RememberedStream>;
type Rows = ReadonlyMap<StreamName, StreamModel>;

/** What was written down from some rows: to write it down again changes nothing. */
const written = new WeakMap<Rows, Block>();

/** Was this block written down from these rows, so that it says nothing that they do not? */
export function isWrittenFrom(rows: Rows, block: Block): boolean {
  return written.get(rows) === block;
}

/**
 * The inventory after a model: what is reported is written down, what the model still shows stays as it was, and what
 * the model let go (it alone decides that, see `isForgotten`) is dropped. Unchanged parts keep their identity.
 */
export function remember(inventory: Inventory, shown: ReadonlyMap<BlockKey, { readonly rows: Rows }>): Inventory {
  const blocks = new Map<BlockKey, Block>();
  for (const [key, { rows }] of shown) {
    const known = inventory.blocks.get(key);
    const block = known && isWrittenFrom(rows, known) ? known : blockOf(rows, known);
    written.set(rows, block);
    if (block.size > 0) blocks.set(key, block);
  }
  const same =
    blocks.size === inventory.blocks.size && [...blocks].every(([key, it]) => it === inventory.blocks.get(key));
  return same ? inventory : { blocks };
}

function blockOf(rows: Rows, known: Block | undefined): Block {
  const block = new Map<StreamName, RememberedStream>();
  let changed = false;
  for (const stream of rows.values()) {
    const before = known?.get(stream.name);
    const entry = entryOf(stream, before);
    if (!entry) continue;
    changed ||= entry !== before;
    block.set(stream.name, entry);
  }
  return known && !changed && known.size === block.size ? known : block;
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
  const holders: ServerName[] = [];
  for (const { server, role } of copies) if (server !== null && role !== 'pending') holders.push(server);
  return holders;
}
