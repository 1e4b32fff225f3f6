import { describe, expect, it } from 'vitest';
import { consumerDetail } from './consumer';
import { Mismatch } from './decode';
import { streamConfig, streamDetail, streamState } from './stream';

const state = {
  messages: 7,
  bytes: 700,
  first_seq: 3,
  last_seq: 9,
  consumer_count: 2,
  num_subjects: 4,
  num_deleted: 1,
};
const position = { consumer_seq: 5, stream_seq: 6 };

describe('the state of a stream', () => {
  it('has every number in its place', () => {
    const times = { first_ts: '2026-08-21T10:00:00Z', last_ts: '2026-08-21T10:00:01Z' };
    expect(streamState({ ...state, ...times })).toEqual({
      messages: 7,
      bytes: 700,
      firstSeq: 3,
      firstTime: Date.UTC(2026, 7, 21, 10),
      lastSeq: 9,
      lastTime: Date.UTC(2026, 7, 21, 10, 0, 1),
      subjects: 4,
      deleted: 1,
      lost: 0,
      consumers: 2,
    });
  });

  it('of an empty stream leaves out what is none, and writes the year 1 for never', () => {
    const empty = { messages: 0, bytes: 0, first_seq: 0, last_seq: 0, first_ts: '0001-01-01T00:00:00Z' };
    expect(streamState(empty)).toMatchObject({
      firstTime: null,
      lastTime: null,
      subjects: 0,
      deleted: 0,
      consumers: 0,
    });
  });

  it('counts the messages that a disk has lost', () => {
    expect(streamState({ ...state, lost: { msgs: [4, 5], bytes: 200 } })).toMatchObject({ lost: 2 });
    expect(streamState({ ...state, lost: { msgs: null, bytes: 0 } })).toMatchObject({ lost: 0 });
    const many = Array.from({ length: 200_000 }, (_, seq) => seq);
    expect(streamState({ ...state, lost: { msgs: many, bytes: 0 } })).toMatchObject({ lost: 200_000 });
    expect(() => streamState({ ...state, lost: { msgs: 'many' } })).toThrow(Mismatch);
  });

  it.each(['messages', 'bytes', 'first_seq', 'last_seq'])('without %s is no state', (field) => {
    expect(() => streamState({ ...state, [field]: undefined })).toThrow(Mismatch);
    expect(() => streamState({ ...state, [field]: -1 })).toThrow(Mismatch);
    expect(() => streamState({ ...state, [field]: '7' })).toThrow(Mismatch);
  });
});

describe('a stream of a server', () => {
  it('without clustering has no group, and without being asked neither configuration nor consumers', () => {
    expect(streamDetail({ name: 'S', state })).toMatchObject({
      name: 'S',
      created: null,
      group: null,
      config: null,
      consumers: null,
      mirror: null,
      sources: [],
    });
  });

  it('that was asked for its consumers and has none is not one that was not asked', () => {
    expect(streamDetail({ name: 'S', state, consumer_detail: [] }).consumers).toEqual([]);
    expect(streamDetail({ name: 'S', state, consumer_detail: null }).consumers).toBeNull();
  });

  it('tells how far it follows others, and never the time since 1970 for a span', () => {
    const sources = [
      { name: 'A', lag: 5, active: 2_000_000_000 },
      { name: 'B', active: -1, error: { code: 404, description: 'stream not found' } },
    ];
    expect(streamDetail({ name: 'S', state, mirror: { name: 'M', active: 0 }, sources })).toMatchObject({
      mirror: { name: 'M', lag: 0, active: null, error: null },
      sources: [
        { name: 'A', lag: 5, active: 2_000, error: null },
        { name: 'B', lag: 0, active: null, error: 'stream not found' },
      ],
    });
  });

  it('tells of an origin in another account or domain that it is there', () => {
    const external = { api: '$JS.hub.API', deliver: '' };
    expect(streamDetail({ name: 'S', state, mirror: { name: 'M', external } }).mirror?.external).toBe('$JS.hub.API');
    expect(streamDetail({ name: 'S', state, mirror: { name: 'M' } }).mirror).not.toHaveProperty('external');
  });

  it('without a name or a state is none', () => {
    expect(() => streamDetail({ state })).toThrow(Mismatch);
    expect(() => streamDetail({ name: '', state })).toThrow(Mismatch);
    expect(() => streamDetail({ name: 'S' })).toThrow(Mismatch);
  });
});

describe('the configuration of a stream', () => {
  const least = { name: 'S', num_replicas: 3 };

  it('has what is not written at what it means', () => {
    expect(streamConfig(least)).toEqual({
      subjects: [],
      description: '',
      retention: null,
      storage: null,
      replicas: 3,
      maxMessages: 'unlimited',
      maxBytes: 'unlimited',
      maxAge: 'unlimited',
      discard: null,
      placementCluster: null,
      placementTags: [],
      mirrorOf: null,
      sourcesOf: [],
      sealed: false,
      other: {},
    });
  });

  it('has limits as servers write them: -1 for none, an age of 0 for none', () => {
    expect(streamConfig({ ...least, max_msgs: -1, max_bytes: -1, max_age: 0 })).toMatchObject({
      maxMessages: 'unlimited',
      maxBytes: 'unlimited',
      maxAge: 'unlimited',
    });
    expect(streamConfig({ ...least, max_msgs: 10, max_bytes: 2n ** 60n, max_age: 3_600_000_000_000 })).toMatchObject({
      maxMessages: 10,
      maxBytes: 2n ** 60n,
      maxAge: 3_600_000,
    });
  });

  it('has the placement, the mirror and the sources by name', () => {
    const config = {
      ...least,
      placement: { cluster: 'C2', tags: ['ssd', 'az:a'] },
      mirror: { name: 'ORIGIN' },
      sources: [{ name: 'A' }, { name: 'B', filter_subject: 'b.>' }],
    };
    expect(streamConfig(config)).toMatchObject({
      placementCluster: 'C2',
      placementTags: ['ssd', 'az:a'],
      mirrorOf: 'ORIGIN',
      sourcesOf: ['A', 'B'],
    });
  });

  it('keeps what it has no place for, as it came, and nothing twice', () => {
    const config = { ...least, retention: 'limits', allow_direct: true, metadata: { team: 'x' }, republish: null };
    expect(streamConfig(config)).toMatchObject({
      retention: 'limits',
      other: { allow_direct: true, metadata: { team: 'x' } },
    });
    expect(Object.keys(streamConfig(config).other)).not.toContain('retention');
  });

  it('of a newer server may hold words that are not known yet', () => {
    expect(streamConfig({ ...least, retention: 'forever', storage: 'tape', discard: 'random' })).toMatchObject({
      retention: null,
      storage: null,
      discard: null,
    });
  });

  it('without a number of copies is none', () => {
    expect(() => streamConfig({ name: 'S' })).toThrow(Mismatch);
  });
});

describe('a consumer', () => {
  const least = { name: 'C', delivered: position, ack_floor: { consumer_seq: 3, stream_seq: 4 } };

  it('has every number in its place', () => {
    const numbers = { num_ack_pending: 1, num_redelivered: 2, num_waiting: 3, num_pending: 4 };
    expect(consumerDetail({ ...least, ...numbers, push_bound: true, paused: true })).toMatchObject({
      name: 'C',
      delivered: { consumerSeq: 5, streamSeq: 6, lastActive: null },
      ackFloor: { consumerSeq: 3, streamSeq: 4 },
      ackPending: 1,
      redelivered: 2,
      waiting: 3,
      pending: 4,
      pushBound: true,
      paused: true,
    });
  });

  it('leaves out what is none', () => {
    expect(consumerDetail(least)).toMatchObject({
      created: null,
      group: null,
      config: null,
      ackPending: 0,
      redelivered: 0,
      waiting: 0,
      pending: 0,
      pushBound: false,
      paused: false,
    });
  });

  it('without its positions is none', () => {
    expect(() => consumerDetail({ name: 'C', delivered: position })).toThrow(Mismatch);
    expect(() => consumerDetail({ name: 'C', ack_floor: position })).toThrow(Mismatch);
  });

  const config = (own: object) => consumerDetail({ ...least, config: own }).config;

  it('is durable by a durable name only', () => {
    expect(config({ durable_name: 'C' })).toMatchObject({ durable: true });
    expect(config({ name: 'C' })).toMatchObject({ durable: false });
    expect(config({ durable_name: '' })).toMatchObject({ durable: false });
  });

  it('has one filter or several in one place, as before and after 2.10', () => {
    expect(config({ filter_subject: 'a.>' })?.filterSubjects).toEqual(['a.>']);
    expect(config({ filter_subjects: ['a', 'b'] })?.filterSubjects).toEqual(['a', 'b']);
    expect(config({})?.filterSubjects).toEqual([]);
  });

  it('has as many copies as its stream where none are written', () => {
    expect(config({})?.replicas).toBe(0);
    expect(config({ num_replicas: 1 })?.replicas).toBe(1);
  });

  it('has limits and spans as servers write them', () => {
    expect(config({ max_ack_pending: -1, max_deliver: -1, ack_wait: 30_000_000_000 })).toMatchObject({
      maxAckPending: 'unlimited',
      maxDeliver: 'unlimited',
      ackWait: 30_000,
    });
    expect(config({ max_ack_pending: 1000, max_deliver: 5 })).toMatchObject({
      maxAckPending: 1000,
      maxDeliver: 5,
      ackWait: null,
    });
  });
});
