import type { DomainName, PeerId, ServerName } from '../ids';
import { logLamp } from '../raft/lamps';
import { leadershipOf, strongestClaim, type Claim } from '../raft/leadership';
import { quorumOf } from '../raft/quorum';
import type { MetaFacts, PeerFacts } from '../replies/raft';
import { keepIdentity } from '../same';
import type { LocalMs } from '../time';
import { presenceIn, type Context, type Station } from './context';
import { contactOf, followerMark } from './marks';
import type { Mark, MetaGroup, MetaPeer, Quorum } from './model';
import { isGone } from './presence';

/** What one server says of its meta group. */
export interface MetaRecord extends Claim {
  readonly station: Station;
  readonly meta: MetaFacts;
}

/** The records of one domain: leaf nodes with a domain of their own have a meta group of their own. */
export function metaRecords(context: Context): ReadonlyMap<DomainName, readonly MetaRecord[]> {
  const byDomain = new Map<DomainName, MetaRecord[]>();
  for (const station of context.stations.values()) {
    const record = station.facts?.meta;
    if (!record?.value) continue;
    const records = byDomain.get(station.domain) ?? [];
    records.push({ server: station.name, since: null, at: record.stamp.at, station, meta: record.value });
    byDomain.set(station.domain, records);
  }
  return byDomain;
}

/** The record of the latest leader known, whether it still answers or not: the best list of members there is. */
export function membership(records: readonly MetaRecord[]): MetaRecord | null {
  return strongestClaim(records.filter(claimsItself));
}

/** Names of the members, as far as anybody named them. */
export function memberNames(records: readonly MetaRecord[], peerNames: PeerNames): ReadonlySet<ServerName> {
  const leader = membership(records);
  const sources = leader ? [leader] : records.filter(({ meta }) => meta.replicas !== null || meta.leader !== null);
  const names = new Set<ServerName>();
  for (const { server, meta } of sources) {
    names.add(server);
    if (meta.leader !== null && !leader) names.add(meta.leader);
    for (const row of meta.replicas ?? []) {
      const name = nameOf(row, peerNames);
      if (name !== null) names.add(name);
    }
  }
  if (!leader || !leader.station.answering) for (const { server } of records.filter(answers)) names.add(server);
  return names;
}

export type PeerNames = ReadonlyMap<PeerId, ServerName>;

/** The peer id is a hash of the name: who once had both settles the rows where the name is missing. */
export function peerNamesOf(records: Iterable<MetaRecord>): PeerNames {
  const names = new Map<PeerId, ServerName>();
  for (const { meta } of records) {
    if (meta.leader !== null && meta.peer !== null) names.set(meta.peer, meta.leader);
    for (const row of meta.replicas ?? []) if (row.name !== null) names.set(row.peer, row.name);
  }
  return names;
}

export function assembleMeta(
  context: Context,
  domain: DomainName,
  records: readonly MetaRecord[],
  peerNames: PeerNames,
  previous: MetaGroup | undefined,
): MetaGroup {
  const claim = strongestClaim(records.filter((record) => answers(record) && claimsItself(record)));
  const source = claim ?? latest(records.filter(answers)) ?? membership(records) ?? latest(records);
  const names = memberNames(records, peerNames);
  const quorum = quorumFor(context, source, names, records);
  const last = membership(records)?.server ?? source?.meta.leader ?? null;
  const leadership = leadershipOf({
    claim,
    known: context.live && records.some(answers),
    quorum,
    last,
    lostAt: lostAt(context, last, source?.at ?? context.now),
    previous: previous?.leadership,
  });
  const extra = source?.station.facts?.jszMeta?.value ?? null;
  // Without a quorum a server may go on naming itself leader for 10 to 20 s: nobody leads by that.
  const peers = peersOf(context, leadership.kind === 'led' ? claim : null, names, peerNames);
  const fresh: MetaGroup = {
    domain,
    leadership,
    quorum,
    mark: metaMark(leadership.kind, quorum),
    peers,
    pendingRequests: source?.meta.pendingRequests ?? extra?.pendingRequests ?? null,
    snapshot: source?.meta.snapshot ?? extra?.snapshot ?? null,
    rescue: source?.meta.rescue === true || extra?.rescue === true,
    asOf: claim?.at ?? membership(records)?.at ?? null,
  };
  return keepIdentity(previous, fresh);
}

function quorumFor(
  context: Context,
  source: MetaRecord | null,
  names: ReadonlySet<ServerName>,
  records: readonly MetaRecord[],
): Quorum {
  const of = source && source.meta.size > 0 ? source.meta.size : names.size;
  // 2.15 says it, in JSZ only; 0 would be no vote count.
  const told = source?.meta.quorumNeeded ?? source?.station.facts?.jszMeta?.value?.quorumNeeded ?? 0;
  const need = told > 0 ? told : quorumOf(of);
  const have = records.filter((record) => answers(record) && names.has(record.server)).length;
  // After a new connection members are heard one after the other: till then too few say nothing.
  const isPartial = have < need && [...names].some((name) => presenceIn(context, name).kind === 'unknown');
  return { have: context.live && records.some(answers) && !isPartial ? have : null, need, of };
}

function peersOf(
  context: Context,
  claim: MetaRecord | null,
  names: ReadonlySet<ServerName>,
  peerNames: PeerNames,
): readonly MetaPeer[] {
  const rows = claim?.meta.replicas ?? [];
  const named = new Map(rows.flatMap((row) => entryOf(row, peerNames)));
  const ids = new Map([...peerNames].map(([peer, name]) => [name, peer]));
  const known = [...names].sort().map((name) => {
    if (name === claim?.server) return leaderPeer(context, name, ids.get(name) ?? null);
    return followerPeer(context, name, named.get(name) ?? null, ids.get(name) ?? null, claim);
  });
  const nameless = rows.filter((row) => nameOf(row, peerNames) === null);
  return [...known, ...nameless.map((row) => followerPeer(context, null, row, row.peer, claim))];
}

function leaderPeer(context: Context, server: ServerName, peer: PeerId | null): MetaPeer {
  const presence = presenceIn(context, server);
  const common = { server, peer, presence, ghost: false };
  return { ...common, role: 'leader', contact: { kind: 'self' }, log: { kind: 'leader' }, mark: 'ok' };
}

function followerPeer(
  context: Context,
  server: ServerName | null,
  row: PeerFacts | null,
  peer: PeerId | null,
  leader: MetaRecord | null,
): MetaPeer {
  const presence = presenceIn(context, server);
  const contact = contactOf(presence, row, leader?.at ?? null);
  const log = logLamp(context.live ? row : null, presence.kind === 'answering');
  const ghost = presence.kind === 'neverHeard';
  const mark = followerMark(presence, contact, row);
  return { server, peer, role: 'follower', presence, contact, log, mark, ghost };
}

/** When the group lost its leader, as far as that can be told without having watched. */
function lostAt(context: Context, last: ServerName | null, fallback: LocalMs): LocalMs {
  const station = last === null ? undefined : context.stations.get(last);
  return station && isGone(station.presence) ? (station.lastHeard ?? fallback) : fallback;
}

function metaMark(leadership: MetaGroup['leadership']['kind'], { have, need, of }: Quorum): Mark {
  if (leadership === 'unknown' || have === null) return 'unknown';
  if (leadership === 'noQuorum' || have < need) return 'crit';
  if (leadership === 'electing') return 'busy';
  return have < of ? 'warn' : 'ok';
}

function entryOf(row: PeerFacts, peerNames: PeerNames): [ServerName, PeerFacts][] {
  const name = nameOf(row, peerNames);
  return name === null ? [] : [[name, row]];
}

function nameOf(row: PeerFacts, peerNames: PeerNames): ServerName | null {
  return row.name ?? peerNames.get(row.peer) ?? null;
}

function claimsItself({ server, meta }: MetaRecord): boolean {
  return meta.leader === server;
}

function answers({ station }: MetaRecord): boolean {
  return station.answering;
}

function latest(records: readonly MetaRecord[]): MetaRecord | null {
  return strongestClaim(records);
}
