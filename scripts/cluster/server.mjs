// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ForeignProcessError, identify, isRunning, readProcess, signalProcess } from './process.mjs';
import { waitFor } from './wait.mjs';

/**
 * @typedef {object} ServerInfo
 * @property {string} name
 * @property {'running' | 'frozen' | 'stopped'} state of the process
 * @property {number | undefined} pid
 * @property {number} clientPort
 * @property {string} wsUrl
 * @property {string} monitorUrl
 * @property {import('./topology.mjs').Place['kind']} kind
 * @property {string} cluster as the server tells it: a leaf node that is in none gives its own name
 * @property {string | undefined} domain JetStream domain; members have none
 * @property {string[]} tags
 * @property {string} configPath
 * @property {string} logPath
 */

/** One server of a cluster: its process, its files, its ports. */
export class Server {
  /** @type {import('./process.mjs').ProcessIdentity | undefined} */
  #process;

  /**
   * @param {string} dir of this server, absolute
   * @param {string} name
   * @param {import('./topology.mjs').Place} place
   * @param {import('./ports.mjs').ServerPorts} ports
   */
  constructor(dir, name, place, ports) {
    this.dir = dir;
    this.name = name;
    this.place = place;
    this.ports = ports;
    this.configPath = join(dir, 'nats.conf');
    this.logPath = join(dir, 'nats.log');
  }

  /** @returns {import('./state.mjs').ServerRecord} what must be known of it after a crash */
  get record() {
    const { name, ports } = this;
    return this.#process === undefined ? { name, ports } : { name, ports, process: this.#process };
  }

  /** @returns {ServerInfo['state']} */
  get state() {
    if (this.#process === undefined || !isRunning(this.#process)) return 'stopped';
    return readProcess(this.#process.pid)?.state.startsWith('T') ? 'frozen' : 'running';
  }

  /** @returns {ServerInfo} */
  get info() {
    const { name, place, ports, configPath, logPath, state } = this;
    return {
      name,
      state,
      pid: state === 'stopped' ? undefined : this.#process?.pid,
      clientPort: ports.client,
      wsUrl: `ws://127.0.0.1:${ports.websocket}`,
      monitorUrl: `http://127.0.0.1:${ports.monitor}`,
      kind: place.kind,
      cluster: place.cluster,
      domain: place.domain,
      tags: place.tags,
      configPath,
      logPath,
    };
  }

  /**
   * Starts the process and waits until it answers.
   * @param {string} binary
   * @param {string} config
   * @param {() => void} onSpawned called as soon as there is a process, so that it is recorded before anything can fail
   */
  async start(binary, config, onSpawned) {
    mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    writeFileSync(this.configPath, config, { mode: 0o600 });
    const log = openSync(this.logPath, 'a', 0o600);
    // A session of its own: Ctrl-C in the terminal reaches the parent only, which then ends the servers in order.
    const child = spawn(binary, ['-c', this.configPath], { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    /** @type {Error | undefined} */
    let failure;
    child.once('error', (error) => (failure = error));
    child.unref();
    if (child.pid !== undefined) this.#process = identify(child.pid);
    onSpawned();
    const hasFailed = () => failure !== undefined || this.state === 'stopped';
    await waitFor(async () => hasFailed() || (await this.#answers()), {
      what: `${this.name} answers; see ${this.logPath}`,
    });
    if (hasFailed()) throw new Error(`${this.name} did not start: ${failure?.message ?? this.#lastWords()}`);
  }

  /**
   * Signals the process and waits until it is in the state that follows.
   * @param {NodeJS.Signals} signal
   * @param {ServerInfo['state']} next
   */
  async signal(signal, next) {
    const identity = this.#runningProcess();
    signalProcess(identity, signal);
    await waitFor(() => this.state === next, { what: `${this.name} is ${next}`, intervalMs: 10 });
  }

  /**
   * @param {string} path
   * @param {number} timeoutMs
   * @returns {Promise<any>} the answer of the server's HTTP monitoring, parsed
   */
  async monitor(path, timeoutMs) {
    const url = new URL(path, this.info.monitorUrl);
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`${this.name} answers ${path} with ${response.status}`);
    return response.json();
  }

  async #answers() {
    // The name is compared because another cluster's server could hold the port.
    return (await this.monitor('/varz', 2_000)).server_name === this.name && (await this.#takesClients());
  }

  /** The listener for clients is opened last. Rejects while nobody listens. */
  async #takesClients() {
    const socket = connect(this.ports.client, '127.0.0.1');
    try {
      await once(socket, 'connect', { signal: AbortSignal.timeout(2_000) });
      return true;
    } finally {
      socket.destroy();
    }
  }

  #runningProcess() {
    if (this.#process !== undefined && this.state !== 'stopped') return this.#process;
    const other = this.#process && readProcess(this.#process.pid);
    if (other !== undefined) throw new ForeignProcessError(other.pid);
    throw new Error(`${this.name} is not running`);
  }

  #lastWords() {
    return readFileSync(this.logPath, 'utf8').trim().split('\n').slice(-3).join('\n');
  }
}
