import { describe, expect, it } from 'vitest';
import { aCluster, at, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Command } from '../command/command';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import type { Observation } from '../observation';
import { changesMembers, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const stream = streamKey(domainName(''), accountId('APP'), streamName('S'));
const remove = (name: string) => ({ kind: 'streamPeerRemove', stream, server: serverName(name) }) as const;
const move = (name: string) => ({ kind: 'streamMove', stream, from: serverName(name) }) as const;
const cancel = { kind: 'streamCancelMove', stream } as const;
const five = aCluster()
  .withServers('n1', 'n2', 'n3', 'n4', 'n5')
  .withStream('S', ['n1', 'n2', 'n3'], { config: true, lastSeq: 500 });
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (account) => [account, '$JS', 'API'],
};

const plan = (observations: readonly Observation[], command: Command, change: Partial<PermitContext> = {}) =>
  planCommand(modelOf(observations, 200), command, { ...context, ...change });
const after = (cluster: TestCluster, killed: TestCluster) => [
  ...cluster.poll(0),
  ...killed.rounds(50, 1),
  ...killed.poll(100),
];
const dead = after(five, five.kill('n3'));
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('the removal of a dead copy', () => {
  it('is permitted when the others are complete and another server could take it', () => {
    expect(plan(dead, remove('n3'))).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: ['n1', 'n2', 'n3'] },
      effect: { kind: 'copyGoes', from: 'n3', leads: false, candidates: ['n4', 'n5'], left: ['n1', 'n2'] },
      request: { subject: ['APP', '$JS', 'API', 'STREAM', 'PEER', 'REMOVE', 'S'], body: '{"peer":"n3"}' },
      cli: 'nats stream cluster peer-remove S n3',
    });
  });

  it('is refused for a copy that answers: it is moved', () => {
    expect(plan(five.poll(0), remove('n3')).permit).toEqual(refused('copyAnswers'));
    expect(plan(five.poll(0), remove('n4')).permit).toEqual(refused('notACopy'));
  });

  it('is refused for one that missed a single round: it may be slow', () => {
    expect(plan([...five.poll(0), ...five.kill('n3').poll(100)], remove('n3')).permit).toEqual(refused('dataTooOld'));
  });

  it('is refused for one that is silent here and that its leader hears: it is there', () => {
    const left = five.kill('n3');
    const heard = modelOf([...five.poll(0), ...left.rounds(2000, 3), ...left.poll(8000)], 8200);
    expect(planCommand(heard, remove('n3'), { ...context, now: at(8200) }).permit).toEqual(refused('heardElsewhere'));
  });

  it('is refused for the only copy, from a page that saw it alive and from one opened after the kill', () => {
    const single = five.withStream('S', ['n3'], { config: true });
    expect(plan(after(single, single.kill('n3')), remove('n3')).permit).toEqual(refused('notReported'));
    expect(plan(single.kill('n3').poll(0), remove('n3')).permit).toEqual(refused('notReported'));
  });

  it('is refused where no server could take its place: up to 2.10 the copy would be gone all the same', () => {
    const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { config: true });
    expect(plan(after(three, three.kill('n3')), remove('n3')).permit).toEqual(refused('noRoomElsewhere'));
  });

  it('is refused while another copy lacks messages, or does not answer', () => {
    const late = five.changeStream('S', { positions: { n2: 100 } });
    expect(plan(after(late, late.kill('n3')), remove('n3')).permit).toEqual(refused('othersIncomplete'));
    const wide = five.withStream('S', ['n1', 'n2', 'n3', 'n4', 'n5'], { config: true }).withServer('n6');
    expect(plan(after(wide, wide.kill('n3', 'n4')), remove('n3')).permit).toEqual(refused('othersIncomplete'));
  });

  it('is refused without a meta leader, without access, and while the configuration is not known', () => {
    const leaderless = after(five, five.kill('n3').withMetaLeader(null));
    expect(plan(leaderless, remove('n3')).permit).toEqual(refused('noMetaLeader'));
    expect(plan(dead, remove('n3'), { apiPrefix: () => null }).permit).toEqual(refused('noAccess'));
    const bare = five.changeStream('S', { config: false });
    expect(plan(after(bare, bare.kill('n3')), remove('n3')).permit).toEqual(refused('dataTooOld'));
  });
});

describe('the move of a copy', () => {
  it('is asked of the meta leader, for any account, and needs no access to it', () => {
    expect(plan(five.poll(0), move('n1'), { apiPrefix: () => null })).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { kind: 'copyGoes', from: 'n1', leads: true, candidates: ['n4', 'n5'] },
      request: { subject: ['$JS', 'API', 'ACCOUNT', 'STREAM', 'MOVE', 'APP', 'S'], body: '{"server":"n1"}' },
      cli: `nats request '$JS.API.ACCOUNT.STREAM.MOVE.APP.S' '{"server":"n1"}'`,
    });
  });

  it('is permitted for the only copy, which keeps its data; not where a crash after it would take them', () => {
    const single = (version: string) =>
      five.changeServer('n5', { version }).withStream('S', ['n3'], { config: true }).poll(0);
    expect(plan(single('2.10.9'), move('n3')).permit).toEqual({ kind: 'allowed' });
    expect(plan(single('2.10.8'), move('n3')).permit).toEqual(refused('onlyCopyAtRisk'));
    expect(plan(five.changeServer('n5', { version: '2.9.10' }).poll(0), move('n1')).permit).toEqual({
      kind: 'allowed',
    });
  });

  it('is refused for a copy that does not answer, and where no server could take it', () => {
    expect(plan(dead, move('n3')).permit).toEqual(refused('copySilent'));
    const full = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { config: true });
    expect(plan(full.poll(0), move('n1')).permit).toEqual(refused('noRoomElsewhere'));
    expect(plan(five.poll(0), move('n5')).permit).toEqual(refused('notACopy'));
  });
});

describe('where a copy goes', () => {
  const zones = { n1: 'az:a', n2: 'az:b', n3: 'az:c', n4: 'az:a', n5: 'az:b' };
  const tagged = (version = '2.15.1') =>
    Object.entries(zones).reduce(
      (all, [name, zone]) => all.changeServer(name, { tags: [zone, 'ssd'], version }),
      five.changeStream('S', { config: true }),
    );
  const toZone = (tag: string) => ({ ...move('n1'), tag });

  it('is chosen by a tag that some of those who could take it have, never by one that all have', () => {
    expect(plan(tagged().poll(0), move('n1')).effect).toMatchObject({
      candidates: ['n4', 'n5'],
      tags: [
        { tag: 'az:a', servers: ['n4'] },
        { tag: 'az:b', servers: ['n5'] },
      ],
    });
    expect(plan(five.poll(0), move('n1')).effect).toMatchObject({ tags: [] });
  });

  it('is asked of the meta leader, also where the account could be asked: its own request takes no tags', () => {
    expect(plan(tagged().poll(0), move('n1')).request?.subject).toContain('EVACUATE');
    expect(plan(tagged().poll(0), toZone('az:b'))).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { candidates: ['n5'] },
      request: {
        subject: ['$JS', 'API', 'ACCOUNT', 'STREAM', 'MOVE', 'APP', 'S'],
        body: '{"server":"n1","tags":["az:b"]}',
      },
    });
  });

  it('is refused where nobody has the tag who could take it', () => {
    expect(plan(tagged().poll(0), toZone('az:c')).permit).toEqual(refused('noRoomElsewhere'));
  });

  it('cannot be chosen below 2.11 for a stream with a placement of its own: the tags might stay with it', () => {
    const model = modelOf(tagged('2.10.27').poll(0), 200);
    expect(planCommand(model, toZone('az:b'), context).permit).toEqual({ kind: 'allowed' });
    const pinned = [...model.streams.values()].map((one) => ({
      ...one,
      config: { ...one.config!, placementTags: ['ssd'] },
    }));
    const other = { ...model, streams: new Map(pinned.map((one) => [one.key, one])) };
    expect(planCommand(other, toZone('az:b'), context)).toMatchObject({
      permit: refused('versionTooOld'),
      effect: { tags: 'versionTooOld' },
    });
  });

  it('is held against where it went', () => {
    const made = plan(tagged().poll(0), toZone('az:b'));
    const read = (on: readonly string[]) =>
      verdictOf(
        modelOf([...tagged().poll(0), ...tagged().changeStream('S', { on, leader: 'n2' }).poll(300)], 500),
        made,
      );
    expect(read(['n2', 'n3', 'n5'])).toMatchObject({ kind: 'done', result: { members: ['n2', 'n3', 'n5'] } });
    expect(read(['n2', 'n3', 'n4'])).toEqual({ kind: 'open', reason: 'elsewhere' });
  });
});

describe('the end of a change of copies', () => {
  const growing = five.changeStream('S', { on: ['n1', 'n2', 'n3', 'n4'], replicas: 3 });

  it('is permitted while one is under way, and then nothing else is', () => {
    expect(plan(growing.poll(0), cancel)).toMatchObject({
      permit: { kind: 'allowed' },
      request: { subject: ['$JS', 'API', 'ACCOUNT', 'STREAM', 'CANCEL_MOVE', 'APP', 'S'], body: '{}' },
    });
    expect(plan(growing.poll(0), move('n1')).permit).toEqual(refused('changing'));
    expect(plan(five.poll(0), cancel).permit).toEqual(refused('notChanging'));
  });

  const headless = (positions: Record<string, number>) =>
    five.withStream('S', ['n1', 'n4'], { config: true, replicas: 1, leader: null, lastSeq: 500, positions });

  it('needs no leader where what it would go back to answers: new copies are behind', () => {
    // The new copy is empty, or its server fell silent before it had any.
    expect(plan(headless({ n4: 0 }).poll(0), cancel).permit).toEqual({ kind: 'allowed' });
    const before = five.withStream('S', ['n1'], { config: true, lastSeq: 500 });
    const lost = [...before.poll(0), ...headless({}).kill('n4').poll(100)];
    expect(plan(lost, cancel).permit).toEqual({ kind: 'allowed' });
    const wide = five.withStream('S', ['n1', 'n2', 'n3', 'n4'], { config: true, replicas: 3, leader: null });
    const lacking = wide.changeStream('S', { positions: { n4: 7 } });
    expect(plan(after(lacking, lacking.kill('n3', 'n4')), cancel).permit).toEqual({ kind: 'allowed' });
  });

  it('is refused without a leader where it may go back to a server that does not answer', () => {
    const uncertain = refused('returnUncertain');
    // Both may be the old copy; then the old one is gone; then the page never heard the other server.
    expect(plan(after(headless({}), headless({}).kill('n4')), cancel).permit).toEqual(uncertain);
    expect(
      plan(after(headless({ n4: 7 }), headless({ n4: 7 }).kill('n1').withMetaLeader('n2')), cancel).permit,
    ).toEqual(uncertain);
    expect(plan(headless({}).kill('n4').poll(0), cancel).permit).toEqual(uncertain);
    const wide = five.withStream('S', ['n1', 'n2', 'n3', 'n4'], { config: true, replicas: 3, leader: null });
    const lacking = wide.changeStream('S', { positions: { n4: 7 } });
    expect(plan(after(lacking, lacking.kill('n2', 'n3')), cancel).permit).toEqual(uncertain);
  });

  it('is not verified while nobody leads', () => {
    const begun = plan(headless({ n4: 0 }).poll(0), cancel);
    const back = five.withStream('S', ['n1'], { config: true, lastSeq: 500, leader: null });
    const read = verdictOf(modelOf([...headless({ n4: 0 }).poll(0), ...back.poll(300)], 500), begun);
    expect(read).toEqual({ kind: 'open', reason: 'leaderless' });
  });

  it('is done when the stream has its configured copies again', () => {
    const begun = plan(growing.poll(0), cancel);
    const read = (cluster: TestCluster) => verdictOf(modelOf([...growing.poll(0), ...cluster.poll(300)], 500), begun);
    expect(read(growing)).toEqual({ kind: 'open', reason: 'running' });
    expect(read(five)).toEqual({ kind: 'done', result: { kind: 'settled' } });
  });
});

describe('a change of copies', () => {
  const moved = plan(five.poll(0), move('n1'));
  const then = (cluster: TestCluster) => verdictOf(modelOf([...five.poll(0), ...cluster.poll(300)], 500), moved);

  it('is done when the configured number of copies is there, complete, without the one that went', () => {
    const members = ['n2', 'n3', 'n4'];
    const done = five.changeStream('S', { on: members, leader: 'n2' });
    expect(then(done)).toEqual({ kind: 'done', result: { kind: 'copies', members } });
  });

  it('goes on while the new copy lacks messages, whatever the leader says of it', () => {
    const copying = five.changeStream('S', { on: ['n2', 'n3', 'n4'], leader: 'n2', positions: { n4: 14 } });
    expect(then(copying)).toEqual({ kind: 'open', reason: 'running' });
  });

  it('has stopped where nobody leads while there are more copies than configured', () => {
    const headless = five.changeStream('S', { on: ['n1', 'n2', 'n3', 'n4'], replicas: 3, leader: null });
    expect(then(headless)).toEqual({ kind: 'open', reason: 'leaderless' });
  });

  it('goes on while there are more copies than configured, and was not seen while nothing differs', () => {
    const both = five.changeStream('S', { on: ['n1', 'n2', 'n3', 'n4'], replicas: 3 });
    expect(then(both)).toEqual({ kind: 'open', reason: 'running' });
    expect(then(five)).toEqual({ kind: 'open', reason: 'timeout' });
    expect(then(five.withoutStream('S'))).toMatchObject({ kind: 'open' });
  });

  it('is one at a time; elections are not', () => {
    expect([remove('n1'), move('n1'), cancel].map((command) => changesMembers(command))).toEqual([true, true, true]);
    expect(changesMembers({ kind: 'streamStepDown', stream, preferred: null })).toBe(false);
  });
});
