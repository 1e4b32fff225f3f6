// @ts-check
/**
 * `npm run docs:actions`: runs every action on real servers of each version, and writes what came of it into
 * `docs/actions.md`. Fails, and writes nothing, when one of the tests does. `-- --report .cache/reports/rest.json` takes the
 * report of a full run (`CI=true npm test`) instead.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { ensureNatsServer } from './nats-server/ensure.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { cacheDirectory, root, runPackage } from './setup/run.mjs';

/** @typedef {{ version: string, kind: string, result: string }} Proof see src/testing/proofs.ts */
/** @typedef {{ fullName: string, status: string, meta?: { proofs?: Proof[] } }} Test of vitest's JSON report */

const versions = ['2.15.1', '2.10.27', '2.9.10'];
const file = `${root}/docs/actions.md`;
const [begin, end] = ['<!-- made by npm run docs:actions -->', '<!-- end -->'];

const at = process.argv.indexOf('--report');
const given = at < 0 ? undefined : process.argv[at + 1];
if (given === undefined) {
  await ensureDependencies();
  for (const version of versions) await ensureNatsServer({ version });
  mkdirSync(`${cacheDirectory}/reports`, { recursive: true });
  const report = `${cacheDirectory}/reports/actions.json`;
  const run = await runPackage(
    'vitest/vitest.mjs',
    ['run', 'src/commands', '--reporter=json', `--outputFile=${report}`, '--reporter=default'],
    { env: { CONCLAVE_FULL: '1' } },
  );
  if (run.code === 0) await write(report);
  else console.error(run.output);
  process.exitCode = run.code;
} else await write(given);

/** @param {string} report of vitest, as JSON */
async function write(report) {
  /** @type {{ testResults: { name: string, assertionResults: Test[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const tests = testResults
    .filter(({ name }) => name.includes('/src/commands/'))
    .flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed');
  if (failed.length > 0) throw new Error(`failed: ${failed.map(({ fullName }) => fullName).join('; ')}`);
  const proofs = tests.flatMap(({ meta }) => meta?.proofs ?? []);
  const text = readFileSync(file, 'utf8');
  const [before = '', rest = ''] = text.split(begin);
  const after = rest.split(end)[1] ?? '';
  const page = `${before}${begin}\n\n${table(proofs)}\n${list(tests)}\n${end}${after}`;
  writeFileSync(file, await format(page, { ...(await resolveConfig(file)), filepath: file }));
  console.log(`${proofs.length} results of ${tests.length} tests written into docs/actions.md`);
}

/**
 * A row for each action, a column for each version.
 * @param {readonly Proof[]} proofs
 */
function table(proofs) {
  const kinds = [...new Set(proofs.map(({ kind }) => kind))].sort();
  const rows = kinds.map((kind) => {
    const cells = versions.map((version) => {
      const results = proofs.filter((proof) => proof.kind === kind && proof.version === version);
      return [...new Set(results.map(({ result }) => result))].sort().join('<br>') || '–';
    });
    return `| \`${kind}\` | ${cells.join(' | ')} |`;
  });
  return `| Action | ${versions.join(' | ')} |\n|${' --- |'.repeat(versions.length + 1)}\n${rows.join('\n')}\n`;
}

/**
 * What was shown on real servers, in the tests' own words.
 * @param {readonly Test[]} tests
 */
function list(tests) {
  return tests
    .filter(({ meta }) => meta?.proofs !== undefined)
    .map(({ fullName }) => `- ${fullName}`)
    .join('\n');
}
