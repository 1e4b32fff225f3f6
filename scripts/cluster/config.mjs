// @ts-check
/** @typedef {import('./server.mjs').Server} Server */

/** @typedef {{ certFile: string, keyFile: string }} Certificate paths of PEM files */

/**
 * @typedef {object} ServerConfig
 * @property {Server} server
 * @property {readonly Server[]} others all servers, this one included
 * @property {readonly string[]} clusters names; more than one are joined by gateways
 * @property {import('./accounts.mjs').Logins} logins with which a leaf node binds accounts
 * @property {string[]} allowedOrigins origins from which a page may connect
 * @property {import('./routes.mjs').RouteAddresses | undefined} [routes] where each route has an address of its own
 * @property {Certificate | undefined} [certificate] of the WebSocket listener; unencrypted unless told
 * @property {string | undefined} [extra] more lines, at the top level
 */

/**
 * Writes the configuration of one server. It listens on 127.0.0.1 only.
 * @param {ServerConfig} config
 * @returns {string}
 */
export function serverConfig(config) {
  const { server, others, allowedOrigins, certificate, extra = '' } = config;
  const { ports, place } = server;
  const isLeaf = place.kind === 'leaf';
  const hasLeafs = others.some((other) => other.place.kind === 'leaf');
  return `server_name: ${quote(server.name)}
server_tags: ${quote(place.tags)}
listen: "127.0.0.1:${ports.client}"
http: "127.0.0.1:${ports.monitor}"
jetstream {
  store_dir: ${quote(server.dir)}
  max_memory_store: 268435456
  max_file_store: 2147483648
${place.domain === undefined ? '' : `  domain: ${quote(place.domain)}\n`}}
websocket {
  listen: "127.0.0.1:${ports.websocket}"
  ${certificate === undefined ? 'no_tls: true' : tls(certificate)}
  compression: true
  allowed_origins: ${quote(allowedOrigins)}
}
${isLeaf ? leafRemotes(config) : cluster(config)}${!isLeaf && config.clusters.length > 1 ? gateways(config) : ''}${
    !isLeaf && hasLeafs ? `leafnodes {\n  listen: "127.0.0.1:${ports.leaf}"\n}\n` : ''
  }include ${quote(`../${isLeaf ? 'leaf-accounts.conf' : 'accounts.conf'}`)}
${extra}
`;
}

/** @param {Certificate} certificate */
const tls = ({ certFile, keyFile }) => `tls { cert_file: ${quote(certFile)}, key_file: ${quote(keyFile)} }`;

/** @param {ServerConfig} config */
const cluster = ({ server, others, routes }) => `cluster {
  name: ${quote(server.place.cluster)}
  listen: "127.0.0.1:${server.ports.route}"
${routes === undefined ? '' : `  advertise: ${quote(routes.advertise)}\n`}\
  routes: ${quote(routes?.urls ?? urls(others, server.place.cluster, 'route'))}
}
`;

/**
 * All clusters are listed, the own one too: a server of another cluster that is not listed is not refused, it is found by gossip.
 * @param {ServerConfig} config
 */
const gateways = ({ server, others, clusters }) => `gateway {
  name: ${quote(server.place.cluster)}
  listen: "127.0.0.1:${server.ports.gateway}"
  gateways: [
${clusters.map((name) => `    { name: ${quote(name)}, urls: ${quote(urls(others, name, 'gateway'))} }`).join('\n')}
  ]
}
`;

/**
 * The leaf node hangs on any server of the first cluster. It shares the system account, so that it is seen, and `APP`, whose
 * streams may then be copied between the domains.
 * @param {ServerConfig} config
 */
function leafRemotes({ others, clusters: [hub = ''], logins }) {
  const bound = { $SYS: logins.admin, APP: logins.app };
  const remotes = Object.entries(bound).map(([account, { user, password }]) => {
    const places = urls(others, hub, 'leaf').map((url) => url.replace('//', `//${user}:${password}@`));
    return `    { urls: ${quote(places)}, account: ${quote(account)} }`;
  });
  return `leafnodes {\n  remotes: [\n${remotes.join('\n')}\n  ]\n}\n`;
}

/**
 * @param {readonly Server[]} servers
 * @param {string} clusterName
 * @param {'route' | 'gateway' | 'leaf'} kind
 */
const urls = (servers, clusterName, kind) =>
  servers.filter(({ place }) => place.cluster === clusterName).map(({ ports }) => `nats://127.0.0.1:${ports[kind]}`);

/** @param {unknown} value @returns {string} as JSON, which the configuration can be written in */
const quote = (value) => JSON.stringify(value);
