import { describe, expect, it } from 'vitest';
import { mostDetails } from '../../domain/inside/buckets';
import { objectInfo } from './object-info';

const decode = (value: unknown) => {
  const read = objectInfo.decode(value);
  return read.ok ? read.value : null;
};
const bytes = (text: string) => new TextEncoder().encode(text);

const empty = {
  description: '',
  size: 0,
  chunks: 0,
  digest: '',
  modified: '',
  metadata: {},
  headers: [],
  more: 0,
  link: null,
};

describe('what a store holds of an object', () => {
  it('is read as the clients write it', () => {
    const written = {
      ...{ name: 'a', description: 'd', bucket: 'files', nuid: 'x', size: 5, chunks: 1, digest: 'SHA-256=abc' },
      ...{ mtime: '2026-11-21T15:00:00Z', deleted: false, options: { max_chunk_size: 131_072 } },
      ...{ metadata: { owner: 'me' }, headers: { 'X-A': ['1', '2'] } },
    };
    expect(decode(written)).toEqual({
      nuid: 'x',
      deleted: false,
      object: {
        ...{ name: 'a', description: 'd', size: 5, chunks: 1, digest: 'SHA-256=abc', modified: '2026-11-21T15:00:00Z' },
        metadata: { owner: 'me' },
        headers: [
          ['X-A', '1'],
          ['X-A', '2'],
        ],
        more: 0,
        link: null,
      },
    });
  });

  it('may be little, or a link to another object or a whole store', () => {
    expect(decode({ name: 'a', nuid: 'x' })).toEqual({ object: { name: 'a', ...empty }, nuid: 'x', deleted: false });
    expect(decode({ name: 'a', options: { link: { bucket: 'b', name: 'c' } } })).toMatchObject({
      nuid: '',
      object: { link: { bucket: 'b', name: 'c' } },
    });
    expect(decode({ name: 'a', options: { link: { bucket: 'b' } } })?.object.link).toEqual({ bucket: 'b', name: '' });
  });

  it('of another shape is not read, and odd parts of it are left out', () => {
    const good = { name: 'a', nuid: 'x' };
    for (const value of [
      ...[null, 7, [], {}, 'a', { ...good, name: 1 }, { ...good, name: '' }, { ...good, name: 'n'.repeat(4097) }],
      ...[
        { ...good, size: -1 },
        { ...good, size: 'x' },
        { ...good, size: 1e300 },
        { ...good, chunks: 0.5 },
      ],
      ...[
        { ...good, deleted: 'yes' },
        { ...good, options: { link: [] } },
        { ...good, digest: {} },
      ],
    ])
      expect(decode(value)).toBeNull();
    expect(
      decode({ ...good, metadata: { x: 1, y: 'z' }, headers: { h: 'no list', i: [1, 'j'] } })?.object,
    ).toMatchObject({
      metadata: { y: 'z' },
      headers: [['i', 'j']],
    });
  });

  it('has its pieces on one subject: with a wildcard, deleting one object would be deleting all', () => {
    for (const nuid of ['>', '*', 'a.b', 'a b', '', 'a\r\nPUB x', 7, null, undefined])
      expect(decode({ name: 'a', nuid })).toBeNull();
  });

  it('that is broken is not read, wherever it breaks', () => {
    for (const body of ['', '{', '{"name":"a","nuid":"x"', 'null', '\u0000', '[[[['.repeat(10_000)])
      expect(objectInfo.read(bytes(body)).ok).toBe(false);
    expect(objectInfo.read(new Uint8Array([0xff, 0xfe, 0x7b])).ok).toBe(false);
  });

  it('of 10 MB of metadata and headers is cut, and says how much is left out', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key ${index}`, 'x'.repeat(5000)]));
    const lines = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`h${index}`, ['y'.repeat(5000)]]));
    const body = bytes(JSON.stringify({ name: 'big', nuid: 'x', metadata: many, headers: lines }));
    expect(body.byteLength).toBeGreaterThan(10_000_000);
    const read = objectInfo.read(body);
    const object = read.ok ? read.value.object : null;
    expect(object?.more).toBe(2000 - mostDetails);
    expect(Object.keys(object?.metadata ?? {})).toHaveLength(mostDetails);
    expect(JSON.stringify(object).length).toBeLessThan(mostDetails * 4500);
  });

  it('keeps markup and directions of writing as the text that they are', () => {
    const name = '<img src=x onerror=alert(1)> \u202egnp.exe';
    expect(decode({ name, nuid: 'x', metadata: { '\u202e': '<b>' } })?.object).toMatchObject({
      name,
      metadata: { '\u202e': '<b>' },
    });
  });
});
