import { describe, expect, it } from 'vitest';
import { minute, second } from '../asset-config/duration';
import { bucketOf } from '../inside/buckets';
import { bucketPath, bucketProblems, emptyBuckets, keyValueStream, objectStream } from './buckets';
import { streamTemplates } from './templates';

describe('a key-value bucket', () => {
  const plain = { ...emptyBuckets.keyValue, name: 'CONFIG' };

  it('is the stream that clients make for it', () => {
    const template = streamTemplates.keyValue.make({ name: 'CONFIG', replicas: 1, origins: [] });
    expect(keyValueStream(plain)).toEqual(template);
    expect(bucketOf(keyValueStream(plain).name)).toEqual({ kind: 'keyValue', name: 'CONFIG' });
  });

  it('has its words where the stream has others', () => {
    const config = { ...plain, history: 5, ttl: 30 * second, maxValueSize: 1024, compression: true, markerTtl: minute };
    expect(keyValueStream(config)).toMatchObject({
      maxMsgsPerSubject: 5,
      maxAge: 30 * second,
      duplicateWindow: 30 * second,
      maxMsgSize: 1024,
      compression: 's2',
      allowMsgTtl: true,
      subjectDeleteMarkerTtl: minute,
      denyDelete: true,
      discard: 'new',
    });
  });

  it('has a name that clients take, and at most 64 revisions of a key', () => {
    expect(bucketProblems(plain)).toEqual([]);
    expect(bucketProblems({ name: 'a b', history: 65 }).map(({ rule }) => rule)).toEqual([
      'bucketName',
      'historyRange',
    ]);
    expect(bucketProblems({ name: '' })).toHaveLength(1);
  });
});

describe('an object store', () => {
  it('has one subject for chunks and one for what is known of them', () => {
    const stream = objectStream({ ...emptyBuckets.objects, name: 'FILES', maxBytes: 1000 });
    expect(stream).toMatchObject({
      name: 'OBJ_FILES',
      subjects: ['$O.FILES.C.>', '$O.FILES.M.>'],
      maxBytes: 1000,
      discard: 'new',
      allowRollup: true,
      allowDirect: true,
      denyDelete: false,
      duplicateWindow: 0,
    });
    expect(bucketOf(stream.name)).toEqual({ kind: 'objects', name: 'FILES' });
  });
});

it('a problem of the stream is one of the field that it comes from', () => {
  expect(bucketPath('maxAge')).toBe('ttl');
  expect(bucketPath('maxMsgsPerSubject')).toBe('history');
  expect(bucketPath('placement.tags')).toBe('placement.tags');
  expect(bucketPath('subjects.0')).toBe('name');
  expect(bucketPath('replicas')).toBe('replicas');
});
