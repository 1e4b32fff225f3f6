import type { AccountId } from '../ids';
import type { Departure, Round } from '../observation';
import type { AccountDetail, JszReply } from '../replies/jsz';
import type { ServerInfo } from '../replies/server';
import type { StatszReply } from '../replies/statsz';
import type { LocalMs } from '../time';
import type { ServerFacts } from './facts';
import { insertListing, type AccountListing, type ConfigPool } from './listing';
import { isNewer, newestTwo, stampOf } from './stamp';

/** A STATSZ reply or broadcast. */
export function foldStatsz(server: ServerFacts, reply: StatszReply, at: LocalMs): ServerFacts {
  const stamp = stampOf(reply.server, at);
  const meta = reply.meta !== null && isNewer(stamp, server.meta?.stamp) ? { stamp, value: reply.meta } : server.meta;
  return { ...heard(server, reply.server, at), statsz: newestTwo(server.statsz, { stamp, reply }), meta };
}

/** A JSZ reply; `full`: asked for every account with its streams. */
export function foldJsz(
  server: ServerFacts,
  reply: JszReply,
  at: LocalMs,
  full: boolean,
  pool: ConfigPool,
): ServerFacts {
  const stamp = stampOf(reply.server, at);
  const meta = { stamp, value: reply.meta };
  const next: ServerFacts = {
    ...heard(server, reply.server, at),
    totals: isNewer(stamp, server.totals?.stamp) ? { stamp, value: reply.totals } : server.totals,
    meta: isNewer(stamp, server.meta?.stamp) ? meta : server.meta,
    jszMeta: isNewer(stamp, server.jszMeta?.stamp) ? meta : server.jszMeta,
  };
  if (!full) return next;
  const accounts = new Map(server.accounts);
  for (const detail of reply.accounts)
    accounts.set(detail.id, insertListing(accounts.get(detail.id), stamp, detail, pool));
  const newest = newestTwo(server.full, { stamp });
  return { ...next, full: newest, accounts: withoutVanished(accounts, newest) };
}

/** `$SYS.REQ.ACCOUNT.<acc>.JSZ`. */
export function foldAccountPlacement(
  server: ServerFacts,
  info: ServerInfo,
  detail: AccountDetail,
  at: LocalMs,
  pool: ConfigPool,
): ServerFacts {
  const listing = insertListing(server.accounts.get(detail.id), stampOf(info, at), detail, pool);
  const accounts = new Map(server.accounts).set(detail.id, listing);
  return { ...heard(server, info, at), accounts: withoutVanished(accounts, server.full) };
}

/** Any other reply: it speaks, and says who it is. */
export function foldWord(server: ServerFacts, info: ServerInfo, at: LocalMs): ServerFacts {
  return heard(server, info, at);
}

/** SHUTDOWN and LAMEDUCK events. Not a sign of life: what comes after them is. */
export function foldDeparture(server: ServerFacts, info: ServerInfo, how: Departure, at: LocalMs): ServerFacts {
  const stamp = stampOf(info, at);
  const departure = isNewer(stamp, server.departure?.stamp) ? { at, how, stamp } : server.departure;
  return { ...withInfo(server, info, at), departure };
}

export function foldAnswered(server: ServerFacts, round: Round): ServerFacts {
  if (server.answeredAt !== null && server.answeredAt >= round.startedAt) return server;
  return { ...server, answeredAt: round.startedAt };
}

function heard(server: ServerFacts, info: ServerInfo, at: LocalMs): ServerFacts {
  const known = withInfo(server, info, at);
  return known.heardAt !== null && known.heardAt >= at ? known : { ...known, heardAt: at };
}

/** The newest word of the server on itself; a new id by a later time is a restart. */
function withInfo(server: ServerFacts, info: ServerInfo, at: LocalMs): ServerFacts {
  const stamp = stampOf(info, at);
  return isNewer(stamp, server.infoStamp) ? { ...server, info, infoStamp: stamp } : server;
}

/** Accounts that the two newest full replies no longer name are forgotten. */
function withoutVanished(
  accounts: Map<AccountId, AccountListing>,
  full: ServerFacts['full'],
): Map<AccountId, AccountListing> {
  const limit = full[1];
  if (!limit) return accounts;
  for (const [id, listing] of accounts) if (isNewer(limit.stamp, listing.latest.stamp)) accounts.delete(id);
  return accounts;
}
