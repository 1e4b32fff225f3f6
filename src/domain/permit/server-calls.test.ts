import { describe, expect, it } from 'vitest';
import { aCluster, at, live, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Command } from '../command/command';
import type { Looked } from '../command/looked';
import { serverName } from '../ids';
import type { ConnectionFacts } from '../replies/servers';
import { serverMs } from '../time';
import { changesMembers, lookOf, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const n2 = serverName('n2');
const close: Command = { kind: 'clientClose', server: n2, cid: 7 };
const nudge: Command = { kind: 'clientNudge', server: n2, cid: 7 };
const reload: Command = { kind: 'serverReload', server: n2 };
const three = aCluster().withServers('n1', 'n2', 'n3');
const started = (ms: number): ConnectionFacts => ({
  ...{
    cid: 7,
    name: 'shop',
    kind: 'Client',
    type: 'nats',
    language: 'go',
    version: '1.40',
    account: null,
    user: 'app',
  },
  started: serverMs(ms),
  ...{ lastActive: null, stopped: null, reason: null, rtt: null, pendingBytes: 0 },
  ...{ inMessages: 0, outMessages: 0, inBytes: 0, outBytes: 0, subscriptions: 0 },
});
const found = (client: ConnectionFacts | null, own = false): Looked => ({ kind: 'client', client, own });
const loaded = (ms: number, digest: string | null): Looked => ({
  kind: 'serverConfig',
  loadedAt: serverMs(ms),
  digest,
});
const plan = (command: Command, looked: Looked, cluster: TestCluster = three, change: Partial<PermitContext> = {}) =>
  planCommand(modelOf([live(), ...cluster.poll(0)], 200), command, {
    readOnly: false,
    now: at(200),
    maxAge: defaultMaxAge,
    apiPrefix: () => null,
    looked,
    ...change,
  });
const model = modelOf([live(), ...three.poll(0)], 200);
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('a call to a client of a server', () => {
  it('goes to that run of the server, and names the client', () => {
    expect(lookOf(model, close)).toEqual({ kind: 'client', server: 'n2-run1', cid: 7 });
    expect(plan(close, found(started(1)))).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { kind: 'clientGoes', server: 'n2', client: { name: 'shop' } },
      request: { subject: ['$SYS', 'REQ', 'SERVER', 'n2-run1', 'KICK'], body: '{"cid":7}' },
    });
    expect(plan(nudge, found(started(1))).request?.subject).toContain('LDM');
    expect(changesMembers(close)).toBe(false);
  });

  it('is refused for a connection of this console, for one that is gone, and while it cannot be read', () => {
    expect(plan(close, found(started(1), true)).permit).toEqual(refused('ownConnection'));
    expect(plan(close, found(null)).permit).toEqual(refused('clientGone'));
    expect(plan(close, { kind: 'nothing' }).permit).toEqual(refused('clientUnread'));
  });

  it('is refused to readers, of a server that is not there, and below 2.10', () => {
    expect(plan(close, found(started(1)), three, { readOnly: true }).permit).toEqual(refused('readOnly'));
    const elsewhere: Command = { ...close, server: serverName('n9') };
    expect(plan(elsewhere, found(started(1)))).toMatchObject({ permit: refused('serverSilent'), request: null });
    const old = three.changeServer('n3', { version: '2.9.10' });
    expect(plan(close, found(started(1)), old).permit).toEqual(refused('versionTooOld'));
  });

  it('is done when the connection is gone, also where another one has its number', () => {
    const begun = plan(close, found(started(1)));
    expect(verdictOf(model, begun, found(null))).toMatchObject({ kind: 'done', result: { kind: 'clientGone' } });
    expect(verdictOf(model, begun, found(started(2)))).toMatchObject({ kind: 'done' });
    expect(verdictOf(model, begun, found(started(1)))).toEqual({ kind: 'open', reason: 'timeout' });
    expect(verdictOf(model, begun, { kind: 'nothing' })).toEqual({ kind: 'open', reason: 'timeout' });
    const told = plan(nudge, found(started(1)));
    expect(verdictOf(model, told, found(started(1)))).toEqual({ kind: 'open', reason: 'stillConnected' });
  });
});

describe('a reload of a configuration', () => {
  it('is compared by the moment of the load, and by the digest of the text where there is one', () => {
    const begun = plan(reload, loaded(1, 'a'));
    expect(begun).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { kind: 'configReloads', digest: 'a' },
      request: { subject: ['$SYS', 'REQ', 'SERVER', 'n2-run1', 'RELOAD'], body: '' },
    });
    const result = (looked: Looked, before = begun) => verdictOf(model, before, looked);
    expect(result(loaded(1, 'a'))).toEqual({ kind: 'open', reason: 'timeout' });
    expect(result(loaded(2, 'a'))).toEqual({ kind: 'done', result: { kind: 'reloaded', changed: false } });
    expect(result(loaded(2, 'b'))).toEqual({ kind: 'done', result: { kind: 'reloaded', changed: true } });
    const old = plan(reload, loaded(1, null));
    expect(result(loaded(2, null), old)).toEqual({ kind: 'done', result: { kind: 'reloaded', changed: null } });
  });

  it('is refused while nobody knows what is loaded', () => {
    expect(plan(reload, { kind: 'nothing' }).permit).toEqual(refused('configUnread'));
  });
});
