import { headers as newHeaders, type Msg, type NatsConnection } from 'nats.ws';
import { describe, expect, it } from 'vitest';
import type { LinkState } from '../domain/observation';
import { pull, sendOnce, subjectOf } from './account-client';
import { FakeClock, FakeLink, settle } from './fakes';
import { subject } from './subject';
import type { Transport } from './transport';

const never = new AbortController().signal;
const to = subject('foo');
const body = new Uint8Array([1]);
type Callback = (error: Error | null, message: Msg) => void;

/** A live transport whose server a test plays. */
function world(state: LinkState = 'live') {
  const clock = new FakeClock();
  const published: { readonly subject: string; readonly size: number; readonly headers: readonly string[] }[] = [];
  const listeners = new Set<(state: LinkState) => void>();
  const pulls: Callback[] = [];
  let open = 0;
  let isClosed = false;
  const native = {
    publish: (name: string, data: Uint8Array | string, options?: { headers?: { keys(): string[] } }) => {
      if (isClosed) throw new Error('CONNECTION_CLOSED');
      published.push({ subject: name, size: data.length, headers: options?.headers?.keys() ?? [] });
    },
    subscribe: (_inbox: string, { callback }: { callback: Callback }) => {
      pulls.push(callback);
      open += 1;
      return { isClosed: () => false, unsubscribe: () => (open -= 1) };
    },
    isClosed: () => false,
  } as unknown as NatsConnection;
  const link = new FakeLink();
  Object.defineProperty(link, 'native', { value: native });
  const transport = {
    state,
    link,
    inbox: () => subject('_INBOX', 'one'),
    onState: (listener: (next: LinkState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Transport;
  const become = (next: LinkState) => listeners.forEach((listener) => listener(next));
  const deliver = (message: Partial<Msg>) =>
    pulls.at(-1)?.(null, Object.assign(message, { subject: 'foo', data: message.data ?? new Uint8Array() }) as Msg);
  const close = () => (isClosed = true);
  return { clock, link, transport, published, become, deliver, close, left: () => open + listeners.size };
}

const status = (code: number, text: string) => ({ headers: newHeaders(code, text) as Msg['headers'] & object });
const reply = '$JS.ACK.S.C.1.1.1.1.0';
const delivery = () => ({ reply, data: body });

describe('something that is sent once', () => {
  const send = (at: ReturnType<typeof world>, data = body, headers: readonly (readonly [string, string])[] = []) =>
    sendOnce(at.transport, at.clock, { subject: to, body: data, headers }, 1000);

  it('ends with its answer, and leaves nothing behind', async () => {
    const at = world();
    const sending = send(at, body, [['X', 'y']]);
    at.link.deliver('_INBOX.one', 'stored');
    const answer = await sending;
    expect(answer.ok && new TextDecoder().decode(answer.value)).toBe('stored');
    expect(at.published).toEqual([{ subject: 'foo', size: 1, headers: ['X'] }]);
    expect([at.left(), at.link.subscriptions.size, at.clock.timers]).toEqual([0, 0, 0]);
  });

  it('has reached nobody where the server says so, or the login may not', async () => {
    const nobody = world();
    const sending = send(nobody);
    nobody.link.deliver('_INBOX.one', '', { noResponders: true });
    expect(await sending).toEqual({ ok: false, error: { code: 'noResponders' } });
    const denied = world();
    const refused = send(denied);
    denied.link.deny('foo');
    expect(await refused).toEqual({ ok: false, error: { code: 'denied', operation: 'publish' } });
  });

  it('is unknown without an answer, and when the link is lost, and is not sent again', async () => {
    const late = world();
    const waiting = send(late);
    await late.clock.pass(1000);
    expect(await waiting).toEqual({ ok: false, error: { code: 'outcomeUnknown' } });
    const lost = world();
    const sending = send(lost);
    lost.become('stale');
    lost.become('reconnecting');
    expect(await sending).toEqual({ ok: false, error: { code: 'outcomeUnknown' } });
    expect(late.published.length + lost.published.length).toBe(2);
  });

  it('was not sent where the library has closed meanwhile, and leaves nothing behind', async () => {
    const at = world();
    at.close();
    const expected = { ok: false, error: { code: 'notLive', state: 'live' } };
    expect(await send(at)).toEqual(expected);
    const pulled = await pull(at.transport, at.clock, { subject: to, batch: 1, expiresMs: 1000 }, never);
    expect(pulled).toEqual(expected);
    expect([at.left(), at.link.subscriptions.size, at.link.listeners, at.clock.timers]).toEqual([0, 0, 0, 0]);
  });

  it('is not sent over a link that is not live, or when headers and body are more than the server takes', async () => {
    const stale = world('stale');
    expect(await send(stale)).toEqual({ ok: false, error: { code: 'notLive', state: 'stale' } });
    const at = world();
    // The fake server takes 1,000 bytes.
    expect(await send(at, new Uint8Array(1001))).toMatchObject({ error: { code: 'requestTooLarge' } });
    expect(await send(at, new Uint8Array(990), [['X', 'y']])).toMatchObject({ error: { limitBytes: 1000 } });
    expect([...stale.published, ...at.published]).toEqual([]);
  });
});

describe('a pull', () => {
  const ask = (at: ReturnType<typeof world>, batch: number, signal = never) =>
    pull(at.transport, at.clock, { subject: to, batch, expiresMs: 1000 }, signal);

  it('ends with as many messages as were asked for', async () => {
    const at = world();
    const pulling = ask(at, 2);
    at.deliver(delivery());
    at.deliver({ reply, data: new Uint8Array([2]) });
    expect(await pulling).toMatchObject({
      ok: true,
      value: { end: { kind: 'complete' }, messages: [{ reply }, { body: new Uint8Array([2]) }] },
    });
    expect(at.left()).toBe(0);
  });

  it('ends with the word of the server, and signs of life are none', async () => {
    const at = world();
    const pulling = ask(at, 2);
    at.deliver(status(100, 'Idle Heartbeat'));
    at.deliver(delivery());
    at.deliver(status(409, 'Consumer Deleted'));
    expect(await pulling).toMatchObject({
      value: { end: { kind: 'status', code: 409, text: 'Consumer Deleted' }, messages: [{}] },
    });
    const nobody = world();
    const asking = ask(nobody, 1);
    nobody.deliver(status(503, 'No Responders'));
    expect(await asking).toMatchObject({ value: { end: { kind: 'noResponders' }, messages: [] } });
  });

  it('takes a stored message for what it is, whatever its headers say', async () => {
    const at = world();
    const pulling = ask(at, 2);
    at.deliver({ reply, ...status(503, 'as it was stored') });
    at.deliver({
      ...delivery(),
      get headers(): Msg['headers'] & object {
        throw new Error('a header that the library would not send');
      },
    });
    expect(await pulling).toMatchObject({
      value: { end: { kind: 'complete' }, messages: [{ headers: [] }, { headers: null }] },
    });
  });

  it('keeps what came when the link is lost, or the server says nothing more', async () => {
    const lost = world();
    const pulling = ask(lost, 2);
    lost.deliver(delivery());
    lost.become('reconnecting');
    expect(await pulling).toMatchObject({ value: { end: { kind: 'connectionLost' }, messages: [{}] } });
    const silent = world();
    const waiting = ask(silent, 2);
    await silent.clock.pass(2900);
    silent.deliver(delivery());
    await silent.clock.pass(200);
    expect(await waiting).toMatchObject({ value: { end: { kind: 'silent' }, messages: [{}] } });
  });

  it('is given up with its signal', async () => {
    const at = world();
    const giveUp = new AbortController();
    const pulling = ask(at, 1, giveUp.signal);
    giveUp.abort();
    await settle();
    expect(await pulling).toEqual({ ok: false, error: { code: 'aborted' } });
    expect(at.left()).toBe(0);
  });
});

describe('a subject of a text', () => {
  it('is one that can be sent to', () => {
    expect(subjectOf('a.b-c.$d')).toBe('a.b-c.$d');
    for (const text of ['', 'a.', 'a b', 'a.*', '>', 'x\r\nPUB y 0']) expect(subjectOf(text)).toBeNull();
  });
});
