import { describe, expect, it } from 'vitest';
import { minute, second } from '../asset-config/duration';
import { consumerConfig, type ConsumerConfig } from '../consumer-config/fields';
import { deliveries, tries } from './delivery';

/** Sequences in the order of their delivery. */
function delivered(config: Partial<ConsumerConfig>): readonly number[] {
  return deliveries(consumerConfig(config))
    .filter(({ order }) => order !== null)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ example }) => example.sequence);
}

describe('what a consumer delivers of eight messages and two that come later', () => {
  it.each([
    ['all', {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['new', {}, [9, 10]],
    ['last', {}, [8, 9, 10]],
    ['by_start_sequence', {}, [5, 6, 7, 8, 9, 10]],
    ['by_start_time', {}, [5, 6, 7, 8, 9, 10]],
    ['last_per_subject', { filterSubject: '>' }, [7, 8, 9, 10]],
    ['all', { filterSubject: 'a' }, [1, 3, 4, 6, 8, 10]],
    ['last', { filterSubjects: ['a'] }, [8, 10]],
    ['last_per_subject', { filterSubject: 'a' }, [8, 10]],
    ['new', { filterSubject: 'a' }, [10]],
  ] as const)('%s with %j', (deliverPolicy, filters, sequences) => {
    expect(delivered({ deliverPolicy, ...filters })).toEqual(sequences);
  });

  it('says of each message that is left out why', () => {
    const why = (config: Partial<ConsumerConfig>) => deliveries(consumerConfig(config)).map((fate) => fate.why);
    expect(why({ deliverPolicy: 'last', filterSubject: 'a' }).slice(5, 8)).toEqual(['before', 'filtered', 'delivered']);
    expect(why({ deliverPolicy: 'last_per_subject', filterSubject: '>' })[0]).toBe('notLast');
  });
});

describe('deliveries of a message that nobody acknowledges', () => {
  const again = (config: Partial<ConsumerConfig>) => tries(consumerConfig(config));

  it('come after the wait, again and again', () => {
    expect(again({ ackWait: 30 * second })).toEqual({
      again: [30 * second, 60 * second],
      ends: false,
      every: 30 * second,
    });
  });

  it('end after so many', () => {
    expect(again({ ackWait: second, maxDeliver: 3 })).toMatchObject({ again: [second, 2 * second], ends: true });
    expect(again({ ackWait: second, maxDeliver: 1 })).toMatchObject({ again: [], ends: true });
    expect(again({ ackWait: second, maxDeliver: 100 })).toMatchObject({ ends: false });
  });

  it('follow the back-off, the last of which goes on', () => {
    expect(again({ ackWait: 5, backoff: [second, minute], maxDeliver: 4 })).toEqual({
      again: [second, 61 * second, 121 * second],
      ends: true,
      every: minute,
    });
  });
});
