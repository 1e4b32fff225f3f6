import { describe, expect, it } from 'vitest';
import { source } from '../../testing/asset-config/sources';
import { beside, errorsOf } from '../../testing/asset-config/stream-errors';
import type { StreamContext } from './context';
import type { StreamConfig } from './fields';
import type { Source } from './source-fields';

type Given = Partial<StreamConfig>;
const asMirror = (given: Partial<Source>, more: Given = {}, context: Partial<StreamContext> = {}) =>
  errorsOf({ subjects: [], mirror: source({ name: 'A', ...given }), ...more }, context);
/** As the second source, after one that is good. */
const asSource = (given: Partial<Source>, more: Given = {}, context: Partial<StreamContext> = {}) =>
  errorsOf({ sources: [source({ name: 'FIRST' }), source({ name: 'A', ...given })], ...more }, context);

describe('a mirror has nothing of its own', () => {
  it.each<[string, Given]>([
    ['mirrorWithFirstSeq firstSeq mirror', { firstSeq: 1 }],
    ['mirrorWithSubjects subjects mirror', { subjects: ['s'] }],
    ['mirrorWithSources sources mirror', { sources: [source({ name: 'B' })] }],
    ['mirrorWithCounter allowMsgCounter mirror', { allowMsgCounter: true }],
    ['mirrorWithAtomic allowAtomicPublish mirror', { allowAtomicPublish: true }],
    ['mirrorWithBatch allowBatchPublish mirror', { allowBatchPublish: true }],
    ['mirrorWithSchedules allowMsgSchedules mirror', { allowMsgSchedules: true }],
  ])('%s', (expected, more) => {
    expect(asMirror({}, more)).toEqual([expected]);
    expect(asMirror({})).toEqual([]);
  });

  it('and alone may be read directly as one', () => {
    expect(errorsOf({ mirrorDirect: true })).toEqual(['mirrorDirectNeedsMirror mirrorDirect mirror']);
    expect(asMirror({}, { mirrorDirect: true })).toEqual([]);
  });
});

describe('the stream that is copied', () => {
  it.each(['', 'a.b', 'a b', '*', '>', 'a/b', 'a\\b', '\t'])('has a name that a stream may have, not %j', (name) => {
    expect(asMirror({ name })).toEqual(['mirrorNameInvalid mirror.name']);
    expect(asSource({ name })).toEqual(['sourceNameInvalid sources.1.name']);
    const external = { api: 'hub.api', deliver: '' };
    // Of a mirror elsewhere servers do not look at it.
    expect(asMirror({ name, external })).toEqual([]);
    expect(asSource({ name, external })).toEqual(['sourceNameInvalid sources.1.name']);
  });

  it.each([
    [1000, 1000, true],
    [1000, 999, false],
    [1000, 'unlimited', true],
    ['unlimited', 1, true],
    [1, -1, true],
  ] as const)('with messages of %s bytes is copied by one with %s: %s', (theirs, own, isGood) => {
    const there = beside({ name: 'A', subjects: ['a'], maxMsgSize: theirs });
    const said = (rule: string, at: string) => (isGood ? [] : [`${rule} maxMsgSize ${at}`]);
    expect(asMirror({}, { maxMsgSize: own }, there)).toEqual(said('mirrorMessageSize', 'mirror.name'));
    expect(asSource({}, { maxMsgSize: own }, there)).toEqual(said('sourceMessageSize', 'sources.1.name'));
    // What is elsewhere is another one of that name.
    expect(asSource({ external: { api: 'hub.api', deliver: '' } }, { maxMsgSize: own }, there)).toEqual([]);
  });

  it.each([
    ['a.>', true],
    ['', true],
    ['a..b', false],
    ['a b', false],
    ['.', false],
    ['>.a', false],
  ])('is filtered by %j: %s', (filterSubject, isGood) => {
    expect(asMirror({ filterSubject })).toEqual(isGood ? [] : ['filterInvalid mirror.filterSubject']);
    expect(asSource({ filterSubject })).toEqual(isGood ? [] : ['filterInvalid sources.1.filterSubject']);
  });

  it('is filtered in one way', () => {
    const both = { filterSubject: 'a', subjectTransforms: [{ source: 'b', destination: '' }] };
    expect(asMirror(both)).toEqual(['mirrorTwoFilters mirror.filterSubject mirror.subjectTransforms']);
    expect(asSource(both)).toEqual(['sourceTwoFilters sources.1.filterSubject sources.1.subjectTransforms']);
  });
});

describe('transforms on the way', () => {
  const both = (transforms: readonly (readonly [string, string])[]) => {
    const subjectTransforms = transforms.map(([from, destination]) => ({ source: from, destination }));
    return [...asMirror({ subjectTransforms }), ...asSource({ subjectTransforms })];
  };
  const at = (rule: string, path: string) => [`mirror${rule} mirror.${path}`, `source${rule} sources.1.${path}`];

  it.each<[readonly (readonly [string, string])[], readonly string[]]>([
    [[['a.*', 'b.$1']], []],
    [[['', '']], []],
    [[['a..b', '']], at('TransformSource', 'subjectTransforms.0.source')],
    [
      [
        ['a', ''],
        ['b c', ''],
      ],
      at('TransformSource', 'subjectTransforms.1.source'),
    ],
    [[['a.*', 'b.$2']], at('TransformDestination', 'subjectTransforms.0.destination')],
    [
      [
        ['a', 'b'],
        ['c.>', 'd'],
      ],
      at('TransformDestination', 'subjectTransforms.1.destination'),
    ],
    [
      [
        ['a.*', ''],
        ['a.b', ''],
      ],
      at('TransformsOverlap', 'subjectTransforms.1.source'),
    ],
    [
      [
        ['a.b', ''],
        ['a.*', ''],
      ],
      at('TransformsOverlap', 'subjectTransforms.1.source'),
    ],
    [
      [
        ['a', ''],
        ['b', ''],
        ['a', ''],
      ],
      at('TransformsOverlap', 'subjectTransforms.2.source'),
    ],
    [
      [
        ['a.*', ''],
        ['b.*', ''],
        ['a.*.c', ''],
      ],
      [],
    ],
    // Sources are only kept apart where one is within the other.
    [
      [
        ['a.*.c', ''],
        ['a.b.*', ''],
      ],
      ['mirrorTransformsOverlap mirror.subjectTransforms.1.source'],
    ],
  ])('%j', (transforms, expected) => {
    expect(both(transforms)).toEqual(expected);
  });
});

describe('a consumer made beforehand', () => {
  const good = { name: 'C', deliverSubject: 'to.me' };
  const broken = (path: string) => [`mirrorConsumerInvalid mirror.${path}`, `sourceConsumerInvalid sources.1.${path}`];
  const both = (given: Partial<Source>) =>
    [...asMirror(given), ...asSource(given)].map((one) => one.replace(/ (?:mirror|sources\.1)\.consumer$/, ''));

  it.each<[Partial<Source>, readonly string[]]>([
    [{ consumer: good }, []],
    [{ consumer: { ...good, name: '' } }, broken('consumer.name')],
    [{ consumer: { ...good, name: 'a.b' } }, broken('consumer.name')],
    [{ consumer: { ...good, deliverSubject: '' } }, broken('consumer.deliverSubject')],
    [{ consumer: { ...good, deliverSubject: 'a.*' } }, broken('consumer.deliverSubject')],
    [{ consumer: { ...good, deliverSubject: 'a..b' } }, broken('consumer.deliverSubject')],
    [{ consumer: { ...good, deliverSubject: 'a*b' } }, []],
    [{ consumer: good, optStartSeq: 1 }, broken('optStartSeq')],
    [{ consumer: good, optStartTime: '2026-01-02T03:04:05Z' }, broken('optStartTime')],
    [{ consumer: good, filterSubject: 'a' }, broken('filterSubject')],
    [{ consumer: good, subjectTransforms: [{ source: 'a', destination: '' }] }, []],
  ])('%j', (given, expected) => {
    expect(both(given)).toEqual(expected);
  });
});

describe('the same source twice', () => {
  const external = (api: string, deliver = '') => ({ external: { api, deliver } });
  const transforms = (...all: readonly (readonly [string, string])[]) => ({
    subjectTransforms: all.map(([from, destination]) => ({ source: from, destination })),
  });
  const consumer = { name: 'C', deliverSubject: 'to.me' };
  it.each<[Partial<Source>, Partial<Source>, boolean]>([
    [{}, {}, true],
    [{ filterSubject: 'a' }, { filterSubject: 'a' }, true],
    [{ filterSubject: '>' }, {}, true],
    [{ optStartSeq: 5 }, { optStartTime: '2026-01-02T03:04:05Z' }, true],
    [external('hub.api', 'one'), external('hub.api', 'two'), true],
    [transforms(['a', 'b']), transforms(['a', 'b']), true],
    [transforms(['', '']), {}, true],
    [transforms(['a.>', '']), transforms(['a.>', '>']), true],
    [{ filterSubject: 'a' }, { filterSubject: 'b' }, false],
    [{ filterSubject: 'a' }, {}, false],
    [external('hub.api'), external('edge.api'), false],
    [external('hub.api'), {}, false],
    [transforms(['a', 'b']), transforms(['a', 'c']), false],
    [{ consumer }, {}, false],
  ])('%j and %j: %s', (one, other, isSame) => {
    const sources = [one, other].map((given) => source({ name: 'A', ...given }));
    expect(errorsOf({ sources })).toEqual(isSame ? ['sourceTwice sources.1'] : []);
    expect(errorsOf({ sources: [...sources, source({ name: 'a' })] })).toEqual(isSame ? ['sourceTwice sources.1'] : []);
  });

  it('by one consumer is told as such', () => {
    const led = (from: string, name = 'C') =>
      source({ name: 'A', consumer: { ...consumer, name }, ...transforms([from, '']) });
    expect(errorsOf({ sources: [led('a'), led('b')] })).toEqual(['sourceConsumerTwice sources.1.consumer.name']);
    expect(errorsOf({ sources: [led('a'), led('b', 'D')] })).toEqual([]);
  });
});

describe('a prefix of elsewhere', () => {
  const at = (api: string, deliver: string, context: Partial<StreamContext> = {}, more: readonly Source[] = []) =>
    errorsOf({ sources: [source({ name: 'A', external: { api, deliver } }), ...more] }, context);

  it.each([
    ['hub.api', '', []],
    ['', 'hub.to', []],
    ['hub.*', '', ['externalApiInvalid sources.0.external.api']],
    ['hub..api', '', ['externalApiInvalid sources.0.external.api']],
    ['$JS.API', '', ['externalApiOverlaps sources.0.external.api']],
    ['$JS.hub.API', '', []],
    ['hub.api', 'to.>', ['externalDeliverInvalid sources.0.external.deliver']],
    ['hub.api', 'to me', ['externalDeliverInvalid sources.0.external.deliver']],
    ['*', '*', ['externalDeliverInvalid sources.0.external.deliver', 'externalApiInvalid sources.0.external.api']],
  ])('%j and %j', (api, deliver, expected) => {
    expect(at(api, deliver)).toEqual(expected);
  });

  it('must not deliver into what a source of this account takes in', () => {
    const there = beside({ name: 'B', subjects: ['to.>'] });
    const overlap = ['externalDeliverOverlaps sources.0.external.deliver'];
    expect(at('hub.api', 'to', there, [source({ name: 'B' })])).toEqual(overlap);
    expect(at('hub.api', 'from', there, [source({ name: 'B' })])).toEqual([]);
    expect(at('hub.api', 'to', there)).toEqual([]);
  });
});

describe('a circle', () => {
  const circle = (path: string) => [`copiesInCircle ${path}.name`];
  const copies = (name: string, from: string, filterSubject = '') => ({
    name,
    subjects: [`${name}.>`],
    sources: [source({ name: from, filterSubject })],
  });

  it('is found through any number of streams, and blamed on the first step', () => {
    expect(asMirror({ name: 'S' })).toEqual(circle('mirror'));
    expect(asSource({ name: 'S' })).toEqual(circle('sources.1'));
    expect(asSource({}, {}, beside(copies('A', 'S')))).toEqual(circle('sources.1'));
    expect(asMirror({}, {}, beside(copies('A', 'B'), copies('B', 'C'), copies('C', 'S')))).toEqual(circle('mirror'));
    expect(asMirror({}, {}, beside({ name: 'A', mirror: source({ name: 'S' }) }))).toEqual(circle('mirror'));
  });

  it('is none where the filter lets nothing through, or the stream is of elsewhere', () => {
    const external = { api: 'hub.api', deliver: '' };
    expect(asSource({ name: 'S', external })).toEqual([]);
    expect(asSource({}, {}, beside(copies('A', 'S', 'x.>')))).toEqual([]);
    expect(asSource({}, {}, beside(copies('A', 'S', 'A.x')))).toEqual(circle('sources.1'));
    expect(asSource({}, {}, beside(copies('A', 'B'), copies('B', 'C')))).toEqual([]);
  });
});
