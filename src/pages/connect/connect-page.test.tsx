// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startI18n } from '../../app/i18n/start';
import type { OpError, ToEngine } from '../../engine/protocol';
import { EngineClient } from '../../state/engine-client';
import { EngineProvider } from '../../state/engine-context';
import { rememberedUrls } from '../../state/remembered';
import { ConnectPage } from './connect-page';

const asked: ToEngine[] = [];

/** An engine that answers every `connect` in the given way. */
function show(answer: { readonly error: OpError } | null) {
  asked.length = 0;
  const client = new EngineClient(
    (listener) => ({
      post: (message) => {
        asked.push(message);
        if (message.type !== 'req') return;
        queueMicrotask(() => {
          listener.message(
            answer === null
              ? { type: 'res', id: message.id, ok: true, value: null }
              : { type: 'res', id: message.id, ok: false, error: answer.error },
          );
        });
      },
      close: () => undefined,
    }),
    'b',
  );
  render(
    <EngineProvider client={client}>
      <ConnectPage mark={null} servers={[]} accountPrefix="{account}" offer={null} />
    </EngineProvider>,
  );
  return client;
}

beforeAll(startI18n);
afterEach(() => {
  cleanup();
  localStorage.clear();
});

async function logIn() {
  await userEvent.type(screen.getByLabelText('Servers'), 'ws://127.0.0.1:8080');
  await userEvent.type(screen.getByLabelText('User'), 'admin');
  await userEvent.type(screen.getByLabelText('Password'), 's3cret');
  await userEvent.click(screen.getByRole('button', { name: 'Connect' }));
}

describe('the connect screen', () => {
  it('sends what was typed and remembers the address alone', async () => {
    const client = show(null);
    await logIn();
    expect(asked.find((message) => message.type === 'req')).toMatchObject({
      op: 'connect',
      args: {
        urls: ['ws://127.0.0.1:8080'],
        credentials: { kind: 'password', user: 'admin', password: 's3cret' },
        inboxPrefix: null,
      },
    });
    expect(rememberedUrls()).toEqual(['ws://127.0.0.1:8080']);
    expect([sessionStorage, localStorage].map((kept) => JSON.stringify(kept)).join()).not.toContain('s3cret');
    client.close();
  });

  it('keeps what was typed when it fails, and says why and how to mend it', async () => {
    const problem = { code: 'unreachable', url: 'ws://127.0.0.1:8080', detail: null } as const;
    const client = show({ error: { code: 'connect', problem } });
    await logIn();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Nothing answered at ws://127.0.0.1:8080');
    expect(alert.textContent).toContain(`allowed_origins: ["${location.origin}"]`);
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('s3cret');
    expect(rememberedUrls()).toEqual([]);
    client.close();
  });

  it('does not send an incomplete login, and says that something is needed', async () => {
    const client = show(null);
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }));
    expect(asked.filter((message) => message.type === 'req')).toEqual([]);
    expect(screen.getByRole('button', { name: 'Connect' }).getAttribute('aria-disabled')).toBe('true');
    client.close();
  });

  it('explains a wrong address while it is typed', async () => {
    const client = show(null);
    await userEvent.type(screen.getByLabelText('Servers'), 'nats://n1:4222');
    expect(screen.getByText('nats://n1:4222: begin it with ws:// or wss://.')).toBeDefined();
    client.close();
  });
});
