import { clusterName, serverName } from '../domain/ids';
import type { GatewayFacts, GatewayzReply } from '../domain/replies/servers';
import {
  durationText,
  entries,
  fields,
  flag,
  list,
  name,
  nameOrNull,
  optional,
  textOrNull,
  type Decoder,
} from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.GATEWAYZ`. */
export const gatewayzReply = systemFamily<GatewayzReply>('GATEWAYZ', (data, server) => ({
  server,
  outbound: optional(data, 'outbound_gateways', entries(gatewayFacts), []),
  inbound: optional(data, 'inbound_gateways', entries(inboundFacts), []).flat(),
}));

const inboundFacts = (cluster: string, value: unknown): readonly GatewayFacts[] =>
  list((item) => gatewayFacts(cluster, item))(value ?? []);

function gatewayFacts(cluster: string, value: unknown): GatewayFacts {
  const gateway = fields(value);
  const connection = optional(gateway, 'connection', fields, {});
  return {
    cluster: clusterName(name(cluster)),
    configured: optional(gateway, 'configured', flag, false),
    remote: optional(connection, 'name', remoteName, null),
    rtt: optional(connection, 'rtt', durationText, null),
    uptimeText: optional(connection, 'uptime', textOrNull, null),
  };
}

/** The id of the remote server up to some version, its name after that. */
const remoteName: Decoder<GatewayFacts['remote']> = nameOrNull(serverName);
