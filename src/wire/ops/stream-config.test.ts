import { describe, expect, it } from 'vitest';
import { bytes } from '../fixtures/fixtures';
import { streamConfigReply } from './stream-config';

const read = (text: string) => streamConfigReply.read(bytes(text));

describe('the configuration of a stream, to be sent back', () => {
  it('keeps every field that it does not know and each digit, in one order', () => {
    const text = '{"config":{"name":"S","num_replicas":3,"max_bytes":9223372036854775807,"new":{"b":[1,null,"x"]}}}';
    const rest = '{"max_bytes":9223372036854775807,"name":"S","new":{"b":[1,null,"x"]}}';
    expect(read(text)).toEqual({ ok: true, value: { kind: 'streamConfig', replicas: 3, rest } });
  });

  it('leaves out the metadata that servers keep themselves, and only that', () => {
    const text = (metadata: string) => `{"config":{"name":"S","num_replicas":1,"metadata":${metadata}}}`;
    expect(read(text('{"_nats.level":"1","_nats.ver":"2.15.1"}'))).toMatchObject({ value: { rest: '{"name":"S"}' } });
    expect(read(text('{"_nats.ver":"2.15.1","team":"a"}'))).toMatchObject({
      value: { rest: '{"metadata":{"team":"a"},"name":"S"}' },
    });
  });

  it('is not read out of an error, or of anything else', () => {
    expect(read('{"error":{"code":404,"err_code":10059,"description":"stream not found"}}')).toMatchObject({
      error: { kind: 'refused' },
    });
    for (const text of ['{}', '[]', '{"config":{"name":"S"}}', '{"config":{"num_replicas":"3"}}', 'no JSON'])
      expect(read(text)).toMatchObject({ ok: false, error: { kind: 'undecodable' } });
  });
});
