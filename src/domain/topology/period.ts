import type { DurationMs } from '../time';

/** Servers up to which a poll of all links stays small: 20 servers have some 2,000 connections, 0.7 MB before compression. */
export const fewServers = 20;

/**
 * Time between two polls of the links while somebody looks (ms). No event tells of a route that is cut: of few servers it is
 * seen within 4 s. Connections grow with the square of the servers.
 */
export function topologyPeriod(servers: number): DurationMs {
  if (servers <= fewServers) return 3000;
  return servers <= 2 * fewServers ? 15_000 : 30_000;
}

/** A word on links older than that (ms) is no longer taken for the present. */
export function wordHorizon(servers: number): DurationMs {
  return 3 * topologyPeriod(servers);
}
