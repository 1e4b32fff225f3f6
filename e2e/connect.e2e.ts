import { expect, test, type Page } from '@playwright/test';
import type { Accounts } from '../scripts/cluster/accounts.mjs';
import problems from '../src/app/i18n/en/problems';
import { createOperatorMode, type Operator } from './support/operator';
import { startWorld, type World, type WorldOptions } from './support/world';

let world: World;
test.afterEach(() => world.dispose());

const open = async (page: Page, options: WorldOptions = {}) => {
  world = await startWorld({ build: 'production', fill: false, ...options });
  await page.goto(world.url);
  await expect(page.getByLabel('Servers')).toBeVisible();
};

async function logIn(page: Page, url: string, user: string, password: string) {
  await page.getByLabel('Servers').fill(url);
  await page.getByLabel('User', { exact: true }).fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Connect' }).click();
}

const problem = (page: Page, code: string) => page.locator(`[data-problem="${code}"]`);

/** The problem in its own words: what it is, why it is so, and what to do next. */
async function expectTold(
  page: Page,
  code: 'expiredCredentials' | 'badCredentials' | 'jetstreamDisabled' | 'connectionLimit',
) {
  const notice = problem(page, code);
  await expect(notice).toBeVisible({ timeout: 15_000 });
  for (const words of Object.values(problems.connect[code])) await expect(notice).toContainText(words);
  await expect(page.locator('[data-problem]')).toHaveCount(1);
}

async function logInWithCreds(page: Page, url: string, creds: string) {
  await page.getByLabel('Servers').fill(url);
  await page.getByLabel('Log in with').selectOption({ label: 'Credentials file' });
  await page.getByLabel('Credentials', { exact: true }).fill(creds);
  await page.getByRole('button', { name: 'Connect' }).click();
}

/** What was typed is still there, and nothing of it is anywhere else on the page or in its address. */
async function expectKept(page: Page, url: string, creds: string) {
  await expect(page.getByLabel('Servers')).toHaveValue(url);
  await expect(page.getByLabel('Credentials', { exact: true })).toHaveValue(creds);
  const secrets = creds.split(/\s+/).filter((word) => word.length > 20);
  for (const secret of secrets) {
    expect(page.url()).not.toContain(secret);
    await expect(page.locator('[data-problem]')).not.toContainText(secret);
  }
}
const first = () => world.cluster.servers[0]!;

test('a login of the system account opens the overview', async ({ page }) => {
  await open(page);
  await logIn(page, first().wsUrl, world.cluster.logins.admin.user, world.cluster.logins.admin.password);
  await expect(page.getByTestId('overview-sentence')).toBeVisible();
});

test('a wrong password is told as such, and nothing that was typed is lost', async ({ page }) => {
  await open(page);
  await logIn(page, first().wsUrl, 'admin', 'not-the-password');
  await expect(problem(page, 'wrongPassword')).toBeVisible();
  await expect(page.getByLabel('Servers')).toHaveValue(first().wsUrl);
  await expect(page.getByLabel('User', { exact: true })).toHaveValue('admin');
  await expect(page.getByLabel('Password')).toHaveValue('not-the-password');
  expect(page.url()).not.toContain('not-the-password');
  await expect(problem(page, 'wrongPassword')).not.toContainText('not-the-password');
});

test('a port where nothing listens, and a TLS address of a plain port, name the likely causes', async ({ page }) => {
  await open(page, { wsOrigins: ['ws://127.0.0.1:9', 'wss://127.0.0.1:*'] });
  await logIn(page, 'ws://127.0.0.1:9', 'admin', 'x');
  await expect(problem(page, 'unreachable')).toContainText('ws://127.0.0.1:9');
  await expect(problem(page, 'unreachable')).toContainText(world.url);
  await logIn(page, first().wsUrl.replace('ws:', 'wss:'), 'admin', 'x');
  await expect(problem(page, 'unreachable')).toContainText('wss://', { timeout: 15_000 });
});

test('a refused origin names the origin to allow', async ({ page }) => {
  await open(page, { allowedOrigins: ['http://another.example'] });
  await logIn(page, first().wsUrl, 'admin', 'x');
  await expect(problem(page, 'unreachable')).toContainText('allowed_origins');
  await expect(problem(page, 'unreachable')).toContainText(world.url);
});

test('an address that the policy of the page forbids is told apart', async ({ page }) => {
  await open(page);
  await logIn(page, 'ws://127.0.0.2:8080', 'admin', 'x');
  await expect(problem(page, 'blockedByPolicy')).toBeVisible();
});

test('a login of another account is sent to the system account', async ({ page }) => {
  await open(page);
  const { user, password } = world.cluster.logins.orders;
  await logIn(page, first().wsUrl, user, password);
  await expect(problem(page, 'notSystemAccount')).toBeVisible({ timeout: 15_000 });
});

test('credentials that cannot be read are refused with the reason', async ({ page }) => {
  await open(page);
  await page.getByLabel('Servers').fill(first().wsUrl);
  await page.getByLabel('Log in with').selectOption({ label: 'NKey seed' });
  await page.getByLabel('User seed').fill('SUNOTASEED');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(problem(page, 'badCredentials')).toBeVisible();
  await expect(page.getByLabel('User seed')).toHaveValue('SUNOTASEED');
});

test('an address with a password in it is refused before anything is sent', async ({ page }) => {
  await open(page);
  await logIn(page, 'ws://admin:secret@127.0.0.1:8080', 'admin', 'x');
  await expect(page.getByText('No user or password in an address')).toBeVisible();
});

test('a server that admits no more connections is told as such', { tag: '@full' }, async ({ page }) => {
  await open(page, { extraConfig: 'max_connections: 1' });
  const { admin } = world.cluster.logins;
  await logIn(page, first().wsUrl, admin.user, admin.password);
  await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 15_000 });
  const second = await page.context().newPage();
  await second.goto(world.url);
  await logIn(second, first().wsUrl, admin.user, admin.password);
  await expectTold(second, 'connectionLimit');
  await expect(second.getByLabel('User', { exact: true })).toHaveValue(admin.user);
  await expect(second.getByLabel('Password')).toHaveValue(admin.password);
});

test('servers without JetStream are told as such, with what enables it', async ({ page }) => {
  // The last word of a configuration counts.
  await open(page, { accounts: withoutJetStream, extraConfig: 'jetstream: disabled' });
  const { user, password } = withoutJetStream.logins.admin;
  await logIn(page, first().wsUrl, user, password);
  await expectTold(page, 'jetstreamDisabled');
  await expect(problem(page, 'jetstreamDisabled')).toContainText('store_dir');
  await expect(page.getByLabel('Password')).toHaveValue(password);
});

const admin = { user: 'admin', password: 'of-this-test-run' };
const withoutJetStream: Accounts = {
  text: `accounts { SYS { users: [{ user: ${admin.user}, password: ${admin.password} }] } }\nsystem_account: SYS\n`,
  logins: { admin, observer: admin, orders: admin, app: admin },
};

test.describe('credentials files', () => {
  let operator: Operator;
  const openWithOperator = async (page: Page) => {
    operator = await createOperatorMode();
    await open(page, { accounts: operator.accounts, names: ['n1'] });
  };
  const secondsFromNow = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  test(
    'of the system account open the overview; one that ends meanwhile is told as expired',
    { tag: '@full' },
    async ({ page }) => {
      await openWithOperator(page);
      await logInWithCreds(page, first().wsUrl, await operator.creds('system', secondsFromNow(8)));
      await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 15_000 });
      await expect(page.getByRole('alert')).toContainText('refused', { timeout: 20_000 });
      await expect(page.getByTestId('overview-sentence')).toHaveAttribute('data-state', 'unknown');
    },
  );

  test('that have expired are told as such', async ({ page }) => {
    await openWithOperator(page);
    const creds = await operator.creds('system', secondsFromNow(-60));
    await logInWithCreds(page, first().wsUrl, creds);
    await expectTold(page, 'expiredCredentials');
    await expectKept(page, first().wsUrl, creds);
  });

  test('that are cut short or no credentials at all are refused before anything is sent', async ({ page }) => {
    await openWithOperator(page);
    const whole = await operator.creds('system');
    for (const creds of [
      whole.slice(0, whole.indexOf('BEGIN USER')),
      whole.replace(/SU\w+/, 'SUBROKEN'),
      'no credentials',
    ]) {
      await logInWithCreds(page, first().wsUrl, creds);
      await expectTold(page, 'badCredentials');
      await expectKept(page, first().wsUrl, creds);
    }
    await logInWithCreds(page, first().wsUrl, whole);
    await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 15_000 });
  });

  test('of an account that takes no more connections are told as such', async ({ page }) => {
    await openWithOperator(page);
    const creds = await operator.creds('full');
    await logInWithCreds(page, first().wsUrl, creds);
    await expectTold(page, 'connectionLimit');
    await expectKept(page, first().wsUrl, creds);
  });
});
