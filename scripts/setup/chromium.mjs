// @ts-check
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { run, runPackage } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string | undefined} an installed Chromium: `CHROMIUM_PATH`, else the first on PATH */
function installed() {
  const asked = process.env['CHROMIUM_PATH'];
  if (asked !== undefined && existsSync(asked)) return asked;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  return undefined;
}

/**
 * A Chromium for the browser tests: the installed one, else Debian's package when root on Debian, else the download of
 * Playwright.
 * @returns {Promise<string | undefined>} its path; undefined: the one that Playwright finds by itself
 */
export async function ensureChromium() {
  const found = installed();
  if (found !== undefined) return found;
  const tried = [];
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    await run('apt-get', ['update']);
    const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    const package_ = installed();
    if (code === 0 && package_ !== undefined) return package_;
    tried.push(`apt-get install chromium: ${lastLine(output)}`);
  }
  const { code, output } = await runPackage('@playwright/test/cli.js', ['install', 'chromium']);
  if (code === 0) return undefined;
  tried.push(`playwright install chromium: ${lastLine(output)}`);
  throw new Error(`no Chromium: install one and name it in CHROMIUM_PATH. Tried:\n  ${tried.join('\n  ')}`);
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}
