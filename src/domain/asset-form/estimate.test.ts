import { describe, expect, it } from 'vitest';
import { streamConfig } from '../stream-config/fields';
import { estimate } from './estimate';

const stated = { rate: 100, size: 970 };

describe('what a stream will take', () => {
  it('counts a day of messages, each with its bookkeeping', () => {
    expect(estimate(streamConfig({}), stated)).toEqual({
      bytesPerDay: 100 * 1000 * 86_400,
      settled: null,
      by: null,
      fullAfter: null,
    });
  });

  it('names the limit that is met first, and when', () => {
    const config = streamConfig({ maxBytes: 1_000_000_000, maxMsgs: 500_000, maxAge: 86_400_000_000_000 });
    expect(estimate(config, stated)).toMatchObject({ settled: 500_000_000, by: 'maxMsgs', fullAfter: 5_000 });
    expect(estimate({ ...config, maxMsgs: 'unlimited' }, stated)).toMatchObject({ settled: 1e9, by: 'maxBytes' });
    expect(estimate({ ...config, maxMsgs: 0, maxBytes: 0 }, stated)).toMatchObject({ by: 'maxAge', fullAfter: 86_400 });
  });

  it('without messages it is never full', () => {
    expect(estimate(streamConfig({ maxBytes: 10 }), { rate: 0, size: 1 })).toMatchObject({
      bytesPerDay: 0,
      settled: 10,
      fullAfter: null,
    });
  });
});
