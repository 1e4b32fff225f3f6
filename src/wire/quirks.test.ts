import { describe, expect, it } from 'vitest';
import { advisoryEvent } from './advisory';
import { bytes, recordings } from './fixtures/fixtures';
import { clientEvent } from './events';
import { gatewayzReply } from './gatewayz';
import { healthzReply } from './healthz';
import { jszReply } from './jsz';
import { leafzReply } from './leafz';
import { successReply } from './ops/change';
import { contact, groupFacts, memberName, metaFacts, peerFacts } from './raft';
import { raftzReply } from './raftz';
import { statszReply } from './statsz';
import { streamNamesPage } from './stream-names';
import { userInfoReply } from './user-info';

const server = { name: 'n1', id: 'NABC', ver: '2.15.1', time: '2026-11-21T02:42:16.5Z' };
const reply = (data: unknown) => ({ server, data });

describe('peers', () => {
  const row = { name: 'n2', peer: 'abcd1234', current: true, active: 1_500_000 };

  it('are rows with what servers leave out filled in', () => {
    expect(peerFacts(row)).toEqual({
      name: 'n2',
      peer: 'abcd1234',
      current: true,
      offline: false,
      active: 1.5,
      lag: 0,
      pending: false,
    });
  });

  it('without a known name have none, whatever text stands there', () => {
    expect(memberName('Server name unknown at this time (peerID: abcd1234)')).toBeNull();
    expect(memberName('')).toBeNull();
    expect(memberName('n1')).toBe('n1');
  });

  it.each([
    ['0, which is "unknown"', 0],
    ['-1, which is "never"', -1],
    ['the time since 1970, which is "never seen" before 2.15', 1795228950453892900n],
    ['the same, rounded by a plain parser', 1795228950453892900],
    ['just above 1e16 ns', 10_000_000_001_000_000],
  ])('were heard at an unknown time when it is %s', (_what, active) => {
    expect(contact(active)).toBeNull();
  });

  it('were heard in this run of the cluster otherwise', () => {
    expect(contact(1_000_000_000)).toBe(1000);
    expect(contact(9_000_000_000_000_000)).toBe(9e9);
  });
});

describe('groups', () => {
  it('may have no leader, no members and no name', () => {
    expect(groupFacts({})).toEqual({
      cluster: null,
      leader: null,
      replicas: [],
      raftGroup: null,
      leaderSince: null,
      desired: null,
    });
    expect(groupFacts({ leader: '', replicas: null })).toMatchObject({ leader: null, replicas: [] });
  });

  it('tell of a running reconfiguration from 2.15 on', () => {
    const desired = {
      replicas: [
        { name: 'n1', peer: 'p1' },
        { name: 'Server name unknown at this time (peerID: x)', peer: 'p2' },
      ],
      status: { type: 'catchup', description: 'waiting' },
    };
    expect(groupFacts({ desired }).desired).toEqual({ replicas: ['n1'], status: 'catchup', description: 'waiting' });
    expect(groupFacts({ desired: {} }).desired).toEqual({ replicas: [], status: null, description: null });
  });

  it('of the meta group keep "lists none" apart from "has none"', () => {
    expect(metaFacts({ name: 'C1', cluster_size: 3 })).toMatchObject({ leader: null, replicas: null, size: 3 });
    expect(metaFacts({ cluster_size: 1, replicas: [] }).replicas).toEqual([]);
    expect(metaFacts({ cluster_size: 3, pending: 4 }).pendingRequests).toBe(4);
    expect(metaFacts({ cluster_size: 3, rescue: true, quorum_needed: 1 })).toMatchObject({
      rescue: true,
      quorumNeeded: 1,
    });
  });

  it('of the meta group tell of their snapshot from 2.14 on', () => {
    const snapshot = {
      pending_entries: 8,
      pending_size: 7693,
      last_time: '0001-01-01T00:00:00Z',
      last_duration: 2_000_000,
    };
    expect(metaFacts({ cluster_size: 3, snapshot }).snapshot).toEqual({
      pendingEntries: 8,
      pendingBytes: 7693,
      lastTime: null,
      lastDuration: 2,
    });
  });
});

describe('JSZ', () => {
  it('of a server without JetStream is disabled, with neither totals nor a meta group', () => {
    const decoded = jszReply.decode(reply({ disabled: true, now: '2026-11-21T02:42:16.5Z' }));
    expect(decoded).toMatchObject({
      ok: true,
      value: { totals: { disabled: true, streams: 0 }, meta: null, accounts: [] },
    });
  });

  it('tells the unique tag and the limit of HA assets, where there are any', () => {
    const config = { max_storage: 1, unique_tag: 'az' };
    const totals = { uniqueTag: 'az', maxHaAssets: 40 };
    expect(jszReply.decode(reply({ config, limits: { max_ha_assets: 40 } }))).toMatchObject({ value: { totals } });
    expect(jszReply.decode(reply({ config: { unique_tag: '' }, limits: {} }))).toMatchObject({
      value: { totals: { uniqueTag: null, maxHaAssets: null } },
    });
  });

  it('keeps sequences beyond 2^53 exact', () => {
    const stream = '{"name":"S","state":{"messages":1,"bytes":2,"first_seq":1,"last_seq":9007199254740993}}';
    const account = `{"name":"A","stream_detail":[${stream}]}`;
    const text = `{"server":${JSON.stringify(server)},"data":{"account_details":[${account}]}}`;
    const decoded = jszReply.read(bytes(text));
    expect(decoded.ok && decoded.value.accounts[0]?.streams[0]?.state.lastSeq).toBe(9007199254740993n);
    expect(decoded.ok && decoded.value.accounts[0]?.id).toBe('A');
  });

  it('is undecodable as a whole for one wrong row, and says which server and where', () => {
    const state = { messages: 1, bytes: 1, first_seq: 1, last_seq: 1 };
    const streams = [
      { name: 'A', state },
      { name: 'geheim', state: { ...state, last_seq: -5 } },
    ];
    const decoded = jszReply.decode(reply({ account_details: [{ name: 'APP', stream_detail: streams }] }));
    expect(decoded).toEqual({
      ok: false,
      error: {
        kind: 'undecodable',
        undecodable: {
          what: 'JSZ',
          reason: 'data.account_details[0].stream_detail[1].state.last_seq: not a counter',
          server: 'n1',
        },
      },
    });
  });

  it('is not spoiled by what an account writes into its descriptions and metadata', () => {
    const state = { messages: 0, bytes: 0, first_seq: 0, last_seq: 0 };
    const config = {
      num_replicas: 1,
      description: '<script>\u202e\u0000'.repeat(1000),
      subjects: ['x'.repeat(10_000)],
      metadata: { ['k'.repeat(9000)]: '\u0007'.repeat(9000) },
    };
    const stream = { name: 'S', state, config };
    expect(jszReply.decode(reply({ account_details: [{ name: 'A', stream_detail: [stream] }] })).ok).toBe(true);
  });

  it('takes an error for a refusal even when data comes with it', () => {
    const decoded = jszReply.decode({ ...reply({}), error: { code: 400, description: 'json: bad' } });
    expect(decoded).toEqual({
      ok: false,
      error: {
        kind: 'refused',
        refusal: { what: 'JSZ', code: 400, errorCode: null, description: 'json: bad', server: 'n1' },
      },
    });
  });
});

describe('other replies', () => {
  it('STATSZ of a server without JetStream has neither usage nor meta group', () => {
    const decoded = statszReply.decode({ server, statsz: { start: '2026-11-21T02:42:11Z', mem: 1 } });
    expect(decoded).toMatchObject({ ok: true, value: { jetstream: null, meta: null, activeServers: null } });
  });

  it('HEALTHZ of a sick server is a value; its status may be new', () => {
    const sick = {
      status: 'unavailable',
      status_code: 503,
      error: 'no contact',
      errors: [{ type: 'JETSTREAM', error: 'x' }],
    };
    expect(healthzReply.decode(reply(sick))).toMatchObject({
      value: {
        status: 'unavailable',
        statusCode: 503,
        error: 'no contact',
        details: [{ type: 'JETSTREAM', error: 'x' }],
      },
    });
    expect(healthzReply.decode(reply({ status: 'confused' }))).toMatchObject({
      value: { status: 'unknown', statusCode: null },
    });
  });

  it('LEAFZ and STREAM.NAMES write an empty list as null', () => {
    expect(leafzReply.decode(reply({ leafs: null }))).toMatchObject({ value: { leafs: [] } });
    expect(streamNamesPage.decode({ total: 0, offset: 0, limit: 1024, streams: null })).toMatchObject({
      value: { names: [] },
    });
  });

  it('LEAFZ and GATEWAYZ name the other side', () => {
    const leaf = {
      name: 'edge',
      account: 'APP',
      is_spoke: false,
      ip: '192.0.2.7',
      rtt: '1.5ms',
      in_msgs: 1,
      out_msgs: 2,
    };
    const decoded = leafzReply.decode(reply({ leafs: [leaf] }));
    expect(decoded).toMatchObject({ value: { leafs: [{ remote: 'edge', account: 'APP', spoke: false, rtt: 1.5 }] } });
    expect(JSON.stringify(decoded)).not.toContain('192.0.2.7');
    const west = { configured: true, connection: { name: 'NW1', rtt: '2ms', uptime: '3s', pending_bytes: 7 } };
    expect(
      gatewayzReply.decode(
        reply({
          name: 'EAST',
          outbound_gateways: { WEST: west },
          inbound_gateways: { WEST: [west, west], EAST: null },
        }),
      ),
    ).toMatchObject({
      value: {
        own: 'EAST',
        outbound: [{ cluster: 'WEST', configured: true, remoteId: 'NW1', rtt: 2, pendingBytes: 7 }],
        inbound: [{ cluster: 'WEST' }, { cluster: 'WEST' }],
      },
    });
  });

  it('USER.INFO keeps "everything" apart from "nothing", and tells when the login ends', () => {
    const data = { user: 'u', account: 'A', permissions: { publish: { allow: ['a.>'] } }, expires: 60_000_000_000 };
    expect(userInfoReply.decode({ server, data })).toMatchObject({
      value: {
        expiresIn: 60_000,
        permissions: { publish: { allow: ['a.>'], deny: [] }, subscribe: { allow: null, deny: [] } },
      },
    });
  });

  it('RAFTZ of a member without a leader has none, and a state that is new is null', () => {
    const node = {
      id: 'p1',
      state: 'DREAMING',
      size: 3,
      quorum_needed: 2,
      term: 7,
      committed: 1,
      applied: 1,
      wal_error: {},
    };
    expect(raftzReply.decode(reply({ $SYS: { _meta_: node } }))).toMatchObject({
      value: {
        groups: [{ account: '$SYS', group: '_meta_', state: null, leader: null, term: 7, walError: true, peers: [] }],
      },
    });
    expect(raftzReply.decode(reply({}))).toMatchObject({ value: { groups: [] } });
  });

  it('a step-down is accepted only when the leader says so', () => {
    expect(successReply.decode({ success: true })).toEqual({ ok: true, value: { accepted: true } });
    expect(successReply.decode({ success: false })).toMatchObject({ error: { kind: 'undecodable' } });
    expect(successReply.decode({})).toMatchObject({ error: { kind: 'undecodable' } });
    const error = { code: 400, err_code: 10005, description: 'no suitable peers for placement' };
    expect(successReply.decode({ error, success: true })).toMatchObject({
      error: { kind: 'refused', refusal: { errorCode: 10005 } },
    });
  });

  it('something without an envelope names no server', () => {
    expect(jszReply.read(bytes('[]'))).toMatchObject({
      error: { undecodable: { reason: 'not an object', server: null } },
    });
    expect(jszReply.read(bytes('{'))).toMatchObject({ error: { undecodable: { reason: 'not JSON', server: null } } });
    expect(jszReply.read(bytes({ server: { name: 'n1' } }))).toMatchObject({
      error: { undecodable: { reason: 'server.id: not a text', server: 'n1' } },
    });
  });
});

describe('events', () => {
  const head = { id: 'x', timestamp: '2026-11-21T02:42:16Z' };
  const type = (kind: string) => `io.nats.jetstream.advisory.v1.${kind}`;

  it('of a kind that is new are kept by their type', () => {
    expect(advisoryEvent.decode({ ...head, type: type('meta_rescue') })).toMatchObject({
      value: { kind: 'other', type: type('meta_rescue') },
    });
    expect(advisoryEvent.decode({ ...head, type: 'something.else' })).toMatchObject({
      value: { type: 'something.else' },
    });
  });

  it('tell of lost quorum, removed servers and changed streams', () => {
    const asset = { ...head, account: 'APP', stream: 'S', consumer: 'C' };
    expect(advisoryEvent.decode({ ...asset, type: type('consumer_quorum_lost') })).toMatchObject({
      value: { kind: 'quorumLost', account: 'APP', stream: 'S', consumer: 'C' },
    });
    expect(advisoryEvent.decode({ ...head, type: type('server_removed'), server: 'n4' })).toMatchObject({
      value: { kind: 'serverRemoved', server: 'n4' },
    });
    expect(advisoryEvent.decode({ ...asset, type: type('stream_action'), action: 'modify' })).toMatchObject({
      value: { kind: 'assetChanged', action: 'updated' },
    });
    expect(advisoryEvent.decode({ ...asset, type: type('stream_action'), action: 'melt' })).toMatchObject({
      error: { undecodable: { reason: 'action: not a known action' } },
    });
  });

  it('of clients are connects or disconnects, nothing else', () => {
    expect(clientEvent.decode({ ...head, type: 'x.client_pause', server, client: {} })).toMatchObject({
      error: { undecodable: { what: 'CLIENT', server: 'n1' } },
    });
  });
});

describe('a recording that went through a plain parser', () => {
  it('is read like the bytes themselves', () => {
    for (const recording of recordings) {
      for (const value of recording.replies('JSZ full'))
        expect(jszReply.decode(value)).toEqual(jszReply.read(bytes(value)));
    }
  });
});
