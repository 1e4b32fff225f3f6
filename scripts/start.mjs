// @ts-check
/** `npm start`: sets everything up, starts a real cluster, or two, with data and traffic, and serves the console. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { startCluster } from './cluster/cluster.mjs';
import { readState, stateFile } from './cluster/state.mjs';
import { actOn, takeDemo } from './demo/control.mjs';
import { startOptions, startUsage } from './demo/options.mjs';
import { describeServers } from './demo/servers.mjs';
import { ensureNatsServer } from './nats-server/ensure.mjs';
import { servePages } from './serve/page-server.mjs';
import { demoBuild, ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';

/** Of the first server; the next ones count on. */
const preferred = { client: 4222, websocket: 8080, route: 6222, monitor: 8222, gateway: 7222, leaf: 7422 };

requireNode();
const options = understood(process.argv.slice(2));

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
  const { topology } = options;
  /** @type {Parameters<typeof takeDemo>[0]} */
  let perform = () => Promise.reject(new Error('the demo is still starting'));
  const { folder, release } = await takeDemo((command) => perform(command));
  undo.unshift(release);
  // The data of one cluster is none for two.
  const data = `${folder}/${topology === 'super' ? 'super-cluster' : 'cluster'}`;
  if (options.fresh) rmSync(data, { recursive: true, force: true });

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
      topology,
      dir: data,
      ...recordedNames(data),
      allowedOrigins: [pages.url, pages.url.replace('127.0.0.1', 'localhost')],
      ports: preferred,
    });
  cluster = await step('servers', open, (started) => describeServers(started.servers));
  undo.unshift(() => cluster.dispose());
  pages.setWsOrigins(cluster.servers.map((server) => server.wsUrl));

  // Packages may be imported only now that they are installed for sure.
  const [{ fillDemo }, { startTraffic }] = await Promise.all([import('./demo/fill.mjs'), import('./demo/traffic.mjs')]);
  const traffic = options.hasTraffic ? startTraffic : undefined;
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
  // A leaf node does not import the accounts' API, see `demoAccounts`.
  const members = cluster.servers.filter((server) => server.kind === 'member');
  return {
    name: cluster.clusterName,
    urls: members.map((server) => server.wsUrl),
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

/**
 * @param {readonly string[]} words
 * @returns {import('./demo/options.mjs').StartOptions}
 */
function understood(words) {
  try {
    const told = startOptions(words);
    if (told !== 'help') return told;
    console.log(startUsage);
    return process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return process.exit(1);
  }
}

/** @returns {Promise<number>} 0, for any that is free, when the wanted one is taken */
function pagePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(options.port, '127.0.0.1', () => probe.close(() => resolve(options.port)));
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
