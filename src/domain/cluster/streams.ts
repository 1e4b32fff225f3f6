import { domainName, streamKey, type AccountId, type DomainName, type StreamKey, type StreamName } from '../ids';
import { currentListing, type AccountListing, type Listing } from '../facts/listing';
import { alignedTimes } from '../facts/stamp';
import { isDeleted, isForgotten, type MembershipView } from '../inventory/forget';
import { blockKey, type BlockKey, type Inventory, type RememberedStream } from '../inventory/inventory';
import { isWrittenFrom } from '../inventory/remember';
import type { Context, Station } from './context';
import { isAnyLate } from '../raft/same-round';
import type { StreamModel } from './model';
import { namedRow } from './named-row';
import type { StreamRecord } from './record';
import { localMs, type DurationMs } from '../time';
import { sameStream, slackFor } from './same-row';
import { isQuiet } from './quiet';
import { configOf, streamRow } from './stream-row';

/** The streams of one account in one domain, with all that their rows were made of. */
export interface StreamBlock {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly inputs: readonly unknown[];
  readonly remembered: ReadonlyMap<StreamName, RememberedStream>;
  /** Somebody who answers reports every stream: the rows depend on `inputs` and `remembered` alone. */
  readonly settled: boolean;
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
    const inputs = inputsOf(context, input, signature);
    const same = before?.settled && sameInputs(before, inputs, input.remembered);
    blocks.set(key, same ? before : block(context, input, membership, inputs, before));
  }
  return blocks;
}

/** Is the link, and does every server answer, as it was? The first two inputs say so. */
export function samePresence(a: Pick<StreamBlock, 'inputs'>, b: Pick<StreamBlock, 'inputs'>): boolean {
  return a.inputs[0] === b.inputs[0] && a.inputs[1] === b.inputs[1];
}

/** What was remembered since is no other input when it was written down from these very rows. */
function sameInputs(before: StreamBlock, inputs: readonly unknown[], remembered: BlockInput['remembered']): boolean {
  if (remembered !== before.remembered && !isWrittenFrom(before.rows, remembered)) return false;
  return inputs.length === before.inputs.length && inputs.every((part, i) => part === before.inputs[i]);
}

/** All streams by key; the previous map where no row changed. */
export function streamsOf(
  blocks: ReadonlyMap<BlockKey, StreamBlock>,
  before: ReadonlyMap<BlockKey, StreamBlock> | undefined,
  previous: ReadonlyMap<StreamKey, StreamModel> | undefined,
): ReadonlyMap<StreamKey, StreamModel> {
  const same = before?.size === blocks.size && [...blocks].every(([key, { rows }]) => rows === before.get(key)?.rows);
  if (previous && same) return previous;
  const streams = new Map<StreamKey, StreamModel>();
  for (const { rows } of blocks.values()) for (const row of rows.values()) streams.set(row.key, row);
  return streams;
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
    const domain = names.domain ?? likelyDomain(account, inputs);
    open(domain, account, account).namesApply = true;
  }
  return inputs;
}

/** The domain that a `STREAM.NAMES` answer speaks of, while it is not told: the nameless one where it has the account. */
function likelyDomain(account: AccountId, inputs: ReadonlyMap<BlockKey, BlockInput>): DomainName {
  const domains = [...inputs.values()].filter((input) => input.account === account).map(({ domain }) => domain);
  return domains.sort()[0] ?? domainName('');
}

function inputsOf(context: Context, input: BlockInput, signature: string): readonly unknown[] {
  const names = input.namesApply ? context.facts.accounts.get(input.account)?.names : null;
  const parts: unknown[] = [context.live, signature, names, context.facts.deletions, input.sources.length];
  for (const { facts } of context.stations.values())
    parts.push((facts && currentListing(facts, input.account)?.stamp) ?? null);
  for (const { own } of input.sources) parts.push(own);
  return parts;
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
  const slack = slackFor(gapOf(input.sources));
  let settled = true;
  let unchanged = 0;
  const steady = before !== undefined && samePresence(before, { inputs }) && !isSomeoneLate(input.sources);
  const add = (row: StreamModel) => {
    const known = before?.rows.get(row.name);
    const kept = known && sameStream(known, row, slack) ? known : row;
    if (kept === known) unchanged += 1;
    rows.set(row.name, kept);
  };
  const include = (name: StreamName, own: readonly StreamRecord[]) => {
    const remembered = input.remembered.get(name) ?? null;
    const config = configOf(own);
    const previous = before?.rows.get(name);
    const configured = config?.replicas ?? remembered?.replicas ?? null;
    const quiet = steady && previous && isQuiet(previous, before.records.get(name), own, config, configured, slack);
    const row = quiet
      ? previous
      : streamRow(context, { domain, account, accountName, name, records: own, config, remembered, previous });
    settled &&= row.source === 'reported';
    if (!mayGo(row, own, remembered, membership, namesApply, context)) add(row);
  };
  for (const [name, own] of records) include(name, own);
  for (const name of input.remembered.keys()) if (!records.has(name)) include(name, []);
  for (const row of namesApply ? namedRows(context, input, records) : []) {
    settled = false;
    add(row);
  }
  const same = before?.rows.size === rows.size && unchanged === rows.size;
  const { remembered } = input;
  return { domain, account, accountName, inputs, remembered, settled, rows: same ? before.rows : rows, records };
}

/** Has a server that answers missed a whole round on the account? Then a row changes by what did not come in. */
function isSomeoneLate(sources: readonly Source[]): boolean {
  const answering = sources.filter(({ station }) => station.answering);
  return isAnyLate(
    answering.map(({ listing, own }) => {
      const { time, before } = alignedTimes(listing.stamp, own.previous?.stamp ?? null);
      return { time, before: before === null ? null : { time: before } };
    }),
  );
}

/** Time between the two latest replies on the account (ms). */
function gapOf(sources: readonly Source[]): DurationMs {
  const gaps = sources.map(({ listing, own }) => (own.previous ? listing.stamp.at - own.previous.stamp.at : 0));
  return Math.max(0, ...gaps);
}

/** Records of each stream, by server name (stations are sorted). */
function recordsOf(sources: readonly Source[]): Map<StreamName, StreamRecord[]> {
  const records = new Map<StreamName, StreamRecord[]>();
  for (const { station, listing, own } of sources)
    for (const detail of listing.streams.values()) {
      const record: StreamRecord = { station, stamp: listing.stamp, detail, source: own };
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
  if (row.source === 'reported' && context.facts.deletions.size === 0) return false;
  const seen = Math.max(remembered?.lastSeen ?? Number.NEGATIVE_INFINITY, ...records.map(({ stamp }) => stamp.at));
  const candidate = {
    domain: row.domain,
    account: row.account,
    name: row.name,
    holders: row.copies.flatMap(({ server }) => (server === null ? [] : [server])),
    lastSeen: localMs(seen),
    namesApply,
  };
  return row.source === 'reported' ? isDeleted(candidate, context) : isForgotten(candidate, membership, context);
}

function namedRows(
  context: Context,
  input: BlockInput,
  known: ReadonlyMap<StreamName, unknown>,
): readonly StreamModel[] {
  const names = context.facts.accounts.get(input.account)?.names;
  if (!names) return [];
  return [...names.value]
    .filter((name) => !known.has(name) && !input.remembered.has(name))
    .flatMap((name) => {
      const key = streamKey(input.domain, input.account, name);
      const row = namedRow(context, { ...input, key, name, namedAt: names.at });
      return row ? [row] : [];
    });
}
