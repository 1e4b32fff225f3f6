// @ts-check
/**
 * The running demo is commanded over a socket in its folder, so that one process owns the servers and one library acts
 * on them. Only the user who started the demo can open the socket's folder.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { cacheDirectory } from '../setup/run.mjs';

/** @typedef {import('../cluster/cluster.mjs').Cluster} Cluster */

export const actions = /** @type {const} */ ([
  'status',
  'kill',
  'stop',
  'freeze',
  'thaw',
  'start',
  'add',
  'remove',
  'reset',
]);
/** @typedef {typeof actions[number]} Action */

const folders = `${cacheDirectory}/demo`;

/** @param {number} number 1 for the first demo on this machine */
export const demoFolder = (number) => `${folders}/${number}`;

/** @param {number} number */
const socketPath = (number) => `${demoFolder(number)}/control.sock`;

/** @returns {number[]} folders of demos, running or not */
export function knownDemos() {
  if (!existsSync(folders)) return [];
  return readdirSync(folders).map(Number).filter(Number.isInteger).sort();
}

/**
 * Asks the running demo to do something.
 * @param {number} number
 * @param {{ action: Action, server?: string }} command
 * @returns {Promise<{ ok: boolean, text: string }>} rejects when no demo runs there
 */
export function askDemo(number, command) {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath(number));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('error', () => reject(new Error(`demo ${number} does not run; start it with: npm start`)));
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('end', () => resolve(JSON.parse(answer)));
    socket.end(`${JSON.stringify(command)}\n`);
  });
}

/** @param {number} number */
export function isRunning(number) {
  return new Promise((resolve) => {
    const socket = connect(socketPath(number));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/**
 * Obeys commands, one after the other.
 * @param {number} number
 * @param {(command: { action: Action, server?: string }) => Promise<string>} perform
 * @returns {Promise<() => void>} the way to stop
 */
export async function serveControl(number, perform) {
  rmSync(socketPath(number), { force: true });
  let queue = Promise.resolve();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => (text += chunk));
    socket.on('end', () => {
      if (text === '') return socket.end();
      queue = queue.then(() => answer(text, perform)).then((reply) => void socket.end(JSON.stringify(reply)));
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath(number), () => resolve(undefined));
  });
  return () => server.close();
}

/**
 * @param {string} text
 * @param {(command: { action: Action, server?: string }) => Promise<string>} perform
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
  return describe(await cluster.status());
}

/** @param {Awaited<ReturnType<Cluster['status']>>} status */
function describe({ clusterName, version, metaLeader, servers }) {
  const lines = servers.map(({ name, state, pid, tags, wsUrl, monitorUrl }) =>
    [name.padEnd(4), state.padEnd(8), String(pid ?? '-').padEnd(8), tags.join(',').padEnd(6), wsUrl, monitorUrl].join(
      ' ',
    ),
  );
  const leader =
    metaLeader === undefined ? 'no meta leader that all running servers agree on' : `meta leader ${metaLeader}`;
  return [`${clusterName}, nats-server ${version}, ${leader}`, ...lines].join('\n');
}
