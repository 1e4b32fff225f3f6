import { headers as newHeaders, type Msg, type NatsConnection } from 'nats.ws';
import { describe, expect, it } from 'vitest';
import type { LinkState } from '../domain/observation';
import { localMs } from '../domain/time';
import { ok, type Result } from '../lib/result';
import { deliver } from './account-delivery';
import { receiveSnapshot } from './account-snapshot';
import { FakeClock, FakeLink, settle } from './fakes';
import { subject } from './subject';
import type { Reply, Transport, TransportError } from './transport';

type Callback = (error: Error | null, message: Msg) => void;

/** A live transport whose server a test plays. */
function world(answer: Result<Reply, TransportError> = ok(reply())) {
  const clock = new FakeClock();
  const published: { readonly subject: string; readonly size: number; readonly reply: string }[] = [];
  const listeners = new Set<(state: LinkState) => void>();
  const callbacks: Callback[] = [];
  const responded: string[] = [];
  let open = 0;
  const native = {
    publish: (to: string, data: Uint8Array, options: { reply: string }) =>
      published.push({ subject: to, size: data.length, reply: options.reply }),
    subscribe: (_inbox: string, { callback }: { callback: Callback }) => {
      callbacks.push(callback);
      open += 1;
      return { isClosed: () => false, unsubscribe: () => (open -= 1) };
    },
    isClosed: () => false,
  } as unknown as NatsConnection;
  const link = new FakeLink();
  Object.defineProperty(link, 'native', { value: native });
  const asked: string[] = [];
  const transport = {
    state: 'live',
    link,
    inbox: () => subject('_INBOX', 'one'),
    request: (_to: string, body: string) => {
      asked.push(body);
      return Promise.resolve(answer);
    },
    onState: (listener: (next: LinkState) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Transport;
  const come = (message: Partial<Msg>) =>
    callbacks.at(-1)?.(
      null,
      Object.assign(message, {
        subject: message.subject ?? '_INBOX.one',
        data: message.data ?? new Uint8Array(),
        respond: () => responded.push(message.reply ?? ''),
      }) as Msg,
    );
  const become = (next: LinkState) => [...listeners].forEach((listener) => listener(next));
  return { clock, link, transport, published, responded, asked, come, become, left: () => open + listeners.size };
}

function reply(): Reply {
  return { subject: '_INBOX.two', payload: new Uint8Array([1]), headers: new Map(), receivedAt: localMs(0) };
}

const status = (code: number, text: string) => ({ headers: newHeaders(code, text) as Msg['headers'] & object });
const piece = (size: number, number: number): Partial<Msg> => ({
  data: new Uint8Array(size),
  reply: `$JS.SNAPSHOT.ACK.S.x.${String(size)}.${String(number)}`,
});

describe('a snapshot that is received', () => {
  function receive(at: ReturnType<typeof world>, signal = new AbortController().signal, most = 9, begun = true) {
    const sizes: number[] = [];
    const result = receiveSnapshot(
      at.transport,
      at.clock,
      {
        subject: subject('$JS', 'API', 'STREAM', 'SNAPSHOT', 'S'),
        body: (deliverTo) => `to ${deliverTo}`,
        firstWordMs: 1000,
        begun: () => begun,
        piece: ({ length }) => {
          sizes.push(length);
          return sizes.length <= most;
        },
      },
      signal,
    );
    return { result, sizes };
  }

  it('is acknowledged piece by piece, and ends with the word of the server', async () => {
    const at = world();
    const { result, sizes } = receive(at);
    // Before the answer, too.
    at.come(piece(10, 1));
    await settle();
    at.come(piece(20, 2));
    at.come({ data: new Uint8Array(5) });
    at.come(status(204, 'No Content'));
    expect(await result).toEqual(ok('received'));
    expect(at.asked).toEqual(['to _INBOX.one']);
    expect(sizes).toEqual([10, 20, 5]);
    expect(at.responded).toEqual(['$JS.SNAPSHOT.ACK.S.x.10.1', '$JS.SNAPSHOT.ACK.S.x.20.2']);
    expect([at.left(), at.clock.timers]).toEqual([0, 0]);
  });

  it('of 2.9 ends without a status', async () => {
    const at = world();
    const { result } = receive(at);
    await settle();
    at.come({});
    expect(await result).toEqual(ok('received'));
  });

  it.each([
    [(at: ReturnType<typeof world>) => at.come(piece(10, 2)), { code: 'gap' }],
    [(at: ReturnType<typeof world>) => at.come({ ...piece(10, 1), data: new Uint8Array(9) }), { code: 'gap' }],
    [
      (at: ReturnType<typeof world>) => at.come(status(408, 'No Flow Response')),
      { code: 'ended', status: 408, text: 'No Flow Response' },
    ],
    [(at: ReturnType<typeof world>) => at.become('reconnecting'), { code: 'interrupted' }],
    [
      (at: ReturnType<typeof world>) => at.link.deny('$JS.SNAPSHOT.ACK.S.x.1.1'),
      { code: 'denied', operation: 'publish' },
    ],
    [(at: ReturnType<typeof world>) => void at.clock.pass(30_000), { code: 'stalled' }],
  ])('has failed where something of it is missing: %#', async (happens, fault) => {
    const at = world();
    const { result } = receive(at);
    await settle();
    happens(at);
    expect(await result).toEqual({ ok: false, error: fault });
    await settle();
    expect([at.left(), at.clock.timers]).toEqual([0, 0]);
  });

  it('ends when the receiver wants no more, or is stopped', async () => {
    const full = world();
    const receiving = receive(full, new AbortController().signal, 1);
    await settle();
    full.come(piece(1, 1));
    full.come(piece(1, 2));
    expect(await receiving.result).toEqual({ ok: false, error: { code: 'unwanted' } });
    const stopped = world();
    const controller = new AbortController();
    const { result } = receive(stopped, controller.signal);
    await settle();
    controller.abort();
    expect(await result).toEqual({ ok: false, error: { code: 'aborted' } });
    expect(stopped.left()).toBe(0);
  });

  it('does not begin where the answer is none', async () => {
    expect(await receive(world(), undefined, 9, false).result).toEqual(ok(null));
    const silent = world({ ok: false, error: { code: 'timeout' } });
    expect(await receive(silent).result).toEqual({ ok: false, error: { code: 'timeout' } });
    expect([silent.left(), silent.clock.timers]).toEqual([0, 0]);
  });
});

describe('the data of a restore', () => {
  function send(at: ReturnType<typeof world>, size: number, deliverTo = '$JS.SNAPSHOT.RESTORE.S.x') {
    const told: (number | 'complete')[] = [];
    const controller = new AbortController();
    const result = deliver(
      at.transport,
      at.clock,
      {
        deliverTo,
        data: new Blob([new Uint8Array(size)]),
        acknowledged: (bytes) => told.push(bytes),
        complete: () => told.push('complete'),
      },
      controller.signal,
    );
    return { result, told, stop: () => controller.abort() };
  }
  const ack = (number: number, data = new Uint8Array()) => ({ subject: `_INBOX.one.${String(number)}`, data });
  const end = new TextEncoder().encode('{}');

  it('go in pieces that the server takes, eight on their way at most, and end with an empty one', async () => {
    const at = world();
    const { result, told } = send(at, 9500);
    await expect.poll(() => at.published.length).toBe(8);
    for (const number of [1, 2]) at.come(ack(number));
    await expect.poll(() => at.published.length).toBe(10);
    for (let number = 3; number <= 10; number += 1) at.come(ack(number));
    await expect.poll(() => at.published.length).toBe(11);
    expect(at.published.map(({ size }) => size)).toEqual([...Array<number>(9).fill(1000), 500, 0]);
    expect(at.published[0]).toMatchObject({ subject: '$JS.SNAPSHOT.RESTORE.S.x', reply: '_INBOX.one.1' });
    at.come(ack(0, end));
    expect(await result).toEqual(ok(end));
    expect(told).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 9500, 'complete']);
    expect([at.left(), at.clock.timers]).toEqual([0, 0]);
  });

  it('end with the word of the server in place of an acknowledgement', async () => {
    const at = world();
    const { result } = send(at, 3000);
    await expect.poll(() => at.published.length).toBe(3);
    at.come(ack(1, end));
    expect(await result).toEqual({ ok: false, error: { code: 'refused', answer: end } });
    expect([at.left(), at.clock.timers]).toEqual([0, 0]);
  });

  it('stop where they are told to, and not after all of them are there', async () => {
    const at = world();
    const early = send(at, 9000);
    await expect.poll(() => at.published.length).toBe(8);
    early.stop();
    expect(await early.result).toEqual({ ok: false, error: { code: 'aborted' } });
    const late = world();
    const sending = send(late, 10);
    await expect.poll(() => late.published.length).toBe(1);
    late.come(ack(1));
    await expect.poll(() => late.published.length).toBe(2);
    sending.stop();
    late.come(ack(0, end));
    expect(await sending.result).toEqual(ok(end));
  });

  it('are unknown when nothing comes back, and when the link is lost', async () => {
    const late = world();
    const waiting = send(late, 10);
    await expect.poll(() => late.published.length).toBe(1);
    await late.clock.pass(60_000);
    expect(await waiting.result).toEqual({ ok: false, error: { code: 'outcomeUnknown' } });
    const cut = world();
    const sending = send(cut, 10);
    await expect.poll(() => cut.published.length).toBe(1);
    cut.become('reconnecting');
    expect(await sending.result).toEqual({ ok: false, error: { code: 'outcomeUnknown' } });
  });

  it('reach nobody where the server says so or the login may not, and go nowhere but to a restore', async () => {
    const nobody = world();
    const sending = send(nobody, 10);
    await expect.poll(() => nobody.published.length).toBe(1);
    nobody.come({ ...ack(1), ...status(503, 'No Responders') });
    expect(await sending.result).toEqual({ ok: false, error: { code: 'noResponders' } });
    const denied = world();
    const refused = send(denied, 10);
    await expect.poll(() => denied.published.length).toBe(1);
    denied.link.deny('$JS.SNAPSHOT.RESTORE.S.x');
    expect(await refused.result).toEqual({ ok: false, error: { code: 'denied', operation: 'publish' } });
    for (const elsewhere of ['orders.new', '$JS.SNAPSHOT.RESTORE.*', '$JS.SNAPSHOT.RESTORE.S x'])
      expect(await send(world(), 10, elsewhere).result).toEqual({ ok: false, error: { code: 'damaged' } });
  });

  it('that the disk does not give are not sent', async () => {
    const at = world();
    const data = new Blob(['x']);
    data.slice = () => {
      throw new Error('gone');
    };
    const nothing = () => undefined;
    const to = { deliverTo: '$JS.SNAPSHOT.RESTORE.S.x', data, acknowledged: nothing, complete: nothing };
    expect(await deliver(at.transport, at.clock, to, new AbortController().signal)).toEqual({
      ok: false,
      error: { code: 'unreadable' },
    });
    expect([at.left(), at.clock.timers]).toEqual([0, 0]);
  });
});
