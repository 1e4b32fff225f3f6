import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/asset-config/any-config';
import { beside, errorsOf } from '../../testing/asset-config/stream-errors';
import { isSubject } from '../asset-config/subjects';
import { streamConfig } from './fields';

const of = (...subjects: readonly string[]) => errorsOf({ subjects });

describe('subjects', () => {
  it.each(['', '.', 'a.', '.a', 'a..b', '>.a', 'a.>.b', 'a b', 'a\tb', 'a.\n', ' ', 'a.\r.b', '\f'])(
    'are valid: %j is none, and is blamed where it stands',
    (subject) => {
      expect(of(subject)).toEqual(['subjectInvalid subjects.0']);
      expect(of('s.a', subject, 's.b')).toEqual(['subjectInvalid subjects.1']);
    },
  );

  it.each(['a', '*', 'a.*.>', '漢字.🙂', 'a*', '>a', 'a.b*c', '\u00a0', '\u0001', '$', '__proto__'])(
    'may be %j',
    (subject) => {
      expect(of(subject)).toEqual([]);
    },
  );

  it.each([
    [['s.a', 's.b', 's.a'], 'subjectTwice subjects.2'],
    [['s.>', 's.>'], 'subjectTwice subjects.1'],
    [['s.a', 's.*'], 'subjectsOverlapEachOther subjects.1'],
    [['s.>', 's.a.b'], 'subjectsOverlapEachOther subjects.1'],
    [['s.*.a', 's.b.*'], 'subjectsOverlapEachOther subjects.1'],
    [['s.a', 's.b', 's.*.c', 's.d.>'], 'subjectsOverlapEachOther subjects.3'],
  ])('of one stream are apart: %j', (subjects, expected) => {
    expect(of(...subjects)).toEqual([expected]);
  });

  it.each([[['s', 's.*', 's.*.*', 's.*.*.>']], [['s.a', 's.b', 'S.a']], [['s.*.a', 's.*.b']], [['s.*', 's.a.>']]])(
    'that are apart are no problem: %j',
    (subjects) => {
      expect(of(...subjects)).toEqual([]);
    },
  );

  it('left out are the name, which must be apart from others, too', () => {
    const there = beside({ name: 'OTHER', subjects: ['S'] });
    expect(errorsOf({ subjects: [] }, there)).toEqual(['subjectsOverlapStream subjects.0']);
    expect(errorsOf({ subjects: ['s'] }, there)).toEqual([]);
  });

  it('of another stream are told with that stream, once for each', () => {
    const there = beside({ name: 'A', subjects: ['a.>'] }, { name: 'B', subjects: ['b', '*.x'] }, { name: 'C' });
    expect(errorsOf({ subjects: ['c', 'a.y', 'a.x'] }, there)).toEqual([
      'subjectsOverlapStream subjects.1',
      'subjectsOverlapStream subjects.2',
    ]);
  });

  it('of the stream itself, as it is there, are its own', () => {
    const there = beside({ name: 'S', subjects: ['s.>'] });
    const edited = { config: streamConfig({ name: 'S', subjects: ['s.>'] }), members: [], consumers: [] };
    expect(errorsOf({ subjects: ['s.>', 't'] }, { ...there, edited })).toEqual([]);
  });
});

describe('subjects of the servers', () => {
  it.each(['$JS.>', '$JS.API.>', '$JS.*', '$JSC.x', '$NRG.>', '*.API.>', '$JS.EVENT', '$JS.*.x', '*.x'])(
    'that JetStream answers on are taken without acknowledgements only: %s',
    (subject) => {
      const found = of(subject).filter((one) => !one.startsWith('subjectOfSystem'));
      expect(found).toEqual(['subjectOfJetStreamNeedsNoAck subjects.0 noAck']);
      expect(errorsOf({ subjects: [subject], noAck: true })).toEqual([]);
    },
  );

  it.each(['$SYS.>', '$SYS.REQ.>', '$SYS.ACCOUNT', '*.REQ'])('of the system account, too: %s', (subject) => {
    expect(of(subject)).toContain('subjectOfSystemNeedsNoAck subjects.0 noAck');
    expect(errorsOf({ subjects: [subject], noAck: true })).toEqual([]);
  });

  it.each([
    '$JS.EVENT.>',
    '$JS.EVENT.ADVISORY.*',
    '$SYS.ACCOUNT.>',
    '$SYS.ACCOUNT.A.CONNECT',
    '$KV.x.>',
    '$JSX',
    '$js.x',
  ])('that tell of events, and those that only look alike, are free: %s', (subject) => {
    expect(of(subject)).toEqual([]);
  });

  it.each([
    [{ noAck: false, replicas: 1 }, ['allSubjectsNeedNoAck subjects.0 noAck']],
    [{ noAck: true, replicas: 3 }, ['allSubjectsNeedOneReplica subjects.0 replicas']],
    [
      { noAck: false, replicas: 3 },
      ['allSubjectsNeedNoAck subjects.0 noAck', 'allSubjectsNeedOneReplica subjects.0 replicas'],
    ],
    [{ noAck: true, replicas: 0 }, []],
    [{ noAck: true, replicas: 1 }, []],
  ])('all of them at once: %j', (given, expected) => {
    expect(errorsOf({ subjects: ['>'], ...given })).toEqual(expected);
  });
});

describe('a transform of a stream', () => {
  it.each([
    [{ source: 's.*', destination: 't.$1' }, []],
    [{ source: '', destination: '' }, []],
    [{ source: 's..a', destination: '' }, ['transformSource subjectTransform.source']],
    [{ source: 's a', destination: 't' }, ['transformSource subjectTransform.source']],
    [{ source: 's.*', destination: 't.$2' }, ['transformDestination subjectTransform.destination']],
    [{ source: 's.*', destination: 't. $1' }, ['transformDestination subjectTransform.destination']],
    [
      { source: 's..*', destination: 't.$1' },
      ['transformSource subjectTransform.source', 'transformDestination subjectTransform.destination'],
    ],
  ])('%j', (subjectTransform, expected) => {
    expect(errorsOf({ subjectTransform })).toEqual(expected);
  });
});

describe('republishing', () => {
  const cycle = 'republishCycle republish.destination subjects';
  const invalid = 'republishInvalid republish.destination republish.source';
  it.each([
    ['s.>', 'r.>', []],
    ['', 'r.>', []],
    ['>', 'r.>', []],
    ['s.*', 'r.$1', []],
    ['s.>', 's.r.>', [cycle]],
    ['s.a', 's.b', [cycle]],
    ['s.>', '>', [cycle]],
    ['s.>', 'r', [invalid]],
    ['s.*', 'r.$2', [invalid]],
    ['', 'r', [invalid]],
    ['s..a', 'r', [invalid]],
    ['s.a', 's.$1', [cycle, invalid]],
  ])('from %j to %j', (source, destination, expected) => {
    expect(errorsOf({ republish: { source, destination, headersOnly: true } })).toEqual(expected);
  });

  it('of everything to everything follows the transform of the only subject, and of no other', () => {
    const republish = { source: '', destination: '>', headersOnly: false };
    const subjectTransform = { source: 's.>', destination: 't.>' };
    expect(errorsOf({ republish, subjectTransform })).toEqual([]);
    expect(errorsOf({ republish, subjectTransform, subjects: ['s.>', 'x'] })).toEqual([cycle]);
    expect(errorsOf({ republish, subjectTransform: { ...subjectTransform, source: '>' } })).toEqual([cycle]);
    expect(errorsOf({ republish })).toEqual([cycle]);
  });
});

test.prop([fc.array(anyText, { minLength: 1, maxLength: 5 })])(
  'any subjects are judged, each invalid one where it stands',
  (subjects) => {
    const found = errorsOf({ subjects, noAck: true });
    const invalid = subjects.flatMap((subject, index) =>
      isSubject(subject) ? [] : [`subjectInvalid subjects.${index}`],
    );
    expect(found.filter((one) => one.startsWith('subjectInvalid'))).toEqual(invalid);
  },
);
