import { accountId, consumerName, domainName, peerId, serverName, streamName, type DomainName } from '../domain/ids';
import type { Advisory } from '../domain/observation';
import {
  field,
  fields,
  Mismatch,
  name,
  named,
  nameOrNull,
  oneOf,
  optional,
  text,
  timeOrNull,
  type Fields,
} from './decode';
import { family } from './family';

const prefix = 'io.nats.jetstream.advisory.v1.';

/** `$JS.EVENT.ADVISORY.>`. Under a prefix the same one comes again: tell them apart by `id`. */
export const advisoryEvent = family<Advisory>('ADVISORY', (value) => {
  const event = fields(value);
  const type = field(event, 'type', text);
  const head = { id: field(event, 'id', name), time: optional(event, 'timestamp', timeOrNull, null) };
  switch (type.startsWith(prefix) ? type.slice(prefix.length) : type) {
    case 'domain_leader_elected':
      // The only one that names the peer id; where there is no leader the server sends none.
      return { kind: 'metaLeaderElected', ...head, leader: field(event, 'leader', named(peerId)) };
    case 'stream_leader_elected':
    case 'consumer_leader_elected':
      return { kind: 'leaderElected', ...head, ...asset(event), leader: field(event, 'leader', named(serverName)) };
    case 'stream_quorum_lost':
    case 'consumer_quorum_lost':
      return { kind: 'quorumLost', ...head, ...asset(event) };
    case 'server_removed':
      return { kind: 'serverRemoved', ...head, server: optional(event, 'server', nameOrNull(serverName), null) };
    case 'stream_action':
    case 'consumer_action':
      return {
        kind: 'assetChanged',
        ...head,
        ...domainOf(event),
        ...asset(event),
        action: field(event, 'action', action),
      };
    default:
      return { kind: 'other', ...head, type };
  }
});

/** The account is missing in the actions, and in the consumers' advisories of 2.9. */
function asset(event: Fields) {
  return {
    account: optional(event, 'account', nameOrNull(accountId), null),
    stream: field(event, 'stream', named(streamName)),
    consumer: optional(event, 'consumer', nameOrNull(consumerName), null),
  };
}

/** Left out for the nameless domain. */
function domainOf(event: Fields): { readonly domain?: DomainName } {
  const domain = optional(event, 'domain', nameOrNull(domainName), null);
  return domain === null ? {} : { domain };
}

const actions = { create: 'created', modify: 'updated', delete: 'deleted' } as const;

function action(value: unknown): (typeof actions)[keyof typeof actions] {
  const word = oneOf('create', 'modify', 'delete')(value);
  if (word === null) throw new Mismatch('not a known action');
  return actions[word];
}
