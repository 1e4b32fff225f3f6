// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cacheDirectory, root, runPackage } from './run.mjs';

/** All that a build is made from. */
const inputs = ['src', 'public', 'index.html', 'wall.html', 'embed.html', 'vite.config.ts', 'package-lock.json'];

/** The demo variant knows how to ask the demo's page server for its logins; production does not hold that code. */
export const demoBuild = { mode: 'demo', directory: `${cacheDirectory}/demo-dist` };
export const productionBuild = { mode: 'production', directory: `${root}/dist` };

/**
 * Builds a variant unless nothing it is made from has changed.
 * @param {{ mode: string, directory: string }} variant
 * @returns {Promise<boolean>} whether it was built
 */
export async function ensureBuild({ mode, directory }) {
  const wanted = fingerprint();
  const stamp = `${directory}.sha256`;
  if (existsSync(`${directory}/index.html`) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return false;
  const args = ['build', '--mode', mode, '--outDir', directory, '--emptyOutDir'];
  const { code, output } = await runPackage('vite/bin/vite.js', args);
  if (code !== 0) throw new Error(`vite build failed:\n${output.trim()}`);
  writeFileSync(stamp, wanted);
  return true;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const input of inputs)
    for (const file of files(`${root}/${input}`)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} the file itself, or all below the folder, in one order everywhere
 */
function files(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(`${path}/${name}`));
}
