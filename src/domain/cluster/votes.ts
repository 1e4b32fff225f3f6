import type { ServerName } from '../ids';
import type { ConsumerModel, MetaGroup, ReplicaModel, ServerModel, StreamModel } from './model';

/** Who keeps a Raft group going now: the maths of every further loss. A single copy is a group of one. */
export interface Vote {
  /** Members that take part now, sorted by name. */
  readonly voters: readonly ServerName[];
  readonly have: number;
  readonly need: number;
}

type Servers = ReadonlyMap<ServerName, ServerModel>;

/** More than one copy, or configured to have more. */
export function isReplicated({ group, replicas }: Pick<StreamModel, 'group' | 'replicas'>): boolean {
  return group.quorum.of > 1 || (replicas ?? 1) > 1;
}

/** Rows do not change, and several questions are asked of each. */
const streamVotes = new WeakMap<StreamModel, Vote | null>();

/** `null`: not known who takes part. */
export function streamVote(stream: StreamModel): Vote | null {
  const known = streamVotes.get(stream);
  if (known !== undefined) return known;
  const vote = voteOfStream(stream);
  streamVotes.set(stream, vote);
  return vote;
}

function voteOfStream(stream: StreamModel): Vote | null {
  const { have, need } = stream.group.quorum;
  // Servers that answer without a word on a stream they should have: neither there nor gone.
  if (have !== null && have < need && stream.health === 'unknown') return null;
  return voteOf(stream, (copy) => copy.state !== null || copy.contact.kind === 'fresh');
}

/** `null`: not known who takes part. */
export function consumerVote(consumer: Pick<ConsumerModel, 'group' | 'copies'>): Vote | null {
  return voteOf(consumer, () => true);
}

/** `null`: not known who takes part. */
export function metaVote({ quorum, peers }: MetaGroup, servers: Servers): Vote | null {
  const { have, need } = quorum;
  if (have === null) return null;
  const named = peers.flatMap(({ server }) => (server === null ? [] : [server]));
  return { voters: named.filter((name) => votesInMeta(servers.get(name))).sort(), have, need };
}

/** A member that answers with its JetStream off has no vote to lose. */
function votesInMeta(server: ServerModel | undefined): boolean {
  return server?.presence.kind === 'answering' && server.jetstream !== false && server.totals?.disabled !== true;
}

function voteOf(
  { group, copies }: Pick<ConsumerModel, 'group' | 'copies'>,
  holds: (copy: ReplicaModel) => boolean,
): Vote | null {
  const { have, need, of } = group.quorum;
  if (have === null) return null;
  const leader = group.leadership.kind === 'led' ? group.leadership.by : null;
  // Under a leader only those that it lists are members, whatever others still hold.
  const members = copies.filter(
    ({ server, role, presence }) =>
      presence.kind === 'answering' &&
      role !== 'pending' &&
      (leader === null || server === leader || role === 'follower'),
  );
  const holding = members.filter(holds);
  const voters = namesOf(holding.length < have ? members : holding);
  // The count of a row ends at the size of its group; without a leader more may hold a copy.
  return { voters, have: have === of ? Math.max(have, voters.length) : have, need };
}

function namesOf(copies: readonly ReplicaModel[]): readonly ServerName[] {
  return copies.flatMap(({ server }) => (server === null ? [] : [server])).sort();
}
