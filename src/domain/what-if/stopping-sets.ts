import { stopGroups, stopsWithout, type StopGroup } from '../cluster/stop-groups';
import type { StreamModel } from '../cluster/model';
import type { DomainName, ServerName } from '../ids';
import { metaGroups } from './resilience';
import type { WhatIfCluster } from './what-if';

/** Servers whose common loss stops something, though the loss of any of them less would not. */
export interface StoppingSet {
  /** Sorted by name. */
  readonly servers: readonly ServerName[];
  /** Streams with more than one copy that stop. */
  readonly streams: readonly StreamModel[];
  /** Streams that stop because their only copy is on one of the servers. */
  readonly single: readonly StreamModel[];
  /** Meta groups that stop. */
  readonly metas: readonly DomainName[];
}

export interface StoppingSets {
  /** By size, then by the number of replicated streams that stop, then by name. */
  readonly sets: readonly StoppingSet[];
  /** There are more than these, or so many groups that not all could be looked at. */
  readonly more: boolean;
}

/**
 * Bounds the time whatever the servers say, in names put into sets: 10,000 R5 streams on as many sets of servers take
 * 0.9 million.
 */
const budget = 1_500_000;
/** Of these, how many between two pauses: some 5 ms. */
const pause = 20_000;

type Group = Pick<StopGroup, 'voters' | 'spare'> & { readonly streams: readonly StreamModel[] };

/**
 * The smallest sets that stop a meta group or a stream with more than one copy (one with a single copy stops with its
 * server: those are named with each set, and make none). Only members of one group can stop it, so that the subsets of
 * each distinct set of servers are looked at, the small ones first, and not those of the cluster.
 */
export function smallestStoppingSets(cluster: WhatIfCluster, most: number): StoppingSets {
  const steps = stoppingSetSteps(cluster, most);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of a few milliseconds, for whoever must not be held up longer. */
export function* stoppingSetSteps(cluster: WhatIfCluster, most: number): Generator<undefined, StoppingSets> {
  const all = stopGroups(cluster.streams);
  yield;
  const metas = metaGroups(cluster.metas, cluster.servers);
  const groups: readonly Group[] = [
    ...all.filter(({ single }) => !single),
    ...metas.map((meta) => ({ ...meta, streams: [] })),
  ]
    .filter(({ voters, spare }) => spare < voters.length)
    .sort((a, b) => a.spare - b.spare || b.streams.length - a.streams.length);
  yield;
  const { found, more } = yield* search(groups, most);
  const sets: StoppingSet[] = [];
  for (const { servers } of found) {
    const lost = new Set(servers);
    const stops = all.filter((group) => stopsWithout(group, lost));
    const streamsIn = (single: boolean) => stops.flatMap((group) => (group.single === single ? group.streams : []));
    const stoppedMetas = metas.filter((meta) => stopsWithout(meta, lost)).map(({ domain }) => domain);
    sets.push({ servers, streams: streamsIn(false), single: streamsIn(true), metas: stoppedMetas });
    yield;
  }
  return { sets, more };
}

interface Candidate {
  readonly key: string;
  readonly servers: readonly ServerName[];
  /** Replicated streams that stop: exact, since a smaller set that stops one would stand in its place. */
  streams: number;
}

/** `groups` by spare, those with streams first. */
function* search(groups: readonly Group[], most: number) {
  const found: Candidate[] = [];
  const spent = { names: 0 };
  let cut = false;
  for (let from = 0; from < groups.length && found.length <= most && !cut;) {
    const spare = groups[from]?.spare ?? 0;
    const next = groups.findIndex((group, index) => index > from && group.spare > spare);
    const end = next === -1 ? groups.length : next;
    const band = yield* candidatesOf(groups.slice(from, end), spare + 1, found, most, spent);
    found.push(...heaviest([...band.candidates], most + 1 - found.length));
    cut = band.cut;
    from = end;
  }
  return { found: found.slice(0, most), more: cut || found.length > most };
}

/** The sets of one size that hold none of those found. */
function* candidatesOf(
  groups: readonly Group[],
  size: number,
  found: readonly Candidate[],
  most: number,
  spent: { names: number },
) {
  const candidates = new Map<string, Candidate>();
  const done = (cut: boolean) => ({ candidates: candidates.values(), cut });
  for (const { voters, streams } of groups)
    for (const servers of subsets(voters, size)) {
      // Sets without streams come last: no more of them are needed than are shown, and one more to know of it.
      if (streams.length === 0 && candidates.size + found.length > most) return done(true);
      const before = spent.names;
      spent.names += size * size;
      if (spent.names > budget) return done(true);
      if (Math.floor(before / pause) !== Math.floor(spent.names / pause)) yield;
      const key = servers.join(' ');
      const known = candidates.get(key);
      if (known) known.streams += streams.length;
      else if (!containsOne(found, servers)) candidates.set(key, { key, servers, streams: streams.length });
    }
  return done(false);
}

/** Those with the most streams; a full sort of all would take long. */
function heaviest(candidates: readonly Candidate[], most: number): readonly Candidate[] {
  const weights = Float64Array.from(candidates, ({ streams }) => streams).sort();
  const least = weights[weights.length - most] ?? 0;
  return candidates
    .filter(({ streams }) => streams >= least)
    .sort(byWeight)
    .slice(0, most);
}

function byWeight(a: Candidate, b: Candidate): number {
  return b.streams - a.streams || (a.key < b.key ? -1 : 1);
}

function containsOne(found: readonly Candidate[], servers: readonly ServerName[]): boolean {
  return found.some((known) => known.servers.every((name) => servers.includes(name)));
}

/** All subsets of a size, in the order of the names. */
function* subsets(names: readonly ServerName[], size: number): Generator<readonly ServerName[]> {
  const at = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    yield at.flatMap((index) => names[index] ?? []);
    // The last index that can still move on; those after it follow it closely.
    const moving = at.findLastIndex((index, place) => index < names.length - size + place);
    if (moving === -1) return;
    const start = (at[moving] ?? 0) + 1;
    for (let place = moving; place < size; place += 1) at[place] = start + place - moving;
  }
}
