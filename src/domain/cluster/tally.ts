import type { ServerName } from '../ids';
import type { Mark, StreamModel } from './model';
import { stopGroups, type StopGroup } from './stop-groups';
import { isReplicated } from './votes';

/** What some streams add up to. */
export interface Tally {
  readonly streams: number;
  /** With more than one copy. */
  readonly replicated: number;
  /** Of the replicated: those that keep their quorum after the loss of any one server. */
  readonly surviveOne: number;
  /** Of the replicated: those of which nobody can say that. */
  readonly uncertain: number;
  readonly unknown: number;
  readonly noQuorum: number;
  readonly electing: number;
  readonly unreachable: readonly StreamModel[];
  readonly marks: ReadonlySet<Mark>;
  readonly servers: ReadonlyMap<ServerName, ServerTally>;
}

/** The share of one server. */
export interface ServerTally {
  /** Streams that it leads. */
  readonly leads: number;
  /** Copies that it reports, or last reported. */
  readonly copies: number;
  /** Copies that are the only one of their stream. */
  readonly onlyCopies: number;
  /** Of the only copies: those that it reports now. */
  readonly single: number;
  /** Replicated streams that stop when it is lost. */
  readonly stops: number;
}

type Rows = ReadonlyMap<unknown, StreamModel>;

/** Counted once for each set of rows: most accounts have the same rows from one model to the next. */
const counted = new WeakMap<Rows, Tally>();

/** The sum over several sets of rows. */
export function tallyOf(sets: Iterable<Rows>): Tally {
  const sum = emptyTally();
  for (const rows of sets) {
    const tally = counted.get(rows) ?? count(rows);
    counted.set(rows, tally);
    add(sum, tally);
  }
  return sum;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Sum extends Mutable<Omit<Tally, 'unreachable' | 'marks' | 'servers'>> {
  readonly unreachable: StreamModel[];
  readonly marks: Set<Mark>;
  readonly servers: Map<ServerName, Mutable<ServerTally>>;
}

function emptyTally(): Sum {
  const numbers = { streams: 0, replicated: 0, surviveOne: 0, uncertain: 0, unknown: 0, noQuorum: 0, electing: 0 };
  return { ...numbers, unreachable: [], marks: new Set(), servers: new Map() };
}

function add(sum: Sum, tally: Tally): void {
  sum.streams += tally.streams;
  sum.replicated += tally.replicated;
  sum.surviveOne += tally.surviveOne;
  sum.uncertain += tally.uncertain;
  sum.unknown += tally.unknown;
  sum.noQuorum += tally.noQuorum;
  sum.electing += tally.electing;
  for (const stream of tally.unreachable) sum.unreachable.push(stream);
  for (const mark of tally.marks) sum.marks.add(mark);
  for (const [name, own] of tally.servers) {
    const server = serverIn(sum, name);
    server.leads += own.leads;
    server.copies += own.copies;
    server.onlyCopies += own.onlyCopies;
    server.single += own.single;
    server.stops += own.stops;
  }
}

function serverIn({ servers }: Sum, name: ServerName): Mutable<ServerTally> {
  const known = servers.get(name);
  if (known) return known;
  const fresh = { leads: 0, copies: 0, onlyCopies: 0, single: 0, stops: 0 };
  servers.set(name, fresh);
  return fresh;
}

function count(rows: Rows): Tally {
  const sum = emptyTally();
  for (const stream of rows.values()) {
    countHealth(sum, stream);
    if (isReplicated(stream)) countReplicated(sum, stream);
    else countSingle(sum, stream);
    countCopies(sum, stream);
  }
  for (const group of stopGroups(rows)) countStops(sum, group);
  return sum;
}

function countHealth(sum: Sum, stream: StreamModel): void {
  sum.streams += 1;
  sum.marks.add(stream.mark);
  if (stream.health === 'unreachable') sum.unreachable.push(stream);
  if (stream.health === 'unknown') sum.unknown += 1;
  if (stream.health === 'noQuorum') sum.noQuorum += 1;
  if (stream.health === 'electing') sum.electing += 1;
}

function countReplicated(sum: Sum, { spare }: StreamModel): void {
  sum.replicated += 1;
  if (spare === null) sum.uncertain += 1;
  else if (spare > 0) sum.surviveOne += 1;
}

/** With just enough members, each of those that take part is one too many to lose. */
function countStops(sum: Sum, group: StopGroup): void {
  if (group.spare > 0 || group.single) return;
  for (const server of group.voters) serverIn(sum, server).stops += group.streams.length;
}

function countSingle(sum: Sum, { source, copies }: StreamModel): void {
  if (source !== 'reported') return;
  for (const { server, presence } of copies)
    if (server !== null && presence.kind === 'answering') serverIn(sum, server).single += 1;
}

function countCopies(sum: Sum, { group, copies }: StreamModel): void {
  if (group.leadership.kind === 'led') serverIn(sum, group.leadership.by).leads += 1;
  for (const { server, role, presence, state } of copies) {
    if (server === null || (presence.kind === 'answering' && state === null)) continue;
    const own = serverIn(sum, server);
    own.copies += 1;
    if (role === 'single') own.onlyCopies += 1;
  }
}
