import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock, FakeDial, FakeLink, settle } from './fakes';
import { Keeper } from './keeper';
import { Session } from './session';
import { subject } from './subject';
import type { Reply } from './transport';

const question = subject('question');
let clock: FakeClock;
let dial: FakeDial;
let link: FakeLink;
let keeper: Keeper;
let session: Session;
beforeEach(async () => {
  clock = new FakeClock();
  dial = new FakeDial();
  link = new FakeLink('a');
  dial.outcomes.push(link);
  keeper = new Keeper({ urls: ['a'], dial: dial.dial, clock, dialTimeoutMs: 2000, pingIntervalMs: 1_000_000 });
  session = new Session({ keeper, clock, inboxPrefix: ['_INBOX_wall', 'x'], maxReplyBytes: 100 });
  await keeper.open();
});

const text = (reply: Reply) => new TextDecoder().decode(reply.payload);
const failed = (code: string) => ({ ok: false, error: { code } });

describe('a gather', () => {
  it('asks once, with an inbox of its own under the prefix, and the header only for compressed replies', () => {
    void session.gather(question, '{"a":1}', { deadlineMs: 1000 });
    void session.gather(question, '', { deadlineMs: 1000, gzip: true });
    const [first, second] = link.published;
    expect(new TextDecoder().decode(first?.body)).toBe('{"a":1}');
    expect(first?.reply).toMatch(/^_INBOX_wall\.x\.[0-9a-f]{32}$/);
    expect(second?.reply).not.toBe(first?.reply);
    expect([first?.gzip, second?.gzip]).toEqual([false, true]);
  });

  it('lasts until the deadline, and fewer replies than expected are a value', async () => {
    const gathering = session.gather(question, '', { deadlineMs: 1000, expect: 3 });
    link.reply('one');
    await clock.pass(400);
    link.reply('two');
    await clock.pass(600);
    const gathered = await gathering;
    expect(gathered).toMatchObject({ ok: true, value: { complete: false, interrupted: false } });
    const replies = gathered.ok ? gathered.value.replies : [];
    expect(replies.map(text)).toEqual(['one', 'two']);
    expect(replies.map((reply) => reply.receivedAt)).toEqual([1_000_000, 1_000_400]);
    expect(gathered.ok && [gathered.value.startedAt, gathered.value.endedAt]).toEqual([1_000_000, 1_001_000]);
  });

  it('ends with the expected number, and takes nothing in after that', async () => {
    const gathering = session.gather(question, '', { deadlineMs: 1000, expect: 2 });
    link.reply('one');
    link.reply('two');
    link.reply('three');
    const gathered = await gathering;
    expect(gathered.ok && gathered.value.replies.map(text)).toEqual(['one', 'two']);
    expect(gathered).toMatchObject({ value: { complete: true } });
    expect(link.subscriptions.size).toBe(0);
  });

  it('ends when a function says so, which is given every reply in the order of arrival', async () => {
    const seen: string[] = [];
    const gathering = session.gather(question, '', {
      deadlineMs: 1000,
      gzip: true,
      expect: (reply) => {
        seen.push(text(reply));
        return text(reply) === 'last';
      },
    });
    link.reply(gzipSync('first'), { headers: new Map([['content-encoding', 'gzip']]) });
    link.reply('last');
    expect(await gathering).toMatchObject({ ok: true, value: { complete: true } });
    expect(seen).toEqual(['first', 'last']);
  });

  it('ends after a silence, when asked to, but never before the first reply', async () => {
    const gathering = session.gather(question, '', { deadlineMs: 1000, quietMs: 150 });
    await clock.pass(500);
    link.reply('one');
    await clock.pass(149);
    link.reply('two');
    await clock.pass(150);
    const gathered = await gathering;
    expect(gathered.ok && gathered.value.replies).toHaveLength(2);
    expect(gathered.ok && gathered.value.endedAt).toBe(1_000_799);
  });

  it('ends with what there is when nothing more is worth waiting for', async () => {
    const enough = new AbortController();
    const gathering = session.gather(question, '', { deadlineMs: 10_000, expect: 3, enough: enough.signal });
    link.reply('one');
    await clock.pass(400);
    enough.abort();
    link.reply('two');
    const gathered = await gathering;
    expect(gathered).toMatchObject({ ok: true, value: { complete: false, endedAt: 1_000_400 } });
    expect(gathered.ok && gathered.value.replies.map(text)).toEqual(['one']);
    expect(link.subscriptions.size).toBe(0);
  });

  it('without any reply is a timeout, after which the server is asked for a sign of life', async () => {
    link.answersPing = false;
    const gathering = session.gather(question, '', { deadlineMs: 1000 });
    await clock.pass(1000);
    expect(await gathering).toEqual(failed('timeout'));
    await clock.pass(2000);
    expect(session.state).toBe('stale');
  });

  it('is interrupted by the loss of the link, at once', async () => {
    const silent = session.gather(question, '', { deadlineMs: 1000 });
    link.end();
    expect(await silent).toEqual(failed('interrupted'));
  });

  it('keeps what came before the loss of the link, marked as interrupted', async () => {
    const gathering = session.gather(question, '', { deadlineMs: 1000, expect: 2 });
    link.reply('one');
    link.end();
    expect(await gathering).toMatchObject({ ok: true, value: { interrupted: true, complete: false } });
  });

  it('is marked when the link was stale for a while, although replies came', async () => {
    link.answersPing = false;
    void keeper.probe();
    const gathering = session.gather(question, '', { deadlineMs: 4000 });
    await clock.pass(2000);
    link.pong();
    link.reply('one');
    await clock.pass(2000);
    expect(session.state).toBe('live');
    expect(await gathering).toMatchObject({ ok: true, value: { interrupted: true } });
  });

  it('is an error without a connection, never silence', async () => {
    link.end();
    expect(await session.gather(question, '', { deadlineMs: 1000 })).toEqual(failed('notConnected'));
    session.close();
    expect(await session.gather(question, '', { deadlineMs: 1000 })).toEqual(failed('closed'));
  });

  it('ends with the connection', async () => {
    const gathering = session.gather(question, '', { deadlineMs: 1000 });
    session.close();
    expect(await gathering).toEqual(failed('closed'));
  });

  it('tells no responders, refusals and abortion apart', async () => {
    const nobody = session.gather(question, '', { deadlineMs: 1000 });
    link.reply('', { noResponders: true });
    expect(await nobody).toEqual(failed('noResponders'));

    const refused = session.gather(question, '', { deadlineMs: 1000 });
    link.deny('another');
    link.deny('question');
    expect(await refused).toEqual({ ok: false, error: { code: 'denied', operation: 'publish' } });

    const deaf = session.gather(question, '', { deadlineMs: 1000 });
    link.subscriptions.forEach((handler) => handler.denied());
    expect(await deaf).toEqual({ ok: false, error: { code: 'denied', operation: 'subscribe' } });

    const controller = new AbortController();
    const aborted = session.gather(question, '', { deadlineMs: 1000, signal: controller.signal });
    controller.abort();
    expect(await aborted).toEqual(failed('aborted'));
    const { signal } = controller;
    expect(await session.gather(question, '', { deadlineMs: 1000, signal })).toEqual(failed('aborted'));
    expect(link.subscriptions.size).toBe(0);
  });

  it('sends nothing that the server would refuse for its size', async () => {
    expect(await session.gather(question, 'x'.repeat(1001), { deadlineMs: 1000 })).toEqual({
      ok: false,
      error: { code: 'requestTooLarge', limitBytes: 1000 },
    });
    expect(link.published).toEqual([]);
  });

  it('takes in what had come by the deadline while this program was busy: timers run before sockets are read', async () => {
    const asking = session.request(question, '', { deadlineMs: 1000 });
    clock.after(1000, () => link.reply('in time'));
    await clock.pass(1000);
    const reply = await asking;
    expect(reply.ok && text(reply.value)).toBe('in time');
    const quiet = session.gather(question, '', { deadlineMs: 5000, quietMs: 100 });
    link.reply('one');
    clock.after(100, () => link.reply('two'));
    clock.after(201, () => link.reply('three'));
    await clock.pass(1000);
    const gathered = await quiet;
    expect(gathered.ok && gathered.value.replies.map(text)).toEqual(['one', 'two']);
  });

  it('counts a reply that cannot be unpacked as one that came', async () => {
    const gzip = { headers: new Map([['content-encoding', 'gzip']]) };
    const gathering = session.gather(question, '', { deadlineMs: 1000, expect: 3, gzip: true });
    link.reply('not gzip', gzip);
    link.reply(gzipSync('x'.repeat(101)), gzip);
    link.reply('good');
    const gathered = await gathering;
    expect(gathered).toMatchObject({
      ok: true,
      value: { complete: true, damaged: [{ code: 'damaged' }, { code: 'tooLarge', limitBytes: 100 }] },
    });
    expect(gathered.ok && gathered.value.replies.map(text)).toEqual(['good']);
  });

  it('leaves what it did not ask to be compressed as it is, and tells what the server added to it', async () => {
    const asking = session.request(question, '', { deadlineMs: 1000 });
    const stored = {
      headers: new Map([['content-encoding', 'gzip']]),
      added: new Map([['Nats-Sequence', '7']]),
      status: 204,
    };
    link.reply('not gzip', stored);
    const reply = await asking;
    expect(reply.ok && text(reply.value)).toBe('not gzip');
    expect(reply).toMatchObject({ value: { added: stored.added, status: 204 } });
  });

  it('rejects with the bug of whoever looks at the replies', async () => {
    const gathering = session.gather(question, '', {
      deadlineMs: 1000,
      expect: () => {
        throw new Error('a bug');
      },
    });
    link.reply('one');
    await expect(gathering).rejects.toThrow('a bug');
  });

  it('leaves no timer and no subscription behind', async () => {
    const before = clock.timers;
    const gathering = session.gather(question, '', { deadlineMs: 1000, quietMs: 100, expect: 1 });
    link.reply('one');
    await gathering;
    expect(clock.timers).toBe(before);
    expect(link.subscriptions.size).toBe(0);
  });
});

describe('a change', () => {
  it('is answered like a request while the link is live', async () => {
    const changing = session.change(question, '', { deadlineMs: 1000 });
    await settle();
    link.reply('done');
    const changed = await changing;
    expect(changed.ok && text(changed.value)).toBe('done');
  });

  it('is not sent unless the link is live', async () => {
    link.answersPing = false;
    void keeper.probe();
    await clock.pass(2000);
    expect(await session.change(question, '', { deadlineMs: 1000 })).toEqual({
      ok: false,
      error: { code: 'notLive', state: 'stale' },
    });
    link.end();
    expect(await session.change(question, '', { deadlineMs: 1000 })).toMatchObject(failed('notLive'));
    expect(link.published).toEqual([]);
  });

  it('has an unknown outcome when no reply comes, whatever the cause, and is never sent again', async () => {
    const slow = session.change(question, '', { deadlineMs: 1000 });
    await clock.pass(1000);
    expect(await slow).toEqual(failed('outcomeUnknown'));

    const unread = session.change(question, '', { deadlineMs: 1000 });
    link.reply('x'.repeat(101));
    expect(await unread).toEqual(failed('outcomeUnknown'));

    const cut = session.change(question, '', { deadlineMs: 1000 });
    const next = new FakeLink('a');
    dial.outcomes.push(next);
    link.end();
    expect(await cut).toEqual(failed('outcomeUnknown'));
    await clock.pass(10_000);
    expect(session.state).toBe('live');
    expect(next.published).toEqual([]);
    expect(link.published).toHaveLength(3);
  });

  it('is known to have reached nobody when the server says so', async () => {
    const nobody = session.change(question, '', { deadlineMs: 1000 });
    link.reply('', { noResponders: true });
    expect(await nobody).toEqual(failed('noResponders'));
    const refused = session.change(question, '', { deadlineMs: 1000 });
    link.deny('question');
    expect(await refused).toMatchObject(failed('denied'));
  });
});

describe('a subscription', () => {
  it('outlives the link and ends when it is told to', async () => {
    const heard: string[] = [];
    const stop = session.subscribe(question, { message: (message) => heard.push(text(message)) });
    link.deliver('question', 'one');
    const next = new FakeLink('a');
    dial.outcomes.push(next);
    link.end();
    await clock.pass(1000);
    next.deliver('question', 'two');
    stop();
    next.deliver('question', 'three');
    expect(heard).toEqual(['one', 'two']);
    expect(next.subscriptions.size).toBe(0);
  });

  it('tells that it is refused', () => {
    let refused = 0;
    session.subscribe(question, { message: () => undefined, refused: () => (refused += 1) });
    link.subscriptions.get('question')?.denied();
    expect(refused).toBe(1);
  });
});

describe('the session', () => {
  it('names the server, the traffic and the round trip', async () => {
    expect(session.server).toMatchObject({ url: 'a', version: '2.15.1' });
    session.subscribe(question, { message: () => undefined });
    link.deliver('question', 'four');
    void session.request(question, '', { deadlineMs: 1000 });
    link.reply('five5');
    expect(session.traffic()).toEqual({ requests: 1, bytesIn: 9 });
    expect(await session.rtt()).toEqual({ ok: true, value: 0 });
    link.end();
    expect(session.server).toBeNull();
    expect(await session.rtt()).toEqual(failed('notConnected'));
    session.close();
    expect(await session.rtt()).toEqual(failed('closed'));
  });
});
