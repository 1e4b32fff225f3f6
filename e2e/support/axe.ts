import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The rules of WCAG 2.1 A and AA that look at colours: between two themes nothing else differs. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** Nothing of what the page shows now breaks a rule of WCAG 2.1 AA that axe can check. `what`: named by the failure. */
export async function expectClean(page: Page, what?: string): Promise<void> {
  await expectNone(axe(page).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']), what);
}

export async function expectCleanInBothThemes(page: Page, what = ''): Promise<void> {
  await show(page, 'light');
  await expectClean(page, `${what} light`);
  await show(page, 'dark');
  await expectNone(axe(page).withRules(ofColours), `${what} dark`);
}

/** A button under the pointer is drawn paler. */
export async function expectCleanAtRest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await expectClean(page);
}

/** Without frames there is nothing to be put together in a page of its own, which is opened otherwise. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
}

async function expectNone(builder: AxeBuilder, what: string | undefined): Promise<void> {
  const { violations } = await builder.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    what,
  ).toEqual([]);
}
