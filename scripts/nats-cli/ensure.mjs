// @ts-check
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { cacheDirectory, run } from '../setup/run.mjs';

/** The release of the `nats` tool that exports are written for. */
export const cliVersion = '0.4.0';

const cache = `${cacheDirectory}/nats-cli`;
const module_ = 'github.com/nats-io/natscli';

/**
 * The `nats` tool: `NATS_CLI`, PATH, the project's cache, or built by Go from its published module.
 * @returns {Promise<{ path: string, version: string, origin: string }>} rejects with what to do
 */
export async function ensureNatsCli() {
  const asked = process.env['NATS_CLI'];
  if (asked !== undefined) {
    const version = await versionOf(asked);
    if (version === undefined) throw new Error(`NATS_CLI names no nats tool: ${asked}`);
    return { path: asked, version, origin: 'NATS_CLI' };
  }
  const kept = `${cache}/${cliVersion}/nats`;
  const present = [
    ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => ({ path: `${folder}/nats`, origin: 'PATH' })),
    { path: kept, origin: 'the cache' },
  ];
  for (const { path, origin } of present) {
    const version = existsSync(path) ? await versionOf(path) : undefined;
    if (version !== undefined) return { path, version, origin };
  }
  await build(kept);
  return { path: kept, version: cliVersion, origin: 'Go' };
}

/**
 * As `go install` would, from a module of its own that asks for nothing but that release.
 * @param {string} target
 */
async function build(target) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(`${cache}/.new-`);
  try {
    writeFileSync(`${work}/go.mod`, `module exports\n\ngo 1.25.0\n\nrequire ${module_} v${cliVersion}\n`);
    const flags = ['-mod=mod', '-trimpath', '-ldflags', `-X main.version=${cliVersion}`, '-o', `${work}/nats`];
    const { code, output } = await run('go', ['-C', work, 'build', ...flags, `${module_}/nats`], {
      env: { CGO_ENABLED: '0', GOFLAGS: '' },
    });
    if (code !== 0) {
      const reason = code === 127 ? 'Go is not installed.' : (output.trim().split('\n').at(-1) ?? '');
      throw new Error(
        `This check needs the nats tool ${cliVersion} (${module_}), or Go to build it. ${reason}\n` +
          'Install it and name it: NATS_CLI=/path/to/nats',
      );
    }
    mkdirSync(`${cache}/${cliVersion}`, { recursive: true });
    renameSync(`${work}/nats`, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} path */
async function versionOf(path) {
  const { code, output } = await run(path, ['--version'], { timeoutMs: 10_000 });
  return code === 0 ? output.trim().replace(/^v/, '') : undefined;
}
