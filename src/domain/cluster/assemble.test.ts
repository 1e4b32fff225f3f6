import { describe, expect, it } from 'vitest';
import { aCluster, at, live } from '../../testing/builders';
import { emptyFacts, type Facts } from '../facts/facts';
import { observe } from '../facts/observe';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import { emptyInventory } from '../inventory/inventory';
import type { Observation } from '../observation';
import { assemble } from './assemble';
import type { ClusterModel } from './model';

const fold = (observations: readonly Observation[], facts: Facts = emptyFacts()) => observations.reduce(observe, facts);
const model = (observations: readonly Observation[], ms: number): ClusterModel =>
  assemble(fold([live(), ...observations]), emptyInventory(), null, at(ms));
const stream = (of: ClusterModel, name: string, domain = '') =>
  of.streams.get(streamKey(domainName(domain), accountId('APP'), streamName(name)));

const three = aCluster().withServers('n1', 'n2', 'n3');
const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');

describe('a healthy cluster', () => {
  const cluster = three.withStream('ORDERS', ['n1', 'n2', 'n3']).withStream('LOCAL', ['n2']);
  const healthy = model(cluster.poll(0), 1_000);

  it('has its leader by self-claim and a full quorum', () => {
    expect(stream(healthy, 'ORDERS')).toMatchObject({
      health: 'healthy',
      mark: 'ok',
      source: 'reported',
      spare: 1,
      group: { leadership: { kind: 'led', by: 'n1' }, quorum: { have: 3, need: 2, of: 3 } },
    });
  });

  it('reports a single copy as its own leader without spare', () => {
    expect(stream(healthy, 'LOCAL')).toMatchObject({
      health: 'healthy',
      spare: 0,
      copies: [{ role: 'single', server: 'n2' }],
    });
  });

  it('takes followers lamps from the leader and never from the noise of other followers', () => {
    const copies = stream(healthy, 'ORDERS')?.copies;
    expect(copies?.map(({ contact, log, store }) => [contact.kind, log.kind, store.kind])).toEqual([
      ['self', 'leader', 'leader'],
      ['fresh', 'even', 'complete'],
      ['fresh', 'even', 'complete'],
    ]);
  });

  it('has a led meta group and a good summary', () => {
    expect(healthy.metas.get(domainName(''))).toMatchObject({
      mark: 'ok',
      leadership: { kind: 'led', by: 'n1' },
      quorum: { have: 3, need: 2, of: 3 },
    });
    expect(healthy.summary).toMatchObject({
      mark: 'ok',
      servers: 3,
      streams: 2,
      surviveOne: 1,
      replicated: 1,
      silent: [],
    });
  });
});

describe('a leader that was killed', () => {
  const cluster = three.withStream('ORDERS', ['n1', 'n2', 'n3']).withStream('LOCAL', ['n1']);
  const after = model([...cluster.poll(0), ...cluster.kill('n1').poll(2_000)], 3_000);

  it('is not shown as leader although the survivors still name it', () => {
    expect(stream(after, 'ORDERS')).toMatchObject({
      health: 'electing',
      mark: 'busy',
      group: { leadership: { kind: 'electing', last: 'n1' }, quorum: { have: 2, need: 2, of: 3 } },
    });
    expect(after.metas.get(domainName(''))).toMatchObject({
      leadership: { kind: 'electing', last: 'n1' },
      mark: 'busy',
    });
  });

  it('leaves its single copies unreachable, not vanished', () => {
    expect(stream(after, 'LOCAL')).toMatchObject({ health: 'unreachable', source: 'remembered', mark: 'crit' });
  });

  it('shows the silent server as unknown, with when it was last heard', () => {
    const dead = after.servers.get(serverName('n1'));
    expect(dead).toMatchObject({
      mark: 'unknown',
      leads: null,
      presence: { kind: 'silent', missed: 1, since: at(20) },
    });
  });
});

describe('three of five killed', () => {
  it('shows no quorum although the surviving leader still claims to lead', () => {
    const cluster = five.withStream('WIDE', ['n1', 'n2', 'n3', 'n4', 'n5']);
    const after = model([...cluster.poll(0), ...cluster.kill('n3', 'n4', 'n5').poll(2_000)], 3_000);
    expect(stream(after, 'WIDE')).toMatchObject({
      health: 'noQuorum',
      mark: 'crit',
      spare: 0,
      group: { leadership: { kind: 'noQuorum', last: 'n1' }, quorum: { have: 2, need: 3, of: 5 } },
    });
    expect(after.metas.get(domainName(''))).toMatchObject({ mark: 'crit', quorum: { have: 2, need: 3, of: 5 } });
  });
});
