import type { DurationMs } from '../time';
import type { LinkKind, LinkState, TopologyLink } from './model';

/** Links of one kind, counted. */
export interface LinkTally {
  /** Those that are, or should be, there. */
  readonly of: number;
  /** As both ends, or the only one that can be asked, list them. */
  readonly up: number;
  readonly states: Readonly<Record<LinkState, number>>;
  readonly outliers: number;
  /** Connections in them: pooled ones, and those of single accounts. */
  readonly connections: number;
  /** The middle round trip of those that were measured, and the longest. */
  readonly rtt: DurationMs | null;
  readonly slowest: DurationMs | null;
}

const none: Readonly<Record<LinkState, number>> = { both: 0, oneEnd: 0, oneWay: 0, missing: 0, ended: 0, unknown: 0 };

export function tallyOf(links: readonly TopologyLink[]): LinkTally {
  const states = { ...none };
  for (const { state } of links) states[state] += 1;
  const rtts = links.flatMap(({ rtt }) => (rtt === null ? [] : [rtt])).sort((a, b) => a - b);
  return {
    of: links.length,
    up: links.filter(isUp).length,
    states,
    outliers: links.filter(({ outlier }) => outlier !== null).length,
    connections: links.reduce((sum, link) => sum + connectionsOf(link), 0),
    rtt: rtts[Math.floor((rtts.length - 1) / 2)] ?? null,
    slowest: rtts.at(-1) ?? null,
  };
}

export function tallyOfKind(links: readonly TopologyLink[], kind: LinkKind): LinkTally {
  return tallyOf(links.filter((link) => link.kind === kind));
}

/** There, and as it should be as far as anybody can be asked. A slow one is there, too. */
export function isUp({ state, mark }: TopologyLink): boolean {
  return state === 'both' || (state === 'oneEnd' && mark === 'ok');
}

/** What an operator should look at: everything but a link that is there with a usual round trip. */
export function isOdd({ mark }: TopologyLink): boolean {
  return mark !== 'ok';
}

/** Accounts with a connection of their own count with a route; a leaf connection is of its account. */
export function connectionsOf({ kind, connections, accounts }: TopologyLink): number {
  return kind === 'route' ? connections + accounts.length : connections;
}
