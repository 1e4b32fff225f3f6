import { describe, expect, it } from 'vitest';
import { aCluster, at, live } from '../../testing/builders';
import { fold } from '../../testing/replay';
import { heardStations } from '../cluster/context';
import { accountId, domainName, serverName, streamName } from '../ids';
import type { Observation } from '../observation';
import { isDeleted, isForgotten, startingTime, type Candidate, type MembershipView } from './forget';

const app = accountId('APP');
const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1']);
const gone = three.withoutStream('S');
const candidate: Candidate = {
  domain: domainName(''),
  account: app,
  name: streamName('S'),
  holders: [serverName('n1')],
  lastSeen: at(100),
  namesApply: true,
};
const noView: MembershipView = { names: null, at: null };
const view = (ms: number, ...names: readonly string[]): MembershipView => ({
  names: new Set(names.map(serverName)),
  at: at(ms),
});

const context = (observations: readonly Observation[], ms: number) =>
  heardStations(fold([live(), ...observations]), at(ms));
const forgotten = (
  observations: readonly Observation[],
  change: Partial<Candidate> = {},
  members = noView,
  ms = 10_000,
) => isForgotten({ ...candidate, ...change }, members, context(observations, ms));
const names = (ms: number, ...list: readonly string[]): Observation => ({
  kind: 'names',
  at: at(ms),
  account: app,
  names: list.map(streamName),
});
const deletion = (ms: number): Observation => ({
  kind: 'advisory',
  at: at(ms),
  advisory: {
    kind: 'assetChanged',
    id: `d${ms}`,
    time: null,
    account: app,
    stream: candidate.name,
    consumer: null,
    action: 'deleted',
  },
});
/** Two polls without the stream, long after the servers started. */
const denied = [...gone.poll(6_000), ...gone.poll(8_000)];

describe('a stream that was deleted', () => {
  it('is forgotten when the deletion came after it was last seen', () => {
    expect(forgotten([deletion(101)])).toBe(true);
    expect(isDeleted(candidate, context([deletion(101)], 200))).toBe(true);
  });

  it('is not by a deletion from before: it was created again since', () => {
    expect(forgotten([deletion(100)])).toBe(false);
    expect(forgotten([deletion(50)])).toBe(false);
  });
});

describe('a deletion in another domain', () => {
  it('does not take the stream of the same name in this one', () => {
    const [edge, hub] = ['EDGE', ''].map((domain) => {
      const observation = deletion(101);
      if (observation.kind !== 'advisory' || observation.advisory.kind !== 'assetChanged') throw new Error('no change');
      return { ...observation, advisory: { ...observation.advisory, domain: domainName(domain) } };
    });
    if (!edge || !hub) throw new Error('no deletions');
    expect(forgotten([edge])).toBe(false);
    expect(forgotten([hub])).toBe(true);
    expect(forgotten([edge], { domain: domainName('EDGE') })).toBe(true);
  });
});

describe('a stream that its account does not list', () => {
  it('is forgotten when the list is newer than its last report', () => {
    expect(forgotten([names(101)])).toBe(true);
    expect(forgotten([names(100)])).toBe(false);
    expect(forgotten([names(101, 'S')])).toBe(false);
  });

  it('is not when the list is of another domain', () => {
    expect(forgotten([names(101)], { namesApply: false })).toBe(false);
  });
});

describe('a stream that its holder denies', () => {
  it('is forgotten after two answers without it', () => {
    expect(forgotten(denied)).toBe(true);
  });

  it('is not after one, nor while one of the two latest names it', () => {
    expect(forgotten(gone.poll(8_000))).toBe(false);
    expect(forgotten([...three.poll(6_000), ...gone.poll(8_000)])).toBe(false);
  });

  it('is not while the holder does not answer now', () => {
    expect(forgotten([...denied, ...gone.kill('n1').liveness(9_000)])).toBe(false);
  });

  it('is not while our own connection is down', () => {
    expect(forgotten([...denied, { kind: 'link', at: at(9_000), link: 'stale' }])).toBe(false);
  });

  it('is not by a holder that started less than a minute before: it lists its streams late', () => {
    const started = (ms: number) => gone.changeServer('n1', { started: ms });
    const twice = (ms: number) => [...started(ms).poll(6_000), ...started(ms).poll(8_000)];
    expect(forgotten(twice(6_020 - startingTime))).toBe(false);
    expect(forgotten(twice(6_019 - startingTime))).toBe(true);
  });

  it('is not by two answers of which one is from before a restart', () => {
    const restarted = gone.restart('n1', -3_000_000);
    expect(forgotten([...gone.poll(6_000), ...restarted.poll(8_000)])).toBe(false);
    expect(forgotten([...gone.poll(6_000), ...restarted.poll(8_000), ...restarted.poll(9_000)])).toBe(true);
  });

  it('is not while the age of the holder is unknown', () => {
    const withoutAge = denied.filter(({ kind }) => kind !== 'statsz');
    expect(forgotten(withoutAge)).toBe(false);
  });

  it('is not while another holder has not said so', () => {
    const holders = [serverName('n1'), serverName('n2')];
    expect(forgotten(denied, { holders })).toBe(true);
    expect(forgotten([...denied, ...gone.kill('n2').liveness(9_000)], { holders })).toBe(false);
  });

  it('is not when no holder is known', () => {
    expect(forgotten(denied, { holders: [] })).toBe(false);
  });
});

describe('a stream whose holder left the cluster', () => {
  const dead = [...denied, ...gone.kill('n1').liveness(9_000)];

  it('is forgotten once a leader lists the members without it, after it was last seen', () => {
    expect(forgotten(dead, {}, view(101, 'n2', 'n3'))).toBe(true);
    expect(forgotten(dead, {}, view(100, 'n2', 'n3'))).toBe(false);
  });

  it('is not while its holder is a member, or no list is known', () => {
    expect(forgotten(dead, {}, view(101, 'n1', 'n2', 'n3'))).toBe(false);
    expect(forgotten(dead, {}, noView)).toBe(false);
  });

  it('is not while another holder is silent', () => {
    const holders = [serverName('n1'), serverName('n2')];
    const both = [...denied, ...gone.kill('n1', 'n2').liveness(9_000)];
    expect(forgotten(both, { holders }, view(101, 'n2', 'n3'))).toBe(false);
    expect(forgotten(both, { holders }, view(101, 'n3'))).toBe(true);
  });
});
