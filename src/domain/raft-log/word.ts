import { currentListing } from '../facts/listing';
import type { Facts } from '../facts/facts';
import { raftKey, type RaftWord } from '../facts/raft';
import type { Stamp } from '../facts/stamp';
import type { StreamModel } from '../cluster/model';
import { storePosition, type StorePosition } from '../raft/lamps';
import type { ServerName } from '../ids';
import type { RaftNode } from '../replies/raftz';
import type { StreamDetail } from '../replies/jsz';
import type { DurationMs, LocalMs } from '../time';
import type { RaftPosition } from './model';

/** All that one server last said of its copy of a stream. */
export interface Word {
  readonly detail: StreamDetail;
  readonly stamp: Stamp;
  readonly position: StorePosition;
}

/** RAFTZ is asked every 2 s: an older word of a server that answers speaks of a copy that it no longer has. */
export const raftHorizon: DurationMs = 10_000;

/** The store's side, by JSZ. */
export function storeWord(facts: Facts, stream: StreamModel, server: ServerName | null): Word | null {
  const known = server === null ? undefined : facts.servers.get(server);
  const listing = known && currentListing(known, stream.account);
  const detail = listing?.streams.get(stream.name);
  if (!known || !listing || !detail) return null;
  const previous = known.accounts.get(stream.account)?.previous ?? null;
  const { stamp } = listing;
  return { detail, stamp, position: storePosition(detail, stamp, previous) };
}

/** The log's side, by RAFTZ. Of a silent server the last known, however old. */
export function raftWord(
  facts: Facts,
  stream: StreamModel,
  server: ServerName | null,
  answering: boolean,
  now: LocalMs,
): RaftWord | null {
  if (server === null || stream.group.name === null) return null;
  const word = facts.raft.get(server)?.get(raftKey(stream.account, stream.group.name)) ?? null;
  return word && answering && now - word.stamp.at > raftHorizon ? null : word;
}

export function raftPosition({ stamp, node }: RaftWord): RaftPosition {
  const { firstIndex, applied, committed, lastIndex, term, state } = node;
  return {
    first: firstIndex,
    applied,
    committed,
    last: lastIndex,
    term,
    state,
    queues: queuesOf(node),
    catchingUp: node.catchingUp,
    paused: node.paused,
    observer: node.observer,
    overrun: node.overrun,
    walError: node.walError,
    asOf: stamp.at,
  };
}

function queuesOf({ applyQueue, proposalQueue, entryQueue, responseQueue }: RaftNode): RaftPosition['queues'] {
  return { apply: applyQueue, proposals: proposalQueue, entries: entryQueue, responses: responseQueue };
}
