import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster, aConsumer, peerRow, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { ClusterModel } from '../cluster/model';
import { clusterName, serverName, streamPlace, type StreamKey } from '../ids';
import { leadersAway, leadersBalanced, mostMoves, stepOf, type LeaderInput, type LeaderPlan } from './leaders';

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
const inputOf = (cluster: TestCluster, rates: Readonly<Record<string, number>> = {}): LeaderInput => {
  const model = modelOf(cluster.poll(0), 200);
  const rateOf = (stream: StreamKey) => rates[streamPlace(stream).name] ?? null;
  return { ...rowsOf(model), rateOf, isReached: () => true };
};
const rowsOf = (model: ClusterModel) => ({
  servers: [...model.servers.values()],
  streams: [...model.streams.values()],
  consumers: [...model.consumers.values()],
});
const short = ({ moves }: LeaderPlan) =>
  moves.map(({ stream, consumer, from, to }) => `${consumer?.name ?? stream.name} ${from}>${to}`);
const with3 = (cluster: TestCluster, name: string, ...on: string[]) => cluster.withStream(name, on, { config: true });

describe('leaders that are to leave a server', () => {
  it('go each to the member that then leads least, the heaviest first', () => {
    let cluster = with3(five, 'A', 'n1', 'n2', 'n3');
    cluster = with3(cluster, 'B', 'n1', 'n2', 'n3');
    cluster = with3(cluster, 'C', 'n2', 'n4', 'n5');
    const plan = leadersAway(inputOf(cluster, { A: 5, B: 100, C: 20 }), serverName('n1'));
    expect(short(plan)).toEqual(['B n1>n3', 'A n1>n2']);
    expect(plan.before.get(serverName('n1'))).toEqual({ streams: 2, consumers: 0, rate: 105 });
    expect(plan.after.get(serverName('n1'))).toEqual({ streams: 0, consumers: 0, rate: 0 });
    expect(plan.after.get(serverName('n2'))).toEqual({ streams: 2, consumers: 0, rate: 25 });
  });

  it('stay where nobody could take over: a single copy, a copy that lags, a leader without the others', () => {
    let cluster = five.withStream('ONE', ['n1'], { config: true });
    const rows = { n2: peerRow('n2', { lag: 9 }), n3: peerRow('n3', { lag: 9 }) };
    cluster = cluster.withStream('LATE', ['n1', 'n2', 'n3'], { config: true, positions: { n2: 1, n3: 1 }, rows });
    const plan = leadersAway(inputOf(cluster), serverName('n1'));
    expect(plan.moves).toEqual([]);
    expect(plan.staying.map(({ name }) => name).sort()).toEqual(['LATE', 'ONE']);
  });

  it('go a number at a time; those whose turn comes later are not told to stay', () => {
    const names = Array.from({ length: mostMoves + 5 }, (_, index) => `S${String(index)}`);
    const many = names.reduce((cluster, name) => with3(cluster, name, 'n1', 'n2', 'n3'), five);
    const plan = leadersAway(inputOf(many.withStream('ONE', ['n1'], { config: true })), serverName('n1'));
    expect(plan.moves).toHaveLength(mostMoves);
    expect(plan.after.get(serverName('n1'))).toMatchObject({ streams: 6 });
    expect(plan.staying.map(({ name }) => name)).toEqual(['ONE']);
  });

  it('stay where the API of the account is not reached', () => {
    const input = { ...inputOf(with3(five, 'A', 'n1', 'n2', 'n3')), isReached: () => false };
    expect(leadersAway(input, serverName('n1'))).toMatchObject({ moves: [], staying: [{ name: 'A' }] });
  });

  it('never go to a server that is silent', () => {
    const cluster = with3(five, 'A', 'n1', 'n2', 'n3');
    const model = modelOf([...cluster.poll(0), ...cluster.kill('n2').poll(100)], 300);
    const input = { ...rowsOf(model), rateOf: () => null, isReached: () => true };
    // Reduced, not healthy: left as it is.
    expect(leadersAway(input, serverName('n1')).moves).toEqual([]);
  });
});

/** A consumer on all servers of its stream, the first of which leads it. */
const consumerOn = (name: string, ...on: string[]) =>
  aConsumer(name, {
    group: {
      cluster: clusterName('C1'),
      leader: serverName(on[0]!),
      replicas: on.slice(1).map((member) => peerRow(member)),
      raftGroup: `C-R${on.length}F-${name}`,
      leaderSince: null,
      desired: null,
    },
  });
const withConsumers = (cluster: TestCluster, stream: string, on: string[], ...consumers: string[][]) =>
  cluster.withStream(stream, on, {
    config: true,
    consumers: consumers.map((own, index) => consumerOn(`${stream}-c${index}`, ...own)),
  });

describe('leaders of consumers', () => {
  const all = ['n1', 'n2', 'n3'];

  it('leave a server after those of streams, and independently of who leads their stream', () => {
    const cluster = withConsumers(five, 'A', ['n2', 'n1', 'n3'], all, ['n2', 'n1', 'n3'], all);
    const plan = leadersAway(inputOf(withConsumers(cluster, 'B', all, ['n2', 'n1', 'n3'])), serverName('n1'));
    expect(short(plan)).toEqual(['B n1>n3', 'A-c0 n1>n3', 'A-c2 n1>n3']);
    expect(plan.before.get(serverName('n1'))).toEqual({ streams: 1, consumers: 2, rate: 0 });
    expect(plan.after.get(serverName('n1'))).toEqual({ streams: 0, consumers: 0, rate: 0 });
    expect(plan.after.get(serverName('n3'))).toEqual({ streams: 1, consumers: 2, rate: 0 });
    expect(plan.stayingConsumers).toBe(0);
  });

  it('stay, and are counted, where they have one copy or the account is not reached', () => {
    const single = five.withStream('A', all, { config: true, consumers: [consumerOn('alone', 'n1')] });
    expect(leadersAway(inputOf(single), serverName('n1'))).toMatchObject({ stayingConsumers: 1 });
    const input = { ...inputOf(withConsumers(five, 'A', all, all)), isReached: () => false };
    expect(leadersAway(input, serverName('n1'))).toMatchObject({ moves: [], stayingConsumers: 1 });
  });

  it('are spread by number, apart from those of streams', () => {
    // The leaders of the streams are even; the consumers are all led by one server.
    let cluster = withConsumers(five, 'A', all, all, all, all);
    cluster = with3(cluster, 'B', 'n2', 'n3', 'n1');
    cluster = with3(cluster, 'C', 'n3', 'n1', 'n2');
    const plan = leadersBalanced(inputOf(cluster));
    expect(plan.moves.every(({ consumer }) => consumer !== null)).toBe(true);
    for (const name of all) expect(plan.after.get(serverName(name))).toEqual({ streams: 1, consumers: 1, rate: 0 });
  });

  it('are moved by a step-down of their own, in favour of a server only where servers take one', () => {
    const [stream, consumer] = leadersAway(inputOf(withConsumers(five, 'A', all, all)), serverName('n1')).moves;
    expect(stepOf(stream!, true)).toMatchObject({ command: { kind: 'streamStepDown', preferred: 'n2' }, from: 'n1' });
    expect(stepOf(consumer!, true)).toMatchObject({ command: { kind: 'consumerStepDown', preferred: 'n2' } });
    expect(stepOf(consumer!, false)).toMatchObject({ command: { preferred: null } });
  });
});

describe('leaders that are to be balanced', () => {
  it('are left alone where it is even', () => {
    let cluster = with3(five, 'A', 'n1', 'n2', 'n3');
    cluster = with3(cluster, 'B', 'n2', 'n3', 'n4');
    cluster = with3(cluster, 'C', 'n3', 'n4', 'n5');
    expect(leadersBalanced(inputOf(cluster)).moves).toEqual([]);
  });

  it('spread by number where nothing is written', () => {
    const cluster = ['A', 'B', 'C'].reduce((all, name) => with3(all, name, 'n1', 'n2', 'n3'), five);
    const plan = leadersBalanced(inputOf(cluster));
    expect(plan.moves).toHaveLength(2);
    for (const name of ['n1', 'n2', 'n3']) expect(plan.after.get(serverName(name))?.streams).toBe(1);
  });

  it('spread by messages rather than by number', () => {
    let cluster = ['A', 'B', 'C', 'D'].reduce((all, name) => with3(all, name, 'n1', 'n2', 'n3'), five);
    cluster = with3(cluster, 'BUSY', 'n1', 'n2', 'n3');
    const plan = leadersBalanced(inputOf(cluster, { BUSY: 1000 }));
    // All others leave it rather than that it leaves them: one move fewer would be no better balanced.
    expect(plan.after.get(serverName('n1'))!.rate + plan.after.get(serverName('n2'))!.rate).toBeLessThanOrEqual(1000);
    const holder = [...plan.after].find(([, { rate }]) => rate === 1000)!;
    expect(holder[1].streams).toBe(1);
  });

  const streams = fc.array(fc.record({ start: fc.nat(4), rate: fc.nat(1000) }), { maxLength: 30 });

  test.prop([streams])('never raise the heaviest load, never name a stream twice, and end', (specs) => {
    const names = ['n1', 'n2', 'n3', 'n4', 'n5'];
    const rates: Record<string, number> = {};
    const cluster = specs.reduce((all, { start, rate }, index) => {
      rates[`S${index}`] = rate;
      return with3(all, `S${index}`, ...[0, 1, 2].map((next) => names[(start + next) % 5]!));
    }, five);
    const plan = leadersBalanced(inputOf(cluster, rates));
    const heaviest = (loads: LeaderPlan['before']) =>
      Math.max(...[...loads.values()].map(({ streams: count, rate }) => count + rate));
    expect(heaviest(plan.after)).toBeLessThanOrEqual(heaviest(plan.before));
    expect(new Set(plan.moves.map(({ stream }) => stream.key)).size).toBe(plan.moves.length);
    for (const { stream, to } of plan.moves) expect(stream.copies.map(({ server }) => server)).toContain(to);
  });
});
