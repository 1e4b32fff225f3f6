import type { Mark, ServerModel } from '../cluster/model';
import { isGone } from '../cluster/presence';
import type { LinkWords, Word } from '../facts/links';
import type { ServerId, ServerName } from '../ids';
import type { LocalMs } from '../time';
import type { EndWord, LinkKind, LinkState } from './model';
import { wordHorizon } from './period';

/** What one picture of the topology is made of. */
export interface TopologySource {
  readonly words: LinkWords;
  readonly servers: ReadonlyMap<ServerName, ServerModel>;
  readonly now: LocalMs;
}

/** Who an id or a name stands for; `null`: neither is told. A name nobody knows stands for itself. */
export function remoteOf({ words }: TopologySource, id: ServerId | null, name: ServerName | null): ServerName | null {
  return (id === null ? undefined : words.names.get(id)) ?? name;
}

/** The word of a server that counts: it answers, and said it lately. */
export function freshWord<T>(
  { servers, now }: TopologySource,
  words: ReadonlyMap<ServerName, Word<T>>,
  name: ServerName,
): Word<T> | null {
  const word = words.get(name);
  const server = servers.get(name);
  if (!word || server?.presence.kind !== 'answering' || word.stamp.id !== server.id) return null;
  return now - word.stamp.at <= wordHorizon(servers.size) ? word : null;
}

/** What a server says of one connection, `lists` being what its fresh word holds; `null`: it has none. */
export function endWord({ servers }: TopologySource, name: ServerName | null, lists: boolean | null): EndWord {
  const server = name === null ? undefined : servers.get(name);
  if (!server) return 'outside';
  if (lists !== null) return lists ? 'listed' : 'absent';
  return isGone(server.presence) ? 'silent' : 'untold';
}

/** Whether an entry is of the run that answers now: after a restart the old connection may be listed for a moment. */
export function isPresentRun({ servers }: TopologySource, name: ServerName, id: ServerId | null): boolean {
  const known = servers.get(name)?.id ?? null;
  return id === null || known === null || id === known;
}

/** A gateway is the dialler's own: without one there is none, also where the far cluster cannot be asked. */
export function stateOf(kind: LinkKind, [a, b]: readonly [EndWord, EndWord]): LinkState {
  if (a === 'listed' || b === 'listed') {
    const other = a === 'listed' ? b : a;
    if (other === 'listed') return 'both';
    return other === 'absent' ? 'oneWay' : 'oneEnd';
  }
  if (a === 'absent' && (b === 'absent' || (kind === 'gateway' && b !== 'silent'))) return 'missing';
  return [a, b].includes('absent') && [a, b].includes('silent') ? 'ended' : 'unknown';
}

/**
 * A server passes on what came over a route or gateway to no further one, so that a missing one cuts two servers off from
 * each other: critical. What hangs on a silent server is unknown; a leaf node of another system account never answers us,
 * and the hub that lists it measures its round trip.
 */
export function markOf(kind: LinkKind, state: LinkState, words: readonly [EndWord, EndWord]): Mark {
  switch (state) {
    case 'both':
      return 'ok';
    case 'oneEnd':
      return kind !== 'route' && words.includes('outside') ? 'ok' : 'unknown';
    case 'oneWay':
      return 'warn';
    case 'missing':
      return 'crit';
    case 'ended':
    case 'unknown':
      return 'unknown';
  }
}
