import * as v from 'valibot';
import { count, type Count } from '../count';
import { accountId, domainName, serverName, streamName, type StreamName } from '../ids';
import { localMs, serverMs } from '../time';
import { blockKey, emptyInventory, type BlockKey, type Inventory, type RememberedStream } from './inventory';

/** Raised with every incompatible change; an inventory of another version is not read. */
export const storedVersion = 1;

/** Streams kept, at most: the most recently seen. */
export const storedAtMost = 100_000;

/** Plain JSON. Counters beyond 2^53 are decimal texts. */
export interface StoredInventory {
  readonly version: number;
  readonly streams: readonly unknown[];
}

export function storeInventory(inventory: Inventory): StoredInventory {
  const all = [...inventory.blocks.values()].flatMap((block) => [...block.values()]);
  const newest = all.length <= storedAtMost ? all : all.sort((a, b) => b.lastSeen - a.lastSeen).slice(0, storedAtMost);
  return { version: storedVersion, streams: newest.map(toStored) };
}

/** What was stored before, possibly by another build or damaged: rows that do not fit are left out. */
export function restoreInventory(stored: unknown): Inventory {
  const outer = v.safeParse(v.object({ version: v.literal(storedVersion), streams: v.array(v.unknown()) }), stored);
  if (!outer.success) return emptyInventory();
  const blocks = new Map<BlockKey, Map<StreamName, RememberedStream>>();
  for (const row of outer.output.streams.slice(0, storedAtMost)) {
    const parsed = v.safeParse(storedStream, row);
    if (!parsed.success) continue;
    const stream = fromStored(parsed.output);
    const key = blockKey(stream.domain, stream.account);
    const block = blocks.get(key);
    if (block) block.set(stream.name, stream);
    else blocks.set(key, new Map([[stream.name, stream]]));
  }
  return { blocks };
}

const storedCount = v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.regex(/^-?\d{1,20}$/))]);
const time = v.nullable(v.pipe(v.number(), v.finite()));

const storedStream = v.object({
  domain: v.string(),
  account: v.string(),
  accountName: v.string(),
  name: v.string(),
  replicas: v.nullable(v.pipe(v.number(), v.safeInteger())),
  created: time,
  holders: v.array(v.string()),
  lastSeen: v.pipe(v.number(), v.finite()),
  state: v.nullable(
    v.object({
      messages: storedCount,
      bytes: storedCount,
      firstSeq: storedCount,
      firstTime: time,
      lastSeq: storedCount,
      lastTime: time,
      subjects: v.number(),
      deleted: v.number(),
      // Not in what earlier builds kept.
      lost: v.optional(v.number(), 0),
      consumers: v.number(),
    }),
  ),
});
type StoredStream = v.InferOutput<typeof storedStream>;

function toStored({ state, ...stream }: RememberedStream): StoredStream {
  return {
    ...stream,
    holders: [...stream.holders],
    state: state && {
      ...state,
      messages: outward(state.messages),
      bytes: outward(state.bytes),
      firstSeq: outward(state.firstSeq),
      lastSeq: outward(state.lastSeq),
    },
  };
}

function fromStored({ state, ...stream }: StoredStream): RememberedStream {
  return {
    domain: domainName(stream.domain),
    account: accountId(stream.account),
    accountName: stream.accountName,
    name: streamName(stream.name),
    replicas: stream.replicas,
    created: stream.created === null ? null : serverMs(stream.created),
    holders: stream.holders.map(serverName),
    lastSeen: localMs(stream.lastSeen),
    state: state && {
      ...state,
      messages: inward(state.messages),
      bytes: inward(state.bytes),
      firstSeq: inward(state.firstSeq),
      firstTime: state.firstTime === null ? null : serverMs(state.firstTime),
      lastSeq: inward(state.lastSeq),
      lastTime: state.lastTime === null ? null : serverMs(state.lastTime),
    },
  };
}

function outward(value: Count): number | string {
  return typeof value === 'bigint' ? value.toString() : value;
}

function inward(value: number | string): Count {
  return typeof value === 'string' ? count(BigInt(value)) : value;
}
