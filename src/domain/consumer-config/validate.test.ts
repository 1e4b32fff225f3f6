import { describe, expect, it } from 'vitest';
import { brokenConsumer, consumerBreakages } from '../../testing/asset-config/consumer-breakages';
import { accountOf, consumerContext, type ConsumerTry } from '../../testing/asset-config/consumer-world';
import { Random } from '../../testing/asset-config/random';
import { worldLimits } from '../../testing/asset-config/stream-world';
import { minute, second } from '../asset-config/duration';
import { consumerConfig, type ConsumerConfig } from './fields';
import { consumerRules, type ConsumerRule } from './rules';
import { validateConsumer } from './validate';

const problemsOf = (tried: ConsumerTry, version = '2.15.1') =>
  validateConsumer(tried.config, consumerContext(tried, worldLimits[accountOf(tried.home)], version));
const tryOf = (config: Partial<ConsumerConfig>, before: ConsumerConfig | null = null): ConsumerTry => ({
  home: 'PLAIN',
  before,
  config: consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ...config }),
});
const rulesOf = (...args: Parameters<typeof problemsOf>) => problemsOf(...args).map(({ rule }) => rule);

describe('a rule that is broken alone is the only one reported, with the code of its refusal', () => {
  const rules = Object.keys(consumerBreakages) as (keyof typeof consumerBreakages)[];
  it.each(rules)('%s', (rule) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const errors = problemsOf(brokenConsumer(rule, new Random(seed))).filter(({ severity }) => severity === 'error');
      expect([...new Set(errors.map((error) => error.rule))]).toEqual([rule]);
      expect(errors[0]?.code).toBe(consumerRules[rule].code);
    }
  });
});

it('a plain consumer has no problem', () => {
  expect(problemsOf(tryOf({}))).toEqual([]);
});

it('another consumer of the same name is refused, the very same one is not', () => {
  expect(problemsOf(tryOf({ durableName: 'THERE', description: 'other' }))).toMatchObject([
    { rule: 'nameInUse', code: 10148, fields: ['durableName'] },
  ]);
  expect(rulesOf(tryOf({ durableName: 'THERE' }))).toEqual(['sameConsumerExists']);
});

describe('what depends on the version of the servers', () => {
  it('filters that overlap in part are taken from 2.14 on', () => {
    const tried = tryOf({ filterSubjects: ['plain.*.a', 'plain.b.*'] });
    expect(rulesOf(tried, '2.14.0')).toEqual([]);
    expect(rulesOf(tried, '2.12.4')).toEqual(['filtersOverlap']);
  });

  it('a filter for what the stream does not take in is refused by 2.9 only', () => {
    expect(problemsOf(tryOf({ filterSubject: 'elsewhere' }), '2.9.10')).toMatchObject([
      { code: 10093, severity: 'error' },
    ]);
    expect(rulesOf(tryOf({ filterSubject: 'elsewhere' }))).toEqual(['filterMatchesNothing']);
  });

  it('a word may be newer than its field', () => {
    const tried = tryOf({ priorityPolicy: 'prioritized', priorityGroups: ['g'] });
    expect(problemsOf(tried, '2.11.3')).toMatchObject([
      { rule: 'notSupported', fields: ['priorityPolicy'], code: null },
    ]);
    expect(rulesOf(tried, '2.12.0')).toEqual([]);
  });
});

describe('what is worth a thought and no refusal', () => {
  it.each<[ConsumerRule, Partial<ConsumerConfig>]>([
    ['metadataReserved', { metadata: { '_nats.level': '1' } }],
    ['ackWaitOverruled', { ackWait: second, backoff: [minute], maxDeliver: 4 }],
    ['flowHeartbeatOverruled', { ackPolicy: 'flow_control', deliverSubject: 'to.me', heartbeat: 5 * second }],
    ['limitBelowMinusOne', { maxDeliver: -4 }],
    ['filterMatchesNothing', { filterSubjects: ['elsewhere'] }],
    ['nameNotSendable', { durableName: 'a\u0001b' }],
  ])('%s', (rule, config) => {
    expect(rulesOf(tryOf(config))).toEqual([rule]);
  });

  it('a delivery subject that moves, and a pause', () => {
    const push = consumerConfig({ durableName: 'C', ackPolicy: 'explicit', deliverSubject: 'to.me' });
    expect(rulesOf(tryOf({ deliverSubject: 'to.you' }, push))).toEqual(['deliverSubjectMoves']);
    expect(rulesOf(tryOf({ deliverSubject: 'to.me', pauseUntil: '2030-01-01T00:00:00Z' }, push))).toEqual([
      'pauseNotByEdit',
    ]);
  });

  it('the same moment written in another way is no change', () => {
    const by = { deliverPolicy: 'by_start_time', optStartTime: '2026-01-02T03:04:05Z' } as const;
    const before = consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ...by });
    expect(rulesOf(tryOf({ ...by, optStartTime: '2026-01-02T04:04:05.000+01:00' }, before))).toEqual([]);
  });
});
