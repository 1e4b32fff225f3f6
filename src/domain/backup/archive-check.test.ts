import { describe, expect, it } from 'vitest';
import { archiveEntry, archiveOf, joined, recordedBackup, recordedVersions, s2Of, tarOf } from '../../testing/backups';
import { ArchiveCheck } from './archive-check';

function check(packed: Uint8Array, size = packed.length) {
  const archive = new ArchiveCheck();
  for (let at = 0; at < packed.length; at += size) archive.push(packed.subarray(at, at + size));
  return archive;
}

const end = (packed: Uint8Array, size?: number) => check(packed, size).end();
const bytes = (text: string) => new TextEncoder().encode(text);
const message = (sequence: bigint) => archiveEntry('a.b', sequence, 'body');
const state = archiveEntry('state.json', 0n, '{"messages":2}');

describe('the data of a real backup', () => {
  it.each(recordedVersions)('of %s are whole, however they are cut', (version) => {
    const { data } = recordedBackup(version);
    const isNew = version === '2.15.1';
    for (const size of [data.length, 1000, 13]) {
      expect(end(data, size)).toEqual({
        ok: true,
        value: {
          format: isNew ? 'messages' : 'files',
          messages: isNew ? { count: 10, firstSeq: 2, lastSeq: 12 } : null,
          consumers: 1,
        },
      });
    }
    expect(check(data).unpacked).toBeGreaterThan(12_000);
  });

  it.each(recordedVersions)('of %s are not whole without their end, wherever they are cut', (version) => {
    const { data } = recordedBackup(version);
    for (let length = 0; length < data.length; length += 97) {
      expect(end(data.subarray(0, length))).toMatchObject({ ok: false });
    }
    expect(end(data.subarray(0, -1))).toEqual({ ok: false, error: 'truncated' });
  });

  it.each(recordedVersions)('of %s are damaged where a bit is another', (version) => {
    const { data } = recordedBackup(version);
    for (let at = 14; at < data.length; at += 101) {
      expect(end(data.with(at, (data[at] ?? 0) ^ 4))).toMatchObject({ ok: false });
    }
  });
});

describe('the data of a backup as messages', () => {
  it('are counted with their sequences, which may be larger than a number', () => {
    const last = 2n ** 63n;
    const packed = s2Of(archiveOf(state, archiveEntry('consumers/a', 0n, '{}'), message(7n), message(last)));
    expect(end(packed)).toEqual({
      ok: true,
      value: { format: 'messages', messages: { count: 2, firstSeq: 7, lastSeq: last }, consumers: 1 },
    });
  });

  it('end with their mark alone, and need no message', () => {
    expect(end(s2Of(archiveOf(state)))).toMatchObject({ ok: true, value: { messages: { count: 0 } } });
    expect(end(s2Of(joined(bytes('NATSARC1'), state, message(1n))))).toEqual({ ok: false, error: 'truncated' });
  });

  it('are damaged where sequences go back, or a length is none', () => {
    expect(end(s2Of(archiveOf(state, message(5n), message(5n))))).toEqual({ ok: false, error: 'damaged' });
    const endless = joined(bytes('NATSARC1'), new Uint8Array([0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0]));
    expect(end(s2Of(endless))).toEqual({ ok: false, error: 'damaged' });
  });
});

describe('the data of a backup as files', () => {
  const files = { 'meta.inf': bytes('{}'), 'meta.sum': bytes('00'), 'msgs/1.blk': new Uint8Array(3000) };

  it('are whole with their end, and name their consumers', () => {
    const all = {
      ...files,
      'obs/one/meta.inf': bytes('{}'),
      'obs/one/o.dat': bytes(''),
      'obs/two/meta.inf': bytes('{}'),
    };
    expect(end(s2Of(tarOf(all)))).toEqual({ ok: true, value: { format: 'files', messages: null, consumers: 2 } });
    expect(end(s2Of(tarOf(files).subarray(0, -1024)))).toEqual({ ok: false, error: 'truncated' });
  });

  it('tell of a server that could not read its stream', () => {
    expect(end(s2Of(tarOf({ ...files, 'errors.txt': bytes('Could not read') })))).toEqual({
      ok: false,
      error: 'serverFailed',
    });
  });

  it('of something else are none', () => {
    expect(end(s2Of(tarOf({ 'a.txt': bytes('a') })))).toEqual({ ok: false, error: 'notArchive' });
    expect(end(s2Of(bytes('x'.repeat(2000))))).toEqual({ ok: false, error: 'notArchive' });
    expect(end(bytes('neither packed nor a backup, and long enough to be read'))).toEqual({
      ok: false,
      error: 'notArchive',
    });
  });
});

it('says at once that it is of no use to go on', () => {
  const archive = new ArchiveCheck();
  expect(archive.push(s2Of(bytes('x'.repeat(2000))))).toBe(false);
  const right = new ArchiveCheck();
  expect(right.push(s2Of(archiveOf(state)))).toBe(true);
});
