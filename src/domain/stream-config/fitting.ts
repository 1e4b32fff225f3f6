import type { ServerModel } from '../cluster/model';
import { clusterName, type ClusterName, type ServerName } from '../ids';
import { obstacles, tagOf, type Obstacle, type Wishes } from '../placement/fit';
import type { Room } from './context';
import type { StreamConfig } from './fields';

/** One server, and what keeps it from a copy. */
export interface Candidate {
  readonly server: ServerName;
  readonly obstacles: readonly Obstacle[];
}

/** Where the copies of a stream that is to be made, or moved, could go. */
export interface Fitting {
  /** The cluster that could hold the most of them; `null`: no server is known. */
  readonly cluster: ClusterName | null;
  /** Every server of that cluster. */
  readonly candidates: readonly Candidate[];
  /** Copies that could be placed on servers that answer. */
  readonly sure: number;
  /** Further ones on servers that do not answer, which the meta leader counts for some minutes yet. */
  readonly silent: number;
  /** Further ones on servers of which too little is known. */
  readonly unknown: number;
}

/**
 * The best cluster for a stream as the meta leader would look for one: the cluster that is asked for, or else any, that of
 * whoever asks first. `held` are servers that have a copy and keep it.
 */
export function fittingServers(config: StreamConfig, room: Room, held: readonly ServerName[] = []): Fitting {
  const wishes = wishesFor(config, room);
  const inDomain = [...room.fit.servers.values()].filter(({ domain }) => domain === room.domain);
  const asked = wishes.cluster;
  const clusters = asked === null ? [...new Set(inDomain.map(({ cluster }) => cluster))] : [asked];
  const options = clusters
    .sort((a, b) => Number(b === room.cluster) - Number(a === room.cluster))
    .map((cluster) => fittingIn(cluster, inDomain, { ...wishes, cluster }, room, held));
  return options.reduce((best, one) => (total(one) > total(best) ? one : best), options[0] ?? nowhere);
}

const nowhere: Fitting = { cluster: null, candidates: [], sure: 0, silent: 0, unknown: 0 };
const total = ({ sure, silent, unknown }: Fitting) => sure + silent + unknown;

function wishesFor({ placement, storage, maxBytes }: StreamConfig, { fit, domain }: Room): Wishes {
  const all = placement?.tags ?? [];
  const prefix = fit.options.get(domain)?.uniqueTag ?? null;
  const lifted = all.some((tag) => prefix !== null && tag.replace(/^!/, '').startsWith(prefix));
  const cluster = placement?.cluster ?? '';
  return {
    cluster: cluster === '' ? null : clusterName(cluster),
    clusterAsked: cluster !== '',
    tags: all.filter((tag) => !tag.startsWith('!')),
    forbidden: all.filter((tag) => tag.startsWith('!')).map((tag) => tag.slice(1)),
    uniqueTag: lifted ? null : prefix,
    storage,
    maxBytes: maxBytes === 'unlimited' || maxBytes <= 0 ? null : maxBytes,
    known: true,
  };
}

function fittingIn(
  cluster: ClusterName | null,
  servers: readonly ServerModel[],
  wishes: Wishes,
  room: Room,
  held: readonly ServerName[],
): Fitting {
  const { domain, fit } = room;
  const candidates = servers
    .filter((server) => server.cluster === cluster && !held.includes(server.name))
    .map((server) => ({ server, obstacles: obstacles({ domain }, wishes, server, held, fit) }));
  const only = (kind: Obstacle['kind']) =>
    candidates.filter(({ obstacles: found }) => found.length > 0 && found.every((one) => one.kind === kind));
  const free = candidates.filter(({ obstacles: found }) => found.length === 0);
  return {
    cluster,
    candidates: candidates.map(({ server, obstacles: found }) => ({ server: server.name, obstacles: found })),
    sure: differing(free, wishes.uniqueTag),
    silent: differing([...free, ...only('silent')], wishes.uniqueTag) - differing(free, wishes.uniqueTag),
    unknown: only('notKnown').length,
  };
}

/** How many of them differ in the unique tag; all of them where there is none. */
function differing(candidates: readonly { readonly server: ServerModel }[], prefix: string | null): number {
  if (prefix === null) return candidates.length;
  return new Set(candidates.map(({ server }) => tagOf(server, prefix)?.toLowerCase())).size;
}
