import { describe, expect, it } from 'vitest';
import { aServer } from '../../testing/asset-config/cluster';
import { Random } from '../../testing/asset-config/random';
import { brokenStream } from '../../testing/asset-config/random-stream';
import { source } from '../../testing/asset-config/sources';
import { streamBreakages } from '../../testing/asset-config/stream-breakages';
import { contextOf, worldLimits, type StreamTry } from '../../testing/asset-config/stream-world';
import { isToken } from '../../transport/subject';
import { minute } from '../asset-config/duration';
import { clusterName, domainName } from '../ids';
import { fitContext } from '../placement/fit';
import type { JszTotals } from '../replies/jsz';
import { fc, test } from '@fast-check/vitest';
import type { Room, StreamContext } from './context';
import { streamConfig, type StreamConfig } from './fields';
import { streamRules, type StreamRule } from './rules';
import { isRefused, validateStream } from './validate';

/** Three servers in three zones, as the tests with real ones have them. */
function room(totals: Partial<JszTotals> = {}, names = ['n1', 'n2', 'n3']): Room {
  const servers = names.map((name, index) =>
    aServer({ name, tags: [`az:${'abc'.charAt(index % 3)}`], leads: name === 'n1', totals }),
  );
  return { fit: fitContext(servers), domain: domainName(''), cluster: clusterName('C1') };
}

const contextFor = (tried: StreamTry, version = '2.15.1') => contextOf(tried, worldLimits, room(), version);
const tryOf = (config: Partial<StreamConfig>, before: StreamConfig | null = null): StreamTry => ({
  account: 'APP',
  before,
  consumer: null,
  config: streamConfig({ name: 'S', subjects: ['s.>'], ...config }),
});
const problemsOf = (tried: StreamTry, version?: string, change: Partial<StreamContext> = {}) =>
  validateStream(tried.config, { ...contextFor(tried, version), ...change });
const rulesOf = (...args: Parameters<typeof problemsOf>) => problemsOf(...args).map(({ rule }) => rule);

describe('a rule that is broken alone is the only one reported, with the code of its refusal', () => {
  const rules = Object.keys(streamBreakages) as (keyof typeof streamBreakages)[];
  it.each(rules)('%s', (rule) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const tried = brokenStream(rule, new Random(seed));
      const errors = problemsOf(tried).filter(({ severity }) => severity === 'error');
      expect([...new Set(errors.map((error) => error.rule))]).toEqual([rule]);
      expect(errors[0]?.code).toBe(streamRules[rule].code);
      expect(isRefused(errors)).toBe(true);
    }
  });
});

it('a stream without a name is blamed for that alone: its subject would be its name', () => {
  expect(rulesOf(tryOf({ name: '', subjects: [] }))).toEqual(['nameMissing']);
});

it('a plain stream has no problem', () => {
  expect(problemsOf(tryOf({}))).toEqual([]);
});

describe('what depends on the version of the servers', () => {
  it('a field newer than the lowest of them is refused from 2.12 on, and dropped in silence before', () => {
    const told = (version: string) => problemsOf(tryOf({ allowBatchPublish: true }), version)[0];
    expect(told('2.12.3')).toMatchObject({ rule: 'notSupported', code: 10025, parameters: { since: '2.14' } });
    expect(told('2.11.0')).toMatchObject({ rule: 'notSupported', code: null, fields: ['allowBatchPublish'] });
    expect(told('2.14.0')).toBeUndefined();
    expect(rulesOf(tryOf({ allowBatchPublish: true }), '2.10.0', { version: null })).toEqual([]);
  });

  it('a part of a field may be newer than the field', () => {
    const consumer = { name: 'C', deliverSubject: 'to.me' };
    const tried = tryOf({ sources: [source({ name: 'GONE', consumer })] });
    const problems = problemsOf(tried, '2.12.0').filter(({ severity }) => severity === 'error');
    expect(problems).toMatchObject([{ rule: 'notSupported', fields: ['sources.0.consumer'] }]);
  });

  it.each<[StreamRule, Partial<StreamConfig>, Partial<StreamConfig>, string, string]>([
    ['maxConsumersChanged', { maxConsumers: 5 }, {}, '2.12.9', '2.14.0'],
    ['retentionChanged', { retention: 'interest' }, {}, '2.9.25', '2.10.0'],
    [
      'republishChanged',
      { republish: { source: 's.>', destination: 'r.>', headersOnly: false } },
      {},
      '2.9.25',
      '2.10.0',
    ],
    ['mirrorChanged', {}, { subjects: [], mirror: source({ name: 'ORIGIN' }) }, '2.11.9', '2.12.0'],
    [
      'transformDestination',
      { subjectTransform: { source: 's.*', destination: 'x.{{left(1,2)}}' } },
      {},
      '2.14.2',
      '2.15.0',
    ],
  ])('%s is a refusal of older servers', (rule, after, before, old, young) => {
    const was = streamConfig({ name: 'S', subjects: ['s.>'], ...before });
    const tried = tryOf({ subjects: ['s.>'], ...after }, was);
    expect(rulesOf(tried, old)).toContain(rule);
    expect(rulesOf(tried, young)).not.toContain(rule);
  });
});

describe('what is worth a thought and no refusal', () => {
  it.each<[StreamRule, Partial<StreamConfig>]>([
    ['metadataReserved', { metadata: { '_nats.level': '1' } }],
    ['replicasEven', { replicas: 2 }],
    ['limitBelowMinusOne', { maxMsgs: -5 }],
    ['denyPurgeLifted', { denyPurge: true, subjectDeleteMarkerTtl: minute }],
    ['originMissing', { sources: [source({ name: 'GONE' })] }],
    [
      'startGivenTwice',
      { sources: [source({ name: 'ORIGIN', optStartSeq: 4, optStartTime: '2026-01-02T03:04:05Z' })] },
    ],
    [
      'originNameDoubtful',
      { subjects: [], mirror: source({ name: 'a.b', external: { api: 'hub.api', deliver: '' } }) },
    ],
  ])('%s', (rule, config) => {
    const problems = problemsOf(tryOf(config));
    expect(problems.map((problem) => problem.rule)).toEqual([rule]);
    expect(isRefused(problems)).toBe(false);
  });

  it('the very stream that is there already', () => {
    expect(rulesOf(tryOf({ name: 'TAKEN', subjects: ['taken.>', 'also.*.taken'] }))).toEqual(['sameStreamExists']);
  });

  it('a first sequence after creation', () => {
    expect(rulesOf(tryOf({ firstSeq: 9 }, streamConfig({ name: 'S', subjects: ['s.>'] })))).toEqual([
      'firstSeqIgnored',
    ]);
  });

  it('a name that a server takes and that cannot be sent', () => {
    expect(problemsOf(tryOf({ name: 'a\u0001b' }))).toMatchObject([{ rule: 'nameNotSendable', code: null }]);
  });
});

describe('where the copies go', () => {
  const withSilent = (...silent: readonly string[]): Room => {
    const { fit, ...rest } = room();
    const servers = [...fit.servers.values()].map((server) =>
      silent.includes(server.name) ? { ...server, presence: { kind: 'neverHeard' as const } } : server,
    );
    return { ...rest, fit: fitContext(servers) };
  };

  it('a server that does not answer is counted by the meta leader while the rest are a quorum', () => {
    expect(rulesOf(tryOf({ replicas: 3 }), '2.15.1', { room: withSilent('n3') })).toEqual(['placementOnSilent']);
    expect(rulesOf(tryOf({ replicas: 3 }), '2.15.1', { room: withSilent('n2', 'n3') })).toEqual([
      'placementImpossible',
    ]);
  });

  it('servers in one zone do not count twice where zones must differ', () => {
    const unique = room({ uniqueTag: 'az:' }, ['n1', 'n2', 'n3', 'n4']);
    expect(rulesOf(tryOf({ replicas: 3 }), '2.15.1', { room: unique })).toEqual([]);
    expect(rulesOf(tryOf({ replicas: 4 }), '2.15.1', { room: unique })).toContain('placementImpossible');
  });

  it('what stands in the way is told, and the fields that ask for it are blamed', () => {
    const [problem] = problemsOf(tryOf({ placement: { cluster: '', tags: ['gpu'], preferred: '' } }));
    expect(problem).toMatchObject({
      fields: ['replicas', 'placement.tags'],
      parameters: { fitting: 0, replicas: 1, obstacles: ['missingTag'] },
    });
  });

  it('an account of tiers without one for this number of replicas takes none', () => {
    const limits = { kind: 'tiered', tiers: new Map() } as const;
    expect(problemsOf(tryOf({}), '2.15.1', { limits })).toMatchObject([{ rule: 'accountHasNoTier', code: 10120 }]);
  });
});

test.prop([fc.string({ unit: 'grapheme', maxLength: 20 })])(
  'every name without a problem is a token of a subject',
  (name) => {
    const bad = problemsOf(tryOf({ name })).filter(({ fields: [first] }) => first === 'name');
    if (bad.length === 0) expect(isToken(name)).toBe(true);
  },
);

test.prop([fc.integer({ min: 0, max: 2 ** 31 })])(
  'no configuration makes the rules throw, whatever is set together',
  (seed) => {
    const random = new Random(seed);
    const rules = Object.keys(streamBreakages) as (keyof typeof streamBreakages)[];
    const merged = {
      ...brokenStream(random.pick(rules), random).config,
      ...brokenStream(random.pick(rules), random).config,
    };
    expect(Array.isArray(problemsOf({ account: 'APP', before: null, consumer: null, config: merged }))).toBe(true);
  },
);
