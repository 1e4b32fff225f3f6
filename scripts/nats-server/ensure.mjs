// @ts-check
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter } from 'node:path';
import { cacheDirectory, run } from '../setup/run.mjs';
import { debianCandidates, fromDebian, hasHash } from './debian.mjs';
import { newestVersion, releasePins } from './pins.mjs';

/** @typedef {{ path: string, version: string, origin: string }} NatsServer */

const cache = `${cacheDirectory}/nats-server`;
const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
/** The first version whose accounts can be administered over the system account. */
const oldestUsable = '2.10';

/**
 * A nats-server to run: `NATS_SERVER`, PATH, the project's cache, Debian's package, `go install`, the release archive.
 * @param {{ version?: string, say?: (line: string) => void }} [options] `version`: exactly that one, as the tests need;
 *   without it 2.10 or newer
 * @returns {Promise<NatsServer>} rejects with all that was tried and what to do
 */
export async function ensureNatsServer({ version, say = (line) => console.log(`        ${line}`) } = {}) {
  const present = await findPresent(version);
  if (present !== undefined) return present;

  /** @type {string[]} */
  const tried = [];
  for (const source of sources(version, say)) {
    mkdirSync(cache, { recursive: true });
    const work = mkdtempSync(`${cache}/.new-`);
    try {
      return await keep(await source.get(work), source.name, version);
    } catch (error) {
      tried.push(`${source.name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  throw new Error(
    `no nats-server ${version ?? `${oldestUsable} or newer`} could be had. Tried:\n  ${tried.join('\n  ')}\n` +
      'Install one (https://docs.nats.io/running-a-nats-service/introduction/installation) and name it: NATS_SERVER=/path/to/nats-server',
  );
}

/** @param {string | undefined} version */
async function findPresent(version) {
  const asked = process.env['NATS_SERVER'];
  if (asked !== undefined && version === undefined) {
    const found = await versionOf(asked);
    if (found === undefined) throw new Error(`NATS_SERVER names no nats-server: ${asked}`);
    return { path: asked, version: found, origin: 'NATS_SERVER' };
  }
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => `${folder}/nats-server`);
  const places = [
    ...[asked ?? []].flat().map((path) => ({ path, origin: 'NATS_SERVER' })),
    ...onPath.map((path) => ({ path, origin: 'PATH' })),
    ...cached(version).map((path) => ({ path, origin: 'the cache' })),
  ];
  for (const { path, origin } of places) {
    if (!existsSync(path)) continue;
    const found = await versionOf(path);
    if (found !== undefined && fits(found, version)) return { path, version: found, origin };
  }
  return undefined;
}

/** @param {string | undefined} version @returns {string[]} newest first */
function cached(version) {
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.endsWith(`-${architecture}`) && (version === undefined || name.startsWith(`${version}-`)))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => `${cache}/${name}/nats-server`);
}

/**
 * Ways of getting a server, best first. Each puts a binary into the folder it is given and returns its path.
 * @param {string | undefined} version
 * @param {(line: string) => void} say
 * @returns {{ name: string, get: (work: string) => Promise<string> }[]}
 */
function sources(version, say) {
  return [
    ...debianCandidates(version).map((pin) => ({
      name: `Debian ${pin.suite}`,
      get: (/** @type {string} */ work) => fromDebian(pin, work, say),
    })),
    { name: 'go install', get: (work) => fromGo(version ?? newestVersion, work) },
    { name: 'release archive', get: (work) => fromRelease(version ?? '2.10.10', work) },
  ];
}

/** @param {string} version @param {string} work */
async function fromGo(version, work) {
  const module_ = `github.com/nats-io/nats-server/v2@v${version}`;
  const { code, output } = await run('go', ['install', module_], { env: { GOBIN: work, CGO_ENABLED: '0' } });
  if (code !== 0) throw new Error(code === 127 ? 'Go is not installed' : (output.trim().split('\n').at(-1) ?? ''));
  return `${work}/nats-server`;
}

/** @param {string} version @param {string} work */
async function fromRelease(version, work) {
  const platform = `${process.platform}-${architecture}`;
  const wanted = releasePins[version]?.[platform];
  if (wanted === undefined) throw new Error(`no SHA-256 of version ${version} for ${platform} is pinned`);
  const name = `nats-server-v${version}-${platform}`;
  const response = await fetch(`https://github.com/nats-io/nats-server/releases/download/v${version}/${name}.tar.gz`, {
    signal: AbortSignal.timeout(120_000),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const archive = `${work}/archive.tar.gz`;
  writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
  if (!hasHash(archive, wanted)) throw new Error('the archive is not the pinned one: its SHA-256 differs');
  const { code, output } = await run('tar', ['-xzf', archive, '-C', work]);
  if (code !== 0) throw new Error(output.trim());
  return `${work}/${name}/nats-server`;
}

/**
 * Moves a binary into the cache, in one step, so that two runs at once do not meet half a file.
 * @param {string} path
 * @param {string} origin
 * @param {string | undefined} wanted
 * @returns {Promise<NatsServer>}
 */
async function keep(path, origin, wanted) {
  const version = existsSync(path) ? await versionOf(path) : undefined;
  if (version === undefined || !fits(version, wanted)) throw new Error(`got ${version ?? 'no nats-server'}`);
  const folder = `${cache}/${version}-${architecture}`;
  mkdirSync(folder, { recursive: true });
  const temporary = `${folder}/.${process.pid}`;
  copyFileSync(path, temporary);
  chmodSync(temporary, 0o755);
  renameSync(temporary, `${folder}/nats-server`);
  return { path: `${folder}/nats-server`, version, origin };
}

/** @param {string} path @returns {Promise<string | undefined>} such as `2.15.1` */
async function versionOf(path) {
  const { stdout } = await run(path, ['--version'], { timeoutMs: 10_000 });
  return /^nats-server: v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
}

/** @param {string} found @param {string | undefined} wanted */
export function fits(found, wanted) {
  if (wanted !== undefined) return found === wanted;
  return found.localeCompare(oldestUsable, 'en', { numeric: true }) >= 0;
}
