// @ts-check
/**
 * The running demo is commanded over a socket in its folder, so that one process owns the servers and one library acts
 * on them. Only the user who started the demo can open the socket's folder.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheDirectory } from '../setup/run.mjs';

/** @typedef {import('../cluster/cluster.mjs').Cluster} Cluster */
/** @typedef {import('./options.mjs').Action} Action */
/** @typedef {import('./options.mjs').Command} Command */

const demoFolders = `${cacheDirectory}/demo`;

/** Bytes of a socket's path that every system takes; of a longer one it may use the beginning without a word. */
const longestPath = 100;

/**
 * @param {string} folder of one demo
 * @returns {string} from here, where that is shorter: `npm` runs scripts in the checkout, however deep it lies
 */
function socketIn(folder) {
  const whole = join(folder, 'control.sock');
  const near = relative(process.cwd(), whole);
  const path = near.length < whole.length ? near : whole;
  if (Buffer.byteLength(path) > longestPath) throw new Error(`${path} is too long a path for a socket`);
  return path;
}

/** @returns {number[]} folders of demos, running or not */
export function knownDemos() {
  if (!existsSync(demoFolders)) return [];
  return readdirSync(demoFolders)
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b);
}

/**
 * Asks the running demo to do something.
 * @param {number} number 1 for the first demo on this machine
 * @param {Command} command
 * @param {string} [folders]
 * @returns {Promise<{ ok: boolean, text: string }>} rejects when no demo runs there
 */
export function askDemo(number, command, folders = demoFolders) {
  return new Promise((resolve, reject) => {
    const socket = connect(socketIn(`${folders}/${number}`));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('error', () => reject(new Error(`demo ${number} does not run; start it with: npm start`)));
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('end', () => {
      if (answer === '') reject(new Error(`demo ${number} ended before it answered`));
      else resolve(JSON.parse(answer));
    });
    socket.end(`${JSON.stringify(command)}\n`);
  });
}

/**
 * @param {number} number
 * @returns {Promise<boolean>}
 */
export const isRunning = (number) => answersAt(socketIn(`${demoFolders}/${number}`));

/** @param {string} path @returns {Promise<boolean>} */
function answersAt(path) {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/**
 * Takes the first folder that no running demo holds, so that two can run side by side, and obeys commands there. The socket
 * is the lock: the system gives its address to one process only, and nobody answers at it once that one has ended.
 * @param {(command: Command) => Promise<string>} perform called for one command after the other
 * @param {string} [folders]
 * @returns {Promise<{ number: number, folder: string, release: () => void }>}
 */
export async function takeDemo(perform, folders = demoFolders) {
  for (let number = 1; ; number += 1) {
    const folder = `${folders}/${number}`;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const server = commandServer(perform);
    if (await takeSocket(server, socketIn(folder))) return { number, folder, release: () => void server.close() };
  }
}

/**
 * @param {import('node:net').Server} server
 * @param {string} path
 * @returns {Promise<boolean>} false when another process answers there
 */
async function takeSocket(server, path) {
  for (;;) {
    const found = markOf(path);
    if (await listens(server, path)) return true;
    if (await answersAt(path)) return false;
    // One that starts has its address a moment before it answers.
    await delay(100);
    if (await answersAt(path)) return false;
    // Left by one that was killed. Another start may clear it away just now: what took its place is not touched.
    if (found === markOf(path)) rmSync(path, { force: true });
  }
}

/** @param {string} path @returns {string | undefined} another one for each file that was ever there */
function markOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.ctimeMs}`;
}

/**
 * @param {import('node:net').Server} server
 * @param {string} path
 * @returns {Promise<boolean>} false when the path is taken
 */
function listens(server, path) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(path, () => {
      server.removeAllListeners('error');
      resolve(true);
    });
  });
}

/** @param {(command: Command) => Promise<string>} perform */
function commandServer(perform) {
  let queue = Promise.resolve();
  return createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => (text += chunk));
    socket.on('end', () => {
      if (text === '') return socket.end();
      queue = queue.then(() => answer(text, perform)).then((reply) => void socket.end(JSON.stringify(reply)));
    });
  });
}

/**
 * @param {string} text
 * @param {(command: Command) => Promise<string>} perform
 */
async function answer(text, perform) {
  try {
    return { ok: true, text: await perform(JSON.parse(text)) };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * One command on a cluster. `reset` is the caller's: it replaces the cluster.
 * @param {Cluster} cluster
 * @param {{ action: Exclude<Action, 'reset'>, server?: string }} command
 * @returns {Promise<string>} what to print
 */
export async function actOn(cluster, { action, server }) {
  if (action !== 'status') {
    if (server === undefined) throw new Error(`which server? for example: npm run cluster -- ${action} n3`);
    await cluster[action](server);
  }
  return describeStatus(await cluster.status());
}

/**
 * @param {Awaited<ReturnType<Cluster['status']>>} status
 * @returns {string} a line for the whole, and one for each server
 */
export function describeStatus({ clusterName, version, metaLeader, servers }) {
  const rows = servers.map(({ name, cluster, kind, state, pid, tags, wsUrl, monitorUrl }) => [
    name,
    kind === 'leaf' ? 'leaf node' : cluster,
    state,
    String(pid ?? '-'),
    tags.join(','),
    wsUrl,
    monitorUrl,
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const leader =
    metaLeader === undefined ? 'no meta leader that all running servers agree on' : `meta leader ${metaLeader}`;
  return [`${clusterName}, nats-server ${version}, ${leader}`, ...lines].join('\n');
}
