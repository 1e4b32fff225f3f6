import { describe, expect, it } from 'vitest';
import { aCluster, at, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Looked } from '../command/looked';
import { accountId, domainName, streamKey, streamName } from '../ids';
import type { Observation } from '../observation';
import { changesMembers, lookOf, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';
import { isShort } from './group';

const stream = streamKey(domainName(''), accountId('APP'), streamName('S'));
const to = (replicas: number) => ({ kind: 'streamScale', stream, replicas }) as const;
const three = aCluster()
  .withServers('n1', 'n2', 'n3', 'n4', 'n5')
  .withStream('S', ['n1', 'n2', 'n3'], { config: true, lastSeq: 500 });
const single = three.withStream('S', ['n1'], { config: true });
const read = (replicas: number, rest = '{"max_age":9007199254740993,"name":"S"}'): Looked => ({
  kind: 'streamConfig',
  replicas,
  rest,
});
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (account) => [account, '$JS', 'API'],
  looked: read(3),
};
const planned = (observations: readonly Observation[], replicas: number, change: Partial<PermitContext> = {}) =>
  planCommand(modelOf(observations, 200), to(replicas), { ...context, ...change });
const plan = (cluster: TestCluster, replicas: number, change: Partial<PermitContext> = {}) =>
  planned(cluster.poll(0), replicas, change);
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('a change of the number of copies', () => {
  it('asks for the configuration of that stream, and changes members', () => {
    expect(lookOf(modelOf(three.poll(0), 200), to(5))).toEqual({
      kind: 'streamConfig',
      account: 'APP',
      domain: '',
      stream: 'S',
    });
    expect(changesMembers(to(5))).toBe(true);
  });

  it('sends the configuration back as it was read, digit by digit, with another number', () => {
    expect(plan(three, 5)).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', asked: '{"num_replicas":3,"max_age":9007199254740993,"name":"S"}' },
      effect: {
        kind: 'replicasChange',
        from: 3,
        to: 5,
        before: { of: 3, need: 2 },
        after: { of: 5, need: 3 },
        present: ['n1', 'n2', 'n3'],
        candidates: ['n4', 'n5'],
      },
      request: {
        subject: ['APP', '$JS', 'API', 'STREAM', 'UPDATE', 'S'],
        body: '{"num_replicas":5,"max_age":9007199254740993,"name":"S"}',
      },
      cli: 'nats stream edit S --replicas 5 --force',
    });
  });

  it('is refused, and nothing can be sent, while the configuration is not read', () => {
    expect(plan(three, 5, { looked: { kind: 'nothing' } })).toMatchObject({
      permit: refused('configUnread'),
      request: null,
    });
  });

  it('is refused to readers, without access, and to the number that there is or that cannot be', () => {
    expect(plan(three, 5, { readOnly: true }).permit).toEqual(refused('readOnly'));
    expect(plan(three, 5, { apiPrefix: () => null })).toMatchObject({ permit: refused('noAccess'), request: null });
    for (const replicas of [0, 3, 6]) expect(plan(three, replicas).permit).toEqual(refused('sameReplicas'));
  });

  it('is refused where fewer servers could take a copy than are wanted', () => {
    const four = three.kill('n5');
    expect(planned([...three.poll(0), ...four.poll(100)], 5).permit).toEqual(refused('tooFewServers'));
    expect(planned([...three.poll(0), ...four.poll(100)], 4).permit).toEqual({ kind: 'allowed' });
  });

  it('is refused where those that could take a copy are alike in what all copies must differ in', () => {
    const zones = { n1: 'a', n2: 'b', n3: 'c', n4: 'd', n5: 'D' };
    const tagged = Object.entries(zones).reduce(
      (all, [name, zone]) => all.changeServer(name, { tags: [`az:${zone}`] }),
      three,
    );
    const model = modelOf(tagged.poll(0), 200);
    const servers = [...model.servers].map(
      ([name, one]) => [name, { ...one, totals: one.totals && { ...one.totals, uniqueTag: 'az:' } }] as const,
    );
    const permit = (replicas: number) =>
      planCommand({ ...model, servers: new Map(servers) }, to(replicas), context).permit;
    expect(permit(4)).toEqual({ kind: 'allowed' });
    expect(permit(5)).toEqual(refused('tooFewServers'));
  });

  it('is refused while a copy is silent or lacks messages, but for the leader to stay alone', () => {
    const dead = [...three.poll(0), ...three.kill('n3').poll(100)];
    expect(planned(dead, 5).permit).toEqual(refused('othersIncomplete'));
    expect(planned(dead, 2).permit).toEqual(refused('othersIncomplete'));
    expect(planned(dead, 1).permit).toEqual({ kind: 'allowed' });
  });

  it('is refused without a leader, and while the members change', () => {
    expect(plan(three.changeStream('S', { leader: null }), 1).permit).toEqual(refused('noLeader'));
    const growing = three.changeStream('S', { on: ['n1', 'n2', 'n3', 'n4'], replicas: 3 });
    expect(plan(growing, 1).permit).toEqual(refused('changing'));
  });

  it('is done when all copies are there, complete, and nothing else of the configuration is different', () => {
    const before = plan(single, 3, { looked: read(1) });
    expect(before.permit).toEqual({ kind: 'allowed' });
    const verdict = (cluster: TestCluster, looked: Looked) =>
      verdictOf(modelOf([...single.poll(0), ...cluster.poll(300)], 500), before, looked);
    expect(verdict(three, read(3))).toEqual({ kind: 'done', result: { kind: 'copies', members: ['n1', 'n2', 'n3'] } });
    expect(verdict(three, read(3, '{"max_age":0,"name":"S"}'))).toEqual({ kind: 'open', reason: 'otherChange' });
    expect(verdict(single, read(1))).toEqual({ kind: 'open', reason: 'timeout' });
    expect(verdict(three, { kind: 'nothing' })).toEqual({ kind: 'open', reason: 'timeout' });
    const copying = three.changeStream('S', { positions: { n3: 10 } });
    expect(verdict(copying, read(3))).toEqual({ kind: 'open', reason: 'running' });
    const leaderless = three.changeStream('S', { leader: null });
    expect(verdict(leaderless, read(3))).toEqual({ kind: 'open', reason: 'leaderless' });
  });

  it('down to one is done only when the other copies are gone', () => {
    const before = plan(three, 1);
    const verdict = (cluster: TestCluster) =>
      verdictOf(modelOf([...three.poll(0), ...cluster.poll(300)], 500), before, read(1));
    expect(verdict(single)).toEqual({ kind: 'done', result: { kind: 'copies', members: ['n1'] } });
    expect(verdict(three.changeStream('S', { replicas: 1 }))).toEqual({ kind: 'open', reason: 'running' });
  });
});

describe('a set of copies', () => {
  it('is short when fewer are there than configured, and a leader has them', () => {
    const shortIn = (cluster: TestCluster) => isShort(modelOf(cluster.poll(0), 200).streams.get(stream)!);
    expect(shortIn(three)).toBe(false);
    expect(shortIn(three.changeStream('S', { on: ['n1', 'n2'] }))).toBe(true);
    expect(shortIn(three.changeStream('S', { on: ['n1', 'n2'], leader: null }))).toBe(false);
  });
});
