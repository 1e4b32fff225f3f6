import { clusterName, serverId } from '../domain/ids';
import type { GatewayFacts, GatewayzReply } from '../domain/replies/servers';
import { counter, durationText, entries, fields, flag, list, name, nameOrNull, optional, textOrNull } from './decode';
import { systemFamily } from './family';

/** `$SYS.REQ.SERVER.*.GATEWAYZ`. */
export const gatewayzReply = systemFamily<GatewayzReply>('GATEWAYZ', (data, server) => ({
  server,
  own: optional(data, 'name', nameOrNull(clusterName), null),
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
    remoteId: optional(connection, 'name', nameOrNull(serverId), null),
    rtt: optional(connection, 'rtt', durationText, null),
    pendingBytes: optional(connection, 'pending_bytes', counter, 0),
    uptimeText: optional(connection, 'uptime', textOrNull, null),
  };
}
