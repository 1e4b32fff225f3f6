import { worstMark } from '../cluster/marks';
import type { ClusterModel, Mark, StreamModel } from '../cluster/model';
import type { ServerName } from '../ids';
import type { Summary } from './summary';

type Parts = Pick<ClusterModel, 'link' | 'servers' | 'metas' | 'accounts' | 'streams'>;

/** The one sentence of the overview, as counts. Each can be checked by counting rows. */
export function summarise(parts: Parts): Summary {
  const streams = [...parts.streams.values()];
  const replicated = streams.filter(isReplicated);
  return {
    mark: markOf(parts, streams),
    silent: silentServers(parts),
    unheard: [...parts.servers.values()].flatMap(({ name, presence }) => (presence.kind === 'unknown' ? [name] : [])),
    servers: parts.servers.size,
    streams: streams.length,
    surviveOne: replicated.filter(({ spare }) => spare !== null && spare > 0).length,
    replicated: replicated.length,
    uncertain: replicated.filter(({ spare }) => spare === null).length,
    single: counted(streams.flatMap(singleHolder), (server, count) => ({ server, streams: count })),
    unreachable: streams.filter(({ health }) => health === 'unreachable').length,
    stranded: streams.filter((stream) => isStranded(stream, parts)).length,
    unknown: streams.filter(({ health }) => health === 'unknown').length,
    noQuorum: streams.filter(({ health }) => health === 'noQuorum').length,
    electing: streams.filter(({ health }) => health === 'electing').length,
    nextLoss: counted(replicated.flatMap(criticalHolders), (server, count) => ({ server, stops: count })),
    metaNextLoss: metaNextLoss(parts),
    unseenAccounts: [...parts.accounts.values()].filter(({ streams: seen }) => seen === 'unknown').map(({ id }) => id),
  };
}

export function isReplicated({ group, replicas }: StreamModel): boolean {
  return group.quorum.of > 1 || (replicas ?? 1) > 1;
}

/** Servers whose loss would stop this stream: all that take part, when there are just enough of them. */
export function criticalHolders(stream: StreamModel): readonly ServerName[] {
  const { have, need } = stream.group.quorum;
  if (have === null || have !== need) return [];
  return stream.copies.flatMap(({ server, role, presence, state, contact }) => {
    const takesPart =
      presence.kind === 'answering' && role !== 'pending' && (state !== null || contact.kind === 'fresh');
    return server !== null && takesPart ? [server] : [];
  });
}

function singleHolder(stream: StreamModel): readonly ServerName[] {
  if (isReplicated(stream)) return [];
  return stream.copies.flatMap(({ server, presence }) =>
    server !== null && presence.kind === 'answering' && stream.source === 'reported' ? [server] : [],
  );
}

/** A stream known by name alone is unreachable only while a server that may hold it is silent. */
function isStranded({ health, copies }: StreamModel, { servers }: Parts): boolean {
  return health === 'unreachable' && copies.every(({ server }) => server !== null && servers.has(server));
}

function silentServers({ servers }: Parts): Summary['silent'] {
  return [...servers.values()]
    .filter(({ presence }) => presence.kind === 'silent' || presence.kind === 'neverHeard')
    .map(({ name, presence }) => ({ server: name, since: presence.kind === 'silent' ? presence.since : null }))
    .sort((a, b) => (a.since ?? Number.NEGATIVE_INFINITY) - (b.since ?? Number.NEGATIVE_INFINITY) || byName(a, b));
}

function metaNextLoss({ metas, servers }: Parts): readonly ServerName[] {
  return [...metas.values()]
    .filter(({ quorum }) => quorum.have !== null && quorum.have === quorum.need)
    .flatMap(({ peers }) => peers.flatMap(({ server }) => (server === null ? [] : [server])))
    .filter((name) => servers.get(name)?.presence.kind === 'answering');
}

function markOf({ link, servers, metas, accounts }: Parts, streams: readonly StreamModel[]): Mark {
  if (link !== 'live' || servers.size === 0) return 'unknown';
  const marks = new Set<Mark>([...metas.values()].map(({ mark }) => mark));
  for (const { mark } of streams) marks.add(mark);
  for (const { presence } of servers.values()) {
    if (presence.kind === 'silent' || presence.kind === 'neverHeard') marks.add('warn');
    if (presence.kind === 'unknown') marks.add('unknown');
  }
  for (const { streams: seen } of accounts.values()) if (seen === 'unknown') marks.add('unknown');
  return worstMark(marks, 'ok');
}

function counted<T extends { readonly server: ServerName }>(
  names: readonly ServerName[],
  make: (server: ServerName, count: number) => T,
): readonly T[] {
  const counts = new Map<ServerName, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([server, count]) => make(server, count));
}

function byName(a: { readonly server: ServerName }, b: { readonly server: ServerName }): number {
  return a.server < b.server ? -1 : 1;
}
