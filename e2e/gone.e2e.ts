import { expect, test, type Page } from '@playwright/test';
import { askApp, createStream, publishAsApp } from './support/account';
import { goTo, openDemo } from './support/console';
import { addConnection } from './support/login';
import { startWorld, type World } from './support/world';

let world: World;
const full = { tag: '@full' };

test.beforeAll(async () => {
  world = await startWorld({ fill: false, names: ['n1', 'n2', 'n3'] });
  await world.cluster.waitUntilHealthy();
});
test.afterAll(() => world.dispose());

const shapes = {
  PLAIN: { name: 'PLAIN', subjects: ['plain.>', 'plain'] },
  KV_keys: { name: 'KV_keys', subjects: ['$KV.keys.>'], max_msgs_per_subject: 1 },
  OBJ_files: { name: 'OBJ_files', subjects: ['$O.files.C.>', '$O.files.M.>'] },
};
type Name = keyof typeof shapes;

const make = (name: Name) =>
  createStream(world.cluster, { ...shapes[name], num_replicas: 3, allow_direct: true, allow_rollup_hdrs: true });
const remove = (name: Name) => askApp(world.cluster, `STREAM.DELETE.${name}`);
const publish = (subject: string, ...bodies: readonly string[]) => publishAsApp(world.cluster, subject, ...bodies);

const gone = (page: Page) => page.getByTestId('stream-gone');

/** Deletes the stream while a screen of it is open, does something, and makes another one. */
async function deletedWhileOpen(page: Page, name: Name, meanwhile: () => Promise<void>, then: () => Promise<void>) {
  await expect(gone(page)).toHaveCount(0, { timeout: 20_000 });
  await remove(name);
  // A server that missed a round is waited for: it may have the stream still.
  await expect(gone(page)).toBeVisible({ timeout: 60_000 });
  await meanwhile();
  await make(name);
  await then();
  await expect(gone(page)).toHaveCount(0, { timeout: 20_000 });
}

test(
  'a stream that is deleted while a screen of it is open is told as gone, and nothing typed is lost',
  full,
  async ({ page }) => {
    test.setTimeout(360_000);
    for (const name of ['PLAIN', 'KV_keys', 'OBJ_files'] as const) await make(name);
    await publish('plain', 'one', 'two', 'three');
    await publish('$KV.keys.a', '1');
    await openDemo(page, world);
    await goTo(page, 'streams/APP/PLAIN/publish');
    await page.getByTestId('needs-connection').click();
    await addConnection(page, 'APP', world.cluster.logins.app);

    await goTo(page, 'streams/APP/PLAIN/messages');
    const messages = page.getByTestId('message-row');
    await expect(messages).toHaveCount(3, { timeout: 15_000 });
    await deletedWhileOpen(
      page,
      'PLAIN',
      () => expect(messages).toHaveCount(3),
      () => publish('plain', 'of another stream'),
    );
    // The list is that of the other stream; it was read at a moment of its own, and is read again.
    await expect(messages).not.toHaveCount(3, { timeout: 20_000 });
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect(messages).toHaveCount(1, { timeout: 20_000 });

    await goTo(page, 'streams/APP/PLAIN/subjects');
    const subjects = page.getByTestId('subject-row');
    await expect(subjects).toHaveCount(1, { timeout: 15_000 });
    await deletedWhileOpen(
      page,
      'PLAIN',
      () => expect(subjects).toHaveCount(1),
      () => publish('plain.b', 'x'),
    );
    await page.getByRole('button', { name: 'Count again' }).click();
    await expect(subjects).toHaveCount(1, { timeout: 20_000 });

    await goTo(page, 'streams/APP/PLAIN/publish');
    const body = page.getByLabel('Body', { exact: true });
    const answer = page.getByTestId('publish-answer').first();
    await page.getByLabel('Subject', { exact: true }).fill('plain.draft');
    await body.fill('typed before it was gone');
    await deletedWhileOpen(
      page,
      'PLAIN',
      async () => {
        await page.getByTestId('publish-send').click();
        await expect(answer).toHaveAttribute('data-state', 'failed', { timeout: 15_000 });
      },
      () => Promise.resolve(),
    );
    await expect(body).toHaveValue('typed before it was gone');
    await page.getByTestId('publish-send').click();
    await expect(answer).toContainText('Stored in PLAIN as sequence 1', { timeout: 15_000 });

    await goTo(page, 'kv/APP/keys');
    const keys = page.getByTestId('keys-state');
    await expect(keys).toHaveAttribute('data-count', '1', { timeout: 15_000 });
    await page.getByRole('button', { name: 'New key…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Key', { exact: true }).fill('b');
    await dialog.getByLabel('Value, as text').fill('typed before it was gone');
    await deletedWhileOpen(
      page,
      'KV_keys',
      async () => {
        await dialog.getByRole('button', { name: 'Write', exact: true }).click();
        await expect(dialog.getByRole('alert')).toBeVisible({ timeout: 15_000 });
        await expect(dialog.getByLabel('Value, as text')).toHaveValue('typed before it was gone');
      },
      () => Promise.resolve(),
    );
    await dialog.getByRole('button', { name: 'Write', exact: true }).click();
    await expect(dialog).toHaveCount(0, { timeout: 15_000 });
    await expect(keys).toHaveAttribute('data-count', '1', { timeout: 20_000 });
    await expect(page.getByTestId('key-row')).toHaveAttribute('data-key', 'b');

    await goTo(page, 'objects/APP/files');
    const upload = page.getByRole('button', { name: 'Upload a file…' });
    await upload.click();
    await dialog
      .getByLabel('File')
      .setInputFiles({ name: '漢字.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await deletedWhileOpen(
      page,
      'OBJ_files',
      () => expect(dialog.getByLabel('Name')).toHaveValue('漢字.txt'),
      () => Promise.resolve(),
    );
    await dialog.getByRole('button', { name: 'Upload', exact: true }).click();
    await expect(page.getByTestId('upload-state')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
    await expect(page.getByTestId('object-row')).toContainText('漢字.txt', { timeout: 15_000 });
  },
);
