import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation';
import { aCluster, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import { domainName } from '../ids';
import { answeringIn, arrange, peerKey } from './arrange';

/** What the servers of a cluster say, with a tag for each that has one. */
function polled(cluster: TestCluster, tags: Readonly<Record<string, string>>): readonly Observation[] {
  return cluster.poll(0).map((observation) => {
    if (observation.kind !== 'statsz' && observation.kind !== 'placement') return observation;
    const { server } = observation.reply;
    const tag = tags[server.name];
    const tagged = { ...server, tags: tag === undefined ? [] : ['ssd', tag] };
    return { ...observation, reply: { ...observation.reply, server: tagged } } as Observation;
  });
}

function arranged(cluster: TestCluster, tags: Readonly<Record<string, string>> = {}, domain = '') {
  const model = modelOf(polled(cluster, tags), 100);
  const meta = model.metas.get(domainName(domain));
  if (!meta) throw new Error('no meta group');
  return arrange(meta, [...model.metas.values()], [...model.servers.values()]);
}

/** `C1: az:a♛[n2] az:b[n3 n4]` */
const drawn = ({ clusters }: ReturnType<typeof arranged>) =>
  clusters.map(
    ({ name, zones }) =>
      `${String(name)}: ${zones
        .map(({ tag, peers, hasLeader }) => `${tag}${hasLeader ? '♛' : ''}[${peers.map(peerKey).join(' ')}]`)
        .join(' ')}`,
  );

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');

describe('members of the meta group', () => {
  it('stand in their zones, the leader apart', () => {
    const group = arranged(five, { n1: 'az:a', n2: 'az:a', n3: 'az:b', n4: 'az:b', n5: 'az:c' });
    expect(group.leader?.server).toBe('n1');
    expect(drawn(group)).toEqual(['C1: az:a♛[n2] az:b[n3 n4] az:c[n5]']);
    expect(group.clusters[0]?.zones[0]?.servers).toEqual(['n1', 'n2']);
  });

  it('of a zone are counted with the leader', () => {
    const group = arranged(five.kill('n4'), { n1: 'az:a', n2: 'az:a', n3: 'az:b', n4: 'az:b', n5: 'az:c' });
    expect(group.clusters[0]?.zones.map(answeringIn)).toEqual([
      { have: 2, of: 2 },
      { have: 1, of: 1 },
      { have: 1, of: 1 },
    ]);
    // It never told where it stands.
    expect(group.clusters[1]?.zones.map(answeringIn)).toEqual([{ have: 0, of: 1 }]);
  });

  it('keep a zone in which only the leader stands', () => {
    expect(drawn(arranged(five, { n1: 'az:a', n2: 'az:b', n3: 'az:b', n4: 'az:b', n5: 'az:b' }))).toEqual([
      'C1: az:a♛[] az:b[n2 n3 n4 n5]',
    ]);
  });

  it('without a tag come after those that have one, and numbers are in the order of their value', () => {
    const many = aCluster().withServers('n1', 'n2', 'n10', 'n9');
    expect(drawn(arranged(many, { n9: 'az:a' }))).toEqual(['C1: az:a[n9] ♛[n2 n10]']);
  });

  it('of several clusters stand in theirs', () => {
    const two = five.withServer('w1', { cluster: 'WEST' }).withServer('w2', { cluster: 'WEST' });
    expect(drawn(arranged(two))).toEqual(['C1: ♛[n2 n3 n4 n5]', 'WEST: [w1 w2]']);
  });

  it('that nobody has heard stand last, where nobody can place them', () => {
    const ghosts = five.withMembers(['n1', 'n2', 'n3', 'n4', 'n5', 'old1']);
    const group = arranged(ghosts);
    expect(drawn(group)).toEqual(['C1: ♛[n2 n3 n4 n5]', 'null: [old1]']);
    expect(group.clusters[1]?.zones[0]?.peers[0]).toMatchObject({ ghost: true });
  });

  it('are all there while nobody leads', () => {
    const group = arranged(five.withMetaLeader(null));
    expect(group.leader).toBeNull();
    expect(drawn(group)).toEqual(['C1: [n1 n2 n3 n4 n5]']);
  });
});

describe('servers that run JetStream without a vote', () => {
  const why = ({ outsiders }: ReturnType<typeof arranged>) => outsiders.map((one) => `${one.server.name} ${one.why}`);

  it('are those that the leader does not list', () => {
    expect(why(arranged(five.withMembers(['n1', 'n2', 'n3', 'n4'])))).toEqual(['n5 notMember']);
  });

  it('are none while nobody leads who could list them', () => {
    expect(why(arranged(five.withMembers(['n1', 'n2', 'n3', 'n4']).withMetaLeader(null)))).toEqual([]);
  });

  it('are not those of another domain that has a group of its own', () => {
    const edge = five.withServer('e1', { domain: 'edge' }).withMembers(['e1'], 'edge').withMetaLeader('e1', 'edge');
    expect(why(arranged(edge))).toEqual([]);
  });
});
