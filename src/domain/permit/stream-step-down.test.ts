import { describe, expect, it } from 'vitest';
import { aCluster, at, peerRow, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Command } from '../command/command';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import type { Observation } from '../observation';
import { planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const key = streamKey(domainName(''), accountId('APP'), streamName('S'));
const command = { kind: 'streamStepDown', stream: key, preferred: null } as const satisfies Command;
const three = aCluster().withServers('n1', 'n2', 'n3', 'n4').withStream('S', ['n1', 'n2', 'n3']);
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (account) => [account, '$JS', 'API'],
};

const modelAt = (observations: readonly Observation[], ms: number) => modelOf(observations, ms);
const plan = (
  observations: readonly Observation[],
  change: Partial<PermitContext> = {},
  ms = 200,
  wish: Command = command,
) => planCommand(modelAt(observations, ms), wish, { ...context, now: at(ms), ...change });
const refused = (reason: string) => ({ kind: 'refused', reason });
const of = (cluster: TestCluster) => plan(cluster.poll(0)).permit;

describe('the permit for a step-down of a stream leader', () => {
  it('is given when other members answer and hold the data', () => {
    expect(plan(three.poll(0))).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: ['n1', 'n2', 'n3'] },
      effect: { kind: 'leaderChanges', candidates: ['n2', 'n3'] },
      request: { subject: ['APP', '$JS', 'API', 'STREAM', 'LEADER', 'STEPDOWN', 'S'], body: '' },
      cli: 'nats stream cluster step-down S',
    });
  });

  it('is refused to readers, off the link and without access to the account', () => {
    expect(plan(three.poll(0), { readOnly: true }).permit).toEqual(refused('readOnly'));
    const off: Observation = { kind: 'link', at: at(100), link: 'stale' };
    expect(plan([...three.poll(0), off]).permit).toEqual(refused('linkNotLive'));
    expect(plan(three.poll(0), { apiPrefix: () => null })).toMatchObject({
      permit: refused('noAccess'),
      request: null,
    });
  });

  it('is refused for a single copy, for one nobody reports and for one without a leader', () => {
    expect(of(three.withStream('S', ['n1']))).toEqual(refused('oneCopy'));
    expect(of(three.withoutStream('S'))).toEqual(refused('notReported'));
    expect(of(three.changeStream('S', { leader: null }))).toEqual(refused('noLeader'));
  });

  it('is refused while the leader is silent', () => {
    const dead = [...three.poll(0), ...three.kill('n1').poll(100)];
    expect(plan(dead).permit).toEqual(refused('leaderSilent'));
  });

  it('is refused when as many members answer as an election needs: that of a single further one would fail', () => {
    const dead = [...three.poll(0), ...three.kill('n3').poll(100)];
    expect(plan(dead).permit).toEqual(refused('noSpareVote'));
  });

  it('is refused when the leader hears none of the others', () => {
    const rows = { n2: peerRow('n2', { active: 30_000 }), n3: peerRow('n3', { active: 30_000 }) };
    expect(of(three.changeStream('S', { rows }))).toEqual(refused('noOtherMember'));
  });

  it('is refused on data older than two rounds, even while liveness goes on', () => {
    const rounds = three.rounds(2_000, 9);
    expect(plan([...three.poll(0), ...rounds], {}, 10_900).permit).toEqual({ kind: 'allowed' });
    expect(plan([...three.poll(0), ...rounds], {}, 18_900).permit).toEqual(refused('dataTooOld'));
    expect(plan(three.poll(0), {}, 13_000).permit).toEqual(refused('dataTooOld'));
  });

  it('is refused while the members change', () => {
    const growing = three.changeStream('S', { on: ['n1', 'n2', 'n3', 'n4'], replicas: 3, config: true });
    expect(of(growing)).toEqual(refused('changing'));
  });

  it('takes a preferred server from 2.11 on, and only one that could lead', () => {
    const wish = (name: string) => ({ ...command, preferred: serverName(name) });
    expect(plan(three.poll(0), {}, 200, wish('n3'))).toMatchObject({
      permit: { kind: 'allowed' },
      request: { body: '{"placement":{"preferred":"n3"}}' },
      cli: 'nats stream cluster step-down S --preferred n3',
    });
    expect(plan(three.poll(0), {}, 200, wish('n4')).permit).toEqual(refused('preferredUnfit'));
    const old = three.changeServer('n4', { version: '2.10.27' });
    expect(plan(old.poll(0), {}, 200, wish('n3')).permit).toEqual(refused('versionTooOld'));
  });

  it('quotes names for the shell', () => {
    const name = "x'; rm -rf ~";
    const hostile = aCluster().withServers('n1', 'n2', 'n3').withStream(name, ['n1', 'n2', 'n3']);
    const wish = { ...command, stream: streamKey(domainName(''), accountId('APP'), streamName(name)) };
    expect(plan(hostile.poll(0), {}, 200, wish).cli).toBe(`nats stream cluster step-down 'x'\\''; rm -rf ~'`);
  });
});

describe('a step-down of a stream leader', () => {
  const before = plan(three.poll(0));
  const then = (cluster: TestCluster) => verdictOf(modelAt([...three.poll(0), ...cluster.poll(300)], 500), before);

  it('is done when another member says that it leads', () => {
    const done = { kind: 'done', result: { kind: 'leads', leader: 'n2' } };
    expect(then(three.changeStream('S', { leader: 'n2' }))).toEqual(done);
  });

  it('is open while the old one leads, or nobody, and when the stream is gone', () => {
    expect(then(three)).toEqual({ kind: 'open', reason: 'timeout' });
    expect(then(three.changeStream('S', { leader: null }))).toEqual({ kind: 'open', reason: 'leaderless' });
    expect(verdictOf(modelAt(three.withoutStream('S').poll(0), 200), before)).toMatchObject({ kind: 'open' });
  });
});
