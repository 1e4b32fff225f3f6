import { expect, type Locator, type Page } from '@playwright/test';
import type { World } from './world';

/** Opens the demo's address and chooses a login, as a new user does. */
export async function openDemo(page: Page, world: Pick<World, 'demoUrl'>, role: 'admin' | 'observer' = 'admin') {
  await page.goto(world.demoUrl);
  await chooseRole(page, role);
}

/** One click on the connect screen of the demo. */
export async function chooseRole(page: Page, role: 'admin' | 'observer') {
  await page.getByRole('button', { name: new RegExp(role, 'i') }).click();
  await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 20_000 });
}

/** Goes to a screen of the cluster without loading the page again. */
export async function goTo(page: Page, path: string, cluster = 'C1') {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#/c/${encodeURIComponent(cluster)}/${path}`,
  );
}

/** By keyboard, once the button may be pressed: `press` alone does not wait for that, and nothing would happen. */
export async function pressEnter(button: Locator) {
  await expect(button).not.toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 });
  await button.press('Enter');
}

export const serverRow = (page: Page, name: string): Locator =>
  page.locator(`[data-testid="server-row"][data-server="${name}"]`);

export const streamRow = (page: Page, account: string, name: string): Locator =>
  page.locator(`[data-testid="stream-row"][data-account="${account}"][data-stream="${name}"]`);

export const copyRow = (page: Page, server: string): Locator =>
  page.locator(`[data-testid="copy-row"][data-server="${server}"]`);

/** Waits until the page knows the whole demo and finds nothing wrong. */
export async function waitForHealthy(page: Page) {
  await expect(page.locator('[data-testid="server-row"][data-presence="answering"]')).toHaveCount(5, {
    timeout: 20_000,
  });
  await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-state', /ok|warn/, { timeout: 20_000 });
}
