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
 * @returns {Promise<NatsConnection>}
 */
export function connectAs(cluster, login) {
  const { user, password, inboxPrefix } = cluster.logins[login];
  return nats.connect({
    servers: cluster.servers.map((server) => server.wsUrl),
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
