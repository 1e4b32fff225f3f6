// @ts-check
/** `npm run screenshots`: draws the pictures of `docs/screenshots/` anew, from made-up clusters of three sizes. */
import { demoBuild, ensureBuild } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNode } from './setup/node-version.mjs';
import { runPackage } from './setup/run.mjs';

requireNode();
await ensureDependencies();
const chromium = await ensureChromium();
await ensureBuild(demoBuild);
const { code } = await runPackage(
  '@playwright/test/cli.js',
  ['test', '--config', 'e2e/screenshots/playwright.config.ts'],
  { env: chromium === undefined ? {} : { CHROMIUM_PATH: chromium }, onLine: (line) => console.log(line) },
);
process.exitCode = code;
