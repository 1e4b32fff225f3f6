import { add, type Count } from '../count';
import type { AccountId, ClusterName, ServerName } from '../ids';
import type { DurationMs } from '../time';
import type { EndWord, LinkKind, TopologyLink } from './model';
import { markOf, stateOf } from './words';

/** What one end measures and counts. */
export interface Reading {
  readonly connections: number;
  readonly accounts: readonly AccountId[];
  readonly rtts: readonly DurationMs[];
  readonly pendingBytes: Count;
  readonly compression: string | null;
}

export interface LinkEnds {
  readonly kind: LinkKind;
  readonly from: ServerName;
  readonly to: ServerName | null;
  readonly fromCluster: ClusterName | null;
  readonly toCluster: ClusterName | null;
  readonly words: readonly [EndWord, EndWord];
  /** Of the ends that list it. */
  readonly readings: readonly Reading[];
}

/** No server or cluster name of NATS holds one. */
const separator = '\n';

export function linkKey(kind: LinkKind, from: string, to: string): string {
  return [kind, from, to].join(separator);
}

/** One link from what its two ends say. Both see the same connections, so those are never added up. */
export function linkOf({ readings, ...ends }: LinkEnds): TopologyLink {
  const { kind, from, to, toCluster, words } = ends;
  const state = stateOf(kind, words);
  const rtts = readings.flatMap((reading) => reading.rtts).sort((a, b) => a - b);
  return {
    key: linkKey(kind, from, to ?? toCluster ?? ''),
    ...ends,
    state,
    mark: markOf(kind, state, words),
    connections: Math.max(0, ...readings.map(({ connections }) => connections)),
    accounts: [...new Set(readings.flatMap(({ accounts }) => accounts))].sort(),
    rtt: rtts[Math.floor((rtts.length - 1) / 2)] ?? null,
    slowest: rtts.at(-1) ?? null,
    outlier: null,
    pendingBytes: readings.reduce<Count>((sum, { pendingBytes }) => add(sum, pendingBytes), 0),
    compression: readings.find(({ compression }) => compression !== null)?.compression ?? null,
  };
}
