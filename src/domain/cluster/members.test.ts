import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { at, peerOf, peerRow } from '../../testing/builders';
import { accountId, domainName, serverName, streamName } from '../ids';
import type { RememberedStream } from '../inventory/inventory';
import type { PeerFacts } from '../replies/raft';
import { membersOf, rowOf, type GroupRecord } from './members';

const record = (server: string, leader: string | null, rows: readonly PeerFacts[], answering = true): GroupRecord => ({
  server: serverName(server),
  answering,
  group: {
    cluster: null,
    leader: leader === null ? null : serverName(leader),
    replicas: rows,
    raftGroup: null,
    leaderSince: null,
    desired: null,
  },
});
const peers = (...names: readonly string[]) => names.map((name) => peerRow(name));
const remembered = (holders: readonly string[], replicas: number | null): RememberedStream => ({
  domain: domainName(''),
  account: accountId('APP'),
  accountName: 'APP',
  name: streamName('S'),
  replicas,
  created: null,
  holders: holders.map(serverName),
  lastSeen: at(0),
  state: null,
});

describe('the members of a group with a leader', () => {
  const leader = record('n1', 'n1', peers('n3', 'n2'));

  it('are the leader and its rows, by name', () => {
    expect(membersOf([leader], leader, 5, null)).toMatchObject({ names: ['n1', 'n2', 'n3'], nameless: [], of: 3 });
  });

  it('are not what is configured, nor what is remembered', () => {
    const known = membersOf([leader], leader, 5, remembered(['n8', 'n9'], 5));
    expect(known).toMatchObject({ names: ['n1', 'n2', 'n3'], of: 3 });
  });

  it('are not who followers name', () => {
    const follower = record('n2', 'n1', peers('n7'));
    expect(membersOf([leader, follower], leader, null, null).names).toEqual(['n1', 'n2', 'n3']);
  });

  it('include without a vote who reports a copy though the leader does not list it', () => {
    const left = record('n4', 'n1', []);
    expect(membersOf([leader, left], leader, null, null)).toMatchObject({ names: ['n1', 'n2', 'n3', 'n4'], of: 3 });
    const gone = record('n4', 'n1', [], false);
    expect(membersOf([leader, gone], leader, null, null).names).toEqual(['n1', 'n2', 'n3']);
  });

  it('have no vote while they are only assigned', () => {
    const growing = record('n1', 'n1', [...peers('n2'), peerRow('n3', { pending: true })]);
    expect(membersOf([growing], growing, 3, null)).toMatchObject({ names: ['n1', 'n2', 'n3'], of: 2 });
  });

  it('have a vote each even where the leader does not know their name', () => {
    const ghost = peerRow('x', { name: null });
    const haunted = record('n1', 'n1', [...peers('n2'), ghost]);
    expect(membersOf([haunted], haunted, null, null)).toEqual({
      names: ['n1', 'n2'],
      rows: peers('n2'),
      nameless: [ghost],
      of: 3,
    });
  });

  it('count once, however often they are listed, and the leader not as its own follower', () => {
    const twice = record('n1', 'n1', peers('n1', 'n2', 'n2'));
    expect(membersOf([twice], twice, null, null)).toMatchObject({ names: ['n1', 'n2'], of: 2 });
  });

  it('are one for a single copy', () => {
    const single = { ...record('n1', 'n1', []), group: null };
    expect(membersOf([single], single, null, null)).toEqual({ names: ['n1'], rows: [], nameless: [], of: 1 });
  });
});

describe('the members of a group without a leader', () => {
  it('are all whom those who answer name, and as many as configured', () => {
    const records = [record('n2', null, peers('n1', 'n3')), record('n3', 'n1', peers('n1', 'n2'))];
    expect(membersOf(records, null, 3, null)).toEqual({ names: ['n1', 'n2', 'n3'], rows: [], nameless: [], of: 3 });
  });

  it('all vote where they are more than configured: a change of members lost its leader', () => {
    const moving = record('n1', null, peers('n1', 'n3'));
    expect(membersOf([moving], null, 1, null)).toMatchObject({ names: ['n1', 'n3'], of: 2 });
    const named = record('n1', 'n9', peers('n2', 'n3'));
    expect(membersOf([named], null, 3, null)).toMatchObject({ names: ['n1', 'n2', 'n3', 'n9'], of: 3 });
  });

  it('are counted by name while the configuration is not known', () => {
    expect(membersOf([record('n2', 'n1', peers('n3'))], null, null, null).of).toBe(3);
  });

  it('are not whom silent servers named, while anybody answers', () => {
    const records = [record('n2', null, peers('n1')), record('n3', null, peers('n9'), false)];
    expect(membersOf(records, null, null, null).names).toEqual(['n1', 'n2']);
  });

  it('are whom the silent ones named last, when nobody answers', () => {
    const records = [record('n2', 'n1', peers('n3'), false)];
    expect(membersOf(records, null, null, null).names).toEqual(['n1', 'n2', 'n3']);
  });

  it('are filled up from memory where fewer are named than configured', () => {
    const records = [record('n2', null, [])];
    expect(membersOf(records, null, 3, remembered(['n1', 'n2', 'n3'], 3)).names).toEqual(['n1', 'n2', 'n3']);
    expect(membersOf(records, null, 1, remembered(['n1', 'n2', 'n3'], 3))).toMatchObject({ names: ['n2'], of: 1 });
  });

  it('are those of memory when nobody reports anything', () => {
    expect(membersOf([], null, null, remembered(['n2', 'n1'], null))).toMatchObject({ names: ['n1', 'n2'], of: 2 });
    expect(membersOf([], null, null, remembered(['n1'], 3))).toMatchObject({ names: ['n1'], of: 3 });
    expect(membersOf([], null, null, null)).toMatchObject({ names: [], of: 1 });
  });

  const names = fc.subarray(['n1', 'n2', 'n3', 'n4', 'n5'], { minLength: 1 });
  test.prop([fc.array(fc.tuple(fc.constantFrom('n1', 'n2', 'n3'), names), { minLength: 1, maxLength: 5 })])(
    'do not depend on who is asked first',
    (said) => {
      const records = said.map(([server, rows]) => record(server, null, peers(...rows)));
      expect(membersOf([...records].reverse(), null, null, null)).toEqual(membersOf(records, null, null, null));
    },
  );
});

describe('the row of a member', () => {
  const leader = record('n1', 'n1', peers('n2'));
  const members = membersOf([leader], leader, null, null);

  it('is the one that the leader has for it, and none for itself or for others', () => {
    expect(rowOf(members, serverName('n2'))?.peer).toBe(peerOf('n2'));
    expect(rowOf(members, serverName('n1'))).toBeNull();
    expect(rowOf(members, serverName('n9'))).toBeNull();
    expect(rowOf(members, null)).toBeNull();
  });
});
