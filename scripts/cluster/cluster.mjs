// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoAccounts } from './accounts.mjs';
import { serverConfig } from './config.mjs';
import { choosePorts, releasePorts } from './ports.mjs';
import { isRunning, signalProcess } from './process.mjs';
import { request } from './request.mjs';
import { Server } from './server.mjs';
import { readState, stateFile, writeState } from './state.mjs';
import { waitFor } from './wait.mjs';

/** @typedef {import('./accounts.mjs').Accounts} Accounts */
/** @typedef {import('./server.mjs').ServerInfo} ServerInfo */

/**
 * @typedef {object} ClusterOptions
 * @property {string} binary path of the nats-server
 * @property {string[]} [names] `n1` to `n5` unless told
 * @property {string} [clusterName] `C1` unless told
 * @property {string} [dir] where data, configuration and logs go; it stays. A temporary folder, removed, unless told
 * @property {string[]} [allowedOrigins] origins from which a page may connect, such as `http://127.0.0.1:4173`
 * @property {'demo' | Accounts} [accounts] those of the demo unless told
 * @property {Partial<Record<import('./accounts.mjs').LoginName, string>>} [passwords] random ones unless told
 * @property {string} [extraConfig] lines added to every server's configuration
 * @property {Record<string, string[]>} [tags] by server name; `az:a`, `az:b`, `az:c` in turn unless told
 * @property {import('./ports.mjs').ServerPorts} [ports] of the first server, the next ones count on from there; a taken
 *   one is replaced by a random one. Random ones unless told
 */

const GUARD = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const REMOVED_NAME_IS_REFUSED_MS = 5 * 60_000;

/** A running cluster of real servers on 127.0.0.1. Made by `startCluster`. */
export class Cluster {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #guard;
  /** @type {Server[]} */
  #servers = [];
  /** @type {Map<string, number>} server name to the time of its removal, in ms of the monotonic clock */
  #removedAt = new Map();
  #accounts;
  #options;
  #temporary;

  /** @param {ClusterOptions} options */
  constructor(options) {
    this.#options = options;
    /** Version of the servers, such as `2.15.1`. */
    this.version = serverVersion(options.binary);
    this.clusterName = options.clusterName ?? 'C1';
    this.#temporary = options.dir === undefined;
    this.dir = options.dir === undefined ? mkdtempSync(join(tmpdir(), 'conclave-')) : resolve(options.dir);
    const { accounts = 'demo', passwords } = options;
    this.#accounts = accounts === 'demo' ? demoAccounts(this.version, passwords) : accounts;
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
    await this.#endLeftOvers();
    writeFileSync(join(this.dir, 'accounts.conf'), this.#accounts.text, { mode: 0o600 });
    for (const name of this.#options.names ?? ['n1', 'n2', 'n3', 'n4', 'n5']) await this.#enlist(name);
    this.#startGuard();
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
   * Starts one more server, which joins the cluster.
   * @param {string} name
   */
  async add(name) {
    if (this.#servers.some((server) => server.name === name)) throw new Error(`there is a server ${name} already`);
    this.#refuseRemovedName(name);
    const server = await this.#enlist(name);
    try {
      await this.#launch(server);
    } catch (error) {
      this.#forget(server);
      throw error;
    }
  }

  /**
   * Takes a server out for good: stops it, takes it out of the meta group, deletes its data. What only it held is lost.
   * @param {string} name
   */
  async remove(name) {
    const server = this.#find(name);
    if (server.state === 'frozen') await this.thaw(name);
    if (server.state === 'running') await this.stop(name);
    const { clientPort } = this.server(await this.waitForMetaLeader());
    const reply = await request(clientPort, this.logins.admin, '$JS.API.SERVER.REMOVE', { peer: name });
    if (reply.error) throw new Error(`the meta group did not remove ${name}: ${reply.error.description}`);
    this.#removedAt.set(name, performance.now());
    this.#forget(server);
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
   * @param {number} [timeoutMs] milliseconds, 2,000 unless told
   * @returns {Promise<any>} the answer, parsed; rejects when the server does not answer
   */
  async monitor(name, path, timeoutMs = 2_000) {
    return this.#find(name).monitor(path, timeoutMs);
  }

  /**
   * Waits until all running servers name the same meta leader and it is one of them.
   * @param {number} [timeoutMs] milliseconds, 30,000 unless told
   * @returns {Promise<string>} the leader's name
   */
  waitForMetaLeader(timeoutMs = 30_000) {
    return waitFor(() => this.#agreedMetaLeader(), { what: 'all running servers name one meta leader', timeoutMs });
  }

  /**
   * Waits until every running server finds itself healthy: it follows the meta leader and has all of its streams and
   * consumers back. Until then requests may be dropped in silence, above all after a start with kept data.
   * @param {number} [timeoutMs] milliseconds, 30,000 unless told
   */
  async waitUntilHealthy(timeoutMs = 30_000) {
    await this.waitForMetaLeader(timeoutMs);
    const running = this.#servers.filter((server) => server.state === 'running');
    const isHealthy = async (/** @type {Server} */ server) => (await server.monitor('/healthz', 2_000)).status === 'ok';
    await Promise.all(
      running.map((server) => waitFor(() => isHealthy(server), { what: `${server.name} is healthy`, timeoutMs })),
    );
  }

  /** Every server with the state of its process, and the meta leader where one is agreed on. */
  async status() {
    const metaLeader = await this.#agreedMetaLeader().catch(() => undefined);
    return { clusterName: this.clusterName, version: this.version, dir: this.dir, metaLeader, servers: this.servers };
  }

  /** Ends every server. Data in a folder that was asked for stays, a temporary folder is removed. */
  async dispose() {
    const alive = this.#servers.filter((server) => server.state !== 'stopped');
    await Promise.all(alive.map((server) => this.#endForGood(server)));
    for (const server of this.#servers) releasePorts(server.ports);
    const guard = this.#guard;
    this.#guard = undefined;
    if (guard === undefined || guard.exitCode !== null) return;
    const ended = once(guard, 'exit');
    guard.ref();
    guard.stdin?.destroy();
    await ended;
  }

  async #agreedMetaLeader() {
    const running = this.servers.filter((server) => server.state === 'running').map((server) => server.name);
    const replies = await Promise.all(running.map((name) => this.monitor(name, '/jsz')));
    /** @type {Set<string>} */
    const leaders = new Set(replies.map((reply) => reply.meta_cluster?.leader ?? ''));
    const [leader = ''] = leaders;
    return leaders.size === 1 && running.includes(leader) ? leader : undefined;
  }

  /** @param {string} name */
  async #enlist(name) {
    if (!/^[A-Za-z0-9_-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} cannot be the name of a server`);
    const index = this.#servers.length;
    const preferred = Object.entries(this.#options.ports ?? {}).map(([kind, port]) => [kind, port + index]);
    const tags = this.#options.tags?.[name] ?? [`az:${'abc'[index % 3]}`];
    const server = new Server(join(this.dir, name), name, tags, await choosePorts(Object.fromEntries(preferred)));
    this.#servers.push(server);
    return server;
  }

  /** @param {Server} server */
  #forget(server) {
    this.#servers = this.#servers.filter((other) => other !== server);
    releasePorts(server.ports);
    this.#saveState();
  }

  /** @param {Server} server */
  #launch(server) {
    const config = serverConfig({
      name: server.name,
      clusterName: this.clusterName,
      tags: server.tags,
      ports: server.ports,
      routePorts: this.#servers.map((other) => other.ports.route),
      allowedOrigins: this.#options.allowedOrigins ?? [],
      dir: server.dir,
      accountsFile: '../accounts.conf',
      extra: this.#options.extraConfig,
    });
    return server.start(this.#options.binary, config, () => this.#saveState());
  }

  #startGuard() {
    const onEnd = this.#temporary ? 'remove' : 'keep';
    const guard = spawn(process.execPath, [GUARD, this.dir, onEnd], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    guard.stdin.on('error', () => {}); // it ended before us: there is nothing to tell it
    guard.unref();
    /** @type {import('node:net').Socket} */ (guard.stdin).unref();
    this.#guard = guard;
  }

  /** Ends what an earlier run left in this folder. Its guardian may be at it just now. */
  async #endLeftOvers() {
    const left = readState(stateFile(this.dir))?.servers.flatMap((server) => server.process ?? []) ?? [];
    for (const identity of left.filter(isRunning)) signalProcess(identity, 'SIGKILL');
    await waitFor(() => !left.some(isRunning), { what: 'the servers of an earlier run have ended' });
  }

  /** @param {Server} server */
  async #endForGood(server) {
    // Data that stays is worth a polite end; one that hangs is ended all the same.
    const polite = !this.#temporary && server.state === 'running';
    if (polite) await server.signal('SIGTERM', 'stopped').catch(() => undefined);
    if (server.state !== 'stopped') await server.signal('SIGKILL', 'stopped');
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
    this.#guard?.stdin?.write(`${JSON.stringify(servers.flatMap((server) => server.process ?? []))}\n`);
    writeState(stateFile(this.dir), { clusterName: this.clusterName, servers });
  }
}

/**
 * Starts a cluster. It has no meta leader yet: see `waitForMetaLeader`. Its servers end with `dispose`, and with this
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

/** @param {string} binary */
function serverVersion(binary) {
  const said = execFileSync(binary, ['--version'], { encoding: 'utf8' });
  const version = /v(\d+\.\d+\.\d+)/.exec(said)?.[1];
  if (version === undefined) throw new Error(`${binary} is no nats-server: it says ${said.trim()}`);
  return version;
}

/** @param {string} version @param {number} major @param {number} minor */
function isAtLeast(version, major, minor) {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
