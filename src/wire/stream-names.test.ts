import { describe, expect, it } from 'vitest';
import { apiInfoReply, streamNamesPage } from './stream-names';

const head = { type: 'io.nats.jetstream.api.v1.account_info_response' };

describe('INFO of an account', () => {
  it('tells the domain that its API is of, the nameless one by leaving it out', () => {
    expect(apiInfoReply.decode({ ...head, streams: 2, consumers: 1, domain: 'hub' })).toEqual({
      ok: true,
      value: { domain: 'hub', streams: 2, consumers: 1 },
    });
    expect(apiInfoReply.decode(head)).toMatchObject({ value: { domain: '', streams: 0, consumers: 0 } });
    expect(apiInfoReply.decode({ ...head, domain: '' })).toMatchObject({ value: { domain: '' } });
  });

  it('without a meta leader is a refusal, which tells no domain', () => {
    const error = { code: 503, err_code: 10008, description: 'JetStream system temporarily unavailable' };
    expect(apiInfoReply.decode({ ...head, error })).toMatchObject({
      ok: false,
      error: { kind: 'refused', refusal: { what: 'INFO', code: 503, errorCode: 10008 } },
    });
  });

  it.each([7, {}, ['hub'], 'a\nb'])('with %j for a domain cannot be read', (domain) => {
    expect(apiInfoReply.decode({ ...head, domain })).toMatchObject({
      ok: false,
      error: { kind: 'undecodable', undecodable: { what: 'INFO' } },
    });
  });
});

describe('a page of stream names', () => {
  it('has its place in the whole', () => {
    const page = { total: 1500, offset: 1024, limit: 1024, streams: ['A', 'B'] };
    expect(streamNamesPage.decode(page)).toEqual({
      ok: true,
      value: { total: 1500, offset: 1024, limit: 1024, names: ['A', 'B'] },
    });
  });

  it('of an account without streams has none, written as null or left out', () => {
    for (const page of [{ total: 0, streams: null }, { total: 0 }])
      expect(streamNamesPage.decode(page)).toMatchObject({ ok: true, value: { total: 0, offset: 0, names: [] } });
  });

  it('without a total cannot be read: nobody could tell whether it is the last', () => {
    expect(streamNamesPage.decode({ streams: ['A'] })).toMatchObject({ ok: false });
    expect(streamNamesPage.decode({ total: -1, streams: [] })).toMatchObject({ ok: false });
  });

  it('with something that is no name is read by no part', () => {
    for (const streams of [[''], [1], ['A', null], 'A', { A: 1 }])
      expect(streamNamesPage.decode({ total: 1, streams })).toMatchObject({ ok: false });
  });
});
