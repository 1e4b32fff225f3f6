import { domainName, streamKey, type AccountId, type DomainName, type StreamKey, type StreamName } from '../ids';
import { currentListing, type AccountListing, type Listing } from '../facts/listing';
import { isDeleted, isForgotten, type MembershipView } from '../inventory/forget';
import { blockKey, type BlockKey, type Inventory, type RememberedStream } from '../inventory/inventory';
import type { Context, Station } from './context';
import type { StreamModel } from './model';
import { namedRow } from './named-row';
import type { StreamRecord } from './record';
import { localMs } from '../time';
import { sameStream } from './same-row';
import { streamRow } from './stream-row';

/** The streams of one account in one domain, with all that their rows were made of. */
export interface StreamBlock {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly inputs: readonly unknown[];
  readonly rows: ReadonlyMap<StreamName, StreamModel>;
  readonly records: ReadonlyMap<StreamName, readonly StreamRecord[]>;
}

interface Source {
  readonly station: Station;
  readonly listing: Listing;
  readonly own: AccountListing;
}

interface BlockInput {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly sources: Source[];
  remembered: ReadonlyMap<StreamName, RememberedStream>;
  /** `STREAM.NAMES` of the account speaks of this domain. */
  namesApply: boolean;
}

const nothing: ReadonlyMap<StreamName, RememberedStream> = new Map();

/** Stream rows, block by block; a block whose inputs are the same objects as before is taken over whole. */
export function assembleBlocks(
  context: Context,
  inventory: Inventory,
  members: ReadonlyMap<DomainName, MembershipView>,
  previous: ReadonlyMap<BlockKey, StreamBlock> | undefined,
): ReadonlyMap<BlockKey, StreamBlock> {
  const signature = [...context.stations.values()].map(({ name, signature }) => `${name} ${signature}`).join('\n');
  const blocks = new Map<BlockKey, StreamBlock>();
  for (const [key, input] of blockInputs(context, inventory)) {
    const before = previous?.get(key);
    const membership = members.get(input.domain) ?? { names: null, at: null };
    const inputs = inputsOf(context, input, membership, signature);
    const same = before?.inputs.length === inputs.length && inputs.every((part, i) => part === before.inputs[i]);
    blocks.set(key, before && same ? before : block(context, input, membership, inputs, before));
  }
  return blocks;
}

/** All streams by key; the previous map where no row changed. */
export function streamsOf(
  blocks: ReadonlyMap<BlockKey, StreamBlock>,
  previous: ReadonlyMap<StreamKey, StreamModel> | undefined,
): ReadonlyMap<StreamKey, StreamModel> {
  const streams = new Map<StreamKey, StreamModel>();
  let changed = false;
  for (const { rows } of blocks.values())
    for (const row of rows.values()) {
      changed ||= previous?.get(row.key) !== row;
      streams.set(row.key, row);
    }
  return previous && !changed && previous.size === streams.size ? previous : streams;
}

function blockInputs(context: Context, inventory: Inventory): Map<BlockKey, BlockInput> {
  const inputs = new Map<BlockKey, BlockInput>();
  const open = (domain: DomainName, account: AccountId, accountName: string) => {
    const key = blockKey(domain, account);
    const known = inputs.get(key);
    if (known) return known;
    const fresh = { domain, account, accountName, sources: [], remembered: nothing, namesApply: false };
    inputs.set(key, fresh);
    return fresh;
  };
  for (const station of context.stations.values())
    for (const own of station.facts?.accounts.values() ?? []) {
      const listing = station.facts && currentListing(station.facts, own.account);
      if (listing) open(station.domain, own.account, own.accountName).sources.push({ station, listing, own });
    }
  for (const block of inventory.blocks.values())
    for (const first of block.values()) {
      open(first.domain, first.account, first.accountName).remembered = block;
      break;
    }
  for (const [account, { names }] of context.facts.accounts) {
    if (!names) continue;
    const domain = namesDomain(account, inputs);
    open(domain, account, account).namesApply = true;
  }
  return inputs;
}

/** The domain a `STREAM.NAMES` answer speaks of: the nameless one of the hub where it holds the account. */
function namesDomain(account: AccountId, inputs: ReadonlyMap<BlockKey, BlockInput>): DomainName {
  const domains = [...inputs.values()].filter((input) => input.account === account).map(({ domain }) => domain);
  return domains.sort()[0] ?? domainName('');
}

function inputsOf(
  context: Context,
  input: BlockInput,
  membership: MembershipView,
  signature: string,
): readonly unknown[] {
  const names = input.namesApply ? context.facts.accounts.get(input.account)?.names : null;
  const parts: unknown[] = [
    context.live,
    signature,
    input.remembered,
    names,
    context.facts.deletions,
    input.sources.length,
  ];
  for (const { facts } of context.stations.values())
    parts.push((facts && currentListing(facts, input.account)?.stamp) ?? null);
  for (const { own } of input.sources) parts.push(own);
  // Whether an unreported stream is let go depends on what its holders answered elsewhere: no short cut for those.
  if (!isAllReported(input, names?.value)) parts.push(membership, context.facts);
  return parts;
}

function isAllReported({ sources, remembered }: BlockInput, names: ReadonlySet<StreamName> | undefined): boolean {
  const answering = sources.filter(({ station }) => station.answering);
  const isReported = (name: StreamName) => answering.some(({ listing }) => listing.streams.has(name));
  for (const { listing } of sources) for (const name of listing.streams.keys()) if (!isReported(name)) return false;
  for (const name of remembered.keys()) if (!isReported(name)) return false;
  for (const name of names ?? []) if (!isReported(name)) return false;
  return true;
}

function block(
  context: Context,
  input: BlockInput,
  membership: MembershipView,
  inputs: readonly unknown[],
  before: StreamBlock | undefined,
): StreamBlock {
  const { domain, account, accountName, namesApply } = input;
  const records = recordsOf(input.sources);
  const rows = new Map<StreamName, StreamModel>();
  const add = (name: StreamName, row: StreamModel) => {
    const known = before?.rows.get(name);
    rows.set(name, known && sameStream(known, row) ? known : row);
  };
  const names = new Set([...records.keys(), ...input.remembered.keys()]);
  for (const name of names) {
    const own = records.get(name) ?? [];
    const remembered = input.remembered.get(name) ?? null;
    const previous = before?.rows.get(name);
    const row = streamRow(context, { domain, account, accountName, name, records: own, remembered, previous });
    if (!mayGo(row, own, remembered, membership, namesApply, context)) add(name, row);
  }
  if (namesApply) for (const row of namedRows(context, input, names)) add(row.name, row);
  return { domain, account, accountName, inputs, rows, records };
}

/** Records of each stream, by server name (stations are sorted). */
function recordsOf(sources: readonly Source[]): Map<StreamName, StreamRecord[]> {
  const records = new Map<StreamName, StreamRecord[]>();
  for (const { station, listing, own } of sources)
    for (const detail of listing.streams.values()) {
      const lastSeq = own.previous?.lastSeq.get(detail.name);
      const before = own.previous && lastSeq !== undefined ? { lastSeq, time: own.previous.stamp.time } : null;
      const record: StreamRecord = { station, stamp: listing.stamp, detail, before, source: own };
      const known = records.get(detail.name);
      if (known) known.push(record);
      else records.set(detail.name, [record]);
    }
  return records;
}

function mayGo(
  row: StreamModel,
  records: readonly StreamRecord[],
  remembered: RememberedStream | null,
  membership: MembershipView,
  namesApply: boolean,
  context: Context,
): boolean {
  const seen = Math.max(remembered?.lastSeen ?? Number.NEGATIVE_INFINITY, ...records.map(({ stamp }) => stamp.at));
  const candidate = {
    account: row.account,
    name: row.name,
    holders: row.copies.flatMap(({ server }) => (server === null ? [] : [server])),
    lastSeen: localMs(seen),
    namesApply,
  };
  return row.source === 'reported' ? isDeleted(candidate, context) : isForgotten(candidate, membership, context);
}

function namedRows(context: Context, input: BlockInput, known: ReadonlySet<StreamName>): readonly StreamModel[] {
  const names = context.facts.accounts.get(input.account)?.names;
  if (!names) return [];
  return [...names.value]
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const key = streamKey(input.domain, input.account, name);
      const row = namedRow(context, { ...input, key, name, namedAt: names.at });
      return row ? [row] : [];
    });
}
