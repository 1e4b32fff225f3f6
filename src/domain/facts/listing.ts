import type { Count } from '../count';
import type { AccountId, ConsumerName, StreamName } from '../ids';
import type { AccountDetail, ConsumerConfig, ConsumerDetail, StreamConfig, StreamDetail } from '../replies/jsz';
import { deepEqual } from '../same';
import type { ServerMs } from '../time';
import type { ServerFacts } from './facts';
import { compareStamps, isNewer, type Stamp } from './stamp';

/** What one server said about the streams of one account. A stream that it does not name has no copy there. */
export interface Listing {
  readonly stamp: Stamp;
  /** Without configuration and consumers, which come in some replies only: see {@link Kept}. */
  readonly streams: ReadonlyMap<StreamName, StreamDetail>;
}

/** Positions of the listing before the latest one: `last_seq` of each stream, enough for a rate. */
export interface Positions {
  readonly stamp: Stamp;
  readonly lastSeq: ReadonlyMap<StreamName, Count>;
}

/** The newest configuration and consumers of a stream, from whichever reply had them. */
export interface Kept {
  readonly config: KeptValue<StreamConfig> | null;
  readonly consumers: KeptValue<readonly ConsumerDetail[]> | null;
  readonly consumerConfigs: KeptValue<ReadonlyMap<ConsumerName, ConsumerConfig>> | null;
}

export interface KeptValue<T> {
  readonly stamp: Stamp;
  /** Of the stream: a stream deleted and created again must not inherit. */
  readonly created: ServerMs | null;
  readonly value: T;
}

export interface AccountListing {
  readonly account: AccountId;
  readonly accountName: string;
  readonly latest: Listing;
  readonly previous: Positions | null;
  readonly kept: ReadonlyMap<StreamName, Kept>;
}

/** An equal configuration that another server already reported, so that copies share one object. */
export type ConfigPool = (account: AccountId, stream: StreamName) => StreamConfig | null;

export function insertListing(
  known: AccountListing | undefined,
  stamp: Stamp,
  detail: AccountDetail,
  pool: ConfigPool,
): AccountListing {
  if (!known) {
    return {
      account: detail.id,
      accountName: detail.name,
      latest: listing(stamp, detail),
      previous: null,
      kept: keep(new Map(), stamp, detail, pool),
    };
  }
  const order = compareStamps(stamp, known.latest.stamp);
  if (order === 0) return known;
  const kept = keep(known.kept, stamp, detail, pool);
  if (order > 0) {
    const latest = listing(stamp, detail);
    const previous = { stamp: known.latest.stamp, lastSeq: positions(known.latest.streams.values()) };
    return { account: detail.id, accountName: detail.name, latest, previous, kept: pruned(kept, latest) };
  }
  const isSecond = isNewer(stamp, known.previous?.stamp);
  if (!isSecond && kept === known.kept) return known;
  const previous = isSecond ? { stamp, lastSeq: positions(detail.streams) } : known.previous;
  return { ...known, previous, kept };
}

const none: ReadonlyMap<StreamName, StreamDetail> = new Map();

/** What the server says of the account now. `null`: it has not been asked. */
export function currentListing(server: ServerFacts, account: AccountId): Listing | null {
  const own = server.accounts.get(account);
  const full = server.full[0];
  if (full && isNewer(full.stamp, own?.latest.stamp)) return { stamp: full.stamp, streams: none };
  return own?.latest ?? null;
}

/** The two latest answers that cover the account, newest first, each with whether it named the stream. */
export function latestAnswers(
  server: ServerFacts,
  account: AccountId,
  stream: StreamName,
): readonly { readonly stamp: Stamp; readonly named: boolean }[] {
  const own = server.accounts.get(account);
  const answers = server.full.map(({ stamp }) => ({ stamp, named: false }));
  if (own) answers.unshift({ stamp: own.latest.stamp, named: own.latest.streams.has(stream) });
  if (own?.previous) answers.unshift({ stamp: own.previous.stamp, named: own.previous.lastSeq.has(stream) });
  const distinct = answers.filter(
    (answer, index) => answers.findIndex((other) => compareStamps(other.stamp, answer.stamp) === 0) === index,
  );
  return distinct.sort((a, b) => compareStamps(b.stamp, a.stamp)).slice(0, 2);
}

function listing(stamp: Stamp, detail: AccountDetail): Listing {
  return { stamp, streams: new Map(detail.streams.map((stream) => [stream.name, bare(stream)])) };
}

function bare(stream: StreamDetail): StreamDetail {
  return stream.config === null && stream.consumers === null ? stream : { ...stream, config: null, consumers: null };
}

function positions(streams: Iterable<StreamDetail>): ReadonlyMap<StreamName, Count> {
  const lastSeq = new Map<StreamName, Count>();
  for (const stream of streams) lastSeq.set(stream.name, stream.state.lastSeq);
  return lastSeq;
}

function keep(
  known: ReadonlyMap<StreamName, Kept>,
  stamp: Stamp,
  detail: AccountDetail,
  pool: ConfigPool,
): ReadonlyMap<StreamName, Kept> {
  let next: Map<StreamName, Kept> | null = null;
  for (const stream of detail.streams) {
    if (stream.config === null && stream.consumers === null) continue;
    next ??= new Map(known);
    next.set(stream.name, merged(next.get(stream.name), stamp, stream, pool(detail.id, stream.name)));
  }
  return next ?? known;
}

function merged(known: Kept | undefined, stamp: Stamp, stream: StreamDetail, pooled: StreamConfig | null): Kept {
  const { created } = stream;
  const newer = <T>(old: KeptValue<T> | null | undefined, value: T | null) =>
    value !== null && isNewer(stamp, old?.stamp) ? { stamp, created, value } : (old ?? null);
  const configured = stream.consumers?.flatMap(({ name, config }) => (config ? [[name, config] as const] : [])) ?? [];
  return {
    config: newer(known?.config, pooled && deepEqual(pooled, stream.config) ? pooled : stream.config),
    consumers: newer(known?.consumers, stream.consumers),
    consumerConfigs: newer(known?.consumerConfigs, configured.length > 0 ? new Map(configured) : null),
  };
}

/** Bounds what is kept; entries of streams that are gone are never read, so when they go does not matter. */
function pruned(kept: ReadonlyMap<StreamName, Kept>, latest: Listing): ReadonlyMap<StreamName, Kept> {
  if (kept.size <= 2 * latest.streams.size + 16) return kept;
  return new Map([...kept].filter(([name]) => latest.streams.has(name)));
}
