// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { npm, root, run } from './run.mjs';

const stamp = `${root}/node_modules/.conclave-lock`;

/** Runs `npm ci` unless the installed packages are those of the lock file. Returns whether it did. */
export async function ensureDependencies() {
  const wanted = createHash('sha256')
    .update(readFileSync(`${root}/package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  const { code, output } = await run(npm, ['ci', '--no-audit', '--no-fund']);
  if (code !== 0) throw new Error(`npm ci failed:\n${output.trim()}`);
  writeFileSync(stamp, wanted);
  return true;
}
