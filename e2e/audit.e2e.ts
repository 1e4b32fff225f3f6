import { expect, test } from '@playwright/test';
import { auditedAccounts } from '../src/testing/account-worlds';
import { goTo } from './support/console';
import { logIn } from './support/login';
import { startWorld, type World } from './support/world';

let world: World;
const { accounts, system } = auditedAccounts();

test.beforeAll(async () => {
  world = await startWorld({ build: 'production', fill: false, accounts, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
});
test.afterAll(() => world.dispose());

// No stream takes the subject: the account that would keep it has none.
for (const [policy, state] of [
  ['required', 'aborted'],
  ['best-effort', 'verified'],
] as const) {
  test(`an entry that nobody takes is told of, ${policy}`, { tag: '@full' }, async ({ page }) => {
    await page.route('**/config.json', (route) => route.fulfill({ json: { audit: { policy } } }));
    await logIn(page, world, system);
    const before = await world.cluster.waitForMetaLeader();
    await goTo(page, 'meta');
    await page.getByRole('button', { name: 'Step down…' }).click();
    await page.getByRole('button', { name: `Step down ${before}` }).click();
    const outcome = page.getByTestId('outcome');
    await expect(outcome).toHaveAttribute('data-state', state, { timeout: 15_000 });
    if (policy === 'required') await expect(outcome).toContainText('the audit stream did not take the entry');
    expect((await world.cluster.waitForMetaLeader()) === before).toBe(policy === 'required');
    await page.keyboard.press('Escape');
    await goTo(page, 'activity');
    const change = page.locator(`[data-testid="change-row"][data-state="${state}"]`);
    await expect(change).toHaveAttribute('data-published', 'failed');
    await expect(change).toContainText('not taken');
  });
}
