// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoAccounts } from './accounts.mjs';
import { serverConfig } from './config.mjs';
import { choosePorts, releasePorts } from './ports.mjs';
import { ForeignProcessError, identify, isRunning, readProcess, signalProcess } from './process.mjs';
import { request } from './request.mjs';
import { readState, stateFile, writeState } from './state.mjs';
import { waitFor } from './wait.mjs';

/** @typedef {import('./state.mjs').ServerRecord} ServerRecord */
/** @typedef {import('./accounts.mjs').Accounts} Accounts */

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

/**
 * @typedef {object} ServerInfo
 * @property {string} name
 * @property {'running' | 'frozen' | 'stopped'} state of the process
 * @property {number | undefined} pid
 * @property {number} clientPort
 * @property {string} wsUrl
 * @property {string} monitorUrl
 * @property {string[]} tags
 * @property {string} configPath
 * @property {string} logPath
 */

const GUARD = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const REMOVED_NAME_IS_REFUSED_MS = 5 * 60_000;

/** A running cluster of real servers on 127.0.0.1. Made by `startCluster`. */
export class Cluster {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #guard;
  /** @type {ServerRecord[]} */
  #records = [];
  /** @type {Map<string, number>} server name to the time of its removal, in ms of the monotonic clock */
  #removedAt = new Map();
  #options;
  #temporary;

  /** @param {ClusterOptions} options */
  constructor(options) {
    this.#options = options;
    this.#temporary = options.dir === undefined;
    this.clusterName = options.clusterName ?? 'C1';
    this.dir = options.dir === undefined ? mkdtempSync(join(tmpdir(), 'conclave-')) : resolve(options.dir);
    /** Version of the servers, such as `2.15.1`. */
    this.version = serverVersion(options.binary);
    const { accounts = 'demo', passwords } = options;
    this.#accounts = accounts === 'demo' ? demoAccounts(this.version, passwords) : accounts;
    /** Who may log in. Passwords are new with every start unless they were given. */
    this.logins = this.#accounts.logins;
  }

  #accounts;

  /** @returns {ServerInfo[]} */
  get servers() {
    return this.#records.map((record) => this.#info(record));
  }

  /** Starts all servers. Called once, by `startCluster`. */
  async open() {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    await this.#endLeftOvers();
    writeFileSync(join(this.dir, 'accounts.conf'), this.#accounts.text, { mode: 0o600 });
    chmodSync(join(this.dir, 'accounts.conf'), 0o600);
    const names = this.#options.names ?? ['n1', 'n2', 'n3', 'n4', 'n5'];
    for (const name of names) await this.#enlist(name);
    this.#saveState();
    this.#startGuard();
    await Promise.all(this.#records.map((record) => this.#launch(record)));
  }

  /** SIGKILL: the server is gone at once and tells nobody. @param {string} name */
  async kill(name) {
    await this.#end(this.#runningRecord(name), 'SIGKILL');
  }

  /** SIGTERM, as an operator stops a server; waits for its end. @param {string} name */
  async stop(name) {
    const record = this.#runningRecord(name);
    this.#refuseFrozen(record);
    await this.#end(record, 'SIGTERM');
  }

  /** SIGSTOP: the server keeps its connections and says nothing. @param {string} name */
  async freeze(name) {
    const record = this.#runningRecord(name);
    signalProcess(this.#identity(record), 'SIGSTOP');
    await waitFor(() => this.#processState(record) === 'frozen', { what: `${name} is frozen` });
  }

  /** SIGCONT. @param {string} name */
  async thaw(name) {
    const record = this.#runningRecord(name);
    signalProcess(this.#identity(record), 'SIGCONT');
    await waitFor(() => this.#processState(record) === 'running', { what: `${name} is running` });
  }

  /** Starts a server that was stopped or killed, with its data. @param {string} name */
  async start(name) {
    const record = this.#record(name);
    if (this.#processState(record) !== 'stopped') throw new Error(`${name} is ${this.#processState(record)} already`);
    await this.#launch(record);
  }

  /** Stops and starts a server. @param {string} name */
  async restart(name) {
    await this.stop(name);
    await this.start(name);
  }

  /** Starts one more server, which joins the cluster. @param {string} name */
  async add(name) {
    if (this.#records.some((record) => record.name === name)) throw new Error(`there is a server ${name} already`);
    this.#refuseRemovedName(name);
    const record = await this.#enlist(name);
    try {
      await this.#launch(record);
    } catch (error) {
      this.#forget(record);
      throw error;
    }
  }

  /**
   * Takes a server out for good: stops it, takes it out of the meta group and deletes its data. What only it held is lost.
   * @param {string} name
   */
  async remove(name) {
    const record = this.#record(name);
    if (this.#processState(record) === 'frozen') await this.thaw(name);
    if (this.#processState(record) === 'running') await this.stop(name);
    const leader = await this.waitForMetaLeader();
    const { clientPort } = this.server(leader);
    const reply = await request(clientPort, this.logins.admin, '$JS.API.SERVER.REMOVE', { peer: name });
    if (reply.error) throw new Error(`the meta group did not remove ${name}: ${reply.error.description}`);
    this.#removedAt.set(name, performance.now());
    this.#forget(record);
    rmSync(join(this.dir, name), { recursive: true, force: true });
  }

  /** @param {string} name @returns {ServerInfo} */
  server(name) {
    return this.#info(this.#record(name));
  }

  /**
   * Asks a server over HTTP what it sees.
   * @param {string} name
   * @param {string} path such as `/jsz?streams=true`
   * @param {number} [timeoutMs] milliseconds, 2,000 unless told
   * @returns {Promise<any>} the answer, parsed; rejects when the server does not answer
   */
  async monitor(name, path, timeoutMs = 2_000) {
    const url = new URL(path, this.server(name).monitorUrl);
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`${name} answers ${path} with ${response.status}`);
    return response.json();
  }

  /**
   * Waits until all running servers name the same meta leader and it is one of them.
   * @param {number} [timeoutMs] milliseconds, 30,000 unless told
   * @returns {Promise<string>} the leader's name
   */
  waitForMetaLeader(timeoutMs = 30_000) {
    return waitFor(() => this.#agreedMetaLeader(), {
      what: 'a meta leader is known to all running servers',
      timeoutMs,
    });
  }

  /** Every server with the state of its process, and the meta leader where one is agreed on. */
  async status() {
    const metaLeader = await this.#agreedMetaLeader().catch(() => undefined);
    return { clusterName: this.clusterName, version: this.version, dir: this.dir, metaLeader, servers: this.servers };
  }

  /** Ends every server. Data in a folder that was asked for stays, a temporary folder is removed. */
  async dispose() {
    const running = this.#records.filter((record) => this.#processState(record) !== 'stopped');
    await Promise.all(running.map((record) => this.#endForGood(record)));
    for (const record of this.#records) releasePorts(record.ports);
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
    const leaders = new Set(replies.map((reply) => reply.meta_cluster?.leader));
    const [leader] = leaders;
    return leaders.size === 1 && running.includes(leader) ? /** @type {string} */ (leader) : undefined;
  }

  /** @param {string} name */
  async #enlist(name) {
    if (!/^[A-Za-z0-9_-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} cannot be the name of a server`);
    const index = this.#records.length;
    const first = this.#options.ports;
    const preferred = Object.entries(first ?? {}).map(([kind, port]) => [kind, port + index]);
    const tags = this.#options.tags?.[name] ?? [`az:${'abc'[index % 3]}`];
    const record = { name, tags, ports: await choosePorts(Object.fromEntries(preferred)) };
    this.#records.push(record);
    return record;
  }

  /** @param {ServerRecord} record */
  #forget(record) {
    this.#records = this.#records.filter((other) => other !== record);
    releasePorts(record.ports);
    this.#saveState();
  }

  /** @param {ServerRecord} record */
  async #launch(record) {
    const { configPath, logPath } = this.#info(record);
    mkdirSync(join(this.dir, record.name), { recursive: true, mode: 0o700 });
    writeFileSync(configPath, this.#config(record), { mode: 0o600 });
    const log = openSync(logPath, 'a', 0o600);
    // A session of its own: Ctrl-C in the terminal reaches the parent only, which then ends the servers in order.
    const child = spawn(this.#options.binary, ['-c', configPath], { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    /** @type {Error | undefined} */
    let failure;
    child.once('error', (error) => (failure = error));
    if (child.pid !== undefined) {
      record.process = identify(child.pid);
      this.#saveState();
    }
    child.unref();
    await waitFor(
      async () =>
        failure !== undefined || this.#processState(record) === 'stopped' || (await this.#answers(record.name)),
      { what: `${record.name} answers; see ${logPath}` },
    );
    if (failure !== undefined || this.#processState(record) === 'stopped') {
      throw new Error(`${record.name} did not start: ${failure?.message ?? lastLines(logPath)}`);
    }
  }

  /** @param {string} name */
  async #answers(name) {
    // The name is compared because another cluster's server could hold the port.
    return (await this.monitor(name, '/varz')).server_name === name;
  }

  /** @param {ServerRecord} record */
  #config(record) {
    return serverConfig({
      name: record.name,
      clusterName: this.clusterName,
      tags: record.tags,
      ports: record.ports,
      routePorts: this.#records.map((other) => other.ports.route),
      allowedOrigins: this.#options.allowedOrigins ?? [],
      dir: join(this.dir, record.name),
      accountsFile: '../accounts.conf',
      extra: this.#options.extraConfig,
    });
  }

  #startGuard() {
    const onEnd = this.#temporary ? 'remove' : 'keep';
    this.#guard = spawn(process.execPath, [GUARD, stateFile(this.dir), onEnd], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#guard.stdin?.on('error', () => {}); // it ended before us: there is nothing to tell it
    this.#guard.unref();
    /** @type {import('node:net').Socket | null} */ (this.#guard.stdin)?.unref();
  }

  /** Ends what an earlier run left in this folder. Its guardian may be at it just now. */
  async #endLeftOvers() {
    const left = readState(stateFile(this.dir))?.servers.flatMap((server) => server.process ?? []) ?? [];
    for (const identity of left.filter(isRunning)) signalProcess(identity, 'SIGKILL');
    await waitFor(() => !left.some(isRunning), { what: 'the servers of an earlier run have ended' });
  }

  /** @param {ServerRecord} record @param {NodeJS.Signals} signal */
  async #end(record, signal) {
    const identity = this.#identity(record);
    signalProcess(identity, signal);
    await waitFor(() => !isRunning(identity), { what: `${record.name} has ended`, intervalMs: 10 });
  }

  /** @param {ServerRecord} record */
  async #endForGood(record) {
    const polite = !this.#temporary && this.#processState(record) === 'running';
    try {
      await this.#end(record, polite ? 'SIGTERM' : 'SIGKILL');
    } catch {
      await this.#end(record, 'SIGKILL');
    }
  }

  /** @param {string} name @returns {ServerRecord} */
  #record(name) {
    const record = this.#records.find((other) => other.name === name);
    const known = this.#records.map((other) => other.name).join(', ');
    if (record === undefined) throw new Error(`there is no server ${name}; there are ${known}`);
    return record;
  }

  /** @param {string} name */
  #runningRecord(name) {
    const record = this.#record(name);
    const current = record.process && readProcess(record.process.pid);
    if (current && !isRunning(this.#identity(record))) throw new ForeignProcessError(current.pid);
    if (this.#processState(record) === 'stopped') throw new Error(`${name} is not running`);
    return record;
  }

  /** @param {ServerRecord} record */
  #refuseFrozen(record) {
    if (this.#processState(record) === 'frozen') throw new Error(`${record.name} is frozen: thaw it first, or kill it`);
  }

  /** @param {string} name */
  #refuseRemovedName(name) {
    const left = REMOVED_NAME_IS_REFUSED_MS - (performance.now() - (this.#removedAt.get(name) ?? -Infinity));
    if (left <= 0 || !isAtLeast(this.version, 2, 12)) return;
    throw new Error(`the meta group takes ${name} back in ${Math.ceil(left / 1000)} s only: use another name`);
  }

  /** @param {ServerRecord} record */
  #identity(record) {
    if (record.process === undefined) throw new Error(`${record.name} was never started`);
    return record.process;
  }

  /** @param {ServerRecord} record @returns {ServerInfo['state']} */
  #processState({ process: identity }) {
    if (identity === undefined || !isRunning(identity)) return 'stopped';
    return readProcess(identity.pid)?.state.startsWith('T') ? 'frozen' : 'running';
  }

  /** @param {ServerRecord} record @returns {ServerInfo} */
  #info(record) {
    const state = this.#processState(record);
    return {
      name: record.name,
      state,
      pid: state === 'stopped' ? undefined : record.process?.pid,
      clientPort: record.ports.client,
      wsUrl: `ws://127.0.0.1:${record.ports.websocket}`,
      monitorUrl: `http://127.0.0.1:${record.ports.monitor}`,
      tags: record.tags,
      configPath: join(this.dir, record.name, 'nats.conf'),
      logPath: join(this.dir, record.name, 'nats.log'),
    };
  }

  #saveState() {
    writeState(stateFile(this.dir), { clusterName: this.clusterName, servers: this.#records });
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

/** @param {string} file */
function lastLines(file) {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join('\n');
}
