import { describe, expect, it } from 'vitest';
import { accountId, domainName, serverName, streamName } from '../domain/ids';
import { paths } from './paths';

const stream = { domain: domainName(''), account: accountId('APP'), name: streamName('ORDERS') };

describe('paths', () => {
  it('are all addresses of the console', () => {
    expect([
      paths.connect(),
      paths.overview('C1'),
      paths.meta('C1'),
      paths.servers('C1', { sort: '-leads', filter: '' }),
      paths.server('C1', serverName('n1')),
      paths.streams('C1', { filter: 'KV_ x', sort: undefined }),
      paths.stream('C1', stream, { tab: 'consumers' }),
      paths.stream('C1', { ...stream, domain: domainName('leaf') }),
    ]).toMatchInlineSnapshot(`
      [
        "#/connect",
        "#/c/C1/overview",
        "#/c/C1/meta",
        "#/c/C1/servers?sort=-leads",
        "#/c/C1/servers/n1",
        "#/c/C1/streams?filter=KV_+x",
        "#/c/C1/streams/APP/ORDERS?tab=consumers",
        "#/c/C1/streams/APP/ORDERS?domain=leaf",
      ]
    `);
  });

  it('survive names with every sign that an address gives a meaning to', () => {
    const odd = paths.stream('C/1', { ...stream, account: accountId('a#b?c/d'), name: streamName('ü%20&=') });
    const [, , cluster, , account, name] = new URL(odd, 'http://x/').hash.split('/').map(decodeURIComponent);
    expect([cluster, account, name]).toEqual(['C/1', 'a#b?c/d', 'ü%20&=']);
  });
});
