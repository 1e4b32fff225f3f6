import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket, WebSocketServer } from 'ws';
import { localMs } from '../domain/time';
import { connectTransport } from './connect';
import type { Clock, ConnectOptions, LoginData } from './transport';

vi.stubGlobal('WebSocket', NodeWebSocket);

const clock: Clock = {
  now: () => localMs(Date.now()),
  after(delay, run) {
    const timer = setTimeout(run, delay);
    return () => clearTimeout(timer);
  },
  random: () => 0.5,
};
const cleanUp: (() => void)[] = [];
afterEach(() => cleanUp.splice(0).forEach((run) => run()));

function connect(options: Partial<ConnectOptions>, signal = new AbortController().signal) {
  const all = { urls: [], credentials: { kind: 'anonymous' } as const, inboxPrefix: null, dialTimeoutMs: 200 };
  return connectTransport({ ...all, ...options }, clock, signal);
}

/** Takes connections and bytes, and never says a word: as a frozen host does. */
async function frozenHost(): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/**
 * A WebSocket server that says `greeting` and keeps the CONNECT of each client; lets everybody in when told to, or hangs
 * up with a word and no proper end.
 */
async function webSocketHost(greeting: string, lets: 'in' | 'wait' | { readonly refused: string }) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const logins: Record<string, unknown>[] = [];
  server.on('connection', (socket) => {
    socket.send(Buffer.from(greeting));
    socket.on('message', (data: Buffer) => {
      for (const line of data.toString().split('\r\n')) {
        if (line.startsWith('CONNECT ')) logins.push(JSON.parse(line.slice(8)) as Record<string, unknown>);
        if (line === 'PING' && lets === 'in') socket.send(Buffer.from('PONG\r\n'));
        if (line === 'PING' && typeof lets === 'object') {
          socket.send(Buffer.from(`-ERR '${lets.refused}'\r\n`), () => socket.terminate());
        }
      }
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  cleanUp.push(() => {
    server.clients.forEach((client) => client.terminate());
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, logins };
}

const info =
  'INFO {"server_id":"NX","server_name":"n1","version":"2.15.1","headers":true,"max_payload":1024,"proto":1}\r\n';

describe('a connection', () => {
  it('is not tried without a proper URL, list or prefix', async () => {
    expect(await connect({})).toMatchObject({ ok: false, error: { code: 'invalidUrl', detail: 'no URL' } });
    const one = await connect({ urls: ['ws://127.0.0.1:1', 'http://n1'] });
    expect(one).toMatchObject({ ok: false, error: { code: 'invalidUrl', url: 'http://n1' } });
    for (const inboxPrefix of ['', 'a..b', 'a b', 'a.>', 'a\r\nSUB > 1']) {
      expect(await connect({ urls: ['ws://127.0.0.1:1'], inboxPrefix })).toMatchObject({ error: { code: 'unknown' } });
    }
  });

  it('gives up a host that is frozen before it becomes a WebSocket, after the time for one dial', async () => {
    const url = await frozenHost();
    expect(await connect({ urls: [url] })).toEqual({ ok: false, error: { code: 'unreachable', url, detail: null } });
  });

  it('gives up a server that opens the socket and says nothing, or never answers the login', async () => {
    const mute = await webSocketHost('', 'wait');
    expect(await connect({ urls: [mute.url] })).toMatchObject({ error: { code: 'noReply', url: mute.url } });
    const slow = await webSocketHost(info, 'wait');
    expect(await connect({ urls: [slow.url] })).toMatchObject({ error: { code: 'noReply', url: slow.url } });
  });

  it.each([
    ['connectionLimit', 'maximum account active connections exceeded'],
    ['wrongPassword', 'Authorization Violation'],
    ['unknown', 'something new'],
  ])(
    'that is cut off is %s when the server said %s before, although the socket itself gives no reason',
    async (code, text) => {
      const host = await webSocketHost(info, { refused: text });
      const refused = await connect({ urls: [host.url] });
      expect(refused).toEqual({ ok: false, error: { code, url: host.url, detail: text } });
    },
  );

  it('ends at once when it is aborted', async () => {
    const controller = new AbortController();
    const connecting = connect({ urls: [await frozenHost()], dialTimeoutMs: 600_000 }, controller.signal);
    await import('nats.ws');
    controller.abort();
    expect(await connecting).toMatchObject({ ok: false, error: { detail: 'aborted' } });
    expect(await connect({ urls: ['ws://127.0.0.1:1'] }, controller.signal)).toMatchObject({ ok: false });
  });

  it.each<[LoginData, Record<string, unknown>]>([
    [
      { kind: 'password', user: 'u', password: 'p' },
      { user: 'u', pass: 'p' },
    ],
    [{ kind: 'token', token: 't' }, { auth_token: 't' }],
  ])('logs in with %j', async (credentials, sent) => {
    const host = await webSocketHost(info, 'in');
    const connected = await connect({ urls: [host.url], credentials });
    expect(connected).toMatchObject({ ok: true });
    if (connected.ok) connected.value.close();
    expect(host.logins).toMatchObject([{ ...sent, headers: true, no_responders: true, name: 'conclave' }]);
  });

  it('without a login sends none', async () => {
    const host = await webSocketHost(info, 'in');
    const connected = await connect({ urls: [host.url] });
    if (connected.ok) connected.value.close();
    expect(Object.keys(host.logins[0] ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(user|pass|auth_token|jwt|nkey|sig)$/) as string]),
    );
  });

  it('refuses malformed credentials of every kind without dialling, and repeats nothing of them', async () => {
    const malformed: LoginData[] = [
      { kind: 'nkey', seed: 'geheim' },
      { kind: 'creds', text: 'geheim' },
      { kind: 'jwt', jwt: 'geheim' },
      { kind: 'jwt', jwt: 'a.geheim.c' },
    ];
    const host = await webSocketHost(info, 'in');
    for (const credentials of malformed) {
      const refused = await connect({ urls: [host.url], credentials });
      expect(refused).toEqual({ ok: false, error: { code: 'badCredentials', url: null, detail: null } });
    }
    expect(host.logins).toEqual([]);
  });
});
