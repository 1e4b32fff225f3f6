import { approximate, compare, subtract } from '../count';
import type { DomainName, ServerName } from '../ids';
import { uptime } from '../replies/statsz';
import { keepIdentity } from '../same';
import { localMs } from '../time';
import type { Context, Station } from './context';
import type { Mark, MetaGroup, MetaRole, ServerModel } from './model';
import type { ServerTally, Tally } from './tally';

export function assembleServers(
  context: Context,
  metas: ReadonlyMap<DomainName, MetaGroup>,
  { servers: tallies }: Tally,
  previous: ReadonlyMap<ServerName, ServerModel> | undefined,
): ReadonlyMap<ServerName, ServerModel> {
  const servers = new Map<ServerName, ServerModel>();
  for (const station of context.stations.values()) {
    const fresh = serverModel(station, metas.get(station.domain), tallies.get(station.name));
    servers.set(station.name, keepIdentity(previous?.get(station.name), fresh));
  }
  return servers;
}

function serverModel(station: Station, meta: MetaGroup | undefined, own: ServerTally | undefined): ServerModel {
  const { name, facts, presence, lastHeard, domain } = station;
  const info = facts?.info ?? null;
  const statsz = facts?.statsz[0] ?? null;
  const metaRole = metaRoleOf(name, meta);
  return {
    name,
    id: info?.id ?? null,
    version: info?.version ?? null,
    cluster: info?.cluster ?? null,
    domain,
    tags: info?.tags ?? [],
    presence,
    mark: markOf(station, metaRole),
    lastHeard,
    jetstream: info?.jetstream ?? null,
    load: statsz?.reply.load ?? null,
    loadAt: statsz?.stamp.at ?? null,
    messageRate: messageRate(station),
    started: statsz?.reply.load.started ?? null,
    upSince: statsz === null ? null : localMs(statsz.stamp.at - uptime(statsz.reply.load, statsz.reply.server)),
    totals: facts?.totals?.value ?? null,
    totalsAt: facts?.totals?.stamp.at ?? null,
    metaRole,
    ...sharesOf(station, own),
  };
}

/** What it holds is not known of a server that answers and whose word on its streams never came, or cannot be read. */
function sharesOf({ facts, answering }: Station, own: ServerTally | undefined) {
  const isRead =
    facts !== null && (facts.full.length > 0 || facts.accounts.size > 0 || facts.info?.jetstream === false);
  if (answering && !isRead) return { leads: null, copies: null, onlyCopies: null };
  const { leads = 0, copies = 0, onlyCopies = 0 } = own ?? {};
  return { leads: answering ? leads : null, copies, onlyCopies };
}

/** Messages a second from clients and routes, between the last two STATSZ of one run. */
function messageRate({ facts }: Station): number | null {
  const [latest, before] = facts?.statsz ?? [];
  if (!latest || !before || latest.stamp.id !== before.stamp.id) return null;
  const span = latest.stamp.time - before.stamp.time;
  const received = subtract(latest.reply.load.receivedMessages, before.reply.load.receivedMessages);
  return span > 0 && compare(received, 0) >= 0 ? (approximate(received) * 1000) / span : null;
}

/** By the leader's list only. */
function metaRoleOf(name: ServerName, meta: MetaGroup | undefined): MetaRole {
  if (!meta || meta.leadership.kind !== 'led') return 'unknown';
  if (meta.leadership.by === name) return 'leader';
  return meta.peers.some(({ server }) => server === name) ? 'member' : 'notMember';
}

function markOf({ presence, facts }: Station, metaRole: MetaRole): Mark {
  if (presence.kind !== 'answering') return 'unknown';
  const stores = facts?.info?.jetstream === true;
  if (stores && (metaRole === 'notMember' || facts.totals?.value.disabled === true)) return 'warn';
  return facts?.departure?.how === 'lameduck' && facts.departure.stamp.id === facts.info?.id ? 'busy' : 'ok';
}
