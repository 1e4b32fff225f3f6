import type { Browser, Page } from '@playwright/test';
import { report } from './results';
import { mainThreadTasks } from './trace';

/** Reports what the main thread did meanwhile. */
export async function measured(browser: Browser, page: Page, what: string, run: () => Promise<void>) {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await run();
  report(`${what}: CPU time of a task`, 'ms', mainThreadTasks(await browser.stopTracing()));
}
