// @ts-check
/**
 * `npm run check:exports`: runs every exported `nats` command, and every exported JSON through `--config`, on real servers,
 * and holds what they made against what the wizard makes. Needs the `nats` tool, or Go to build it.
 */
import { ensureNatsCli } from './nats-cli/ensure.mjs';
import { ensureNatsServer } from './nats-server/ensure.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';
import { runPackage } from './setup/run.mjs';

requireNode();
await ensureDependencies();
const versions = ['2.15.1', '2.10.27'];
for (const version of versions) await ensureNatsServer({ version });
const cli = await ensureNatsCli().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
console.log(`nats ${cli.version} (${cli.origin}) on nats-server ${versions.join(' and ')}`);
const { code } = await runPackage('vitest/vitest.mjs', ['run', '--config', 'vitest.exports.config.ts'], {
  env: { NATS_CLI: cli.path, CONCLAVE_EXPORT_VERSIONS: versions.join(' ') },
  onLine: (line) => console.log(line),
});
process.exitCode = code;
