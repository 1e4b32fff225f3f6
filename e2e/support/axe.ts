import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing of what the page shows now breaks a rule of WCAG 2.1 AA that axe can check. `what`: named by the failure. */
export async function expectClean(page: Page, what?: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    what,
  ).toEqual([]);
}

export async function expectCleanInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectClean(page, colorScheme);
  }
}

/** A button under the pointer is drawn paler. */
export async function expectCleanAtRest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await expectClean(page);
}
