import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { accountId, consumerKey, consumerName, domainName, streamKey, streamName, streamPlace } from './ids';

/** As the decoders let names through: no control characters, never empty but for the nameless domain. */
const name = fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.replace(/\p{Cc}/gu, '_'));

describe('the key of a stream', () => {
  test.prop([fc.oneof(fc.constant(''), name), name, name])('tells where it is', (domain, account, stream) => {
    const place = { domain: domainName(domain), account: accountId(account), name: streamName(stream) };
    expect(streamPlace(streamKey(place.domain, place.account, place.name))).toEqual(place);
  });

  test.prop([fc.array(name, { minLength: 6, maxLength: 6 })])('is another for another place', (names) => {
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = names;
    const one = streamKey(domainName(a), accountId(b), streamName(c));
    const other = streamKey(domainName(d), accountId(e), streamName(f));
    expect(one === other).toBe(a === d && b === e && c === f);
  });

  it('keeps apart what runs together when it is joined', () => {
    const joined = [
      ['a', 'b c', 'd'],
      ['a b', 'c', 'd'],
      ['', 'a.b', 'c d'],
    ] as const;
    const keys = joined.map(([domain, account, stream]) =>
      streamKey(domainName(domain), accountId(account), streamName(stream)),
    );
    expect(new Set(keys).size).toBe(3);
  });

  it('of what is no key names nothing', () => {
    expect(streamPlace(streamKey(domainName(''), accountId(''), streamName('')))).toEqual({
      domain: '',
      account: '',
      name: '',
    });
  });
});

describe('the key of a consumer', () => {
  const key = (stream: string, consumer: string) =>
    consumerKey(streamKey(domainName(''), accountId('APP'), streamName(stream)), consumerName(consumer));

  it('is of its stream: consumers of one name on two streams are two', () => {
    expect(key('A', 'C')).not.toBe(key('B', 'C'));
    expect(key('A', 'C')).not.toBe(key('A', 'D'));
    expect(key('A', 'C')).toBe(key('A', 'C'));
  });
});
