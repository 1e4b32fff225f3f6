import type { ScriptedCluster, ScriptedNode } from './cluster';
import { serverInfo } from './replies';

/** A pool of three connections and one of the system account, as by default since 2.10. */
export function routez(cluster: ScriptedCluster, node: ScriptedNode) {
  const home = clusterOf(cluster, node);
  const peers = [...cluster.nodes.values()].filter(
    (other) =>
      other !== node &&
      other.up &&
      clusterOf(cluster, other) === home &&
      !cluster.links.cut.has(`${node.name} ${other.name}`),
  );
  const routes = peers.flatMap((peer) => {
    const row = {
      remote_id: peer.id,
      remote_name: peer.name,
      rtt: `${cluster.links.rtt(node.name, peer.name)}ms`,
      pending_size: 0,
      in_msgs: 1,
      out_msgs: 1,
    };
    return [row, row, row, { ...row, account: cluster.systemAccount }];
  });
  return { server: serverInfo(cluster, node), data: { server_id: node.id, num_routes: routes.length, routes } };
}

/** Every server dials the first one of each other cluster that answers. */
export function gatewayz(cluster: ScriptedCluster, node: ScriptedNode) {
  const dialled = [...cluster.nodes.values()].filter((other) => other.up).flatMap((from) => dials(cluster, from));
  const row = (other: ScriptedNode) => ({
    configured: true,
    connection: { name: other.id, rtt: '8ms', pending_bytes: 0, uptime: '1h' },
  });
  const outbound = dialled.filter(({ from }) => from === node);
  const inbound = dialled.filter(({ to }) => to === node);
  const from = [...new Set(inbound.map((dial) => clusterOf(cluster, dial.from)))];
  return {
    server: serverInfo(cluster, node),
    data: {
      server_id: node.id,
      ...(dialled.length > 0 && joins(cluster, node) ? { name: clusterOf(cluster, node) } : {}),
      outbound_gateways: Object.fromEntries(outbound.map(({ to }) => [clusterOf(cluster, to), row(to)])),
      inbound_gateways: Object.fromEntries(
        from.map((name) => [
          name,
          inbound.filter((dial) => clusterOf(cluster, dial.from) === name).map((dial) => row(dial.from)),
        ]),
      ),
    },
  };
}

export function leafz(cluster: ScriptedCluster, node: ScriptedNode) {
  const pairs = [...cluster.links.leafs].map((text) => text.split(' ') as [string, string]);
  const leafs = pairs.flatMap(([leaf, hub]) => {
    if (leaf !== node.name && hub !== node.name) return [];
    const isSpoke = leaf === node.name;
    return [{ name: isSpoke ? hub : leaf, is_spoke: isSpoke, account: cluster.accounts[0] ?? 'APP', rtt: '21ms' }];
  });
  return { server: serverInfo(cluster, node), data: { server_id: node.id, leafnodes: leafs.length, leafs } };
}

function clusterOf(cluster: ScriptedCluster, node: ScriptedNode): string {
  return node.cluster ?? cluster.name;
}

/** Leaf nodes have no gateways. */
function joins(cluster: ScriptedCluster, node: ScriptedNode): boolean {
  return ![...cluster.links.leafs].some((pair) => pair.startsWith(`${node.name} `));
}

function dials(cluster: ScriptedCluster, from: ScriptedNode) {
  if (!joins(cluster, from)) return [];
  const far = new Map<string, ScriptedNode>();
  for (const node of cluster.nodes.values()) {
    const name = clusterOf(cluster, node);
    if (node.up && joins(cluster, node) && name !== clusterOf(cluster, from) && !far.has(name)) far.set(name, node);
  }
  return [...far.values()].map((to) => ({ from, to }));
}
