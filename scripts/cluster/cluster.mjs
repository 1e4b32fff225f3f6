// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoAccounts } from './accounts.mjs';
import { serverConfig } from './config.mjs';
import { makeTemporaryFolder } from './folder.mjs';
import { endLeftOvers, startGuardian } from './guardian.mjs';
import {
  agreedMetaLeader,
  leftOut,
  removeMember,
  waitForMetaLeader,
  waitUntilHealthy,
  waitUntilMember,
} from './membership.mjs';
import { choosePorts, releasePorts } from './ports.mjs';
import { SeparateRoutes } from './routes.mjs';
import { Server } from './server.mjs';
import { stateFile, writeState } from './state.mjs';
import { oneCluster, superCluster } from './topology.mjs';
import { isAtLeast, serverVersion } from './version.mjs';

/** @typedef {import('./accounts.mjs').Accounts} Accounts */
/** @typedef {import('./server.mjs').ServerInfo} ServerInfo */

/**
 * @typedef {object} ClusterOptions
 * @property {string} binary path of the nats-server
 * @property {'one' | 'super'} [topology] one cluster, or two that are joined by gateways, with a leaf node: see `superCluster`
 * @property {string[]} [names] of the servers; those of the topology unless told
 * @property {string} [clusterName] of one cluster, `C1` unless told
 * @property {string} [dir] where data, configuration and logs go; it stays. A temporary folder, in memory where it has room, removed, unless told
 * @property {string[]} [allowedOrigins] origins from which a page may connect, such as `http://127.0.0.1:4173`
 * @property {'demo' | Accounts} [accounts] those of the demo unless told
 * @property {Partial<Record<import('./accounts.mjs').LoginName, string>>} [passwords] random ones unless told
 * @property {boolean} [separateRoutes] each route through a relay of its own, for `cutRoute`; direct ones unless told
 * @property {import('./config.mjs').Certificate} [certificate] of the WebSocket listeners, which are then reached by `wss:`
 * @property {string} [extraConfig] lines added to every server's configuration
 * @property {Record<string, string[]>} [tags] by server name; `az:a`, `az:b`, `az:c` in turn unless told
 * @property {Partial<import('./ports.mjs').ServerPorts>} [ports] of the first server, the next ones count on from there; a taken
 *   one is replaced by a random one. Random ones unless told
 */

const REMOVED_NAME_IS_REFUSED_MS = 5 * 60_000;

/** Running servers on 127.0.0.1: one cluster, or a super-cluster. Made by `startCluster`. */
export class Cluster {
  /** @type {ReturnType<typeof startGuardian> | undefined} */
  #guardian;
  /** @type {Server[]} */
  #servers = [];
  /** @type {Map<string, number>} server name to the time of its removal, in ms of the monotonic clock */
  #removedAt = new Map();
  #accounts;
  #options;
  /** @type {SeparateRoutes | undefined} */
  #routes;
  #temporary;
  #topology;

  /** @param {ClusterOptions} options */
  constructor(options) {
    this.#options = options;
    /** Version of the servers, such as `2.15.1`. */
    this.version = serverVersion(options.binary);
    const { clusterName = 'C1', names } = options;
    this.#topology = options.topology === 'super' ? superCluster(names) : oneCluster(clusterName, names);
    /** Of the one cluster, or of all that are joined. */
    this.clusterName = this.#topology.name;
    /** Names of the clusters; more than one are joined by gateways. */
    this.clusters = this.#topology.clusters;
    this.#temporary = options.dir === undefined;
    this.dir = options.dir === undefined ? makeTemporaryFolder() : resolve(options.dir);
    const { accounts = 'demo', passwords } = options;
    this.#accounts = accounts === 'demo' ? demoAccounts(this.version, passwords) : accounts;
    if (options.separateRoutes) this.#routes = new SeparateRoutes();
    /** Who may log in. Passwords are new with every start unless they were given. */
    this.logins = this.#accounts.logins;
  }

  /** @returns {ServerInfo[]} */
  get servers() {
    return this.#servers.map((server) => server.info);
  }

  /** Starts all servers. Called once, by `startCluster`. */
  async open() {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    await endLeftOvers(this.dir);
    const { text, leafText = text } = this.#accounts;
    writeFileSync(join(this.dir, 'accounts.conf'), text, { mode: 0o600 });
    writeFileSync(join(this.dir, 'leaf-accounts.conf'), leafText, { mode: 0o600 });
    for (const name of this.#topology.names) await this.#enlist(name);
    this.#guardian = startGuardian(this.dir, this.#temporary ? 'remove' : 'keep');
    await Promise.all(this.#servers.map((server) => this.#launch(server)));
  }

  /**
   * SIGKILL: the server is gone at once and tells nobody.
   * @param {string} name
   */
  async kill(name) {
    await this.#find(name).signal('SIGKILL', 'stopped');
  }

  /**
   * SIGTERM, as an operator stops a server; waits for its end.
   * @param {string} name
   */
  async stop(name) {
    const server = this.#find(name);
    if (server.state === 'frozen') throw new Error(`${name} is frozen: thaw it first, or kill it`);
    await server.signal('SIGTERM', 'stopped');
  }

  /**
   * SIGSTOP: the server keeps its connections and says nothing.
   * @param {string} name
   */
  async freeze(name) {
    await this.#find(name).signal('SIGSTOP', 'frozen');
  }

  /**
   * SIGCONT: a frozen server goes on.
   * @param {string} name
   */
  async thaw(name) {
    await this.#find(name).signal('SIGCONT', 'running');
  }

  /**
   * Closes the route between two servers at once and lets none be made, whoever dials. Needs `separateRoutes`.
   * @param {string} a
   * @param {string} b
   */
  cutRoute(a, b) {
    this.#routesBetween(a, b).cut(a, b);
  }

  /**
   * Lets two servers make a route again. They do so within some 2 s.
   * @param {string} a
   * @param {string} b
   */
  joinRoute(a, b) {
    this.#routesBetween(a, b).join(a, b);
  }

  /**
   * Starts a server that was stopped or killed, with its data.
   * @param {string} name
   */
  async start(name) {
    const server = this.#find(name);
    if (server.state !== 'stopped') throw new Error(`${name} is ${server.state} already`);
    await this.#launch(server);
  }

  /**
   * Stops and starts a server.
   * @param {string} name
   */
  async restart(name) {
    await this.stop(name);
    await this.start(name);
  }

  /**
   * Starts one more server and waits until it is a current member of the meta group (a leaf node: until it answers).
   * @param {string} name where there is more than one cluster, it tells which one is joined: see `superCluster`
   */
  async add(name) {
    if (this.#servers.some((server) => server.name === name)) throw new Error(`there is a server ${name} already`);
    this.#refuseRemovedName(name);
    const server = await this.#enlist(name);
    try {
      await this.#launch(server);
    } catch (error) {
      await this.#forget(server);
      throw error;
    }
    if (server.place.kind === 'member') await waitUntilMember(() => this.#servers, name);
  }

  /**
   * Takes a server out for good: stops it if it still runs, takes it out of the meta group, deletes its data. What only it
   * held is lost.
   * @param {string} name
   */
  async remove(name) {
    const server = this.#find(name);
    if (server.state === 'frozen') await this.thaw(name);
    if (server.state === 'running') await this.stop(name);
    if (server.place.kind === 'member') {
      await removeMember(() => this.#servers, name, this.logins.admin);
      this.#removedAt.set(name, performance.now());
    }
    await this.#forget(server);
    rmSync(server.dir, { recursive: true, force: true });
  }

  /**
   * @param {string} name
   * @returns {ServerInfo}
   */
  server(name) {
    return this.#find(name).info;
  }

  /**
   * Asks a server over HTTP what it sees.
   * @param {string} name
   * @param {string} path such as `/jsz?streams=true`
   * @param {number} [timeoutMs] milliseconds, 10,000 unless told: a loaded machine is no dead server
   * @returns {Promise<any>} the answer, parsed; rejects when the server does not answer
   */
  async monitor(name, path, timeoutMs = 10_000) {
    return this.#find(name).monitor(path, timeoutMs);
  }

  /**
   * Waits until all running servers name the same meta leader and it is one of them.
   * @param {number} [timeoutMs] milliseconds, 30,000 unless told
   * @returns {Promise<string>} the leader's name
   */
  async waitForMetaLeader(timeoutMs = 30_000) {
    return (await waitForMetaLeader(() => this.#servers, timeoutMs)).name;
  }

  /**
   * Waits until every running server finds itself healthy: it follows the meta leader and has all of its streams and
   * consumers back, and is a member of the meta group. Until then requests may be dropped in silence, above all after a
   * start with kept data. A server that the group left out when it began is started again, which takes it in.
   * @param {number} [timeoutMs] milliseconds, 30,000 unless told
   */
  async waitUntilHealthy(timeoutMs = 30_000) {
    await this.waitForMetaLeader(timeoutMs);
    for (const { name } of await leftOut(this.#servers)) {
      await this.stop(name);
      await this.start(name);
    }
    await waitUntilHealthy(this.#servers, timeoutMs);
  }

  /** Every server with the state of its process, and the meta leader where one is agreed on. */
  async status() {
    const metaLeader = await agreedMetaLeader(this.#servers).catch(() => undefined);
    const { clusterName, version, dir, servers } = this;
    return { clusterName, version, dir, metaLeader: metaLeader?.name, servers };
  }

  /** Ends every server. Data in a folder that was asked for stays, a temporary folder is removed. */
  async dispose() {
    const alive = this.#servers.filter((server) => server.state !== 'stopped');
    await Promise.all(alive.map((server) => this.#endForGood(server)));
    for (const server of this.#servers) releasePorts(server.ports);
    await this.#routes?.close();
    const guardian = this.#guardian;
    this.#guardian = undefined;
    await guardian?.end();
  }

  /** @param {string} name */
  async #enlist(name) {
    if (!/^[A-Za-z0-9_-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} cannot be the name of a server`);
    const index = this.#servers.length;
    const preferred = Object.entries(this.#options.ports ?? {}).map(([kind, port]) => [kind, port + index]);
    const place = this.#topology.placeOf(name);
    const tags = this.#options.tags?.[name] ?? place.tags;
    const ports = await choosePorts(Object.fromEntries(preferred));
    const server = new Server(join(this.dir, name), name, { ...place, tags }, ports);
    this.#servers.push(server);
    return server;
  }

  /** @param {Server} server */
  async #forget(server) {
    this.#servers = this.#servers.filter((other) => other !== server);
    await this.#routes?.forget(server.name);
    releasePorts(server.ports);
    this.#saveState();
  }

  /** @param {Server} server */
  async #launch(server) {
    const { cluster } = server.place;
    const config = serverConfig({
      server,
      others: this.#servers,
      clusters: this.#topology.clusters,
      logins: this.logins,
      allowedOrigins: this.#options.allowedOrigins ?? [],
      routes: await this.#routes?.of(
        server,
        this.#servers.filter((other) => other.place.cluster === cluster),
      ),
      certificate: this.#options.certificate,
      extra: this.#options.extraConfig,
    });
    await server.start(this.#options.binary, config, () => this.#saveState());
  }

  /** @param {Server} server */
  async #endForGood(server) {
    // Data that stays is worth a polite end; one that hangs is ended all the same.
    const polite = !this.#temporary && server.state === 'running';
    if (polite) await server.signal('SIGTERM', 'stopped').catch(() => undefined);
    if (server.state !== 'stopped') await server.signal('SIGKILL', 'stopped');
  }

  /**
   * @param {string} a
   * @param {string} b
   */
  #routesBetween(a, b) {
    const [from, to] = [this.#find(a), this.#find(b)];
    if (this.#routes === undefined) throw new Error('routes can be cut only where `separateRoutes` was asked for');
    if (from === to || from.place.cluster !== to.place.cluster) throw new Error(`no route joins ${a} and ${b}`);
    return this.#routes;
  }

  /** @param {string} name */
  #find(name) {
    const server = this.#servers.find((other) => other.name === name);
    const known = this.#servers.map((other) => other.name).join(', ');
    if (server === undefined) throw new Error(`there is no server ${name}; there are ${known}`);
    return server;
  }

  /** @param {string} name */
  #refuseRemovedName(name) {
    const left = REMOVED_NAME_IS_REFUSED_MS - (performance.now() - (this.#removedAt.get(name) ?? -Infinity));
    if (left <= 0 || !isAtLeast(this.version, 2, 12)) return;
    throw new Error(`the meta group takes ${name} back in ${Math.ceil(left / 1000)} s only: use another name`);
  }

  #saveState() {
    const servers = this.#servers.map((server) => server.record);
    // The guardian first: what it does not know of outlives a crash.
    this.#guardian?.watch(servers.flatMap((server) => server.process ?? []));
    writeState(stateFile(this.dir), { clusterName: this.clusterName, servers });
  }
}

/**
 * Starts one cluster, or a super-cluster. It has no meta leader yet: see `waitForMetaLeader`. Its servers end with `dispose`, and with this
 * process however that ends.
 * @param {ClusterOptions} options
 * @returns {Promise<Cluster>}
 */
export async function startCluster(options) {
  const cluster = new Cluster(options);
  try {
    await cluster.open();
    return cluster;
  } catch (error) {
    await cluster.dispose();
    throw error;
  }
}
