// @ts-check
/**
 * @typedef {object} ServerConfig
 * @property {string} name
 * @property {string} clusterName
 * @property {string[]} tags
 * @property {import('./ports.mjs').ServerPorts} ports
 * @property {number[]} routePorts of every server of the cluster
 * @property {string[]} allowedOrigins origins from which a page may connect
 * @property {string} dir where the server keeps its data, absolute
 * @property {string} accountsFile relative to the configuration: the server takes an absolute path for a relative one
 * @property {string | undefined} [extra] more lines, at the top level
 */

/**
 * Writes the configuration of one server. It listens on 127.0.0.1 only.
 * @param {ServerConfig} server
 * @returns {string}
 */
export function serverConfig(server) {
  const { ports } = server;
  const routes = server.routePorts.map((port) => `nats://127.0.0.1:${port}`);
  return `server_name: ${JSON.stringify(server.name)}
server_tags: ${JSON.stringify(server.tags)}
listen: "127.0.0.1:${ports.client}"
http: "127.0.0.1:${ports.monitor}"
jetstream {
  store_dir: ${JSON.stringify(server.dir)}
  max_memory_store: 268435456
  max_file_store: 2147483648
}
cluster {
  name: ${JSON.stringify(server.clusterName)}
  listen: "127.0.0.1:${ports.route}"
  routes: ${JSON.stringify(routes)}
}
websocket {
  listen: "127.0.0.1:${ports.websocket}"
  no_tls: true
  compression: true
  allowed_origins: ${JSON.stringify(server.allowedOrigins)}
}
include ${JSON.stringify(server.accountsFile)}
${server.extra ?? ''}
`;
}
