import { describe, expect, it } from 'vitest';
import type { StreamModel } from '../cluster/model';
import { accountId, domainName, streamKey, streamName } from '../ids';
import type { SourceFacts } from '../replies/jsz';
import { feedsOf } from './feeds';

const fact = (name: string, more: Partial<SourceFacts> = {}): SourceFacts => ({
  name,
  lag: 0,
  active: 500,
  error: null,
  ...more,
});

function stream(name: string, more: Partial<StreamModel> = {}, account = 'APP'): StreamModel {
  const place = { domain: domainName(''), account: accountId(account), name: streamName(name) };
  return {
    ...place,
    key: streamKey(place.domain, place.account, place.name),
    group: { leadership: { kind: 'led' } },
    mirror: null,
    sources: [],
    ...more,
  } as StreamModel;
}

describe('mirrors and sources', () => {
  it('are told from both ends, with what each says of itself', () => {
    const orders = stream('ORDERS', { sources: [fact('EU', { lag: 7 }), fact('US')] });
    const mirror = stream('MIRROR', { mirror: fact('ORDERS', { error: 'no such stream' }) });
    const all = stream('ALL', { sources: [fact('ORDERS', { active: null }), fact('EU')] });
    const { into, outOf } = feedsOf(orders, [orders, mirror, all, stream('EU')]);
    expect(into).toMatchObject([
      { kind: 'source', name: 'EU', stream: stream('EU').key, lag: 7, state: 'behind' },
      { kind: 'source', name: 'US', stream: null, state: 'even' },
    ]);
    expect(outOf).toMatchObject([
      { kind: 'mirror', name: 'MIRROR', stream: mirror.key, state: 'failing' },
      { kind: 'source', name: 'ALL', state: 'silent' },
    ]);
  });

  it('of another account or domain are not taken for a stream of the same name here', () => {
    const copy = stream('COPY', { mirror: fact('ORDERS', { external: '$JS.hub.API' }) });
    const orders = stream('ORDERS');
    expect(feedsOf(copy, [copy, orders]).into).toMatchObject([{ stream: null, external: '$JS.hub.API' }]);
    expect(feedsOf(orders, [copy, orders, stream('MIRROR', { mirror: fact('ORDERS') }, 'OTHER')]).outOf).toEqual([]);
  });

  it('are silent after ten seconds, and unknown while nobody leads the stream that takes', () => {
    const behind = fact('A', { lag: 1, active: 10_001 });
    expect(feedsOf(stream('B', { sources: [behind] }), []).into[0]?.state).toBe('silent');
    const leaderless = { group: { leadership: { kind: 'electing' } } } as Partial<StreamModel>;
    expect(feedsOf(stream('B', { sources: [behind], ...leaderless }), []).into[0]?.state).toBe('unknown');
  });
});
