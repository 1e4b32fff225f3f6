import { describe, expect, it } from 'vitest';
import { aCluster, at, live, peerOf, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Command, GivenUp } from '../command/command';
import { accountId, domainName, peerId, serverName } from '../ids';
import type { Observation } from '../observation';
import { changesMembers, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const hub = domainName('');
const nothing: GivenUp = { streams: 0, accounts: ['APP'] };
const context: PermitContext = { readOnly: false, now: at(200), maxAge: defaultMaxAge, apiPrefix: () => null };
const remove = (name: string, givenUp = nothing): Command => ({
  kind: 'serverRemove',
  domain: hub,
  target: { kind: 'server', name: serverName(name) },
  givenUp,
});
const servers = (count: number) => aCluster().withServers(...Array.from({ length: count }, (_, n) => `n${n + 1}`));
const plan = (observations: readonly Observation[], command: Command, change: Partial<PermitContext> = {}) =>
  planCommand(modelOf([live(), ...observations], 200), command, { ...context, ...change });
const after = (cluster: TestCluster, ...killed: string[]) => {
  const left = cluster.kill(...killed);
  return [...cluster.poll(0), ...left.rounds(50, 1), ...left.poll(100)];
};
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('the removal of a server', () => {
  it('is permitted for a dead one while enough members answer', () => {
    expect(plan(after(servers(5), 'n5'), remove('n5'))).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: ['n1', 'n2', 'n3', 'n4', 'n5'] },
      effect: { kind: 'serverGoes', lost: [], before: { of: 5, need: 3 }, after: { of: 4, need: 3 } },
      request: { subject: ['$JS', 'API', 'SERVER', 'REMOVE'], body: '{"peer":"n5"}' },
      cli: 'nats server cluster peer-remove n5',
    });
  });

  it('is permitted for one dead member of four with three answering, and of three with two', () => {
    expect(plan(after(servers(4), 'n4'), remove('n4')).permit).toEqual({ kind: 'allowed' });
    expect(plan(after(servers(3), 'n3'), remove('n3')).permit).toEqual({ kind: 'allowed' });
  });

  it('is refused while the server answers, and for one that is no member', () => {
    expect(plan(servers(5).poll(0), remove('n5')).permit).toEqual(refused('serverAnswers'));
    expect(plan(servers(5).poll(0), remove('n9')).permit).toEqual(refused('notAMember'));
  });

  it('is refused for one that missed a single round: it may be slow', () => {
    const slow = [...servers(5).poll(0), ...servers(5).kill('n5').poll(100)];
    expect(plan(slow, remove('n5')).permit).toEqual(refused('dataTooOld'));
  });

  it('is refused for one that is silent here and that the meta leader hears: it runs', () => {
    const left = servers(5).kill('n5');
    const heard = [...servers(5).poll(0), ...left.rounds(2000, 3), ...left.poll(8000)];
    const model = modelOf([live(), ...heard], 8200);
    const now = { ...context, now: at(8200) };
    expect(planCommand(model, remove('n5'), now).permit).toEqual(refused('heardElsewhere'));
    const lost = left.withMetaRow('n5', { active: 8000, current: false });
    const dead = modelOf([live(), ...servers(5).poll(0), ...lost.rounds(2000, 3), ...lost.poll(8000)], 8200);
    expect(planCommand(dead, remove('n5'), now).permit).toEqual({ kind: 'allowed' });
  });

  it('is refused where too few members answer, now or after it', () => {
    expect(plan(after(servers(5), 'n3', 'n4', 'n5'), remove('n5')).permit).toMatchObject({ kind: 'refused' });
    expect(plan(after(servers(4), 'n3', 'n4'), remove('n4')).permit).toMatchObject({ kind: 'refused' });
  });

  it('is refused without a leader, to readers, and on old data', () => {
    const leaderless = [...servers(5).poll(0), ...servers(5).kill('n5').withMetaLeader(null).poll(100)];
    expect(plan(leaderless, remove('n5')).permit).toEqual(refused('noMetaLeader'));
    expect(plan(after(servers(5), 'n5'), remove('n5'), { readOnly: true }).permit).toEqual(refused('readOnly'));
    expect(plan(after(servers(5), 'n5'), remove('n5'), { now: at(20_000) }).permit).toEqual(refused('dataTooOld'));
  });

  it('is refused while a stream changes its members', () => {
    const busy = servers(5).withStream('S', ['n1', 'n2', 'n3', 'n4'], { replicas: 3, config: true });
    expect(plan(after(busy, 'n5'), remove('n5')).permit).toEqual(refused('changing'));
  });

  it('counts the streams that get a new copy, and those that nobody could take', () => {
    const five = servers(5)
      .withStream('A', ['n3', 'n4', 'n5'], { config: true })
      .withStream('B', ['n1', 'n2', 'n3', 'n4', 'n5'], { config: true })
      .withStream('C', ['n1', 'n2', 'n3'], { config: true });
    expect(plan(after(five, 'n5'), remove('n5')).effect).toMatchObject({ rebuilt: 2, short: 1, lost: [] });
  });

  it('is refused until just the streams that are lost with it are given up', () => {
    const single = servers(5).withStream('ONLY', ['n5'], { config: true }).withStream('ELSEWHERE', ['n2']);
    const dead = after(single, 'n5');
    expect(plan(dead, remove('n5'))).toMatchObject({
      permit: refused('streamsLost'),
      effect: { lost: [{ account: 'APP', name: 'ONLY' }] },
    });
    expect(plan(dead, remove('n5', { ...nothing, streams: 1 })).permit).toEqual({ kind: 'allowed' });
    expect(plan(dead, remove('n5', { ...nothing, streams: 2 })).permit).toEqual(refused('streamsLost'));
  });

  it('counts a stream as lost, too, whose other copies are all on servers that do not answer', () => {
    const seven = servers(7)
      .withStream('DEAD', ['n6', 'n7'], { config: true })
      .withStream('LED', ['n1', 'n6', 'n7'], { config: true });
    const dead = after(seven, 'n6', 'n7');
    expect(plan(dead, remove('n7'))).toMatchObject({
      permit: refused('streamsLost'),
      effect: { lost: [{ account: 'APP', name: 'DEAD' }], rebuilt: 1 },
    });
    expect(plan(dead, remove('n7', { ...nothing, streams: 1 })).permit).toEqual({ kind: 'allowed' });
    expect(plan(after(seven, 'n7'), remove('n7'))).toMatchObject({ permit: { kind: 'allowed' }, effect: { lost: [] } });
  });

  it('is refused until each account whose streams are not known is given up', () => {
    const single = servers(5).withStream('S', ['n1']);
    const dead = after(single, 'n5');
    const access: Observation = { kind: 'access', at: at(120), account: accountId('APP'), access: 'none' };
    const unknown = [...dead, access];
    expect(plan(unknown, remove('n5', { streams: 0, accounts: [] }))).toMatchObject({
      permit: refused('streamsUnknown'),
      effect: { unknownAccounts: ['APP'] },
    });
    expect(plan(unknown, remove('n5')).permit).toEqual({ kind: 'allowed' });
  });

  it('of a vote without a name goes by its peer', () => {
    const target = { kind: 'peer', id: peerId('abcdefgh') } as const;
    const planned = plan(servers(3).poll(0), { kind: 'serverRemove', domain: hub, target, givenUp: nothing });
    expect(planned).toMatchObject({
      permit: refused('notAMember'),
      request: { body: '{"peer_id":"abcdefgh"}' },
      cli: 'nats server cluster peer-remove abcdefgh',
    });
    const known = { kind: 'peer', id: peerOf('n3') } as const;
    const dead = plan(after(servers(3), 'n3'), { kind: 'serverRemove', domain: hub, target: known, givenUp: nothing });
    expect(dead.permit).toEqual({ kind: 'allowed' });
  });

  it('by its peer costs the same as by its name', () => {
    const dead = after(
      servers(5).withStream('ONLY', ['n5'], { config: true }).withStream('R3', ['n3', 'n4', 'n5'], { config: true }),
      'n5',
    );
    const byName = plan(dead, remove('n5'));
    const target = { kind: 'peer', id: peerOf('n5') } as const;
    const byPeer = plan(dead, { kind: 'serverRemove', domain: hub, target, givenUp: nothing });
    expect(byName.effect).toMatchObject({ lost: [{ account: 'APP', name: 'ONLY' }], rebuilt: 1 });
    expect(byPeer.permit).toEqual(refused('streamsLost'));
    expect(byPeer.effect).toEqual({ ...byName.effect, target });
  });

  it('is done when the leader no longer lists it', () => {
    const begun = plan(after(servers(5), 'n5'), remove('n5'));
    const dead = servers(5).kill('n5');
    const read = (cluster: TestCluster) =>
      verdictOf(modelOf([live(), ...after(servers(5), 'n5'), ...cluster.poll(300)], 500), begun);
    expect(read(dead)).toEqual({ kind: 'open', reason: 'timeout' });
    expect(read(dead.withMembers(['n1', 'n2', 'n3', 'n4']))).toEqual({
      kind: 'done',
      result: { kind: 'removed', of: 4 },
    });
    expect(read(dead.withMetaLeader(null))).toEqual({ kind: 'open', reason: 'leaderless' });
  });

  it('is one change of members among others: one at a time', () => {
    expect(changesMembers(remove('n5'))).toBe(true);
  });
});
