import type { ClusterModel, RaftGroup, ReplicaModel, StreamModel } from '../cluster/model';
import type { Basis, VerifiedResult } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { ServerName } from '../ids';
import { isTooOld, type PermitContext, type Verdict } from './context';

/** The Raft group of a stream or a consumer. */
export interface Group {
  readonly group: RaftGroup;
  readonly copies: readonly ReplicaModel[];
}

export function leaderOf({ group }: Group): ServerName | null {
  return group.leadership.kind === 'led' ? group.leadership.by : null;
}

export function membersOf({ copies }: Group): readonly ServerName[] {
  return copies.flatMap(({ server, role }) => (server === null || role === 'pending' ? [] : [server])).sort();
}

export function basisOf(group: Group): Basis {
  return { leader: leaderOf(group), members: membersOf(group) };
}

export function sameBasis(a: Basis, b: Basis): boolean {
  return a.leader === b.leader && a.members.join('\n') === b.members.join('\n') && a.asked === b.asked;
}

/** Followers that answer, that the leader hears, and that hold the data: who of them is elected will serve at once. */
export function successors({ copies }: Group): readonly ServerName[] {
  return copies.flatMap(({ server, role, presence, contact, store }) => {
    if (server === null || role !== 'follower' || presence.kind !== 'answering') return [];
    if (contact.kind !== 'fresh' && contact.kind !== 'late') return [];
    return store.kind === 'behind' && store.catchUp !== null ? [] : [server];
  });
}

/** What forbids any change of a group; `null`: nothing does. */
export function groupRefusal(model: ClusterModel, { group }: Group, context: PermitContext): RefusalReason | null {
  if (!isRead(model, context)) return 'dataTooOld';
  if (group.leadership.kind === 'led') return null;
  const { last } = group.leadership;
  const presence = last === null ? undefined : model.servers.get(last)?.presence.kind;
  return presence === 'silent' || presence === 'neverHeard' ? 'leaderSilent' : 'noLeader';
}

/** May the leader of this group be asked to step down, by the group alone? */
export function stepDownRefusal(group: Group, preferred: ServerName | null): RefusalReason | null {
  const { have, need, of } = group.group.quorum;
  if (of < 2) return 'oneCopy';
  const others = successors(group);
  if (others.length === 0) return 'noOtherMember';
  if (preferred !== null && !others.includes(preferred)) return 'preferredUnfit';
  return have !== null && (have > need || have === of) ? null : 'noSpareVote';
}

/** Has another leader come? */
export function stepDownVerdict(group: Group | undefined, basis: Basis, preferred: ServerName | null): Verdict {
  const leader = group === undefined ? null : leaderOf(group);
  if (leader === null) return { kind: 'open', reason: 'leaderless' };
  if (leader === basis.leader) return { kind: 'open', reason: 'timeout' };
  if (preferred !== null && leader !== preferred) return { kind: 'open', reason: 'otherLeader' };
  return { kind: 'done', result: { kind: 'leads', leader } };
}

/** A change of the members is under way: announced (2.15), or seen by more copies than configured (older). */
export function isChanging({ group, copies, replicas }: StreamModel): boolean {
  return group.desired !== null || (replicas !== null && copies.length > replicas);
}

/** Could a crash of the server to which it moves lose the stream? `keepsMoved`: all servers know `movedKeptSince`. */
export function isOnlyCopyAtRisk({ copies }: StreamModel, keepsMoved: boolean): boolean {
  return copies.length < 2 && !keepsMoved;
}

/** Copies are gone for good, as after a removal that no server could make up for (up to 2.10), and a leader has what is left. */
export function isShort({ group, copies, replicas }: StreamModel): boolean {
  return group.leadership.kind === 'led' && group.desired === null && replicas !== null && copies.length < replicas;
}

/** Is `gone` out of the group, and are all configured copies there, answering and complete? */
export function copiesVerdict(stream: StreamModel | undefined, gone: ServerName): Verdict {
  if (!stream) return { kind: 'open', reason: 'timeout' };
  const members = membersOf(stream);
  const whole = stream.replicas !== null && members.length === stream.replicas && stream.copies.every(isWhole);
  if (!members.includes(gone) && !isChanging(stream) && whole) {
    const result: VerifiedResult = { kind: 'copies', members };
    return { kind: 'done', result };
  }
  // Up to 2.10 a move can end without a leader; it is cancelled then.
  if (isChanging(stream) && leaderOf(stream) === null) return { kind: 'open', reason: 'leaderless' };
  return { kind: 'open', reason: isChanging(stream) || !members.includes(gone) ? 'running' : 'timeout' };
}

/** A copy that answers and lacks nothing that its leader has. The leader's own "current" says nothing of that. */
export function isWhole({ presence, store }: ReplicaModel): boolean {
  return presence.kind === 'answering' && (store.kind === 'leader' || store.kind === 'complete');
}

function isRead(model: ClusterModel, context: PermitContext): boolean {
  return (['placement', 'account', 'configuration'] as const).some((request) => {
    const round = model.rounds.get(request);
    return round !== undefined && !isTooOld(round.endedAt, context);
  });
}
