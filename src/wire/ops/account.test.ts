import { describe, expect, it } from 'vitest';
import { bytes } from '../fixtures/fixtures';
import { accountLimitsReply, consumerListPage, streamListPage } from './account';

describe('one page of the streams of an account', () => {
  const read = (text: string) => streamListPage.read(bytes(text));

  it('holds each configuration, integers beyond 2^53 exactly', () => {
    const config = '{"name":"S","subjects":["s.>"],"max_age":31536000000000001,"metadata":{"_nats.level":"0","a":"b"}}';
    expect(read(`{"total":3,"offset":1,"limit":256,"streams":[{"config":${config},"state":{}}]}`)).toMatchObject({
      ok: true,
      value: {
        total: 3,
        offset: 1,
        missing: 0,
        items: [{ name: 'S', config: { maxAge: 31_536_000_000_000_001n, metadata: { a: 'b' } } }],
      },
    });
  });

  it('counts those whose leader did not tell, and those that are offline', () => {
    const reply = '{"total":3,"streams":null,"missing":["A"],"offline":{"B":"needs level 4","C":"needs level 4"}}';
    expect(read(reply)).toMatchObject({ ok: true, value: { items: [], total: 3, missing: 3 } });
  });

  it('a refusal is told apart, and what is no page, too', () => {
    expect(read('{"error":{"code":503,"err_code":10008,"description":"x"}}')).toMatchObject({
      error: { kind: 'refused' },
    });
    expect(read('{"streams":[{"config":{}}]}')).toMatchObject({ error: { kind: 'undecodable' } });
    expect(read('[]')).toMatchObject({ error: { kind: 'undecodable' } });
  });
});

describe('one page of the consumers of a stream', () => {
  it('holds each configuration', () => {
    const reply = '{"total":1,"consumers":[{"name":"C","config":{"durable_name":"C","ack_policy":"explicit"}}]}';
    expect(consumerListPage.read(bytes(reply))).toMatchObject({
      ok: true,
      value: { items: [{ name: 'C', config: { durableName: 'C', ackPolicy: 'explicit' } }] },
    });
  });
});

describe('the limits of an account', () => {
  const read = (text: string) => accountLimitsReply.read(bytes(text));

  it('are one set, where -1 is none', () => {
    const limits = '{"max_memory":-1,"max_storage":1000,"max_streams":-1,"max_consumers":5,"max_bytes_required":true}';
    expect(read(`{"memory":0,"limits":${limits}}`)).toEqual({
      ok: true,
      value: {
        kind: 'flat',
        limits: {
          maxMemory: 'unlimited',
          maxStorage: 1000,
          maxStreams: 'unlimited',
          maxConsumers: 5,
          maxAckPending: 'unlimited',
          memoryMaxStreamBytes: 'unlimited',
          storageMaxStreamBytes: 'unlimited',
          maxBytesRequired: true,
        },
      },
    });
  });

  it('are one for each number of replicas where there are tiers', () => {
    const read3 = read('{"limits":{},"tiers":{"R1":{"limits":{"max_streams":1}},"R3":{"limits":{"max_streams":3}}}}');
    expect(read3).toMatchObject({ ok: true, value: { kind: 'tiered' } });
    const tiers = read3.ok && read3.value.kind === 'tiered' ? [...read3.value.tiers] : [];
    expect(tiers.map(([replicas, { maxStreams }]) => [replicas, maxStreams])).toEqual([
      [1, 1],
      [3, 3],
    ]);
  });
});
