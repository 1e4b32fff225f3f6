import { worstMark } from '../cluster/marks';
import type { ClusterModel, Mark, StreamModel } from '../cluster/model';
import type { ServerTally, Tally } from '../cluster/tally';
import { metaVote } from '../cluster/votes';
import type { StreamRows } from '../cluster/stop-groups';
import type { ServerName } from '../ids';
import { resilience } from '../what-if/resilience';
import type { Summary } from './summary';

type Parts = Pick<ClusterModel, 'link' | 'servers' | 'metas' | 'accounts'>;

/** The one sentence of the overview, as counts. Each can be checked by counting rows. */
export function summarise(parts: Parts, tally: Tally, rows: readonly StreamRows[]): Summary {
  const { streams, replicated, surviveOne, uncertain, unknown, noQuorum, electing, unreachable } = tally;
  return {
    mark: markOf(parts, tally),
    silent: silentServers(parts),
    unheard: [...parts.servers.values()].flatMap(({ name, presence }) => (presence.kind === 'unknown' ? [name] : [])),
    servers: parts.servers.size,
    streams,
    surviveOne,
    replicated,
    uncertain,
    single: mostFirst(tally, ({ single }) => single).map(([server, count]) => ({ server, streams: count })),
    unreachable: unreachable.length,
    stranded: unreachable.filter((stream) => isStranded(stream, parts)).length,
    unknown,
    noQuorum,
    electing,
    nextLoss: mostFirst(tally, ({ stops }) => stops).map(([server, stops]) => ({ server, stops })),
    metaNextLoss: metaNextLoss(parts),
    resilience: resilience({
      servers: [...parts.servers.values()],
      metas: [...parts.metas.values()],
      streams: rows,
    }),
    unseenAccounts: [...parts.accounts.values()].filter(({ streams: seen }) => seen === 'unknown').map(({ id }) => id),
  };
}

/** A stream known by name alone is unreachable only while a server that may hold it is silent. */
function isStranded({ copies }: StreamModel, { servers }: Parts): boolean {
  return copies.every(({ server }) => server !== null && servers.has(server));
}

function silentServers({ servers }: Parts): Summary['silent'] {
  return [...servers.values()]
    .filter(({ presence }) => presence.kind === 'silent' || presence.kind === 'neverHeard')
    .map(({ name, presence }) => ({ server: name, since: presence.kind === 'silent' ? presence.since : null }))
    .sort((a, b) => (a.since ?? Number.NEGATIVE_INFINITY) - (b.since ?? Number.NEGATIVE_INFINITY) || byName(a, b));
}

function metaNextLoss({ metas, servers }: Parts): readonly ServerName[] {
  return [...metas.values()]
    .map((meta) => metaVote(meta, servers))
    .flatMap((vote) => (vote !== null && vote.have === vote.need ? vote.voters : []));
}

function markOf({ link, servers, metas, accounts }: Parts, tally: Tally): Mark {
  if (link !== 'live' || servers.size === 0) return 'unknown';
  const marks = new Set<Mark>(tally.marks);
  for (const { mark } of metas.values()) marks.add(mark);
  for (const { presence } of servers.values()) {
    if (presence.kind === 'silent' || presence.kind === 'neverHeard') marks.add('warn');
    if (presence.kind === 'unknown') marks.add('unknown');
  }
  for (const { streams: seen } of accounts.values()) if (seen === 'unknown') marks.add('unknown');
  return worstMark(marks, 'ok');
}

function mostFirst({ servers }: Tally, of: (own: ServerTally) => number): readonly (readonly [ServerName, number])[] {
  return [...servers]
    .map(([server, own]) => [server, of(own)] as const)
    .filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

function byName(a: { readonly server: ServerName }, b: { readonly server: ServerName }): number {
  return a.server < b.server ? -1 : 1;
}
