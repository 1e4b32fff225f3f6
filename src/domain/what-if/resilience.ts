import type { MetaGroup, ServerModel } from '../cluster/model';
import { stopGroups, stopsWithout, type StopGroup, type StreamRows } from '../cluster/stop-groups';
import { metaVote } from '../cluster/votes';
import type { DomainName, ServerName } from '../ids';
import { zoneKinds, type Zone } from './zones';

/**
 * What the cluster survives from now on: silent servers are lost already. Counted are the meta groups and the streams
 * with more than one copy that work now; a stream with one copy never survives its server, and is counted apart.
 */
export interface Resilience {
  /** Servers that answer. */
  readonly answering: number;
  /** The loss of any so many of them stops nothing; as many as `answering` where there is nothing to stop. */
  readonly survives: number;
  readonly metas: readonly MetaResilience[];
  /** Streams that work with one copy, and stop with their server. */
  readonly single: number;
  readonly zones: readonly ZoneResilience[];
  /** Meta groups whose votes are not known; streams of that kind are `uncertain` in the summary. */
  readonly metasNotKnown: number;
}

export interface MetaResilience {
  readonly domain: DomainName;
  readonly survives: number;
  readonly of: number;
}

export interface ZoneResilience {
  /** Key of the tags, or `cluster`. */
  readonly kind: string;
  /** How many zones there are. */
  readonly of: number;
  /** Those whose loss stops something, the worst first. */
  readonly stopping: readonly (Pick<Zone, 'name'> & { readonly streams: number; readonly metas: number })[];
}

/** The rows that resilience is asked of; streams in one set or in several. */
export interface ResilienceInput {
  readonly servers: readonly ServerModel[];
  readonly metas: readonly MetaGroup[];
  readonly streams: readonly StreamRows[];
}

export function resilience({ servers, metas, streams }: ResilienceInput): Resilience {
  const groups = streams.flatMap((rows) => stopGroups(rows));
  const replicated = groups.filter(({ single }) => !single);
  const votes = metaGroups(metas, servers);
  const answering = servers.filter(({ presence }) => presence.kind === 'answering').length;
  const survives = [...replicated, ...votes].reduce(
    (least, { spare, voters }) => (spare < voters.length ? Math.min(least, spare) : least),
    answering,
  );
  return {
    answering,
    survives,
    metas: votes.map(({ domain, spare, of }) => ({ domain, survives: spare, of })),
    single: groups.reduce((sum, group) => (group.single ? sum + group.streams.length : sum), 0),
    zones: zoneKinds(servers).map(({ kind, zones }) => ({
      kind,
      of: zones.length,
      stopping: stoppingZones(zones, replicated, votes),
    })),
    metasNotKnown: metas.filter(({ quorum }) => quorum.have === null).length,
  };
}

export interface StopMeta extends Pick<StopGroup, 'voters' | 'spare'> {
  readonly domain: DomainName;
  readonly of: number;
}

/** The meta groups that have a quorum. */
export function metaGroups(metas: readonly MetaGroup[], servers: readonly ServerModel[]): readonly StopMeta[] {
  const byName = new Map(servers.map((server) => [server.name, server]));
  return metas.flatMap((meta) => {
    const vote = metaVote(meta, byName);
    if (vote === null || vote.have < vote.need) return [];
    return [{ domain: meta.domain, of: meta.quorum.of, voters: vote.voters, spare: vote.have - vote.need }];
  });
}

function stoppingZones(zones: readonly Zone[], groups: readonly StopGroup[], metas: readonly StopMeta[]) {
  return zones
    .map(({ name, servers }) => {
      const lost: ReadonlySet<ServerName> = new Set(servers);
      const stops = (group: Pick<StopGroup, 'voters' | 'spare'>) => stopsWithout(group, lost);
      const streams = groups.reduce((sum, group) => (stops(group) ? sum + group.streams.length : sum), 0);
      return { name, streams, metas: metas.filter(stops).length };
    })
    .filter(({ streams, metas: stopped }) => streams + stopped > 0)
    .sort((a, b) => b.metas - a.metas || b.streams - a.streams || (a.name < b.name ? -1 : 1));
}
