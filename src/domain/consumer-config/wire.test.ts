import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { isConfig } from '../asset-config/config';
import { jsonText, parseJsonText } from '../asset-config/json-text';
import { consumerConfig, consumerFields } from './fields';
import { consumerRequest, consumerSettings, readConsumerConfig } from './wire';

const read = (text: string) => {
  const parsed = parseJsonText(text);
  return readConsumerConfig(parsed.ok ? parsed.value : null);
};

test.prop([anyConfig(consumerFields)])('what is written is read again, every digit and every character', (config) => {
  // Servers' own metadata is never sent.
  const metadata = Object.fromEntries(Object.entries(config.metadata).filter(([key]) => !key.startsWith('_nats.')));
  expect(read(jsonText(consumerSettings(config)))).toEqual({
    config: { ...config, metadata },
    unknown: [],
    misread: [],
  });
});

describe('a configuration of a server', () => {
  it('is read from the whole answer as from the part of it', () => {
    const config = { durable_name: 'C', ack_policy: 'all' };
    const part = readConsumerConfig(config);
    expect(readConsumerConfig({ stream_name: 'S', name: 'C', config, num_pending: 7 })).toEqual(part);
    expect(part.config).toEqual(consumerConfig({ durableName: 'C', ackPolicy: 'all' }));
  });

  it('keeps what is unknown, with all its digits, and gives it back', () => {
    const { config, unknown, misread } = read(
      '{"durable_name":"C","__proto__":{"a":1},"of_tomorrow":{"deep":[12345678901234567890,null]},"constructor":"x"}',
    );
    expect(misread).toEqual([]);
    expect(unknown.map(({ path }) => path)).toEqual([['__proto__'], ['of_tomorrow'], ['constructor']]);
    const again = read(jsonText(consumerSettings(config, unknown)));
    expect(again.unknown).toEqual(unknown);
  });

  it.each([
    ['ack_policy', '"some"', 'unknownWord'],
    ['ack_policy', '"constructor"', 'unknownWord'],
    ['ack_policy', '1', 'unknownWord'],
    ['deliver_policy', '"All"', 'unknownWord'],
    ['ack_wait', '"30s"', 'notInteger'],
    ['ack_wait', '1.5', 'notInteger'],
    ['ack_wait', '1e400', 'notInteger'],
    ['max_deliver', 'true', 'notInteger'],
    ['headers_only', '"true"', 'notFlag'],
    ['headers_only', '0', 'notFlag'],
    ['description', '5', 'notText'],
    ['filter_subjects', '"a"', 'notList'],
    ['backoff', '{"0":1}', 'notList'],
    ['metadata', '[]', 'notObject'],
    ['metadata', '"a=b"', 'notObject'],
    ['opt_start_time', '1', 'notTime'],
    ['opt_start_time', '"tomorrow"', 'notTime'],
    ['opt_start_time', '"2026-01-02"', 'notTime'],
    ['opt_start_time', '"2026-01-02T03:04:05"', 'notTime'],
    ['opt_start_time', '"2026-01-02T03:04:05.1234567890Z"', 'notTime'],
    ['opt_start_time', '"2026-02-29T00:00:00Z"', 'notTime'],
    ['opt_start_time', '"2026-04-31T00:00:00+02:00"', 'notTime'],
    ['opt_start_time', '"2026-01-02T24:00:00Z"', 'notTime'],
    ['opt_start_time', '"2026-01-02T03:04:05+24:00"', 'notTime'],
  ])('with "%s": %s is told as %s, and read as if it were left out', (wire, value, why) => {
    const { config, misread } = read(`{"durable_name":"C","${wire}":${value}}`);
    expect(misread).toEqual([{ path: [wire], why }]);
    expect(config).toEqual(consumerConfig({ durableName: 'C' }));
  });

  it('tells which item of a list is wrong, and keeps the others', () => {
    const { config, misread } = read('{"backoff":[1,"2",9223372036854775807],"filter_subjects":["a",null,"漢.>"]}');
    expect(config).toMatchObject({ backoff: [1, 9223372036854775807n], filterSubjects: ['a', '漢.>'] });
    expect(misread).toEqual([
      { path: ['filter_subjects', 1], why: 'notText' },
      { path: ['backoff', 1], why: 'notInteger' },
    ]);
  });

  it.each(['null', '[]', '"text"', '7', '{"config":[]}'])('is of the form of one, whatever is read: %s', (text) => {
    const { config } = read(text);
    expect(isConfig(consumerFields, config)).toBe(true);
    expect(config).toEqual(consumerConfig({}));
  });

  it('of a leap day, and of the moment that Go has for none, are read', () => {
    expect(read('{"opt_start_time":"2024-02-29T00:00:00Z"}').config.optStartTime).toBe('2024-02-29T00:00:00Z');
    expect(read('{"opt_start_time":"0001-01-01T00:00:00Z"}')).toMatchObject({
      config: { optStartTime: null },
      misread: [],
    });
  });
});

it('a request says the stream, what is to be done, and all that the configuration holds', () => {
  const config = consumerConfig({ durableName: 'C', maxAckPending: 2n ** 63n - 1n });
  expect(consumerRequest('S', config, 'update', [{ path: ['of_tomorrow'], value: 1 }])).toEqual({
    stream_name: 'S',
    action: 'update',
    config: {
      durable_name: 'C',
      deliver_policy: 'all',
      replay_policy: 'instant',
      ack_policy: 'none',
      max_ack_pending: 2n ** 63n - 1n,
      of_tomorrow: 1,
    },
  });
});
