import { defineConfig } from '@playwright/test';

const executablePath = process.env['CHROMIUM_PATH'];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  // What has to be seen once in a while: with `CI=true`, so that a run by hand takes less than a quarter of an hour.
  ...(process.env['CONCLAVE_FULL'] === '1' ? {} : { grepInvert: /@full/ }),
  // One cluster of five servers at a time: two would starve each other on two cores.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // The last resort, as what is waited for has limits of its own; the checks of accessibility take a minute of two cores.
  timeout: 240_000,
  // On a busy machine; what has a limit of its own says so.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Any own --disable-features replaces the driver's list, which would switch off storage partitioning.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-features=Translate',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
