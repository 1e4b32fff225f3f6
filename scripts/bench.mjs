// @ts-check
/** `npm run bench`: measures on real servers and a real browser, prints a table and stores it in `.cache/bench`. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { demoBuild, ensureBuild } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';
import { cacheDirectory, runPackage } from './setup/run.mjs';
import { ensureNatsServer } from './nats-server/ensure.mjs';

requireNode();
await ensureDependencies();
const server = await ensureNatsServer({ version: '2.15.1' });
const chromium = await ensureChromium();
await ensureBuild(demoBuild);

const folder = `${cacheDirectory}/bench`;
const file = `${folder}/results.jsonl`;
mkdirSync(folder, { recursive: true });
rmSync(file, { force: true });
const env = { CONCLAVE_BENCH_FILE: file, ...(chromium === undefined ? {} : { CHROMIUM_PATH: chromium }) };

/** What to measure; all unless a name is given. */
const only = process.argv[2];
let code = 0;
if (only === undefined || only === 'model') {
  const run = await runPackage('vitest/vitest.mjs', ['run', '--config', 'vitest.bench.config.ts'], { env });
  if (run.code !== 0) console.error(run.output);
  code ||= run.code;
}
if (only === undefined || only === 'live') {
  const args = ['test', '--config', 'e2e/bench/playwright.config.ts'];
  const run = await runPackage('@playwright/test/cli.js', args, { env, onLine: (line) => console.log(line) });
  code ||= run.code;
}

/** @type {{ name: string, unit: string, n: number, median: number, p95: number, max: number }[]} */
const results = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
console.log(
  `\n${'what'.padEnd(48)} ${'n'.padStart(5)} ${'median'.padStart(9)} ${'p95'.padStart(9)} ${'max'.padStart(9)}`,
);
for (const { name, unit, n, median, p95, max } of results) {
  const numbers = [median, p95, max].map((value) => value.toFixed(1).padStart(9)).join(' ');
  console.log(`${name.padEnd(48)} ${String(n).padStart(5)} ${numbers} ${unit}`);
}
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0], natsServer: server.version };
console.log(`\n${machine.cores} cores, load ${machine.load?.toFixed(1)}, nats-server ${server.version}`);
writeFileSync(`${folder}/results.json`, `${JSON.stringify({ machine, results }, null, 2)}\n`);
process.exitCode = code;
