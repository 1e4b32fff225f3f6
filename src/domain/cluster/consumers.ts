import { consumerKey, type ConsumerKey, type ConsumerName } from '../ids';
import { logLamp } from '../raft/lamps';
import { leadershipOf, strongestClaim } from '../raft/leadership';
import { quorumOf } from '../raft/quorum';
import type { ConsumerDetail } from '../replies/jsz';
import type { LocalMs } from '../time';
import { presenceIn, type Context, type Station } from './context';
import { contactOf, followerMark } from './marks';
import { membersOf, rowOf, type Members } from './members';
import type { ConsumerModel, Leadership, Mark, Quorum, ReplicaModel, StreamModel } from './model';
import type { StreamBlock } from './streams';
import type { StreamRecord } from './record';
import { isGone } from './presence';
import { asOfSlack, sameCopies } from './same-row';
import { deepEqual } from '../same';

interface ConsumerRecord {
  readonly station: Station;
  readonly at: LocalMs;
  readonly detail: ConsumerDetail;
}

/** Consumers of the streams whose details were asked for. */
export function assembleConsumers(
  context: Context,
  blocks: Iterable<StreamBlock>,
  previous: ReadonlyMap<ConsumerKey, ConsumerModel> | undefined,
): ReadonlyMap<ConsumerKey, ConsumerModel> {
  const consumers = new Map<ConsumerKey, ConsumerModel>();
  for (const { rows, records } of blocks)
    for (const row of rows.values())
      for (const [name, own] of consumerRecords(records.get(row.name) ?? [])) {
        const key = consumerKey(row.key, name);
        const before = previous?.get(key);
        const fresh = consumerRow(context, key, row, name, own, before);
        consumers.set(key, before && sameConsumer(before, fresh) ? before : fresh);
      }
  const same = previous?.size === consumers.size && [...consumers].every(([key, row]) => previous.get(key) === row);
  return previous && same ? previous : consumers;
}

function consumerRecords(records: readonly StreamRecord[]): ReadonlyMap<ConsumerName, ConsumerRecord[]> {
  const byName = new Map<ConsumerName, ConsumerRecord[]>();
  for (const { station, detail, source } of records) {
    if (source.kept.size === 0) continue;
    const kept = source.kept.get(detail.name);
    if (!kept?.consumers || kept.consumers.created !== detail.created) continue;
    for (const consumer of kept.consumers.value) {
      const config = consumer.config ?? kept.consumerConfigs?.value.get(consumer.name) ?? null;
      const known = byName.get(consumer.name) ?? [];
      known.push({ station, at: kept.consumers.stamp.at, detail: { ...consumer, config } });
      byName.set(consumer.name, known);
    }
  }
  return byName;
}

function consumerRow(
  context: Context,
  key: ConsumerKey,
  stream: StreamModel,
  name: ConsumerName,
  records: readonly ConsumerRecord[],
  previous: ConsumerModel | undefined,
): ConsumerModel {
  const claim = strongestClaim(records.filter(leads).map(claimOf));
  const leader = records.find(({ station }) => station.name === claim?.server) ?? null;
  const source = leader ?? newest(records);
  const config = source.detail.config ?? records.find(({ detail }) => detail.config)?.detail.config ?? null;
  // Replicas 0: as many copies as the stream.
  const configured = config ? config.replicas || stream.replicas : null;
  const members = membersOf(records.map(groupRecord), leader && groupRecord(leader), configured, null);
  const quorum = quorumIn(context, members, stream);
  const leadership = leadershipIn(context, records, claim, quorum, previous);
  const { delivered, ackFloor, ackPending, redelivered, waiting, pending, pushBound, paused, group } = source.detail;
  return {
    key,
    stream: stream.key,
    name,
    config,
    group: { name: group?.raftGroup ?? null, leadership, quorum, desired: leader?.detail.group?.desired ?? null },
    copies: members.names.map((server) => copy(context, server, members, leader)),
    mark: markOf(leadership, quorum),
    delivered,
    ackFloor,
    ackPending,
    redelivered,
    waiting,
    pending: leader ? pending : null,
    pushBound,
    paused,
    asOf: source.at,
  };
}

function leads({ station, detail }: ConsumerRecord): boolean {
  return station.answering && (detail.group === null || detail.group.leader === station.name);
}

function claimOf({ station, detail, at }: ConsumerRecord) {
  return { server: station.name, since: detail.group?.leaderSince ?? null, at };
}

function groupRecord({ station, detail }: ConsumerRecord) {
  return { server: station.name, answering: station.answering, group: detail.group };
}

function newest(records: readonly ConsumerRecord[]): ConsumerRecord {
  return records.reduce((best, record) => {
    if (best.station.answering !== record.station.answering) return record.station.answering ? record : best;
    return record.at > best.at ? record : best;
  });
}

function quorumIn(context: Context, members: Members, stream: StreamModel): Quorum {
  const known = context.live && stream.group.quorum.have !== null;
  const { names, of } = members;
  const have = names.filter((name) => context.stations.get(name)?.answering && !rowOf(members, name)?.pending).length;
  return { have: known ? Math.min(have, of) : null, need: quorumOf(of), of };
}

function leadershipIn(
  context: Context,
  records: readonly ConsumerRecord[],
  claim: ReturnType<typeof claimOf> | null,
  quorum: Quorum,
  previous: ConsumerModel | undefined,
): Leadership {
  const last = records.find(({ detail }) => detail.group?.leader)?.detail.group?.leader ?? null;
  const station = last === null ? undefined : context.stations.get(last);
  const lost = station && isGone(station.presence) ? station.lastHeard : null;
  return leadershipOf({
    claim,
    known: context.live && records.some((record) => record.station.answering),
    quorum,
    last,
    lostAt: lost ?? newest(records).at,
    previous: previous?.group.leadership,
  });
}

function copy(
  context: Context,
  server: ReplicaModel['server'] & string,
  members: Members,
  leader: ConsumerRecord | null,
): ReplicaModel {
  const presence = presenceIn(context, server);
  const row = rowOf(members, server);
  const isLeader = leader?.station.name === server;
  const contact = isLeader ? ({ kind: 'self' } as const) : contactOf(presence, row, leader?.at ?? null);
  const role = row?.pending
    ? 'pending'
    : members.of === 1
      ? 'single'
      : isLeader
        ? 'leader'
        : row
          ? 'follower'
          : 'unknown';
  return {
    server,
    peer: row?.peer ?? null,
    role,
    presence,
    contact,
    log: isLeader ? { kind: 'leader' } : logLamp(row, presence.kind === 'answering'),
    // A consumer has positions, no messages of its own.
    store: isLeader ? { kind: 'leader' } : { kind: 'unknown' },
    mark: isLeader ? 'ok' : followerMark(presence, contact, row),
    state: null,
    asOf: leader?.at ?? null,
  };
}

function markOf({ kind }: Leadership, { have, of }: Quorum): Mark {
  switch (kind) {
    case 'led':
      return have !== null && have < of ? 'warn' : 'ok';
    case 'electing':
      return 'busy';
    case 'noQuorum':
      return 'crit';
    case 'unknown':
      return 'unknown';
  }
}

function sameConsumer(a: ConsumerModel, b: ConsumerModel): boolean {
  if (Math.abs(a.asOf - b.asOf) > asOfSlack || !sameCopies(a.copies, b.copies)) return false;
  return deepEqual({ ...a, copies: null, asOf: 0 }, { ...b, copies: null, asOf: 0 });
}
