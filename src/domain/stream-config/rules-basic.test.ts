import { describe, expect, it } from 'vitest';
import { source } from '../../testing/asset-config/sources';
import { alone, beside, errorsOf } from '../../testing/asset-config/stream-errors';
import { hour, millisecond, minute, second } from '../asset-config/duration';
import { parseVersion } from '../version';
import { streamConfig, type StreamConfig } from './fields';
import { validateStream } from './validate';

type Given = Partial<StreamConfig>;

describe('a name', () => {
  it.each([' ', '\t', '\r', '\n', '\f', '.', '*', '>'])('holds no %j', (character) => {
    expect(errorsOf({ name: `a${character}b` })).toEqual(['nameHasSeparator name']);
    expect(errorsOf({ name: character })).toEqual(['nameHasSeparator name']);
  });

  it.each(['/', '\\'])('holds no %j, which would be a path', (character) => {
    expect(errorsOf({ name: `a${character}b` })).toEqual(['nameHasPathSeparator name']);
    expect(errorsOf({ name: `${character}.` })).toEqual(['nameHasPathSeparator name']);
  });

  it.each([
    '\0',
    '\u0001',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u2003',
    '\u2028',
    '\u3000',
    '\ufeff',
    '\ud800',
    '\v',
  ])('holds no %j, which is in no subject that this console sends', (character) => {
    expect(errorsOf({ name: `a${character}b` })).toEqual(['nameNotSendable name']);
  });

  it.each([
    '漢字',
    'الأوامر',
    'ЗАКАЗЫ',
    'e\u0301',
    '🙂',
    '\u200b',
    '\u202e',
    '-x',
    '$KV',
    '__proto__',
    '"',
    "'",
    '{}',
    '0',
  ])('may be %j', (name) => {
    expect(errorsOf({ name })).toEqual([]);
  });

  it.each([
    ['a', 255, 256],
    ['é', 127, 128],
    ['漢', 85, 86],
    ['🙂', 63, 64],
  ])('of %s alone has %i at most', (character, most, beyond) => {
    expect(errorsOf({ name: character.repeat(most) })).toEqual([]);
    expect(errorsOf({ name: character.repeat(beyond) })).toEqual(['nameTooLong name']);
  });

  it('is in use once: for the same stream that is no refusal, and for a change it is its own', () => {
    const there = beside({ name: 'S', subjects: ['s.>'] });
    expect(errorsOf({}, there)).toEqual([]);
    expect(errorsOf({ duplicateWindow: 2 * minute }, there)).toEqual([]);
    expect(errorsOf({ description: 'another' }, there)).toEqual(['nameInUse name']);
    expect(errorsOf({}, beside({ name: 's' }))).toEqual([]);
    const edited = { config: streamConfig({ name: 'S', subjects: ['s.>'] }), members: [], consumers: [] };
    expect(errorsOf({ description: 'another' }, { ...there, edited })).toEqual([]);
    expect(errorsOf({ name: 'T' }, { edited })).toEqual(['nameChanged name']);
  });
});

describe('what is written beside a stream is as long as servers take it, in bytes', () => {
  it.each<[string, Given, Given]>([
    ['descriptionTooLong description', { description: 'x'.repeat(4096) }, { description: 'x'.repeat(4097) }],
    ['descriptionTooLong description', { description: '漢'.repeat(1365) }, { description: '漢'.repeat(1366) }],
    ['metadataTooLarge metadata', { metadata: { a: 'x'.repeat(131_071) } }, { metadata: { a: 'x'.repeat(131_072) } }],
    [
      'metadataTooLarge metadata',
      { metadata: { ['x'.repeat(131_072)]: '' } },
      { metadata: { ['x'.repeat(131_073)]: '' } },
    ],
    [
      'metadataTooLarge metadata',
      { metadata: { é: 'x'.repeat(65_534), ü: 'y'.repeat(65_534) } },
      { metadata: { é: 'x'.repeat(65_534), ü: 'y'.repeat(65_535) } },
    ],
  ])('%s', (expected, most, beyond) => {
    expect(errorsOf(most)).toEqual([]);
    expect(errorsOf(beyond)).toEqual([expected]);
  });
});

describe('an integer that the JSON of a server does not hold is blamed, and the last that it does is not', () => {
  const int64 = 2n ** 63n - 1n;
  const uint64 = 2n ** 64n - 1n;
  const from = (optStartSeq: bigint | number) => source({ name: 'A', optStartSeq });
  it.each<[string, Given, Given]>([
    ['maxMsgs', { maxMsgs: int64 }, { maxMsgs: int64 + 1n }],
    ['maxBytes', { maxBytes: int64 }, { maxBytes: int64 + 1n }],
    ['maxMsgsPerSubject', { maxMsgsPerSubject: int64 }, { maxMsgsPerSubject: int64 + 1n }],
    ['maxConsumers', { maxConsumers: int64 }, { maxConsumers: uint64 }],
    ['maxMsgs', { maxMsgs: -int64 - 1n }, { maxMsgs: -int64 - 2n }],
    ['maxMsgSize', { maxMsgSize: 2 ** 31 - 1 }, { maxMsgSize: 2 ** 31 }],
    ['maxMsgSize', { maxMsgSize: -(2 ** 31) }, { maxMsgSize: -(2 ** 31) - 1 }],
    ['maxAge', { maxAge: int64 }, { maxAge: int64 + 1n }],
    ['duplicateWindow', { duplicateWindow: int64 }, { duplicateWindow: int64 + 1n }],
    ['subjectDeleteMarkerTtl', { subjectDeleteMarkerTtl: int64 }, { subjectDeleteMarkerTtl: int64 + 1n }],
    ['firstSeq', { firstSeq: uint64 }, { firstSeq: uint64 + 1n }],
    ['firstSeq', { firstSeq: 0 }, { firstSeq: -1 }],
    [
      'consumerLimits.inactiveThreshold',
      { consumerLimits: { inactiveThreshold: int64, maxAckPending: 0 } },
      { consumerLimits: { inactiveThreshold: int64 + 1n, maxAckPending: 0 } },
    ],
    [
      'consumerLimits.maxAckPending',
      { consumerLimits: { inactiveThreshold: 0, maxAckPending: int64 } },
      { consumerLimits: { inactiveThreshold: 0, maxAckPending: uint64 } },
    ],
    [
      'sources.1.optStartSeq',
      { sources: [source({ name: 'B' }), from(uint64)] },
      { sources: [source({ name: 'B' }), from(-1)] },
    ],
    ['mirror.optStartSeq', { subjects: [], mirror: from(uint64) }, { subjects: [], mirror: from(uint64 + 1n) }],
  ])('%s', (field, most, beyond) => {
    expect(errorsOf(most)).toEqual([]);
    expect(errorsOf(beyond)).toEqual([`outOfRange ${field}`]);
  });

  it('with what would be taken', () => {
    const [problem] = validateStream(streamConfig({ name: 'S', firstSeq: 2n ** 64n }), alone);
    expect(problem).toMatchObject({ rule: 'outOfRange', code: 10025, parameters: { least: 0n, most: uint64 } });
  });
});

describe('each bound is told where it is passed, and not before', () => {
  const perSubject = { discardNewPerSubject: true, discard: 'new', maxMsgsPerSubject: 1 } as const;
  it.each<[string, Given, Given]>([
    ['replicasNegative replicas', { replicas: 0 }, { replicas: -1 }],
    ['replicasTooMany replicas', { replicas: 5 }, { replicas: 6 }],
    ['replicasTooMany replicas', { replicas: 1 }, { replicas: 2n ** 70n }],
    ['maxAgeNegative maxAge', { maxAge: 0 }, { maxAge: -1 }],
    ['maxAgeTooShort maxAge', { maxAge: 100 * millisecond }, { maxAge: 100 * millisecond - 1 }],
    ['maxAgeTooShort maxAge', { maxAge: 0 }, { maxAge: 1 }],
    ['duplicateWindowNegative duplicateWindow', { duplicateWindow: 0 }, { duplicateWindow: -1 }],
    [
      'duplicateWindowTooShort duplicateWindow',
      { duplicateWindow: 100 * millisecond },
      { duplicateWindow: 100 * millisecond - 1 },
    ],
    [
      'duplicateWindowBeyondMaxAge duplicateWindow maxAge',
      { maxAge: hour, duplicateWindow: hour },
      { maxAge: hour, duplicateWindow: hour + 1 },
    ],
    [
      'duplicateWindowBeyondMaxAge duplicateWindow maxAge',
      { maxAge: 0, duplicateWindow: hour },
      { maxAge: 2n ** 60n, duplicateWindow: 2n ** 60n + 1n },
    ],
    ['discardPerSubjectNeedsDiscardNew discardNewPerSubject discard', perSubject, { ...perSubject, discard: 'old' }],
    [
      'discardPerSubjectNeedsLimit discardNewPerSubject maxMsgsPerSubject',
      perSubject,
      { ...perSubject, maxMsgsPerSubject: 'unlimited' },
    ],
    [
      'discardPerSubjectNeedsLimit discardNewPerSubject maxMsgsPerSubject',
      perSubject,
      { ...perSubject, maxMsgsPerSubject: -2 },
    ],
    ['deleteMarkerNegative subjectDeleteMarkerTtl', { subjectDeleteMarkerTtl: 0 }, { subjectDeleteMarkerTtl: -1 }],
    [
      'deleteMarkerTooShort subjectDeleteMarkerTtl',
      { subjectDeleteMarkerTtl: second },
      { subjectDeleteMarkerTtl: second - 1 },
    ],
    ['deleteMarkerTooShort subjectDeleteMarkerTtl', { subjectDeleteMarkerTtl: 0 }, { subjectDeleteMarkerTtl: 1 }],
  ])('%s', (expected, good, bad) => {
    expect(errorsOf(good)).toEqual([]);
    expect(errorsOf(bad)).toEqual([expected]);
  });
});

describe('what excludes what is told of both together, and of neither alone', () => {
  const mirror = { subjects: [], mirror: source({ name: 'A' }) };
  it.each<[string, Given, Given]>([
    ['rollupNeedsPurge allowRollup denyPurge', { allowRollup: true }, { denyPurge: true }],
    ['deleteMarkerOnMirror subjectDeleteMarkerTtl mirror', { subjectDeleteMarkerTtl: minute }, mirror],
    ['counterWithDiscardNew allowMsgCounter discard', { allowMsgCounter: true }, { discard: 'new' }],
    ['counterWithTtl allowMsgCounter allowMsgTtl', { allowMsgCounter: true }, { allowMsgTtl: true }],
    [
      'counterWithTtl allowMsgCounter subjectDeleteMarkerTtl',
      { allowMsgCounter: true },
      { subjectDeleteMarkerTtl: second },
    ],
    ['counterWithSchedules allowMsgCounter allowMsgSchedules', { allowMsgCounter: true }, { allowMsgSchedules: true }],
    ['counterNeedsLimits allowMsgCounter retention', { allowMsgCounter: true }, { retention: 'interest' }],
    ['counterNeedsLimits allowMsgCounter retention', { allowMsgCounter: true }, { retention: 'workqueue' }],
    ['schedulesWithDiscardNew allowMsgSchedules discard', { allowMsgSchedules: true }, { discard: 'new' }],
    [
      'schedulesWithSources allowMsgSchedules sources',
      { allowMsgSchedules: true },
      { sources: [source({ name: 'A' })] },
    ],
    ['asyncNeedsFile persistMode storage', { persistMode: 'async' }, { storage: 'memory' }],
    ['asyncNeedsOneReplica persistMode replicas', { persistMode: 'async' }, { replicas: 3 }],
    ['asyncWithAtomic persistMode allowAtomicPublish', { persistMode: 'async' }, { allowAtomicPublish: true }],
  ])('%s', (expected, one, other) => {
    expect(errorsOf(one)).toEqual([]);
    expect(errorsOf(other)).toEqual([]);
    expect(errorsOf({ ...one, ...other })).toEqual([expected]);
  });

  it.each<[Given, readonly string[]]>([
    [{ sealed: true }, ['sealedAtCreation sealed']],
    [{ placement: { cluster: 'C1', tags: [], preferred: 'n1' } }, ['placementPreferred placement.preferred']],
    [{ placement: { cluster: 'C1', tags: [], preferred: '' } }, []],
  ])('%j', (given, expected) => {
    expect(errorsOf(given)).toEqual(expected);
  });
});

describe('a field of a newer release', () => {
  const at = (version: string, given: Given) =>
    validateStream(streamConfig({ name: 'S', subjects: ['s.>'], ...given }), {
      ...alone,
      version: parseVersion(version),
    })
      .filter(({ rule }) => rule === 'notSupported')
      .map(({ fields, parameters, code }) => [fields[0], parameters['since'], code]);
  const mirror = source({ name: 'A', consumer: { name: 'C', deliverSubject: 'd' } });

  it.each<[string, string, string, string, Given]>([
    ['compression', '2.10', '2.9.25', '2.10.0', { compression: 's2' }],
    ['firstSeq', '2.10', '2.9.25', '2.10.0', { firstSeq: 5 }],
    ['metadata', '2.10', '2.9.25', '2.10.0', { metadata: { a: 'b' } }],
    ['subjectTransform', '2.10', '2.9.25', '2.10.0', { subjectTransform: { source: '', destination: 'a.>' } }],
    ['consumerLimits', '2.10', '2.9.25', '2.10.0', { consumerLimits: { inactiveThreshold: second, maxAckPending: 0 } }],
    ['allowMsgTtl', '2.11', '2.10.27', '2.11.0', { allowMsgTtl: true }],
    ['subjectDeleteMarkerTtl', '2.11', '2.10.27', '2.11.0', { subjectDeleteMarkerTtl: minute }],
    ['placement.preferred', '2.11', '2.10.27', '2.11.0', { placement: { cluster: '', tags: [], preferred: 'n1' } }],
    ['allowMsgCounter', '2.12', '2.11.9', '2.12.0', { allowMsgCounter: true }],
    ['allowAtomicPublish', '2.12', '2.11.9', '2.12.0', { allowAtomicPublish: true }],
    ['allowMsgSchedules', '2.12', '2.11.9', '2.12.0', { allowMsgSchedules: true }],
    ['persistMode', '2.12', '2.11.9', '2.12.0', { persistMode: 'async' }],
    ['allowBatchPublish', '2.14', '2.12.4', '2.14.0', { allowBatchPublish: true }],
    ['mirror.consumer', '2.14', '2.12.4', '2.14.0', { subjects: [], mirror }],
    ['sources.1.consumer', '2.14', '2.12.4', '2.14.0', { sources: [source({ name: 'B' }), mirror] }],
  ])('%s is for %s, not for %s', (field, since, older, newer, given) => {
    expect(at(older, given)).toEqual([[field, since, older.startsWith('2.12') ? 10025 : null]]);
    expect(at(newer, given)).toEqual([]);
    expect(at(newer.replace('.0', '.0-beta.1'), given)).toEqual([]);
  });
});
