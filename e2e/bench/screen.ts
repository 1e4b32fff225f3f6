import { expect, type Browser, type Page } from '@playwright/test';
import { goTo } from '../support/console';
import { report } from './results';
import { mainThreadTasks } from './trace';

/** When the page itself first showed everything (ms since 1970). */
export async function fullPicture(page: Page, whole: { servers: number; streams: number }): Promise<number> {
  const shown = await page.waitForFunction(({ servers, streams }) => {
    const answering = document.querySelectorAll('[data-testid="server-row"][data-presence="answering"]').length;
    const leader = document.querySelector('[data-testid="meta-leader"]')?.getAttribute('data-leader') ?? '';
    const known = document.querySelector('[data-testid="overview-sentence"]')?.getAttribute('data-streams');
    return answering === servers && leader !== '' && known === String(streams) ? Date.now() : 0;
  }, whole);
  return shown.jsonValue();
}

/** What the main thread did in half a minute with the list of streams on screen. */
export async function reportMainThread(browser: Browser, page: Page, streams: number) {
  await goTo(page, 'streams');
  await expect(page.locator('[data-testid="stream-row"]').first()).toBeVisible();
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  // A share of time, not a condition: what is measured is what comes in it.
  await new Promise((resolve) => setTimeout(resolve, 30_000));
  const tasks = mainThreadTasks(await browser.stopTracing());
  report(`main thread: CPU time of a task, ${streams} streams`, 'ms', tasks);
}
