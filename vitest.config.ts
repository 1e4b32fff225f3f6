import { configDefaults, defineConfig } from 'vitest/config';

const pure = 'src/{domain,lib,wire}/**/*.test.ts';
const real = '**/*.real.test.{ts,mjs}';
/** What is seen once in a while only: with `CI=true`. */
const seldom = process.env['CONCLAVE_FULL'] ? [] : ['**/*.full.real.test.ts'];

export default defineConfig({
  test: {
    environment: 'node',
    // Real servers need the two cores to themselves; files that start clusters say `.real.test`.
    maxWorkers: 2,
    // The last resort: what is waited for has deadlines of its own, up to 30 s, which say what did not come.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      // What holds no state of its own needs no world of its own for each file, which takes a second to make.
      {
        extends: true,
        test: {
          name: 'pure',
          include: [pure],
          exclude: [...configDefaults.exclude, real],
          isolate: false,
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
          exclude: [...configDefaults.exclude, ...seldom, 'src/{domain,lib,wire}/**/!(*.real).test.ts'],
        },
      },
    ],
  },
});
