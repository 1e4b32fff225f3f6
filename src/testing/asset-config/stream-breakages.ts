import { day, durationNs, millisecond, second } from '../../domain/asset-config/duration';
import type { StreamConfig } from '../../domain/stream-config/fields';
import type { StreamRule } from '../../domain/stream-config/rules';
import type { Random } from './random';
import { source } from './sources';
import type { StreamTry } from './stream-world';

/** Breaks one rule of a good configuration, each time a little differently. */
type Breakage = (good: StreamConfig, random: Random) => Change;
type Change = Partial<StreamConfig> & Partial<Pick<StreamTry, 'account' | 'before' | 'consumer'>>;

/** Rules that no request can break on the newest server with accounts of a configuration file. */
export type Unreachable =
  | 'nameNotSendable'
  | 'notSupported'
  | 'accountHasNoTier'
  | 'maxConsumersChanged'
  | 'republishChanged'
  | 'retentionChanged';

/** Warnings: nothing is refused. */
export type Doubt =
  | 'sameStreamExists'
  | 'metadataReserved'
  | 'replicasEven'
  | 'limitBelowMinusOne'
  | 'denyPurgeLifted'
  | 'originMissing'
  | 'originNameDoubtful'
  | 'startGivenTwice'
  | 'placementOnSilent'
  | 'placementUnknown'
  | 'firstSeqIgnored';

const mirror = (random: Random) => ({ subjects: [], mirror: source({ name: random.pick(['GONE', 'ELSEWHERE']) }) });
const from = (name: string) => source({ name });
/** An edit of the configuration as it is. */
const edit = (good: StreamConfig, before: Partial<StreamConfig>, after: Partial<StreamConfig>): Change => ({
  before: { ...good, ...before },
  ...before,
  ...after,
});

export const streamBreakages: Readonly<Record<Exclude<StreamRule, Unreachable | Doubt>, Breakage>> = {
  nameMissing: () => ({ name: '' }),
  nameHasSeparator: (_, random) => ({ name: `A${random.pick(['.', '*', '>', ' ', '\t', '\n'])}B` }),
  nameHasPathSeparator: (_, random) => ({ name: `A${random.pick(['/', '\\'])}B` }),
  nameTooLong: (_, random) => ({ name: 'N'.repeat(random.integer(256, 300)) }),
  nameInUse: (_, random) => ({ name: random.pick(['TAKEN', 'ORIGIN']), account: 'APP', mirror: null, sources: [] }),
  nameChanged: (good) => edit(good, {}, { name: `${good.name}X` }),
  outOfRange: (_, random) => ({ maxMsgSize: 2 ** 31 + random.integer(0, 9) }),
  descriptionTooLong: (_, random) => ({ description: 'é'.repeat(random.integer(2049, 2060)) }),
  metadataTooLarge: (_, random) => ({ metadata: { long: 'x'.repeat(131_069 + random.integer(0, 50)) } }),

  subjectInvalid: (good, random) => ({
    subjects: [...good.subjects, random.pick(['a..b', '.a', 'a.', 'a.>.b', 'a b', '', 'x.\ty'])],
    mirror: null,
    sources: [],
  }),
  subjectTwice: (good) => ({ subjects: [`${good.name}.one`, `${good.name}.two`, `${good.name}.one`] }),
  subjectsOverlapEachOther: (good, random) => ({
    subjects: [`${good.name}.${random.pick(['*', 'a', '*.b', 'x.>'])}`, `${good.name}.>`],
  }),
  subjectsOverlapStream: (_, random) => ({
    subjects: [random.pick(['taken.a', 'taken.*', 'also.>', 'taken.>'])],
    account: 'APP',
  }),
  allSubjectsNeedNoAck: () => ({ subjects: ['>'], account: 'BARE', republish: null, replicas: 1 }),
  allSubjectsNeedOneReplica: () => ({ subjects: ['>'], account: 'BARE', noAck: true, republish: null, replicas: 3 }),
  subjectOfJetStreamNeedsNoAck: (_, random) => ({
    subjects: [random.pick(['$JS.API.>', '$JS.>', '$JSC.x', '$NRG.*', '$JS.*.INFO'])],
    noAck: false,
  }),
  subjectOfSystemNeedsNoAck: (_, random) => ({
    subjects: [random.pick(['$SYS.>', '$SYS.REQ.>', '$SYS.*.x'])],
    noAck: false,
  }),

  replicasNegative: (_, random) => ({ replicas: -random.integer(1, 5) }),
  replicasTooMany: (_, random) => ({ replicas: random.integer(6, 9) }),
  maxAgeNegative: (_, random) => ({ maxAge: -random.integer(1, 9) * second }),
  maxAgeTooShort: (_, random) => ({ maxAge: random.integer(1, 99) * millisecond, duplicateWindow: 0 }),
  duplicateWindowNegative: (_, random) => ({ duplicateWindow: -random.integer(1, 9) * second }),
  duplicateWindowBeyondMaxAge: (_, random) => ({ maxAge: 5 * second, duplicateWindow: random.integer(6, 90) * second }),
  duplicateWindowTooShort: (_, random) => ({ duplicateWindow: random.integer(1, 99) * millisecond }),
  discardPerSubjectNeedsDiscardNew: () => ({ discardNewPerSubject: true, discard: 'old', maxMsgsPerSubject: 5 }),
  discardPerSubjectNeedsLimit: () => ({ discardNewPerSubject: true, discard: 'new', maxMsgsPerSubject: 'unlimited' }),

  rollupNeedsPurge: () => ({ allowRollup: true, denyPurge: true }),
  deleteMarkerNegative: (_, random) => ({ subjectDeleteMarkerTtl: -random.integer(1, 5) * second }),
  deleteMarkerTooShort: (_, random) => ({ subjectDeleteMarkerTtl: random.integer(1, 999) * millisecond }),
  deleteMarkerOnMirror: (_, random) => ({ ...mirror(random), subjectDeleteMarkerTtl: 5 * second }),
  counterWithDiscardNew: () => ({ allowMsgCounter: true, discard: 'new' }),
  counterWithTtl: () => ({ allowMsgCounter: true, allowMsgTtl: true }),
  counterWithSchedules: () => ({ allowMsgCounter: true, allowMsgSchedules: true }),
  counterNeedsLimits: (_, random) => ({ allowMsgCounter: true, retention: random.pick(['interest', 'workqueue']) }),
  schedulesWithDiscardNew: () => ({ allowMsgSchedules: true, discard: 'new' }),
  schedulesWithSources: () => ({ allowMsgSchedules: true, sources: [from('GONE')] }),
  asyncNeedsFile: () => ({ persistMode: 'async', storage: 'memory', replicas: 1 }),
  asyncNeedsOneReplica: () => ({ persistMode: 'async', replicas: 3 }),
  asyncWithAtomic: () => ({ persistMode: 'async', replicas: 1, allowAtomicPublish: true }),
  sealedAtCreation: () => ({ sealed: true }),

  mirrorWithFirstSeq: (_, random) => ({ ...mirror(random), firstSeq: random.integer(1, 900) }),
  mirrorWithSubjects: (good, random) => ({ ...mirror(random), subjects: [`${good.name}.>`] }),
  mirrorWithSources: (_, random) => ({ ...mirror(random), sources: [from('OTHER')] }),
  mirrorWithCounter: (_, random) => ({ ...mirror(random), allowMsgCounter: true }),
  mirrorWithAtomic: (_, random) => ({ ...mirror(random), allowAtomicPublish: true }),
  mirrorWithBatch: (_, random) => ({ ...mirror(random), allowBatchPublish: true }),
  mirrorWithSchedules: (_, random) => ({ ...mirror(random), allowMsgSchedules: true }),
  mirrorDirectNeedsMirror: () => ({ mirrorDirect: true }),
  mirrorNameInvalid: (_, random) => ({ subjects: [], mirror: from(random.pick(['', 'a.b', 'a b', '*'])) }),
  mirrorConsumerInvalid: (_, random) => {
    const consumer = { name: 'C', deliverSubject: 'to.me' };
    const broken = random.pick([
      { consumer: { ...consumer, name: random.pick(['', 'a.b']) } },
      { consumer: { ...consumer, deliverSubject: random.pick(['', 'a.*', 'a..b']) } },
      { consumer, optStartSeq: 5 },
      { consumer, filterSubject: 'a.b' },
    ]);
    return { subjects: [], mirror: source({ name: 'GONE', ...broken }) };
  },
  mirrorTwoFilters: () => ({
    subjects: [],
    mirror: source({ name: 'GONE', filterSubject: 'a', subjectTransforms: [{ source: 'b', destination: 'c' }] }),
  }),
  mirrorTransformSource: (_, random) => ({
    subjects: [],
    mirror: source({ name: 'GONE', subjectTransforms: [{ source: random.pick(['a..b', 'a b']), destination: '' }] }),
  }),
  mirrorTransformDestination: (_, random) => ({
    subjects: [],
    mirror: source({
      name: 'GONE',
      subjectTransforms: [
        { source: 'a.*', destination: random.pick(['b.{{wildcard(2)}}', 'b.{{nonsense(1)}}', 'b.*', 'b.>']) },
      ],
    }),
  }),
  mirrorTransformsOverlap: (_, random) => ({
    subjects: [],
    mirror: source({
      name: 'GONE',
      subjectTransforms: [
        { source: 'a.*', destination: '' },
        { source: random.pick(['a.b', '*.b', 'a.>']), destination: '' },
      ],
    }),
  }),
  mirrorMessageSize: (_, random) => ({
    subjects: [],
    mirror: from('ORIGIN'),
    maxMsgSize: random.integer(100, 2047),
    account: 'APP',
  }),
  sourceNameInvalid: (_, random) => ({ sources: [from(random.pick(['', 'a.b', '>']))] }),
  sourceTwice: (_, random) =>
    random.chance(0.5)
      ? { sources: [from('GONE'), from('GONE')] }
      : { sources: [from('GONE'), source({ name: 'GONE', filterSubject: '>' })] },
  sourceConsumerInvalid: (_, random) => ({
    sources: [source({ name: 'GONE', consumer: { name: random.pick(['', 'a.b']), deliverSubject: 'to.me' } })],
  }),
  sourceConsumerTwice: () => {
    const consumer = { name: 'C', deliverSubject: 'to.me' };
    return {
      sources: [
        source({ name: 'GONE', consumer, subjectTransforms: [{ source: 'a', destination: '' }] }),
        source({ name: 'GONE', consumer, subjectTransforms: [{ source: 'b', destination: '' }] }),
      ],
    };
  },
  sourceTwoFilters: () => ({
    sources: [source({ name: 'GONE', filterSubject: 'a', subjectTransforms: [{ source: 'b', destination: 'c' }] })],
  }),
  filterInvalid: (_, random) =>
    random.chance(0.5)
      ? { subjects: [], mirror: source({ name: 'GONE', filterSubject: random.pick(['a..b', 'a b']) }) }
      : { sources: [source({ name: 'GONE', filterSubject: random.pick(['a..b', 'a b', '.']) })] },
  sourceTransformSource: () => ({
    sources: [source({ name: 'GONE', subjectTransforms: [{ source: 'a..b', destination: '' }] })],
  }),
  sourceTransformDestination: (_, random) => ({
    sources: [
      source({
        name: 'GONE',
        subjectTransforms: [
          { source: 'a.*', destination: random.pick(['b.{{wildcard(3)}}', '{{partition(x,1)}}', 'b..c']) },
        ],
      }),
    ],
  }),
  sourceTransformsOverlap: (_, random) => ({
    sources: [
      source({
        name: 'GONE',
        subjectTransforms: [
          { source: 'a.*', destination: '' },
          { source: random.pick(['a.b', 'a.*', 'a.>']), destination: '' },
        ],
      }),
    ],
  }),
  sourceMessageSize: (_, random) => ({
    sources: [from('ORIGIN')],
    maxMsgSize: random.integer(100, 2047),
    account: 'APP',
  }),
  externalDeliverInvalid: (_, random) => ({
    sources: [source({ name: 'GONE', external: { api: 'hub.api', deliver: random.pick(['a.*', 'a.>', 'a..b']) } })],
  }),
  externalDeliverOverlaps: () => ({
    sources: [from('ORIGIN'), source({ name: 'GONE', external: { api: 'hub.api', deliver: 'origin' } })],
    maxMsgSize: 'unlimited',
    account: 'APP',
  }),
  externalApiInvalid: (_, random) => ({
    sources: [source({ name: 'GONE', external: { api: random.pick(['a.*', 'a..b']), deliver: '' } })],
  }),
  externalApiOverlaps: () => ({ sources: [source({ name: 'GONE', external: { api: '$JS.API', deliver: '' } })] }),
  copiesInCircle: (good, random) =>
    random.chance(0.5)
      ? { name: 'NEXT', subjects: [], sources: [from(random.pick(['LOOP', 'MIRRORED']))], account: 'APP' }
      : { subjects: [], mirror: from(good.name) },

  transformSource: (_, random) => ({
    subjectTransform: { source: random.pick(['a..b', 'a b', '.']), destination: '' },
  }),
  transformDestination: (good, random) => ({
    subjectTransform: {
      source: `${good.name}.*`,
      destination: random.pick([
        'x.{{wildcard(2)}}',
        'x.*',
        'x..y',
        'x.{{middle(1,2)}}',
        'x.>',
        '{{split(1)}}',
        '$2.x',
      ]),
    },
  }),
  republishCycle: (good, random) => ({
    subjects: [`${good.name}.>`],
    republish: {
      source: `${good.name}.>`,
      destination: `${good.name}.${random.pick(['copy.', ''])}>`,
      headersOnly: false,
    },
  }),
  republishInvalid: (good, random) => ({
    republish: {
      source: `${good.name}.*`,
      destination: `copy.${random.pick(['>', '{{wildcard(2)}}', '*', '{{foo(1)}}'])}`,
      headersOnly: false,
    },
  }),

  placementPreferred: () => ({ placement: { cluster: '', tags: [], preferred: 'n1' } }),
  placementImpossible: (_, random) =>
    random.pick<Change>([
      { placement: { cluster: '', tags: ['nowhere'], preferred: '' } },
      { placement: { cluster: '', tags: ['az:a'], preferred: '' }, replicas: 3 },
      { placement: { cluster: 'C9', tags: [], preferred: '' } },
      { replicas: 5 },
      { maxBytes: 3_000_000_000, storage: 'file' },
      { maxBytes: 300_000_000, storage: 'memory' },
      { placement: { cluster: 'C1', tags: ['!az:a'], preferred: '' }, replicas: 3 },
    ]),
  accountStreams: (good) => ({ account: 'FULL', subjects: [`${good.name}.x`] }),
  accountStorage: (_, random) => ({
    account: 'LIMITED',
    maxBytes: random.integer(2_000_001, 4_000_000),
    replicas: 1,
    storage: 'file',
  }),
  accountMemory: (_, random) => ({
    account: 'LIMITED',
    maxBytes: random.integer(700_000, 4_000_000),
    replicas: 3,
    storage: 'memory',
  }),
  accountConsumers: (_, random) => ({
    account: 'LIMITED',
    maxConsumers: random.integer(6, 60),
    maxBytes: 1000,
    replicas: 1,
  }),
  accountNeedsMaxBytes: () => ({ account: 'REQUIRED', maxBytes: 'unlimited' }),
  accountStreamBytes: (_, random) => ({
    account: 'LIMITED',
    maxBytes: random.integer(5_000_001, 6_000_000),
    replicas: 1,
  }),
  metaLeaderStorage: (good, random) =>
    edit(
      good,
      { replicas: 1, storage: 'file', maxBytes: 1_000_000 },
      { maxBytes: random.integer(2_500_000_000, 2_900_000_000) },
    ),
  metaLeaderMemory: (good, random) =>
    edit(
      good,
      { replicas: 1, storage: 'memory', maxBytes: 1_000_000 },
      { maxBytes: random.integer(280_000_000, 300_000_000) },
    ),

  storageChanged: (good) => edit(good, { storage: 'file', compression: 'none' }, { storage: 'memory' }),
  workQueueChanged: (good, random) =>
    random.chance(0.5)
      ? edit(good, { retention: 'limits' }, { retention: 'workqueue' })
      : edit(good, { retention: 'workqueue' }, { retention: 'interest' }),
  unsealed: (good) =>
    edit(
      good,
      { sealed: true, denyDelete: true, denyPurge: true, discard: 'new', maxAge: 0, allowRollup: false },
      { sealed: false },
    ),
  denyDeleteLifted: (good) => edit(good, { denyDelete: true }, { denyDelete: false }),
  denyPurgeRemoved: (good) => edit(good, { denyPurge: true, allowRollup: false }, { denyPurge: false }),
  mirrorChanged: (good, random) =>
    random.chance(0.5)
      ? edit(good, { subjects: [], mirror: from('GONE') }, { mirror: from('ELSEWHERE') })
      : edit(good, { subjects: [`${good.name}.>`] }, { subjects: [], mirror: from('GONE') }),
  ttlTurnedOff: (good) => edit(good, { allowMsgTtl: true, subjectDeleteMarkerTtl: 0 }, { allowMsgTtl: false }),
  counterChanged: (good, random) => {
    const on = random.chance(0.5);
    return edit(good, { allowMsgCounter: on }, { allowMsgCounter: !on });
  },
  schedulesTurnedOff: (good) =>
    edit(good, { allowMsgSchedules: true, allowRollup: true }, { allowMsgSchedules: false }),
  persistModeChanged: (good, random) => {
    const [before, after] = random.pick([
      ['async', 'default'],
      ['default', 'async'],
    ] as const);
    return edit(good, { replicas: 1, storage: 'file', persistMode: before }, { persistMode: after });
  },
  movedAndScaled: (good) =>
    edit(
      good,
      { replicas: 1, placement: null },
      { replicas: 3, placement: { cluster: 'C1', tags: [], preferred: '' } },
    ),
  consumersBeyondLimit: (good, random) => ({
    ...edit(
      good,
      { consumerLimits: null },
      { consumerLimits: { inactiveThreshold: 0, maxAckPending: random.integer(1, 400) } },
    ),
    consumer: { name: 'C', maxAckPending: 500 },
  }),
};

/** A good configuration to break: no setting that another rule hangs on. */
export function plainStream(random: Random, given: Partial<StreamConfig>): Partial<StreamConfig> {
  return {
    description: random.pick(['', 'a description', 'ünïcode']),
    maxMsgs: random.pick(['unlimited', 1000] as const),
    maxAge: random.pick([0, durationNs(7, day)]),
    metadata: random.pick([{}, { team: 'orders' }]),
    ...given,
  };
}
