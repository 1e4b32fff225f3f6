import type { ScriptedCluster, ScriptedNode } from './cluster';
import { serverInfo, time } from './replies';

/** VARZ of one server. */
export function varz(cluster: ScriptedCluster, node: ScriptedNode) {
  return {
    server: serverInfo(cluster, node),
    data: {
      start: time(node.started),
      max_payload: 1_048_576,
      config_load_time: time(node.loaded ?? node.started),
      config_digest: 'sha256:same',
    },
  };
}

/** CONNZ of one server; with a `cid` of that connection alone. */
export function connz(cluster: ScriptedCluster, node: ScriptedNode, body: string) {
  const { cid } = (body === '' ? {} : JSON.parse(body)) as { readonly cid?: number };
  const clients = [...(node.clients ?? [])].filter(([known]) => cid === undefined || cid === known);
  return {
    server: serverInfo(cluster, node),
    data: {
      total: clients.length,
      connections: clients.map(([known, start]) => ({ cid: known, kind: 'Client', start: time(start) })),
    },
  };
}
