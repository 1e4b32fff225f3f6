import type { ServerModel, StreamModel } from '../cluster/model';
import { compare, max, subtract, type Count } from '../count';
import { clusterName, type ClusterName, type DomainName, type ServerName } from '../ids';
import type { StreamConfig } from '../replies/jsz';

/*
 * Where a copy may go, as nats-server's meta leader decides it (2.15.1, `selectPeerGroup`; older ones alike): one cluster,
 * the tags of `placement`, room for `max_bytes`, the limit of HA assets, and servers that differ in the unique tag. What it
 * looks at is its own: numbers of other moments, and servers that it has heard of and we have not. So its choice may differ.
 */

/** What keeps a server from holding a copy of a stream. */
export type Obstacle =
  | { readonly kind: 'otherDomain' }
  | { readonly kind: 'otherCluster'; readonly wanted: ClusterName; readonly actual: ClusterName | null }
  | { readonly kind: 'noJetStream' }
  | { readonly kind: 'notMember' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'notKnown' }
  /** The tag `!jetstream`: takes no new copies. */
  | { readonly kind: 'excluded' }
  | { readonly kind: 'missingTag'; readonly tag: string }
  | { readonly kind: 'forbiddenTag'; readonly tag: string }
  | { readonly kind: 'noRoom'; readonly free: Count; readonly needed: Count }
  | { readonly kind: 'assetLimit'; readonly assets: number; readonly limit: number }
  | { readonly kind: 'noUniqueTag'; readonly prefix: string }
  | { readonly kind: 'uniqueTaken'; readonly tag: string; readonly by: readonly ServerName[] };

/** What a stream asks of the servers that hold it. */
export interface Wishes {
  /** The cluster it is in, or is asked to be in. */
  readonly cluster: ClusterName | null;
  /** `placement.cluster` names it; else it is the cluster of whoever created the stream. */
  readonly clusterAsked: boolean;
  readonly tags: readonly string[];
  readonly forbidden: readonly string[];
  /** Prefix of the tag in which its servers must differ. A tag of that prefix among `tags` lifts the rule. */
  readonly uniqueTag: string | null;
  readonly storage: StreamConfig['storage'];
  /** Bytes that each copy reserves. */
  readonly maxBytes: Count | null;
  /** False: the configuration was not read, and tags, storage and `maxBytes` are not known. */
  readonly known: boolean;
}

/** What of the servers decides, looked up once for many cells. */
export interface FitContext {
  readonly servers: ReadonlyMap<ServerName, ServerModel>;
  /** Options of the meta leader, which decides; by domain. */
  readonly options: ReadonlyMap<DomainName, { readonly uniqueTag: string | null; readonly maxHaAssets: number | null }>;
}

export function fitContext(servers: readonly ServerModel[]): FitContext {
  const options = new Map<DomainName, { uniqueTag: string | null; maxHaAssets: number | null }>();
  for (const { domain, metaRole, totals } of servers)
    if (totals !== null && (metaRole === 'leader' || !options.has(domain)))
      options.set(domain, { uniqueTag: totals.uniqueTag, maxHaAssets: totals.maxHaAssets });
  return { servers: new Map(servers.map((server) => [server.name, server])), options };
}

export function wishesOf({ config, cluster, domain }: StreamModel, { options }: FitContext): Wishes {
  const all = config?.placementTags ?? [];
  const tags = all.filter((tag) => !tag.startsWith('!'));
  const prefix = options.get(domain)?.uniqueTag ?? null;
  const lifted = prefix !== null && all.some((tag) => startsWith(tag.replace(/^!/, ''), prefix));
  const asked = config?.placementCluster ?? null;
  return {
    cluster: asked === null || asked === '' ? cluster : clusterName(asked),
    clusterAsked: asked !== null && asked !== '',
    tags,
    forbidden: all.filter((tag) => tag.startsWith('!')).map((tag) => tag.slice(1)),
    uniqueTag: lifted ? null : prefix,
    storage: config?.storage ?? null,
    maxBytes: config === null || config.maxBytes === 'unlimited' ? null : config.maxBytes,
    known: config !== null,
  };
}

/**
 * What keeps `server` from holding a copy, beside those on `others`. Empty: nothing that we know of. With `placed` it holds
 * one already: room and limits are asked of new copies only.
 */
export function obstacles(
  stream: Pick<StreamModel, 'domain'>,
  wishes: Wishes,
  server: ServerModel,
  others: readonly ServerName[],
  context: FitContext,
  placed = false,
): readonly Obstacle[] {
  if (server.domain !== stream.domain) return [{ kind: 'otherDomain' }];
  const found: Obstacle[] = [];
  if (wishes.cluster !== null && server.cluster !== wishes.cluster)
    found.push({ kind: 'otherCluster', wanted: wishes.cluster, actual: server.cluster });
  if (!placed) found.push(...notReady(server));
  if (!placed && has(server, '!jetstream')) found.push({ kind: 'excluded' });
  for (const tag of wishes.tags) if (!has(server, tag)) found.push({ kind: 'missingTag', tag });
  for (const tag of wishes.forbidden) if (has(server, tag)) found.push({ kind: 'forbiddenTag', tag });
  if (!placed) found.push(...noRoom(server, wishes), ...overLimit(server, context));
  if (wishes.uniqueTag !== null) found.push(...notUnique(server, wishes.uniqueTag, others, context));
  return found;
}

function notReady({ jetstream, totals, presence, metaRole }: ServerModel): readonly Obstacle[] {
  if (jetstream === false || totals?.disabled === true) return [{ kind: 'noJetStream' }];
  if (presence.kind === 'silent' || presence.kind === 'neverHeard') return [{ kind: 'silent' }];
  if (presence.kind === 'unknown') return [{ kind: 'notKnown' }];
  return metaRole === 'notMember' ? [{ kind: 'notMember' }] : [];
}

/** The server compares with what is free only where the stream has `max_bytes`. */
function noRoom(server: ServerModel, { maxBytes, storage }: Wishes): readonly Obstacle[] {
  const free = freeBytes(server, storage);
  if (maxBytes === null || free === null || free === 'unlimited' || compare(maxBytes, free) <= 0) return [];
  return [{ kind: 'noRoom', free, needed: maxBytes }];
}

/** Storage less what is used or reserved, whichever is more. `null`: not known. */
export function freeBytes({ totals }: ServerModel, storage: Wishes['storage']): Count | 'unlimited' | null {
  if (totals === null) return null;
  const memory = storage === 'memory';
  const limit = memory ? totals.maxMemory : totals.maxStorage;
  const reserved = memory ? totals.reservedMemory : totals.reservedStorage;
  if (limit === 'unlimited') return 'unlimited';
  if (reserved === 'unlimited') return 0;
  return max(subtract(limit, max(reserved, memory ? totals.memory : totals.storage)), 0);
}

function overLimit({ totals, domain }: ServerModel, { options }: FitContext): readonly Obstacle[] {
  const limit = options.get(domain)?.maxHaAssets ?? null;
  if (limit === null || totals === null || totals.haAssets <= limit) return [];
  return [{ kind: 'assetLimit', assets: totals.haAssets, limit }];
}

function notUnique(
  server: ServerModel,
  prefix: string,
  others: readonly ServerName[],
  { servers }: FitContext,
): readonly Obstacle[] {
  const tag = tagOf(server, prefix);
  if (tag === null) return [{ kind: 'noUniqueTag', prefix }];
  const by = others.filter((name) => {
    const other = servers.get(name);
    return name !== server.name && other !== undefined && tagOf(other, prefix)?.toLowerCase() === tag.toLowerCase();
  });
  return by.length === 0 ? [] : [{ kind: 'uniqueTaken', tag, by }];
}

/** The tag of a server that begins with a prefix. */
export function tagOf({ tags }: Pick<ServerModel, 'tags'>, prefix: string): string | null {
  return tags.find((tag) => startsWith(tag, prefix)) ?? null;
}

/** Servers keep tags in lower case. */
function has({ tags }: ServerModel, tag: string): boolean {
  return tags.some((own) => own.toLowerCase() === tag.toLowerCase());
}

function startsWith(tag: string, prefix: string): boolean {
  return tag.toLowerCase().startsWith(prefix.toLowerCase());
}
