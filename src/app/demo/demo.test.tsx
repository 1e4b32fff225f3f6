// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ToEngine } from '../../engine/protocol';
import { EngineClient } from '../../state/engine-client';
import { EngineProvider } from '../../state/engine-context';
import { startI18n } from '../i18n/start';
import { prepareDemo } from './demo';

const logins = {
  name: 'C1',
  urls: ['ws://127.0.0.1:1'],
  logins: {
    admin: { user: 'admin', password: 'a-secret' },
    observer: { user: 'observer', password: 'o-secret', inboxPrefix: '_INBOX_observer' },
  },
};
const fetched = vi.fn<typeof fetch>();
const heard: ToEngine[] = [];
const client = () =>
  new EngineClient(() => ({ post: (message) => void heard.push(message), close: () => undefined }), 'b');
const open = async (engine: EngineClient) => {
  render(<EngineProvider client={engine}>{await prepareDemo(engine)}</EngineProvider>);
};

beforeAll(startI18n);
beforeEach(() => {
  sessionStorage.clear();
  heard.length = 0;
  fetched.mockReset();
  fetched.mockImplementation(() => Promise.resolve(Response.json(logins)));
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  cleanup();
  history.replaceState(null, '', '/');
});

describe('the demo', () => {
  it('takes the code out of the address before it asks, and never puts it back', async () => {
    location.hash = '#demo=abc-123';
    fetched.mockImplementation(() => {
      expect(location.href).not.toContain('abc-123');
      return Promise.resolve(Response.json(logins));
    });
    await open(client());
    expect(fetched.mock.calls[0]).toMatchObject(['demo/credentials', { method: 'POST', body: '{"code":"abc-123"}' }]);
    expect(location.hash).toBe('');
  });

  it('logs in with one click, and after a reload by itself as the same', async () => {
    location.hash = '#demo=abc';
    await open(client());
    expect(heard.filter((message) => message.type === 'req')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Open as observer' }));
    const chosen = { op: 'connect', args: { credentials: { user: 'observer' }, inboxPrefix: '_INBOX_observer' } };
    expect(heard.find((message) => message.type === 'req')).toMatchObject(chosen);

    heard.length = 0;
    await prepareDemo(client());
    expect(heard.find((message) => message.type === 'req')).toMatchObject(chosen);
    expect([sessionStorage, localStorage].map((kept) => JSON.stringify(kept)).join()).not.toContain('secret');
  });

  it('says when the logins are not handed out', async () => {
    location.hash = '#demo=old';
    fetched.mockImplementation(() => Promise.resolve(new Response('no', { status: 403 })));
    await open(client());
    expect(screen.getByText('The demo cluster did not hand out its logins: HTTP 403')).toBeDefined();
  });

  it('is not offered on a page that was opened without a code', async () => {
    expect(await prepareDemo(client())).toBeNull();
    expect(fetched).not.toHaveBeenCalled();
  });
});
