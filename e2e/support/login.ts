import { expect, type Page } from '@playwright/test';
import type { Credentials } from '../../src/domain/access/credentials';
import type { World } from './world';

/** A user and a password, of what may be any login. */
export function passwordOf(login: Credentials) {
  if (login.kind !== 'password') throw new Error('this world has passwords');
  return login;
}

/** Fills in the connect screen as somebody does who was given a login of the system account. */
export async function logIn(page: Page, world: Pick<World, 'url' | 'cluster'>, login: Credentials) {
  const { user, password } = passwordOf(login);
  await page.goto(world.url);
  await page.getByLabel('Servers').fill(world.cluster.servers.map(({ wsUrl }) => wsUrl).join('\n'));
  await page.getByLabel('User', { exact: true }).fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByTestId('overview-sentence')).toBeVisible({ timeout: 20_000 });
}

/** Adds a connection of an account, on the access screen. */
export async function addConnection(
  page: Page,
  account: string,
  { user, password }: { readonly user: string; readonly password: string },
) {
  await page.getByRole('button', { name: `Add a connection for ${account}…` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User', { exact: true }).fill(user);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(page.getByTestId('account-access')).toHaveAttribute('data-route', 'connection', { timeout: 15_000 });
}
