import { describe, expect, it } from 'vitest';
import { accountId, consumerName, domainName, serverName, streamKey, streamName } from '../../domain/ids';
import { spotOf, spotText, streamOf, streamText } from './spot-text';

const key = (account: string, name: string, domain = '') =>
  streamKey(domainName(domain), accountId(account), streamName(name));
const spot = (stream: ReturnType<typeof key>, consumer: string | null = null) => ({
  stream,
  consumer: consumer === null ? null : consumerName(consumer),
  server: serverName('n1'),
});

describe('a cell in an address', () => {
  it('reads well, and nothing is written that is not there', () => {
    expect(spotText(spot(key('APP', 'ORDERS')))).toBe('n1/APP/ORDERS');
    expect(spotText(spot(key('APP', 'ORDERS'), 'mail'))).toBe('n1/APP/ORDERS/mail');
    expect(spotText(spot(key('APP', 'ORDERS', 'leaf')))).toBe('n1/APP/ORDERS//leaf');
    expect(spotText(null)).toBe('');
    expect(streamText(key('APP', 'ORDERS'))).toBe('APP/ORDERS');
  });

  it('comes back as the same cell, whatever the names are', () => {
    for (const name of ['ORDERS', 'a/b', '100%', '%2F', 'ü 🜁', '=cmd()', '<img src=x>'])
      for (const one of [spot(key(name, name)), spot(key(name, name, name), name)]) {
        expect(spotOf(spotText(one))).toEqual(one);
        expect(streamOf(streamText(one.stream))).toBe(one.stream);
      }
  });

  it('that names nothing is no cell', () => {
    for (const text of ['', 'n1', 'n1/APP', '/APP/ORDERS', 'n1//ORDERS']) expect(spotOf(text)).toBeNull();
    for (const text of ['', 'APP', '/ORDERS']) expect(streamOf(text)).toBeNull();
  });
});
