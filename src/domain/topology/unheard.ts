import type { TopologyLink, TopologyModel, TopologyServer } from './model';

/** What remains when nobody keeps the picture up to date any more: who there was, and no word on how things are. */
export function unheardTopology(topology: TopologyModel): TopologyModel {
  return { ...topology, servers: topology.servers.map(unheardServer), links: topology.links.map(unheardLink) };
}

function unheardServer(server: TopologyServer): TopologyServer {
  const presence = server.presence === null ? null : ({ kind: 'unknown' } as const);
  return { ...server, presence, mark: 'unknown', asOf: null };
}

function unheardLink(link: TopologyLink): TopologyLink {
  const nothing = { rtt: null, slowest: null, outlier: null, pendingBytes: 0, connections: 0 };
  return { ...link, ...nothing, words: ['untold', 'untold'], state: 'unknown', mark: 'unknown' };
}
