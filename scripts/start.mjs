// @ts-check
/** `npm start`: sets everything up, starts a real five-server cluster with data and traffic, and serves the console. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { startCluster } from './cluster/cluster.mjs';
import { readState, stateFile } from './cluster/state.mjs';
import { actOn, demoFolder, isRunning, serveControl } from './demo/control.mjs';
import { ensureNatsServer } from './nats-server/ensure.mjs';
import { servePages } from './serve/page-server.mjs';
import { demoBuild, ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';

const usage = `npm start -- [--port 4173] [--fresh] [--quiet-cluster]

  --port           of the page; a free one is taken when it is in use
  --fresh          forget the data of the last start
  --quiet-cluster  no traffic`;

const preferred = { page: 4173, client: 4222, websocket: 8080, route: 6222, monitor: 8222 };

requireNode();
const words = process.argv.slice(2);
if (words.includes('--help')) {
  console.log(usage);
  process.exit(0);
}

/** What has to be undone, in this order, when the demo ends. @type {(() => unknown)[]} */
const undo = [];
let ending = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void endDemo(0));
process.on('uncaughtException', (error) => void endDemo(1, error));
process.on('unhandledRejection', (error) => void endDemo(1, error));

try {
  await startDemo();
} catch (error) {
  await endDemo(1, error);
}

async function startDemo() {
  const number = await freeDemo();
  const folder = demoFolder(number);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The socket is the lock, too: whoever starts next finds it and takes another folder, also while this one is starting.
  /** @type {Parameters<typeof serveControl>[1]} */
  let perform = () => Promise.reject(new Error('the demo is still starting'));
  undo.unshift(await serveControl(number, (command) => perform(command)));
  if (words.includes('--fresh')) rmSync(`${folder}/cluster`, { recursive: true, force: true });

  await step('packages', ensureDependencies, (installed) => (installed ? 'installed' : 'as in the lock file'));
  const binary = await step('nats-server', ensureNatsServer, (server) => `${server.version} from ${server.origin}`);
  await step(
    'console',
    () => ensureBuild(demoBuild),
    (built) => (built ? 'built' : 'unchanged'),
  );

  const code = randomBytes(16).toString('hex');
  /** @type {import('./cluster/cluster.mjs').Cluster} */
  let cluster;
  const pages = await servePages({
    root: demoBuild.directory,
    port: await pagePort(),
    wsOrigins: [],
    demo: { code, credentials: () => credentials(cluster) },
  });
  undo.unshift(pages.close);

  const open = () =>
    startCluster({
      binary: binary.path,
      dir: `${folder}/cluster`,
      ...recordedNames(`${folder}/cluster`),
      allowedOrigins: [pages.url, pages.url.replace('127.0.0.1', 'localhost')],
      ports: preferred,
    });
  cluster = await step('five servers', open, () => 'n1 to n5 in cluster C1');
  undo.unshift(() => cluster.dispose());
  pages.setWsOrigins(cluster.servers.map((server) => server.wsUrl));

  // Packages may be imported only now that they are installed for sure.
  const [{ fillDemo }, { startTraffic }] = await Promise.all([import('./demo/fill.mjs'), import('./demo/traffic.mjs')]);
  const traffic = words.includes('--quiet-cluster') ? undefined : startTraffic;
  await step(
    'streams',
    () => fillDemo(cluster),
    ({ streams, consumers }) => `${streams}, with ${consumers} consumers`,
  );
  let running = await traffic?.(cluster);
  undo.unshift(() => running?.stop());

  const reset = async () => {
    await running?.stop();
    await cluster.dispose();
    rmSync(cluster.dir, { recursive: true, force: true });
    cluster = await open();
    pages.setWsOrigins(cluster.servers.map((server) => server.wsUrl));
    await fillDemo(cluster);
    running = await traffic?.(cluster);
    return 'all servers are new; log in again in the page';
  };
  perform = async ({ action, server }) => {
    if (action === 'reset') return reset();
    const text = await actOn(cluster, { action, ...(server === undefined ? {} : { server }) });
    pages.setWsOrigins(cluster.servers.map((other) => other.wsUrl));
    return text;
  };
  console.log(`Conclave is ready: ${pages.url}/#demo=${code}`);
}

/** @param {import('./cluster/cluster.mjs').Cluster} cluster */
function credentials(cluster) {
  const { admin, observer } = cluster.logins;
  return {
    name: cluster.clusterName,
    urls: cluster.servers.map((server) => server.wsUrl),
    logins: { admin, observer },
  };
}

/**
 * Servers of the last start, `add` and `remove` included: a member that is not started again would stay a silent peer.
 * @param {string} directory
 * @returns {{ names?: string[] }}
 */
function recordedNames(directory) {
  const names = readState(stateFile(directory))?.servers.map((server) => server.name) ?? [];
  return names.length === 0 ? {} : { names };
}

/** The first demo that does not run, so that two can run side by side. */
async function freeDemo() {
  let number = 1;
  while (await isRunning(number)) number += 1;
  return number;
}

async function pagePort() {
  const { createServer } = await import('node:net');
  const asked = words.includes('--port') ? Number(words[words.indexOf('--port') + 1]) : preferred.page;
  if (!Number.isInteger(asked) || asked < 0 || asked > 65_535) throw new Error('--port wants a number up to 65535');
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(asked, '127.0.0.1', () => probe.close(() => resolve(asked)));
  });
}

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} describe
 * @returns {Promise<T>}
 */
async function step(name, work, describe) {
  const started = Date.now();
  process.stdout.write(`${name} ... `);
  const result = await work();
  console.log(`${describe(result)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}

/**
 * Ends everything that was started, and nothing else.
 * @param {number} code exit code
 * @param {unknown} [reason]
 */
async function endDemo(code, reason) {
  if (ending) return;
  ending = true;
  if (reason !== undefined) console.error(`\n${reason instanceof Error ? reason.message : String(reason)}`);
  for (const step of undo) {
    try {
      await step();
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error));
    }
  }
  process.exit(code);
}
