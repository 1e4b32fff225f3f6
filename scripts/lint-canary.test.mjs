// @ts-check
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files of the canary that break a rule; the others are there to be imported. */
const offenders = /(-in-|cycle-|engine\/read)/;

test('each deliberately illegal import is reported by the layer rules', { timeout: 60_000 }, () => {
  const files = readdirSync(`${root}/scripts/lint-canary`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const expected = files.filter((name) => offenders.test(name)).sort();
  expect(expected.length).toBeGreaterThan(12);

  const reported = cruise()
    .map((violation) => violation.from.replace('scripts/lint-canary/', ''))
    .sort();
  expect([...new Set(reported)]).toEqual(expected);
});

/** @returns {{ from: string, rule: { name: string } }[]} */
function cruise() {
  const cli = `${root}/node_modules/dependency-cruiser/bin/dependency-cruise.mjs`;
  const args = [cli, 'scripts/lint-canary', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).summary.violations;
  } catch (/** @type {any} */ error) {
    // The exit code is the number of violations.
    return JSON.parse(error.stdout).summary.violations;
  }
}
