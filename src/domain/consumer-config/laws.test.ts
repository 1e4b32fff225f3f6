import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { minute, second } from '../asset-config/duration';
import { jsonText } from '../asset-config/json-text';
import { streamName } from '../ids';
import { streamConfig } from '../stream-config/fields';
import type { Limits } from '../stream-config/context';
import { parseVersion } from '../version';
import { consumerChanges } from './diff';
import { effectiveConsumer } from './effective';
import { consumerConfig, consumerFields, type ConsumerConfig } from './fields';
import { holdConsumer } from './hold';
import { consumerRules } from './rules';
import { validateConsumer } from './validate';
import { consumerSettings, readConsumerConfig } from './wire';

const stream = streamConfig({ name: 'S', subjects: ['s.>'], replicas: 3 });
const world = { version: parseVersion('2.15.1'), stream, consumers: [], limits: null };
const any = anyConfig(consumerFields);
const effective = (given: Partial<ConsumerConfig>, limits: Limits | null = null, of = stream) =>
  effectiveConsumer(consumerConfig(given), { stream: of, limits });

describe('what a server makes of a configuration', () => {
  test.prop([any])('it makes of that again', (config) => {
    const once = effectiveConsumer(config, { stream, limits: null });
    expect(effectiveConsumer(once, { stream, limits: null })).toEqual(once);
  });

  test.prop([any])('it has told, so that its own word has nothing overruled or doubtful about its limits', (config) => {
    const once = effectiveConsumer(config, { stream, limits: null });
    const rules = validateConsumer(once, { ...world, edited: null }).map(({ rule }) => rule);
    for (const rule of ['limitBelowMinusOne', 'flowHeartbeatOverruled', 'ackWaitOverruled'] as const)
      expect(rules).not.toContain(rule);
  });

  it.each<[Partial<ConsumerConfig>, Partial<ConsumerConfig>]>([
    [{ ackPolicy: 'explicit' }, { ackWait: 30 * second, maxAckPending: 1_000, maxWaiting: 512 }],
    [{ ackPolicy: 'all' }, { ackWait: 30 * second, maxAckPending: 1_000 }],
    [{ ackPolicy: 'none' }, { ackWait: 0, maxAckPending: 0 }],
    [{ ackPolicy: 'none', backoff: [minute, second] }, { ackWait: minute }],
    [{ ackPolicy: 'explicit', backoff: [0, minute] }, { ackWait: 0 }],
    [{ ackPolicy: 'explicit', ackWait: -1 }, { ackWait: -1 }],
    [{ deliverSubject: 'to.me' }, { maxWaiting: 0 }],
    [{ deliverSubject: 'to.me', maxWaiting: -7 }, { maxWaiting: 0 }],
    [{ maxDeliver: 0 }, { maxDeliver: 'unlimited' }],
    [{ maxDeliver: -9 }, { maxDeliver: 'unlimited' }],
    [{ maxAckPending: -9 }, { maxAckPending: 'unlimited' }],
    [
      { ackPolicy: 'flow_control', heartbeat: minute },
      { heartbeat: second, flowControl: true, ackWait: 0 },
    ],
    [{ priorityPolicy: 'pinned_client', priorityTimeout: -1 }, { priorityTimeout: 2 * minute }],
    [{ priorityPolicy: 'overflow', priorityTimeout: 0 }, { priorityTimeout: 0 }],
    [{ durableName: 'C' }, { name: 'C', durableName: 'C' }],
    [{ name: 'E' }, { name: 'E', durableName: '' }],
  ])('of %j is %j', (given, expected) => {
    expect(effective(given)).toMatchObject(expected);
  });

  it('is what the stream, then the account allows where nothing is said', () => {
    const limits = (maxAckPending: number): Limits => ({
      kind: 'flat',
      limits: {
        ...{ maxMemory: 0, maxStorage: 0, maxStreams: 0, maxConsumers: 0, maxAckPending },
        ...{ memoryMaxStreamBytes: 0, storageMaxStreamBytes: 0, maxBytesRequired: false },
      },
    });
    const strict = { ...stream, consumerLimits: { inactiveThreshold: minute, maxAckPending: 50 } };
    const explicit = { ackPolicy: 'explicit' } as const;
    expect(effective(explicit, limits(999)).maxAckPending).toBe(999);
    expect(effective(explicit, limits(1_001)).maxAckPending).toBe(1_000);
    expect(effective(explicit, limits(0)).maxAckPending).toBe(1_000);
    expect(effective(explicit, limits(10), strict)).toMatchObject({ maxAckPending: 50, inactiveThreshold: minute });
    expect(effective({ ...explicit, maxAckPending: 7, inactiveThreshold: second }, null, strict)).toMatchObject({
      maxAckPending: 7,
      inactiveThreshold: second,
    });
    expect(effective({ ackPolicy: 'none' }, null, strict).maxAckPending).toBe(50);
  });
});

describe('a configuration of any kind', () => {
  test.prop([any, fc.option(any), fc.constantFrom('2.9.10', '2.10.27', '2.12.0', '2.14.1', '2.15.1')])(
    'is told its problems, each a rule of the table that blames fields there are, and never stops the telling',
    (config, edited, version) => {
      for (const { rule, fields, code, severity } of validateConsumer(config, {
        ...world,
        version: parseVersion(version),
        edited,
      })) {
        expect(consumerRules[rule].severity).toBe(severity);
        expect([consumerRules[rule].code, null]).toContain(code);
        for (const path of fields) expect(Object.keys(consumerFields)).toContain(path.split('.')[0]);
      }
    },
  );

  test.prop([any, any])('differs from another in the fields that make the one of the other', (before, after) => {
    const changes = consumerChanges(before, after);
    const patch = Object.fromEntries(changes.map((change) => [change.field, change.after]));
    expect({ ...before, ...patch }).toEqual(after);
    const back = consumerChanges(after, before);
    expect(back.map(({ field }) => field)).toEqual(changes.map(({ field }) => field));
    expect(back.map((change) => change.after)).toEqual(changes.map((change) => change.before));
    expect(consumerChanges(before, structuredClone(before))).toEqual([]);
  });

  test.prop([any])('differs in nothing from what a server made of it', (config) => {
    const asked = jsonText(consumerSettings(config));
    const there = readConsumerConfig(consumerSettings(effectiveConsumer(config, world)));
    const present = { ...there, unknown: [], created: 'then' };
    const held = holdConsumer(asked, present, streamName('S'), world);
    expect(held).toMatchObject({ changes: [], differing: [] });
  });
});
