import type {
  ConsumerModel,
  Leadership,
  LogLamp,
  MetaGroup,
  MetaPeer,
  RaftGroup,
  ReplicaModel,
  ServerModel,
  StreamModel,
} from './model';

/*
 * What remains of a row when nobody keeps it up to date any more: where things were and what they held, with their
 * times, but no word on how they are. The same that an assembly says while the link is down.
 */

const unknown = { kind: 'unknown' } as const;

export function unheardServer(server: ServerModel): ServerModel {
  return { ...server, presence: unknown, mark: 'unknown', metaRole: 'unknown', leads: null };
}

export function unheardStream(stream: StreamModel): StreamModel {
  return {
    ...stream,
    health: 'unknown',
    mark: 'unknown',
    spare: null,
    group: unheardGroup(stream.group),
    copies: stream.copies.map(unheardCopy),
  };
}

export function unheardConsumer(consumer: ConsumerModel): ConsumerModel {
  return {
    ...consumer,
    mark: 'unknown',
    pending: null,
    group: unheardGroup(consumer.group),
    copies: consumer.copies.map(unheardCopy),
  };
}

export function unheardMeta(meta: MetaGroup): MetaGroup {
  return { ...meta, ...unheardLead(meta), mark: 'unknown', pendingRequests: null, peers: meta.peers.map(unheardPeer) };
}

function unheardGroup(group: RaftGroup): RaftGroup {
  return { ...group, ...unheardLead(group) };
}

function unheardLead({ leadership, quorum }: Pick<RaftGroup, 'leadership' | 'quorum'>) {
  const last: Leadership = { kind: 'unknown', last: leadership.kind === 'led' ? leadership.by : leadership.last };
  return { leadership: last, quorum: { ...quorum, have: null } };
}

function unheardCopy(copy: ReplicaModel): ReplicaModel {
  const role = copy.role === 'pending' || copy.role === 'single' ? copy.role : 'unknown';
  return { ...copy, ...unheardLamps(copy), role, store: { kind: 'unknown' } };
}

function unheardPeer(peer: MetaPeer): MetaPeer {
  return { ...peer, ...unheardLamps(peer), role: 'follower' };
}

function unheardLamps({ log }: { readonly log: LogLamp }) {
  const entries = log.kind === 'behind' ? log.entries : log.kind === 'unknown' ? log.lastEntries : null;
  const lamp: LogLamp = { kind: 'unknown', lastEntries: entries };
  return { presence: unknown, contact: unknown, log: lamp, mark: 'unknown' } as const;
}
