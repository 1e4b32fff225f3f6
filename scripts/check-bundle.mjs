// @ts-check
/**
 * Holds the production build against its budgets and proves that read-only is the absence of code:
 * what a document loads is followed through Vite's manifest, what a worker loads through its import statements.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { productionBuild } from './setup/build.mjs';

const dist = productionBuild.directory;

/** kB of 1000 bytes after gzip. */
const budgets = { firstLoad: 180, styles: 20, engine: 110, topology: 8, raftLog: 5, commands: 24, evacuation: 4 };

/**
 * Tokens of subjects that change something. None of them may be reachable from a read-only document or engine. The client library is
 * left out: its one file carries JetStream calls that nothing of ours uses, which is checked instead.
 */
const changing =
  /["'`.](STEPDOWN|REMOVE|MOVE|CANCEL_MOVE|EVACUATE|RESCUE|PURGE|CREATE|UPDATE|DELETE|PAUSE|RESET|UNPIN|RELOAD|KICK|LDM)["'`.]/;

const problems = [];
if (!existsSync(`${dist}/.vite/manifest.json`)) {
  console.error('dist/ holds no build: run `npm run build` first');
  process.exit(1);
}
/** @type {Record<string, { file: string, imports?: string[], dynamicImports?: string[], css?: string[] }>} */
const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, 'utf8'));
const assets = readdirSync(`${dist}/assets`);

const first = closure('index.html', false);
budget('first load, scripts', first.files, budgets.firstLoad);
budget('first load, styles', first.styles, budgets.styles);
for (const entry of ['full', 'read']) {
  const file = assets.find((name) => name.startsWith(`engine-${entry}-`) && name.endsWith('.js'));
  if (file === undefined) problems.push(`no worker engine-${entry}-*.js was built`);
  else
    budget(
      `engine-${entry}, to look`,
      workerClosure(`assets/${file}`, (name) => isCommands(name) || isView(name)),
      budgets.engine,
    );
}

// Loaded when somebody first looks at how servers are joined, or at the Raft log of a stream.
budget('topology, both engines', startingWith('topology-view-'), budgets.topology);
budget('Raft logs, both engines', startingWith('raft-log-view-'), budgets.raftLog);
// Loaded by the full engine when the first plan is asked for.
budget('commands', startingWith('create-commands-'), budgets.commands);
// Loaded by the commands when the first server is evacuated.
budget('evacuation', startingWith('evacuation-driver-'), budgets.evacuation);

// The chart library comes with the chart alone: no screen loads it before one is shown.
const chart = 'src/widgets/lag/lag-chart.tsx';
for (const key of Object.keys(manifest).filter((name) => name.endsWith('.html') || name.endsWith('.tsx'))) {
  const holds = closure(key, false).files.some((file) => read(file).includes('recharts'));
  if (holds !== (key === chart)) problems.push(`${key} ${holds ? 'loads' : 'does not load'} recharts`);
}
for (const file of assets.filter((name) => name.endsWith('.js'))) {
  if (read(`assets/${file}`).includes('demo/credentials')) problems.push(`assets/${file} holds the demo's log-in`);
}
for (const document of ['wall.html', 'embed.html']) readOnly(document, closure(document, true).files);
for (const file of assets.filter((name) => name.startsWith('engine-read-') && name.endsWith('.js'))) {
  readOnly('engine-read', workerClosure(`assets/${file}`));
}
// What the console loads for a login that only reads: all but the commands, which come with the first plan.
for (const file of assets.filter((name) => name.startsWith('engine-full-') && name.endsWith('.js'))) {
  readOnly('engine-full, to look', workerClosure(`assets/${file}`, isCommands));
}
// The proof can fail: the full engine must hold what the others must not.
const fullEngine = assets.find((name) => name.startsWith('engine-full-'));
if (fullEngine !== undefined && !workerClosure(`assets/${fullEngine}`).some((file) => changing.test(read(file)))) {
  problems.push('the search for changing subjects does not find them in engine-full either');
}

for (const problem of problems) console.error(`problem: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/**
 * All files that a document loads; with `lazy` also those that it may load later.
 * @param {string} entry
 * @param {boolean} lazy
 */
function closure(entry, lazy) {
  const seen = new Set();
  const queue = [entry];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) continue;
    seen.add(key);
    queue.push(...(chunk.imports ?? []), ...(lazy ? (chunk.dynamicImports ?? []) : []));
  }
  const chunks = [...seen].flatMap((key) => manifest[key] ?? []);
  return {
    files: chunks.map((chunk) => chunk.file).filter((file) => file.endsWith('.js')),
    styles: [...new Set(chunks.flatMap((chunk) => chunk.css ?? []))],
  };
}

/** All that changes something is reached through this chunk. @param {string} file */
function isCommands(file) {
  return /(^|\/)create-commands-/.test(file);
}

/** Loaded when somebody looks at what it draws. @param {string} file */
function isView(file) {
  return /(^|\/)(topology|raft-log)-view-/.test(file);
}

/**
 * A worker is a build of its own that the manifest does not follow: its chunks are found by their names in the code.
 * @param {string} entry
 * @param {(name: string) => boolean} beyond chunks that are not followed
 * @returns {string[]}
 */
function workerClosure(entry, beyond = () => false) {
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const name of assets)
      if (name.endsWith('.js') && !beyond(name) && read(file).includes(`./${name}`)) seen.add(`assets/${name}`);
  }
  return [...seen];
}

/**
 * @param {string} name
 * @param {readonly string[]} files
 * @param {number} limit kB
 */
function budget(name, files, limit) {
  const size = files.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0) / 1000;
  console.log(`${name.padEnd(32)} ${size.toFixed(1).padStart(7)} kB of ${limit} kB in ${files.length} files`);
  if (size > limit) problems.push(`${name}: ${size.toFixed(1)} kB is over the budget of ${limit} kB`);
}

/**
 * @param {string} name
 * @param {readonly string[]} files
 */
function readOnly(name, files) {
  for (const file of files) {
    if (/\/nats-[^/]*\.js$/.test(file)) continue;
    if (/\.jetstream(Manager)?\(/.test(read(file))) problems.push(`${name} calls the library's JetStream in ${file}`);
    const [found] = changing.exec(read(file)) ?? [];
    if (found !== undefined) problems.push(`${name} reaches ${found} in ${file}`);
    // Its own chunks name it, for what they share with it.
    if (!name.startsWith('engine-full') && /engine-full-/.test(read(file)))
      problems.push(`${name} names the full engine in ${file}`);
  }
}

/** @param {string} file below dist */
function read(file) {
  return readFileSync(`${dist}/${file}`, 'utf8');
}

/** @param {string} beginning */
function startingWith(beginning) {
  return assets.filter((name) => name.startsWith(beginning)).map((name) => `assets/${name}`);
}
