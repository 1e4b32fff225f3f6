import type { ConsumerModel, ServerModel, StreamModel } from '../cluster/model';
import type { ServerName, StreamKey } from '../ids';
import { isChanging, leaderOf, successors, type Group } from '../permit/group';
import type { SequenceStep } from './run-steps';

/** One leadership that goes from one member to another, by a step-down in favour of that one. */
export interface LeaderMove {
  readonly stream: StreamModel;
  /** `null`: of the stream itself. */
  readonly consumer: ConsumerModel | null;
  readonly from: ServerName;
  readonly to: ServerName;
  /** Messages a second that are written to the stream; `null`: not known and counted as none, or a consumer's. */
  readonly rate: number | null;
}

/** What a server leads. */
export interface LeaderLoad {
  readonly streams: number;
  readonly consumers: number;
  /** Messages a second, of those streams of which it is known. */
  readonly rate: number;
}

export interface LeaderPlan {
  /** In the order in which they are to be made: streams first, the heaviest in front. */
  readonly moves: readonly LeaderMove[];
  readonly before: ReadonlyMap<ServerName, LeaderLoad>;
  readonly after: ReadonlyMap<ServerName, LeaderLoad>;
  /** Led by the server that is to lead nothing, and nobody can take over now: single copies, what is not healthy or not reached. */
  readonly staying: readonly StreamModel[];
  readonly stayingConsumers: number;
}

export interface LeaderInput {
  readonly servers: readonly ServerModel[];
  readonly streams: readonly StreamModel[];
  /** Those that were read; leaders of consumers and of their streams are independent of each other. */
  readonly consumers: readonly ConsumerModel[];
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

/** Leaderships go to other members, so that the server leads none: each to the one that then leads least of its kind. */
export function leadersAway(input: LeaderInput, server: ServerName): LeaderPlan {
  const moves = kindsOf(input).flatMap(({ candidates, weights }) =>
    candidates
      .filter(({ from }) => from === server)
      .flatMap((one) => shifted(weights, one, leastOf(one.others, weights))),
  );
  // What a later plan moves does not stay.
  const leaving = new Set(moves.map(keyOf));
  const isLeft = (key: string, group: Group) => leaderOf(group) === server && !leaving.has(key);
  return {
    ...planOf(input, moves.slice(0, mostMoves)),
    staying: input.streams.filter((stream) => isLeft(stream.key, stream)),
    stayingConsumers: input.consumers.filter((consumer) => isLeft(consumer.key, consumer)).length,
  };
}

/**
 * Leaderships spread: those of streams by what is written to them, those of consumers by number. Every move takes from the
 * server with more and leaves the other below it.
 */
export function leadersBalanced(input: LeaderInput): LeaderPlan {
  const moves: LeaderMove[] = [];
  for (const { candidates, weights } of kindsOf(input)) {
    const left = new Set(candidates);
    const slack = tolerance * average(weights);
    while (moves.length < mostMoves) {
      const best = bestOf(left, weights, slack);
      if (best === null) break;
      left.delete(best.one);
      moves.push(...shifted(weights, best.one, best.to));
    }
  }
  return planOf(input, moves);
}

/** The step-down that makes a move. `steers`: the servers take a preferred one; else they elect whom they like. */
export function stepOf({ stream, consumer, from, to }: LeaderMove, steers: boolean): SequenceStep {
  const preferred = steers ? to : null;
  const command =
    consumer === null
      ? ({ kind: 'streamStepDown', stream: stream.key, preferred } as const)
      : ({ kind: 'consumerStepDown', consumer: consumer.key, preferred } as const);
  return { command, from };
}

interface Candidate extends Omit<LeaderMove, 'to'> {
  readonly others: readonly ServerName[];
  readonly weight: number;
}

/** What each server leads of one kind. */
type Weights = Map<ServerName, number>;

interface Kind {
  /** The heaviest first; the same order whatever order the rows come in. */
  readonly candidates: readonly Candidate[];
  readonly weights: Weights;
}

function kindsOf(input: LeaderInput): readonly Kind[] {
  const { streams, consumers, rateOf } = input;
  const byKey = new Map(streams.map((stream) => [stream.key, stream]));
  const ofStreams = streams.map((stream) => {
    const rate = rateOf(stream.key);
    return { stream, consumer: null, group: stream, rate, weight: idleWeight + (rate ?? 0) };
  });
  const ofConsumers = consumers.flatMap((consumer) => {
    const stream = byKey.get(consumer.stream);
    return stream ? [{ stream, consumer, group: consumer, rate: null, weight: 1 }] : [];
  });
  return [kindOf(input, ofStreams), kindOf(input, ofConsumers)];
}

interface Led extends Pick<Candidate, 'stream' | 'consumer' | 'rate' | 'weight'> {
  readonly group: Group;
}

/** Only of healthy groups: a step-down in any other one could leave it without a leader. */
function kindOf({ servers, isReached }: LeaderInput, all: readonly Led[]): Kind {
  const weights: Weights = new Map();
  for (const { name, presence } of servers) if (presence.kind === 'answering') weights.set(name, 0);
  const candidates: Candidate[] = [];
  for (const { group, ...one } of all) {
    const from = leaderOf(group);
    if (from === null) continue;
    add(weights, from, one.weight);
    const others = successors(group).filter((name) => weights.has(name));
    const isWell = one.stream.health === 'healthy' && !isChanging(one.stream) && isReached(one.stream);
    if (isWell && others.length > 0) candidates.push({ ...one, from, others });
  }
  return { candidates: candidates.sort(heavierFirst), weights };
}

function bestOf(
  left: ReadonlySet<Candidate>,
  weights: Weights,
  slack: number,
): { readonly one: Candidate; readonly to: ServerName } | null {
  let best: { readonly one: Candidate; readonly to: ServerName } | null = null;
  let most = 0;
  for (const one of left) {
    const to = leastOf(one.others, weights);
    if (to === null) continue;
    const gap = weighing(weights, one.from) - weighing(weights, to);
    // What the squares of both loads lose together; the heavier server stays the heavier one, or both are even.
    const gain = one.weight * (gap - one.weight);
    if (gap - one.weight <= slack || gain <= most) continue;
    best = { one, to };
    most = gain;
  }
  return best;
}

/** The move, counted in the weights; none where nobody takes over. */
function shifted(weights: Weights, candidate: Candidate, to: ServerName | null): readonly LeaderMove[] {
  if (to === null) return [];
  const { stream, consumer, from, rate, weight } = candidate;
  add(weights, from, -weight);
  add(weights, to, weight);
  return [{ stream, consumer, from, to, rate }];
}

function add(weights: Weights, name: ServerName, weight: number): void {
  const known = weights.get(name);
  if (known !== undefined) weights.set(name, known + weight);
}

function leastOf(names: readonly ServerName[], weights: Weights): ServerName | null {
  return names.reduce<ServerName | null>(
    (least, name) => (least === null || weighing(weights, name) < weighing(weights, least) ? name : least),
    null,
  );
}

function weighing(weights: Weights, name: ServerName): number {
  return weights.get(name) ?? Number.POSITIVE_INFINITY;
}

function heavierFirst(a: Candidate, b: Candidate): number {
  return b.weight - a.weight || (keyOf(a) < keyOf(b) ? -1 : 1);
}

function keyOf({ stream, consumer }: Pick<LeaderMove, 'stream' | 'consumer'>): string {
  return consumer?.key ?? stream.key;
}

function average(weights: Weights): number {
  const all = [...weights.values()];
  return all.reduce((sum, weight) => sum + weight, 0) / Math.max(1, all.length);
}

function planOf(input: LeaderInput, moves: readonly LeaderMove[]): LeaderPlan {
  return { moves, before: loadsOf(input, []), after: loadsOf(input, moves), staying: [], stayingConsumers: 0 };
}

function loadsOf(input: LeaderInput, moves: readonly LeaderMove[]): ReadonlyMap<ServerName, LeaderLoad> {
  const { servers, streams, consumers, rateOf } = input;
  const to = new Map(moves.map((move) => [keyOf(move), move.to]));
  const loads = new Map<ServerName, { streams: number; consumers: number; rate: number }>();
  for (const { name, presence } of servers)
    if (presence.kind === 'answering') loads.set(name, { streams: 0, consumers: 0, rate: 0 });
  const loadOf = (key: string, group: Group) => {
    const leader = to.get(key) ?? leaderOf(group);
    return leader === null ? undefined : loads.get(leader);
  };
  for (const stream of streams) {
    const load = loadOf(stream.key, stream);
    if (!load) continue;
    load.streams += 1;
    load.rate += rateOf(stream.key) ?? 0;
  }
  for (const consumer of consumers) {
    const load = loadOf(consumer.key, consumer);
    if (load) load.consumers += 1;
  }
  return loads;
}
