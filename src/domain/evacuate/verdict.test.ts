import { describe, expect, it } from 'vitest';
import { aCluster } from '../../testing/builders';
import { changed, evacuationOf } from '../../testing/evacuate';
import { domainName, serverName } from '../ids';
import type { EvacuationCluster } from './model';
import { evacuation } from './plan';

const { cluster } = evacuationOf(
  aCluster().withServers('n2', 'n1', 'n3', 'n4').withStream('S', ['n2', 'n3', 'n4'], { config: true }),
);
const verdict = (of: EvacuationCluster) => evacuation(of, serverName('n1'), domainName(''), null).verdict;
const n1 = cluster.servers.find(({ name }) => name === serverName('n1'))!;

describe('whether a server may be stopped', () => {
  it('is safe when it holds nothing and leads nothing', () => {
    expect(verdict(cluster)).toEqual({ kind: 'safe' });
  });

  it('is not while it leads the meta group, or counts a copy or a consumer that nobody else knows of', () => {
    expect(verdict(changed(cluster, { n1: { metaRole: 'leader' } }))).toMatchObject({ kind: 'left', leadsMeta: true });
    const totals = (change: object) => changed(cluster, { n1: { totals: { ...n1.totals!, ...change } } });
    expect(verdict(totals({ consumers: 2 }))).toMatchObject({ kind: 'left', consumers: 2 });
    expect(verdict(totals({ streams: 1 }))).toMatchObject({ kind: 'left', copies: 1 });
    expect(verdict(changed(cluster, { n1: { leads: 1 } }))).toMatchObject({ kind: 'left', leads: 1 });
  });

  it.each([
    ['it does not answer', changed(cluster, { n1: { presence: { kind: 'neverHeard' } } })],
    ['it has not said what it holds', changed(cluster, { n1: { copies: null } })],
    ['its totals are not known', changed(cluster, { n1: { totals: null } })],
    ['nobody says who leads the meta group', changed(cluster, { n1: { metaRole: 'unknown' } })],
    ['the link is down', { ...cluster, link: 'reconnecting' as const }],
  ])('is not known when %s', (_, of) => {
    expect(verdict(of)).toEqual({ kind: 'notKnown' });
  });
});
