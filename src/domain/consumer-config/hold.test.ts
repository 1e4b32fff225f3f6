import { describe, expect, it } from 'vitest';
import { streamName } from '../ids';
import { streamConfig } from '../stream-config/fields';
import { parseVersion } from '../version';
import { consumerConfig } from './fields';
import { holdConsumer, type PresentConsumer } from './hold';
import { readConsumerConfig } from './wire';

const world = {
  version: parseVersion('2.15.1'),
  stream: streamConfig({ name: 'S', subjects: ['S.>'], replicas: 3 }),
  consumers: [],
  limits: null,
};
const hold = (asked: object, present: PresentConsumer | null = null) =>
  holdConsumer(JSON.stringify(asked), present, streamName('S'), world);
const standard = { durable_name: 'C', ack_policy: 'explicit' };
const told = (more: object = {}): PresentConsumer => ({
  ...readConsumerConfig({
    ...standard,
    name: 'C',
    deliver_policy: 'all',
    replay_policy: 'instant',
    ack_wait: 30_000_000_000,
    max_deliver: -1,
    max_waiting: 512,
    max_ack_pending: 1000,
    ...more,
  }),
  created: 'then',
});

describe('a consumer that is asked for', () => {
  it('is made by a request that says so', () => {
    const held = hold(standard);
    expect(JSON.parse(held.body ?? '')).toMatchObject({ stream_name: 'S', action: 'create', config: standard });
    expect(held).toMatchObject({ name: 'C', present: null, problems: [] });
    expect(held.cli).toContain('nats consumer add S C');
  });

  it('has its problems told by the names of the servers', () => {
    expect(hold({ ...standard, filter_subject: 'S.a', filter_subjects: ['S.b'] }).problems).toContainEqual(
      expect.objectContaining({ rule: 'filtersGivenTwice' }),
    );
    expect(hold({ ...standard, deliver_policy: 'by_start_sequence' }).problems[0]?.field).toMatch(
      /^opt_start_seq|deliver_policy$/,
    );
  });

  it('differs in nothing from what a server makes of it', () => {
    expect(hold(standard, told())).toMatchObject({ changes: [], differing: [] });
    // What is left out is what the account allows, which is not read.
    expect(hold(standard, told({ max_ack_pending: 100 })).differing).toEqual([]);
    expect(hold({ ...standard, max_ack_pending: 5 }, told()).differing).toEqual(['max_ack_pending']);
  });

  it('is not changed where a field of it cannot be read: it would be lost', () => {
    const held = hold({ ...standard, max_deliver: 4 }, told({ replay_policy: 'of_tomorrow' }));
    expect(held.problems).toEqual([{ rule: 'unknownWord', field: 'replay_policy' }]);
  });

  it('is changed as a whole, but for its pause', () => {
    const held = hold({ ...standard, max_deliver: 4 }, told({ pause_until: '2040-01-02T03:04:05Z', of_tomorrow: 1 }));
    expect(JSON.parse(held.body ?? '')).toMatchObject({
      action: 'update',
      config: { max_deliver: 4, pause_until: '2040-01-02T03:04:05Z', of_tomorrow: 1 },
    });
    expect(held.changes.map(({ field }) => field)).toEqual(['max_deliver']);
  });

  it('without a name has none, and what is no JSON is none at all', () => {
    expect(hold({ ack_policy: 'explicit' }).name).toBe('');
    expect(holdConsumer('[', null, streamName('S'), world)).toMatchObject({
      body: null,
      problems: [{ rule: 'notJson' }],
    });
    expect(consumerConfig({}).name).toBe('');
  });
});
