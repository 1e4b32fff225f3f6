// @ts-check
/**
 * `npm test`: sets everything up, then checks everything, and ends with `N passed, N failed`.
 * By hand each thing once, on the newest nats-server; with CI=true or --full the older versions and the matrices too.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBuild, demoBuild, productionBuild } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';
import { cacheDirectory, npm, run, runPackage } from './setup/run.mjs';
import { ensureNatsServer } from './nats-server/ensure.mjs';

requireNode();

const full = process.env['CI'] === 'true' || process.argv.includes('--full');
const versions = full ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];
const reports = `${cacheDirectory}/reports`;
/** @type {Record<string, string>} what the tests are told by the environment */
const env = full ? { CONCLAVE_FULL: '1' } : {};

const tally = { passed: 0, failed: 0 };

await step('packages', async () => {
  await ensureDependencies();
});
for (const version of versions) {
  await step(`nats-server ${version}`, async () => {
    const server = await ensureNatsServer({ version });
    return server.origin;
  });
}
await step('Chromium', async () => {
  const path = await ensureChromium();
  if (path !== undefined) env['CHROMIUM_PATH'] = path;
  return path;
});
// What waits for nothing gives way to what waits for servers, which leave a third of two cores idle.
const beside = (async () => {
  await step('types', () => command(runPackage('typescript/bin/tsc', ['--noEmit'], { giveWay: true })));
  await step('format', () => command(run(npm, ['run', '--silent', 'format:check'], { giveWay: true })));
  await step('messages', () => command(run(process.execPath, ['scripts/check-messages.mjs'], { giveWay: true })));
  await step('lint', () => command(run(npm, ['run', '--silent', 'lint'], { giveWay: true })));
  await suite('unit tests without servers', () => vitest('pure', { giveWay: true }));
})();
await step('build', () => ensureBuild(productionBuild).then(() => undefined));
await step('build of the demo', () => ensureBuild(demoBuild).then(() => undefined));
await step('bundle', () => command(run(process.execPath, ['scripts/check-bundle.mjs'])));
await suite('unit tests', () => vitest('rest'));
await suite('browser tests', playwright);
await beside;

console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;

/**
 * One check that passes or fails as a whole.
 * @param {string} name
 * @param {() => Promise<string | undefined | void>} body throws to fail; may return a remark
 */
async function step(name, body) {
  const started = Date.now();
  try {
    const remark = await body();
    tally.passed += 1;
    console.log(`ok      ${name} (${seconds(started)})${remark ? ` ${remark}` : ''}`);
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED  ${name} (${seconds(started)})\n${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * A runner with a count of its own. A runner that found nothing to run has failed.
 * @param {string} name
 * @param {() => Promise<{ passed: number, failed: number, output: string }>} body
 */
async function suite(name, body) {
  const started = Date.now();
  const { passed, failed, output } = await body();
  const broken = failed > 0 || passed === 0;
  tally.passed += passed;
  tally.failed += passed === 0 && failed === 0 ? 1 : failed;
  console.log(`${broken ? 'FAILED' : 'ok    '}  ${name} (${seconds(started)}) ${passed} passed, ${failed} failed`);
  if (broken) console.log(output);
}

/** @param {Promise<{ code: number, output: string }>} running */
async function command(running) {
  const { code, output } = await running;
  if (code !== 0) throw new Error(output.trim());
}

/**
 * @param {'pure' | 'rest'} project of `vitest.config.ts`
 * @param {{ giveWay?: boolean }} options
 */
async function vitest(project, options = {}) {
  const report = reportFile(`${project}.json`);
  const { code, output } = await runPackage(
    'vitest/vitest.mjs',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { env, ...options },
  );
  const { numPassedTests: passed = 0, numFailedTests = 0, numFailedTestSuites = 0 } = readReport(report);
  // A file that cannot be loaded, or an error outside of any test, fails the run without a failed test.
  const failed = numFailedTests || (code !== 0 ? Math.max(1, numFailedTestSuites) : 0);
  return { passed, failed, output: failuresIn(output) };
}

async function playwright() {
  const report = reportFile('browser.json');
  const { code, output } = await runPackage('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    onLine: (line) => console.log(line),
  });
  const { stats = {} } = readReport(report);
  const failed = (stats.unexpected ?? 0) + (stats.flaky ?? 0);
  return { passed: stats.expected ?? 0, failed: failed || (code !== 0 ? 1 : 0), output };
}

/**
 * What failed and why, which comes last, without the thousands of lines about what passed.
 * @param {string} output
 */
function failuresIn(output) {
  const at = output.search(/⎯+.*(Failed Suites|Failed Tests|Unhandled Error)/);
  return at < 0 ? output : output.slice(at);
}

/** @param {string} name */
function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  rmSync(`${reports}/${name}`, { force: true });
  return `${reports}/${name}`;
}

/**
 * @param {string} file
 * @returns {Record<string, any>} empty when the runner died before writing it
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {number} started ms */
function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
