import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isSubject } from '../asset-config/subjects';
import { bucketOf, bucketStream, isKey, isKeyFilter } from './buckets';

describe('a bucket', () => {
  it('is known by the name of its stream', () => {
    expect(bucketOf('KV_settings')).toEqual({ kind: 'keyValue', name: 'settings' });
    expect(bucketOf('OBJ_my-files')).toEqual({ kind: 'objects', name: 'my-files' });
    for (const name of ['ORDERS', 'KV_', 'OBJ_', 'kv_a', 'KV_ü', 'XKV_a', 'KV']) expect(bucketOf(name)).toBeNull();
  });

  it('has a stream of its name', () => {
    expect(bucketStream('keyValue', 'a')).toBe('KV_a');
    expect(bucketStream('objects', 'a')).toBe('OBJ_a');
  });
});

describe('a key', () => {
  it('is what the clients accept', () => {
    for (const key of ['a', 'a.b', 'A-1/x=_', '0']) expect(isKey(key)).toBe(true);
    for (const key of ['', '.', '.a', 'a.', 'a..b', 'a b', 'a*', '>', 'ü', 'a\n']) expect(isKey(key)).toBe(false);
  });

  it('is watched by a pattern', () => {
    for (const filter of ['>', 'a', '*', 'a.*', 'a.*.c', 'a.>']) expect(isKeyFilter(filter)).toBe(true);
    for (const filter of ['', '.', '>.a', 'a.', 'a..b', 'a b', 'a*', 'a.>.b']) expect(isKeyFilter(filter)).toBe(false);
  });
});

describe('names and keys of any kind', () => {
  const pieces = fc.constantFrom('a', 'Z', '0', '-', '_', '/', '=', '.', '*', '>', ' ', 'ü', '\n', '\0', '漢', '$');
  const text = fc.array(pieces, { maxLength: 6 }).map((all) => all.join(''));
  /** As `nats.go` writes it down. */
  const validKey = /^[-/_=.a-zA-Z0-9]+$/;

  test.prop([text])('a key is of the characters of the clients, without an empty part', (key) => {
    expect(isKey(key)).toBe(validKey.test(key) && key.split('.').every((part) => part !== ''));
  });

  test.prop([text])('what is a key is a filter of itself, and with wildcards still a subject', (key) => {
    if (isKey(key)) {
      expect(isKeyFilter(key)).toBe(true);
      expect(isKeyFilter(`${key}.>`)).toBe(true);
      expect(isKeyFilter(`*.${key}.*`)).toBe(true);
      expect(isKeyFilter(`>.${key}`)).toBe(false);
    }
    if (isKeyFilter(key)) {
      expect(isSubject(`$KV.b.${key}`)).toBe(true);
      expect(isKey(key)).toBe(!/[*>]/.test(key));
    }
  });

  test.prop([fc.constantFrom('keyValue' as const, 'objects' as const), fc.stringMatching(/^[-\w]{1,9}$/)])(
    'a bucket is found by the name of its stream, and by no other',
    (kind, name) => {
      expect(bucketOf(bucketStream(kind, name))).toEqual({ kind, name });
      expect(bucketOf(` ${bucketStream(kind, name)}`)).toBeNull();
      expect(bucketOf(`${bucketStream(kind, name)}\n`)).toBeNull();
      expect(bucketOf(`${bucketStream(kind, name)}.x`)).toBeNull();
    },
  );

  it('a bucket may be called like the beginning of another', () => {
    expect(bucketOf('KV_OBJ_a')).toEqual({ kind: 'keyValue', name: 'OBJ_a' });
    expect(bucketOf('OBJ_KV_a')).toEqual({ kind: 'objects', name: 'KV_a' });
    expect(bucketOf('KV__')).toEqual({ kind: 'keyValue', name: '_' });
  });
});
