import { isNewer } from '../facts/stamp';
import { consumerKey, type ConsumerKey, type ConsumerName, type StreamName } from '../ids';
import type { BlockKey } from '../inventory/inventory';
import { logLamp } from '../raft/lamps';
import { leadershipOf, strongestClaim } from '../raft/leadership';
import { quorumOf } from '../raft/quorum';
import type { ConsumerDetail } from '../replies/jsz';
import type { LocalMs } from '../time';
import { presenceIn, type Context, type Station } from './context';
import { contactOf, followerMark } from './marks';
import { membersOf, rowOf, type Members } from './members';
import type { ConsumerModel, Leadership, Mark, Quorum, ReplicaModel, StreamModel } from './model';
import type { StreamRecord } from './record';
import { samePresence, type StreamBlock } from './streams';
import { isGone } from './presence';
import { asOfSlack, sameAsOf, sameCopies } from './same-row';
import { deepEqual } from '../same';

interface ConsumerRecord {
  readonly station: Station;
  readonly at: LocalMs;
  readonly detail: ConsumerDetail;
}

type Blocks = ReadonlyMap<BlockKey, StreamBlock>;
type Consumers = ReadonlyMap<ConsumerKey, ConsumerModel>;

/** Consumers of the streams whose details were asked for; the previous map where no row changed. */
export function assembleConsumers(
  context: Context,
  blocks: Blocks,
  before: Blocks | undefined,
  previous: Consumers | undefined,
): Consumers {
  const same = before?.size === blocks.size && [...blocks].every(([key, block]) => block === before.get(key));
  if (previous && same) return previous;
  const consumers = new Map<ConsumerKey, ConsumerModel>();
  let changed = false;
  for (const [key, block] of blocks)
    for (const rows of consumersOf(context, block, before?.get(key), previous).values())
      for (const row of rows) {
        changed ||= previous?.get(row.key) !== row;
        consumers.set(row.key, row);
      }
  return previous && !changed && previous.size === consumers.size ? previous : consumers;
}

type ByStream = ReadonlyMap<StreamName, readonly ConsumerModel[]>;

/** Consumers of blocks already assembled: what has the same inputs has the same rows. */
const made = new WeakMap<StreamBlock, ByStream>();

function consumersOf(
  context: Context,
  block: StreamBlock,
  before: StreamBlock | undefined,
  previous: Consumers | undefined,
): ByStream {
  const ready = made.get(block);
  if (ready) return ready;
  const known = before && samePresence(before, block) ? made.get(before) : undefined;
  const byStream = new Map<StreamName, readonly ConsumerModel[]>();
  for (const [name, records] of block.records) {
    const stream = block.rows.get(name);
    if (!stream || !records.some(hasConsumers)) continue;
    const same = known && before?.rows.get(name) === stream && sameConsumers(before.records.get(name), records);
    const rows = (same ? known.get(name) : undefined) ?? consumerRows(context, stream, records, previous);
    if (rows.length > 0) byStream.set(name, rows);
  }
  made.set(block, byStream);
  return byStream;
}

function consumerRows(
  context: Context,
  stream: StreamModel,
  records: readonly StreamRecord[],
  previous: Consumers | undefined,
): readonly ConsumerModel[] {
  return [...consumerRecords(records)].map(([name, own]) => {
    const key = consumerKey(stream.key, name);
    const before = previous?.get(key);
    const fresh = consumerRow(context, key, stream, name, own, before);
    return before && sameConsumer(before, fresh) ? before : fresh;
  });
}

/** Are the consumers of these copies still those of the same replies? */
function sameConsumers(before: readonly StreamRecord[] | undefined, records: readonly StreamRecord[]): boolean {
  return before?.length === records.length && records.every((record, index) => sameReply(before[index], record));
}

function sameReply(before: StreamRecord | undefined, record: StreamRecord): boolean {
  const { station, source, detail } = record;
  if (before?.station.name !== station.name || before.detail.created !== detail.created) return false;
  if (isEmptied(before) !== isEmptied(record)) return false;
  if (before.source.kept === source.kept) return true;
  const [known, kept] = [before.source.kept.get(detail.name), source.kept.get(detail.name)];
  return known?.consumers === kept?.consumers && known?.consumerConfigs === kept?.consumerConfigs;
}

/**
 * A server leaves out the consumers of a copy that has none, as if it had not been asked for them. That the last one is gone
 * is told by the count alone, in a later reply than the one that named it.
 */
function isEmptied({ stamp, source, detail }: StreamRecord): boolean {
  const kept = source.kept.get(detail.name)?.consumers;
  return detail.state.consumers === 0 && kept != null && isNewer(stamp, kept.stamp);
}

function hasConsumers({ source, detail }: StreamRecord): boolean {
  return source.kept.size > 0 && (source.kept.get(detail.name)?.consumers ?? null) !== null;
}

function consumerRecords(records: readonly StreamRecord[]): ReadonlyMap<ConsumerName, ConsumerRecord[]> {
  const byName = new Map<ConsumerName, ConsumerRecord[]>();
  for (const record of records) {
    const { station, detail, source } = record;
    if (source.kept.size === 0 || isEmptied(record)) continue;
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
  const copies = members.names.map((server) => copy(context, server, members, leader));
  const { delivered, ackFloor, ackPending, redelivered, waiting, pending, pushBound, paused, group } = source.detail;
  return {
    key,
    stream: stream.key,
    name,
    created: source.detail.created,
    config,
    group: { name: group?.raftGroup ?? null, leadership, quorum, desired: leader?.detail.group?.desired ?? null },
    copies,
    mark: markOf(leadership, quorum, copies),
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

function markOf({ kind }: Leadership, { have, of }: Quorum, copies: readonly ReplicaModel[]): Mark {
  switch (kind) {
    case 'led':
      return have !== null && have < of ? 'warn' : 'ok';
    case 'electing':
      return 'busy';
    case 'noQuorum':
      return 'crit';
    case 'unknown':
      // Every copy on servers that are known not to answer: nobody can use it.
      return copies.every(({ presence }) => isGone(presence)) ? 'crit' : 'unknown';
  }
}

function sameConsumer(a: ConsumerModel, b: ConsumerModel): boolean {
  const slack = asOfSlack.least;
  if (!sameAsOf(a.asOf, b.asOf, slack) || !sameCopies(a.copies, b.copies, slack)) return false;
  return deepEqual({ ...a, copies: null, asOf: 0 }, { ...b, copies: null, asOf: 0 });
}
