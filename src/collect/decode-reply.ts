import type { ServerName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import type { LocalMs } from '../domain/time';
import { assertNever } from '../lib/invariant';
import { err, ok } from '../lib/result';
import type { Decoded } from '../wire/decoded';
import { gatewayzReply } from '../wire/gatewayz';
import { idzReply } from '../wire/idz';
import { accountJszReply, jszReply } from '../wire/jsz';
import { leafzReply } from '../wire/leafz';
import { raftzReply } from '../wire/raftz';
import { routezReply } from '../wire/routez';
import { statszReply } from '../wire/statsz';
import type { ReplyFamily } from './intake';

/** A reply of one server, read. */
export interface ServerReply {
  readonly server: ServerName;
  readonly observations: readonly Observation[];
}

/** Reads a reply of a round. Never throws. */
export function decodeReply(family: ReplyFamily, payload: Uint8Array, at: LocalMs): Decoded<ServerReply> {
  switch (family) {
    case 'idz':
      return map(idzReply.read(payload), ({ name }) => ({ server: name, observations: [] }));
    case 'statsz':
      return map(statszReply.read(payload), (reply) => of(reply.server.name, { kind: 'statsz', at, reply }));
    case 'summary':
    case 'placement':
      return map(jszReply.read(payload), (reply) => of(reply.server.name, { kind: family, at, reply }));
    case 'account':
      return map(accountJszReply.read(payload), ({ server, account }) =>
        of(server.name, { kind: 'accountPlacement', at, server, account }),
      );
    case 'routes':
      return map(routezReply.read(payload), (reply) => of(reply.server.name, { kind: family, at, reply }));
    case 'gateways':
      return map(gatewayzReply.read(payload), (reply) => of(reply.server.name, { kind: family, at, reply }));
    case 'leafs':
      return map(leafzReply.read(payload), (reply) => of(reply.server.name, { kind: family, at, reply }));
    case 'raft':
      return map(raftzReply.read(payload), (reply) => of(reply.server.name, { kind: family, at, reply }));
    default:
      return assertNever(family);
  }
}

function of(server: ServerName, observation: Observation): ServerReply {
  return { server, observations: [observation] };
}

function map<T, U>(decoded: Decoded<T>, change: (value: T) => U): Decoded<U> {
  return decoded.ok ? ok(change(decoded.value)) : err(decoded.error);
}
