// @ts-check
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {object} ServerPorts all on 127.0.0.1
 * @property {number} client
 * @property {number} websocket
 * @property {number} monitor
 * @property {number} route
 * @property {number} gateway used where clusters are joined
 * @property {number} leaf for leaf nodes, used where there are some
 */

// Below the range from which systems take ports for outgoing connections: a port that is free now is then not taken by
// some connection before the server listens, or while the server is down for a test. And above 10080, the last port that
// browsers and fetch refuse to connect to.
const LOWEST = 10_081;
const HIGHEST = 32_000;

/** @type {Set<number>} ports given out by this process, so that clusters started together do not get the same ones */
const given = new Set();

/** One file for each port that a process of this user has given out: between the choice and the listening it looks free. */
const claims = join(tmpdir(), `conclave-ports-${process.getuid?.() ?? 'all'}`);

/** @param {number} port */
const claimOf = (port) => join(claims, String(port));

/**
 * @param {number} port
 * @returns {boolean} false while another process that lives has it
 */
function claim(port) {
  mkdirSync(claims, { recursive: true });
  try {
    writeFileSync(claimOf(port), String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isAlive(ownerOf(port))) return false;
    writeFileSync(claimOf(port), String(process.pid));
    return true;
  }
}

/** @param {number} port @returns {number} its process; 0: nobody's */
function ownerOf(port) {
  try {
    return Number(readFileSync(claimOf(port), 'utf8')) || 0;
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} true when 127.0.0.1:port can be listened on now
 */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * Chooses a free port.
 * @param {number} [preferred] taken when it is free
 * @returns {Promise<number>}
 */
export async function choosePort(preferred) {
  for (let port = preferred ?? randomInt(LOWEST, HIGHEST); ; port = randomInt(LOWEST, HIGHEST)) {
    if (given.has(port) || !claim(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

/**
 * Chooses the ports of one server.
 * @param {Partial<ServerPorts>} [preferred]
 * @returns {Promise<ServerPorts>}
 */
export async function choosePorts(preferred = {}) {
  return {
    client: await choosePort(preferred.client),
    websocket: await choosePort(preferred.websocket),
    monitor: await choosePort(preferred.monitor),
    route: await choosePort(preferred.route),
    gateway: await choosePort(preferred.gateway),
    leaf: await choosePort(preferred.leaf),
  };
}

/**
 * Gives ports back.
 * @param {ServerPorts} ports
 */
export function releasePorts(ports) {
  for (const port of Object.values(ports)) {
    given.delete(port);
    if (ownerOf(port) === process.pid) rmSync(claimOf(port), { force: true });
  }
}
