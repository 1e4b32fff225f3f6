import { describe, expect, it } from 'vitest';
import { bytes } from '../fixtures/fixtures';
import { consumerInfoReply } from './consumer-info';
import { messageHeadReply } from './message-head';
import { streamDetailReply } from './stream-detail';
import { matchingReply, streamToldReply } from './stream-told';

const state = '"messages":3,"bytes":90,"first_seq":5,"last_seq":9007199254740993,"num_deleted":2,"consumer_count":1';

describe('a stream as its leader tells it', () => {
  it('has its position, its protections and its configuration with each digit', () => {
    const long = 'x'.repeat(10_000);
    const text = `{"created":"2026-01-02T03:04:05.123456789Z","config":{"name":"S","num_replicas":3,"deny_delete":true,"max_bytes":9223372036854775807,"metadata":{"a":"${long}"}},"state":{${state}}}`;
    const read = streamToldReply.read(bytes(text));
    expect(read).toMatchObject({
      ok: true,
      value: {
        created: '2026-01-02T03:04:05.123456789Z',
        // Sent back as it came: a text that was cut would be lost.
        config: { max_bytes: 9_223_372_036_854_775_807n, metadata: { a: long } },
        bytes: 90,
        content: {
          messages: 3,
          firstSeq: 5,
          lastSeq: 9_007_199_254_740_993n,
          deleted: 2,
          consumers: 1,
          denyDelete: true,
          sealed: false,
        },
      },
    });
    expect(streamDetailReply.read(bytes(text))).toMatchObject({
      value: { config: { maxBytes: 9_223_372_036_854_775_807n } },
    });
  });

  it('counts the messages of a filter, unless its subjects are more than one reply holds', () => {
    const filtered = (more: string) => matchingReply.read(bytes(`{"state":{${state}${more}}`));
    expect(filtered(',"subjects":{"a":2,"b":1}}')).toEqual({ ok: true, value: 3 });
    expect(filtered('}')).toEqual({ ok: true, value: 0 });
    expect(filtered(',"subjects":{"a":2}},"total":200000,"offset":0,"limit":100000')).toEqual({
      ok: true,
      value: null,
    });
    expect(filtered(',"subjects":{"a":-1}}')).toMatchObject({ ok: false });
  });

  it('is not read out of an error', () => {
    const error = '{"error":{"code":404,"err_code":10059,"description":"stream not found"}}';
    for (const family of [streamToldReply, matchingReply, messageHeadReply, consumerInfoReply])
      expect(family.read(bytes(error))).toMatchObject({ error: { kind: 'refused', refusal: { errorCode: 10059 } } });
  });
});

describe('a message', () => {
  it.each([
    ['', 0],
    ['aGVsbG8=', 5],
    ['aGVsbG8h', 6],
    ['YQ==', 1],
  ])('has the size of its body, %j', (data, size) => {
    const text = `{"message":{"subject":"S.a","seq":7,"time":"2026-01-02T03:04:05Z","data":"${data}"}}`;
    expect(messageHeadReply.read(bytes(text))).toEqual({
      ok: true,
      value: { subject: 'S.a', sequence: 7, time: '2026-01-02T03:04:05Z', bytes: size },
    });
  });

  it('has some size at once, whatever stands for its body', () => {
    const data = `${'='.repeat(1_000_000)}A`;
    const text = `{"message":{"subject":"S.a","seq":7,"time":"","data":"${data}"}}`;
    expect(messageHeadReply.read(bytes(text))).toMatchObject({ ok: true, value: { bytes: 750_000 } });
  });

  it('without a body has none, and without a sequence is none', () => {
    expect(messageHeadReply.read(bytes('{"message":{"subject":"a","seq":1,"time":""}}'))).toMatchObject({
      value: { bytes: 0 },
    });
    expect(messageHeadReply.read(bytes('{"message":{"subject":"a"}}'))).toMatchObject({ ok: false });
  });
});

describe('a consumer as its leader tells it', () => {
  const positions =
    '"delivered":{"consumer_seq":4,"stream_seq":9,"last_active":"2026-01-02T03:04:05Z"},"ack_floor":{"consumer_seq":1,"stream_seq":2}';
  const read = (more: string, config = '') =>
    consumerInfoReply.read(
      bytes(`{"name":"C","created":"then",${positions}${more},"config":{"durable_name":"C"${config}}}`),
    );

  it('has its positions, counts and leader; what an older server leaves out is none', () => {
    expect(
      read(',"num_ack_pending":3,"num_pending":7,"cluster":{"leader":"n2"},"ts":"2026-01-02T03:04:06Z"'),
    ).toMatchObject({
      value: {
        facts: {
          created: 'then',
          leader: 'n2',
          delivered: { consumerSeq: 4, streamSeq: 9 },
          ackFloor: { consumerSeq: 1, streamSeq: 2 },
          lastDelivered: Date.UTC(2026, 0, 2, 3, 4, 5),
          lastAcknowledged: null,
          ackPending: 3,
          pending: 7,
          redelivered: 0,
          paused: false,
          toldAt: Date.UTC(2026, 0, 2, 3, 4, 6),
          priorityGroups: [],
          internal: false,
        },
        config: { durableName: 'C' },
      },
    });
    expect(read('')).toMatchObject({ value: { facts: { leader: null, toldAt: null } } });
  });

  it('has its pause and whom each of its groups is pinned to', () => {
    const groups = ',"priority_groups":[{"group":"b","pinned_client_id":"x","pinned_ts":"2026-01-02T03:04:05Z"}]';
    const told = read(
      `,"paused":true,"pause_remaining":1500000000${groups}`,
      ',"pause_until":"2040-01-02T03:04:05Z","priority_policy":"pinned_client","priority_groups":["a","b"],"direct":true',
    );
    expect(told).toMatchObject({
      value: {
        facts: {
          paused: true,
          pauseLeft: 1500,
          pauseUntil: Date.UTC(2040, 0, 2, 3, 4, 5),
          priorityPolicy: 'pinned_client',
          priorityGroups: [
            { name: 'a', client: null, since: null },
            { name: 'b', client: 'x', since: Date.UTC(2026, 0, 2, 3, 4, 5) },
          ],
          internal: true,
        },
      },
    });
  });

  it('is not read without positions', () => {
    expect(consumerInfoReply.read(bytes('{"config":{}}'))).toMatchObject({ ok: false, error: { kind: 'undecodable' } });
  });
});
