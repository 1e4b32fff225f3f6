import { compare } from '../count';
import { streamKey, type AccountId, type DomainName, type ServerName, type StreamName } from '../ids';
import { currentListing } from '../facts/listing';
import type { RememberedStream } from '../inventory/inventory';
import { leadershipOf, strongestClaim } from '../raft/leadership';
import { quorumOf } from '../raft/quorum';
import type { StreamConfig } from '../replies/jsz';
import type { LocalMs } from '../time';
import { consumerCount } from './consumer-count';
import type { Context } from './context';
import { copiesOf, takesPart } from './copies';
import { membersOf, rowOf, type Members } from './members';
import type { Leadership, Mark, Quorum, ReplicaModel, StreamHealth, StreamModel, StreamSource } from './model';
import { isGone } from './presence';
import { claims, namesItself, type StreamRecord } from './record';

export interface StreamInput {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly name: StreamName;
  /** Newest records of all servers that list it, silent ones included, by server name. */
  readonly records: readonly StreamRecord[];
  readonly config: StreamConfig | null;
  readonly remembered: RememberedStream | null;
  readonly previous: StreamModel | undefined;
}

/** The row of a stream that a server reports, or once reported. */
export function streamRow(context: Context, input: StreamInput): StreamModel {
  const { domain, account, accountName, name, records, config, remembered, previous } = input;
  const leader = leaderOf(records);
  const configured = config?.replicas ?? remembered?.replicas ?? null;
  const groupRecords = records.map(groupRecord);
  const members = membersOf(groupRecords, leader ? groupRecord(leader) : null, configured, remembered);
  const copies = copiesOf(context, records, members, leader);
  const reported = records.some(({ station }) => station.answering);
  const quorum = quorumIn(context, account, records, members, copies);
  const known = context.live && reported && !(leader === null && mayLeadUnseen(context, account, copies));
  const leadership = leadershipIn(context, input, leader, quorum, known);
  const health = context.live
    ? healthOf({ reported, quorum, leadership, copies, configured, reconfiguring: !!leader?.detail.group?.desired })
    : 'unknown';
  const source = leader ?? mostAdvanced(records);
  return {
    key: previous?.key ?? streamKey(domain, account, name),
    domain,
    account,
    accountName,
    name,
    source: sourceOf(reported),
    health,
    mark: healthMark[health],
    cluster: source?.detail.group?.cluster ?? source?.station.facts?.info?.cluster ?? null,
    replicas: configured,
    config,
    group: {
      name: source?.detail.group?.raftGroup ?? null,
      leadership,
      quorum,
      desired: leader?.detail.group?.desired ?? null,
    },
    copies,
    spare:
      reported && quorum.have !== null && leadership.kind !== 'unknown' ? Math.max(0, quorum.have - quorum.need) : null,
    state: source?.detail.state ?? remembered?.state ?? null,
    consumers: consumerCount(records, copies),
    asOf: source?.stamp.at ?? remembered?.lastSeen ?? null,
    created: source?.detail.created ?? remembered?.created ?? null,
    mirror: source?.detail.mirror ?? null,
    sources: source?.detail.sources ?? [],
  };
}

function sourceOf(reported: boolean): StreamSource {
  return reported ? 'reported' : 'remembered';
}

export const healthMark: Readonly<Record<StreamHealth, Mark>> = {
  healthy: 'ok',
  catchingUp: 'busy',
  electing: 'busy',
  reduced: 'warn',
  noQuorum: 'crit',
  unreachable: 'crit',
  unknown: 'unknown',
};

function leaderOf(records: readonly StreamRecord[]): StreamRecord | null {
  const own = records.filter(claims);
  if (own.length < 2) return own[0] ?? null;
  const strongest = strongestClaim(own.map(claimOf));
  return own.find(({ station }) => station.name === strongest?.server) ?? null;
}

function claimOf({ station, detail, stamp }: StreamRecord) {
  return { server: station.name, since: detail.group?.leaderSince ?? null, at: stamp.at };
}

function groupRecord({ station, detail }: StreamRecord) {
  return { server: station.name, answering: station.answering, group: detail.group };
}

/** The newest configuration that belongs to this incarnation of the stream, from whichever copy. */
export function configOf(records: readonly StreamRecord[]): StreamConfig | null {
  let best: { at: LocalMs; value: StreamConfig } | null = null;
  for (const { source, detail } of records) {
    const kept = source.kept.get(detail.name)?.config;
    if (!kept || kept.created !== detail.created) continue;
    if (best === null || kept.stamp.at > best.at) best = { at: kept.stamp.at, value: kept.value };
  }
  return best?.value ?? null;
}

/** An answering copy before a silent one; then the one with the most; then the newer word. */
function mostAdvanced(records: readonly StreamRecord[]): StreamRecord | null {
  return records.reduce<StreamRecord | null>((best, record) => {
    if (!best) return record;
    if (best.station.answering !== record.station.answering) return record.station.answering ? record : best;
    const order = compare(record.detail.state.lastSeq, best.detail.state.lastSeq) || record.stamp.at - best.stamp.at;
    return order > 0 ? record : best;
  }, null);
}

function quorumIn(
  context: Context,
  account: AccountId,
  records: readonly StreamRecord[],
  members: Members,
  copies: readonly ReplicaModel[],
): Quorum {
  const need = quorumOf(members.of);
  if (!context.live || copies.some(({ presence }) => presence.kind === 'unknown'))
    return { have: null, need, of: members.of };
  const hasRows = members.rows.length > 0 || members.nameless.length > 0;
  const have = copies.filter(({ server, role, contact }) => {
    if (server === null || role === 'pending') return false;
    const row = rowOf(members, server);
    if (hasRows && !row && contact.kind !== 'self') return false;
    const record = records.find(({ station }) => station.name === server) ?? null;
    return takesPart(context.stations.get(server), account, record, row);
  }).length;
  return { have: Math.min(have, members.of), need, of: members.of };
}

function leadershipIn(
  context: Context,
  { records, previous }: StreamInput,
  leader: StreamRecord | null,
  quorum: Quorum,
  known: boolean,
): Leadership {
  const last = leader ? leader.station.name : lastLeader(records);
  const station = last === null ? undefined : context.stations.get(last);
  const newest = records.reduce<LocalMs | null>(
    (at, { stamp }) => (at === null || stamp.at > at ? stamp.at : at),
    null,
  );
  const lostAt = station && isGone(station.presence) ? station.lastHeard : newest;
  return leadershipOf({
    claim: leader ? claimOf(leader) : null,
    known,
    quorum,
    last,
    lostAt: lostAt ?? context.now,
    previous: previous?.group.leadership,
  });
}

/** A member answers whose word on its streams never came, or cannot be read: it may be the leader. */
function mayLeadUnseen(context: Context, account: AccountId, copies: readonly ReplicaModel[]): boolean {
  return copies.some(({ server, role }) => {
    const station = server === null || role === 'pending' ? undefined : context.stations.get(server);
    return !!station?.answering && (station.facts === null || currentListing(station.facts, account) === null);
  });
}

/** The server whose last record claims to lead, though it is silent; else the one that the others still name. */
function lastLeader(records: readonly StreamRecord[]): ServerName | null {
  const claimed = strongestClaim(
    records.filter(({ station, detail }) => namesItself(station.name, detail)).map(claimOf),
  );
  return claimed?.server ?? records.find(({ detail }) => detail.group?.leader)?.detail.group?.leader ?? null;
}

interface HealthInput {
  readonly reported: boolean;
  readonly quorum: Quorum;
  readonly leadership: Leadership;
  readonly copies: readonly ReplicaModel[];
  readonly configured: number | null;
  readonly reconfiguring: boolean;
}

function healthOf({ reported, quorum, leadership, copies, configured, reconfiguring }: HealthInput): StreamHealth {
  if (!reported)
    return copies.length > 0 && copies.every(({ presence }) => isGone(presence)) ? 'unreachable' : 'unknown';
  if (quorum.have === null || leadership.kind === 'unknown') return 'unknown';
  if (leadership.kind === 'noQuorum') return 'noQuorum';
  if (leadership.kind === 'electing') return 'electing';
  const voters = copies.filter(({ role }) => role !== 'pending');
  const missing = configured !== null && quorum.of < configured && !reconfiguring;
  if (missing || quorum.have < quorum.of || voters.some(({ contact }) => contact.kind === 'lost')) return 'reduced';
  if (reconfiguring || voters.length < copies.length) return 'catchingUp';
  if (voters.some(({ mark }) => mark === 'busy')) return 'catchingUp';
  return voters.every(({ mark }) => mark === 'ok') ? 'healthy' : 'unknown';
}
