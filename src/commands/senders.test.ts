import { describe, expect, it } from 'vitest';
import type { UserPermissions } from '../domain/replies/servers';
import { accountId, domainName, streamKey, streamName } from '../domain/ids';
import { err, ok } from '../lib/result';
import { commandSession, replyOf } from '../testing/command-session';
import { subject } from '../transport/subject';
import type { Transport } from '../transport/transport';
import { createCommands } from './create-commands';

const account = accountId('APP');
const stream = streamKey(domainName(''), account, streamName('S'));
const command = { kind: 'streamStepDown', stream, preferred: null } as const;
const login = { account, urls: [], credentials: { kind: 'anonymous' }, inboxPrefix: null } as const;
const never = new AbortController().signal;

interface Own extends Transport {
  readonly sent: readonly string[];
  closed: boolean;
  state: Transport['state'];
}

/** A connection of one account, as its server would serve it. */
function ownTransport(of = 'APP', allow: readonly string[] | null = null): Own {
  const sent: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    '$SYS.REQ.USER.INFO': {
      data: { user: 'app', account: of, ...(allow === null ? {} : { permissions: { publish: { allow } } }) },
    },
    '$JS.API.INFO': { streams: 1, consumers: 0 },
    '$JS.API.STREAM.NAMES': { total: 1, offset: 0, limit: 1024, streams: ['S'] },
  };
  const request: Transport['request'] = (subject) =>
    Promise.resolve(subject in answers ? replyOf(answers[subject]) : err({ code: 'noResponders' }));
  const own: Own = {
    sent,
    closed: false,
    state: 'live',
    server: { url: 'ws://app', name: 'n1', id: 'N1', version: '2.15.1' },
    link: null,
    problem: null,
    nextAttemptIn: null,
    onState: () => () => undefined,
    gather: () => Promise.resolve(err({ code: 'timeout' })),
    request,
    change: (subject) => {
      sent.push(subject);
      return Promise.resolve(replyOf({ success: true }));
    },
    subscribe: () => () => undefined,
    inbox: () => inbox,
    redial: () => undefined,
    rtt: () => Promise.resolve(ok(1)),
    close: () => void (own.closed = true),
    traffic: () => ({ requests: 0, bytesIn: 0 }),
  };
  return own;
}

const inbox = subject('_INBOX', 'test');

const publish = (allow: readonly string[]): UserPermissions => ({
  publish: { allow, deny: [] },
  subscribe: { allow: null, deny: [] },
});

describe('a connection of an account', () => {
  it('makes possible what the account alone may ask, and carries it', async () => {
    const own = ownTransport();
    const { commands, run, plan, changes } = await commandSession(createCommands, { imports: [], dialled: ok(own) });
    expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'noAccess' });
    expect(await commands.connectAccount(login, never)).toMatchObject({ ok: true, value: { account, user: 'app' } });
    const planned = await plan(command);
    expect(planned.permit).toEqual({ kind: 'allowed' });
    expect(planned.request).toEqual({
      subject: ['$JS', 'API', 'STREAM', 'LEADER', 'STEPDOWN', 'S'],
      body: '',
      over: account,
    });
    await run(planned);
    expect(own.sent).toEqual(['$JS.API.STREAM.LEADER.STEPDOWN.S']);
    expect(changes).toEqual([]);
  });

  it('does not carry what the meta leader answers', async () => {
    const own = ownTransport();
    const { commands, run, plan, changes } = await commandSession(createCommands, { imports: [], dialled: ok(own) });
    await commands.connectAccount(login, never);
    await run(await plan({ kind: 'metaStepDown', domain: domainName(''), preferred: null }));
    expect(changes).toEqual(['$JS.API.META.LEADER.STEPDOWN']);
    expect(own.sent).toEqual([]);
  });

  it('that is down sends nothing, and the control says so', async () => {
    const own = ownTransport();
    const { commands, plan } = await commandSession(createCommands, { imports: [], dialled: ok(own) });
    await commands.connectAccount(login, never);
    own.state = 'reconnecting';
    expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'accountNotLive' });
  });

  it('sends nothing that its own login may not', async () => {
    const own = ownTransport('APP', ['$JS.API.INFO', '$JS.API.STREAM.NAMES']);
    const { commands, plan } = await commandSession(createCommands, { imports: [], dialled: ok(own) });
    await commands.connectAccount(login, never);
    expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'notPermitted' });
  });

  it('is not kept when it is of another account, or of the system account', async () => {
    for (const of of ['ORDERS', '$SYS']) {
      const own = ownTransport(of);
      const { commands, plan } = await commandSession(createCommands, { imports: [], dialled: ok(own) });
      const answer = await commands.connectAccount({ ...login, account: of === '$SYS' ? null : account }, never);
      expect(answer).toEqual(err({ code: 'wrongAccount', account: of }));
      expect(own.closed).toBe(true);
      expect(commands.connections()).toEqual([]);
      expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'noAccess' });
    }
  });

  it('ends with the session, also one that comes up only after it', async () => {
    const [first, late] = [ownTransport(), ownTransport()];
    const { commands } = await commandSession(createCommands, { imports: [], dialled: ok(first) });
    await commands.connectAccount(login, never);
    commands.stop();
    expect(first.closed).toBe(true);
    const other = await commandSession(createCommands, { imports: [], dialled: ok(late) });
    const connecting = other.commands.connectAccount(login, never);
    other.commands.stop();
    expect(await connecting).toEqual(err({ code: 'aborted' }));
    expect(late.closed).toBe(true);
  });

  it('is taken back, and the account is as before', async () => {
    const own = ownTransport();
    const { commands, plan } = await commandSession(createCommands, { imports: [], dialled: ok(own) });
    await commands.connectAccount(login, never);
    await commands.disconnectAccount(account);
    expect(own.closed).toBe(true);
    expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'noAccess' });
  });
});

describe('a login with few rights', () => {
  it('is refused what it was told it may not send', async () => {
    const { plan } = await commandSession(createCommands, { permissions: publish(['APP.$JS.API.INFO']) });
    expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'notPermitted' });
  });

  it('is refused the second time what the server refused the first time', async () => {
    const { plan, run, answerWith } = await commandSession(createCommands);
    answerWith(err({ code: 'denied', operation: 'publish' }));
    expect(await run(await plan(command))).toMatchObject({
      ok: true,
      value: { kind: 'failed', description: 'denied' },
    });
    expect((await plan(command)).permit).toEqual({ kind: 'refused', reason: 'notPermitted' });
  });
});
