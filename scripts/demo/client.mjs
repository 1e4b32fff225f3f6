// @ts-check
/** The client of the demo and of tests: runs after `npm ci`, so packages may be used here. */
import * as nats from 'nats.ws';
import { WebSocket } from 'ws';

/** @typedef {import('../cluster/cluster.mjs').Cluster} Cluster */
/** @typedef {import('nats.ws').NatsConnection} NatsConnection */

// nats.ws is written for browsers, and Node 20 has no WebSocket of its own.
Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket });

/**
 * Connects to a cluster as one of its logins, to whichever server is there, and again whenever that one goes.
 * @param {Cluster} cluster
 * @param {import('../cluster/accounts.mjs').LoginName} login
 * @param {readonly import('../cluster/server.mjs').ServerInfo[]} [servers] members of the meta group unless told: at a leaf
 *   node a client would find the streams of that node's own domain
 * @returns {Promise<NatsConnection>}
 */
export function connectAs(cluster, login, servers = cluster.servers.filter(({ kind }) => kind === 'member')) {
  const { user, password, inboxPrefix } = cluster.logins[login];
  return nats.connect({
    servers: servers.map((server) => server.wsUrl),
    user,
    pass: password,
    ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
    ignoreClusterUpdates: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    waitOnFirstConnect: true,
    timeout: 3_000,
  });
}
