import type { ServerModel, StreamModel } from '../cluster/model';
import type { ServerName, StreamKey } from '../ids';
import { isChanging, leaderOf, successors } from '../permit/group';

/** One leadership that goes from one member to another, by a step-down in favour of that one. */
export interface LeaderMove {
  readonly stream: StreamModel;
  readonly from: ServerName;
  readonly to: ServerName;
  /** Messages a second that are written to it; `null`: not known, and counted as none. */
  readonly rate: number | null;
}

/** What a server leads. */
export interface LeaderLoad {
  readonly streams: number;
  /** Messages a second, of those streams of which it is known. */
  readonly rate: number;
}

export interface LeaderPlan {
  /** In the order in which they are to be made: the heaviest first. */
  readonly moves: readonly LeaderMove[];
  readonly before: ReadonlyMap<ServerName, LeaderLoad>;
  readonly after: ReadonlyMap<ServerName, LeaderLoad>;
  /** Led by the server that is to lead nothing, and nobody can take over now: single copies, what is not healthy or not reached. */
  readonly staying: readonly StreamModel[];
}

export interface LeaderInput {
  readonly servers: readonly ServerModel[];
  readonly streams: readonly StreamModel[];
  readonly rateOf: (stream: StreamKey) => number | null;
  /** Its leader can be asked to step down: the API of its account is reached. */
  readonly isReached: (stream: StreamModel) => boolean;
}

/** Moves of one plan: more are planned again from what is seen then. */
export const mostMoves = 200;

/** Also an idle stream costs its leader something: heartbeats, acknowledgements, consumers. In messages a second. */
const idleWeight = 1;
/** A difference below this part of what a server leads on average is left as it is. */
const tolerance = 0.05;

/** Leaderships go to other members, so that the server leads none: each to the one that then leads least. */
export function leadersAway(input: LeaderInput, server: ServerName): LeaderPlan {
  const loads = loadsOf(input);
  const led = candidatesOf(input).filter(({ from }) => from === server);
  const moves: LeaderMove[] = [];
  for (const one of led.sort(heavierFirst).slice(0, mostMoves)) {
    const to = leastOf(one.others, loads);
    if (to !== null) moves.push(shift(loads, one, to));
  }
  const moved = new Set(moves.map(({ stream }) => stream.key));
  const staying = input.streams.filter((stream) => leaderOf(stream) === server && !moved.has(stream.key));
  return { moves, before: counted(loadsOf(input)), after: counted(loads), staying };
}

/** Leaderships spread by what is written to them. Every move takes from the server with more and leaves the other below it. */
export function leadersBalanced(input: LeaderInput): LeaderPlan {
  const loads = loadsOf(input);
  const left = new Set(candidatesOf(input).sort(heavierFirst));
  const moves: LeaderMove[] = [];
  const slack = tolerance * average(loads);
  while (moves.length < mostMoves) {
    const best = bestOf(left, loads, slack);
    if (best === null) break;
    left.delete(best.one);
    moves.push(shift(loads, best.one, best.to));
  }
  return { moves, before: counted(loadsOf(input)), after: counted(loads), staying: [] };
}

interface Candidate {
  readonly stream: StreamModel;
  readonly from: ServerName;
  readonly others: readonly ServerName[];
  readonly rate: number | null;
  readonly weight: number;
}

interface Load {
  streams: number;
  rate: number;
  weight: number;
}
type Loads = Map<ServerName, Load>;

/** Only of healthy groups: a step-down in any other one could leave it without a leader. */
function candidatesOf({ servers, streams, rateOf, isReached }: LeaderInput): Candidate[] {
  const answering = new Set(servers.flatMap(({ name, presence }) => (presence.kind === 'answering' ? [name] : [])));
  return streams.flatMap((stream) => {
    const from = leaderOf(stream);
    if (from === null || stream.health !== 'healthy' || isChanging(stream) || !isReached(stream)) return [];
    const others = successors(stream).filter((name) => answering.has(name));
    const rate = rateOf(stream.key);
    return others.length === 0 ? [] : [{ stream, from, others, rate, weight: weightOf(rate) }];
  });
}

function loadsOf({ servers, streams, rateOf }: LeaderInput): Loads {
  const loads: Loads = new Map();
  for (const { name, presence } of servers)
    if (presence.kind === 'answering') loads.set(name, { streams: 0, rate: 0, weight: 0 });
  for (const stream of streams) {
    const leader = leaderOf(stream);
    const load = leader === null ? undefined : loads.get(leader);
    if (load) add(load, rateOf(stream.key), 1);
  }
  return loads;
}

function bestOf(
  left: ReadonlySet<Candidate>,
  loads: Loads,
  slack: number,
): { readonly one: Candidate; readonly to: ServerName } | null {
  let best: { readonly one: Candidate; readonly to: ServerName } | null = null;
  let most = 0;
  for (const one of left) {
    const to = leastOf(one.others, loads);
    if (to === null) continue;
    const gap = weighing(loads, one.from) - weighing(loads, to);
    // What the squares of both loads lose together; the heavier server stays the heavier one, or both are even.
    const gain = one.weight * (gap - one.weight);
    if (gap - one.weight <= slack || gain <= most) continue;
    best = { one, to };
    most = gain;
  }
  return best;
}

function shift(loads: Loads, { stream, from, rate }: Candidate, to: ServerName): LeaderMove {
  const [source, target] = [loads.get(from), loads.get(to)];
  if (source) add(source, rate, -1);
  if (target) add(target, rate, 1);
  return { stream, from, to, rate };
}

function add(load: Load, rate: number | null, sign: 1 | -1): void {
  load.streams += sign;
  load.rate += sign * (rate ?? 0);
  load.weight += sign * weightOf(rate);
}

function leastOf(names: readonly ServerName[], loads: Loads): ServerName | null {
  return names.reduce<ServerName | null>(
    (least, name) => (least === null || weighing(loads, name) < weighing(loads, least) ? name : least),
    null,
  );
}

function weighing(loads: Loads, name: ServerName): number {
  return loads.get(name)?.weight ?? Number.POSITIVE_INFINITY;
}

function weightOf(rate: number | null): number {
  return idleWeight + (rate ?? 0);
}

/** The same plan from the same picture, whatever order the rows come in. */
function heavierFirst(a: Candidate, b: Candidate): number {
  return b.weight - a.weight || (a.stream.key < b.stream.key ? -1 : 1);
}

function average(loads: Loads): number {
  const all = [...loads.values()];
  return all.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, all.length);
}

function counted(loads: Loads): ReadonlyMap<ServerName, LeaderLoad> {
  return new Map([...loads].map(([name, { streams, rate }]) => [name, { streams, rate: Math.max(0, rate) }]));
}
