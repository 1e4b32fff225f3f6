import { isDeepStrictEqual } from 'node:util';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  archiveEntry,
  archiveOf,
  joined,
  recordedBackup,
  recordedVersions,
  s2Chunk,
  s2Of,
  tarOf,
} from '../../testing/backups';
import { ArchiveCheck } from './archive-check';
import { nothingRead, readArchive } from './archive-reader';
import { Feed } from './feed';
import { S2Reader } from './s2-reader';
import { readTarHead, tarBlock, tarHead } from './tar';

const bytes = (text: string) => new TextEncoder().encode(text);
const message = (sequence: bigint, payload = 'body') => archiveEntry('a.b', sequence, payload);
const state = archiveEntry('state.json', 0n, '{"messages":3}');
/** What a payload may hold, and looks like the end of an archive. */
const zeros = '\0'.repeat(40);
const tar = tarOf({ 'meta.inf': bytes('{}'), 'obs/a/meta.inf': bytes('{}'), '1.blk': bytes(zeros) });

/** One of each format, with an entry or a block in each chunk: one that is passed over leaves no gap behind. */
const samples = {
  messages: s2Of(
    joined(bytes('NATSARC1'), state),
    archiveEntry('consumers/a', 0n, '{}'),
    ...[2n, 5n, 9n].map((sequence) => message(sequence, zeros)),
    archiveEntry('', 0n, '', 0n),
  ),
  files: s2Of(
    ...Array.from({ length: tar.length / tarBlock - 2 }, (_, at) => tar.subarray(at * tarBlock, (at + 1) * tarBlock)),
    tar.subarray(-2 * tarBlock),
  ),
};

/** What is said of bytes that come in pieces of some sizes, again and again. */
function end(packed: Uint8Array, sizes: readonly number[] = [packed.length || 1]) {
  const check = new ArchiveCheck();
  for (let at = 0, turn = 0; at < packed.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    check.push(packed.subarray(at, at + size));
    at += size;
  }
  return check.end();
}

function unpacked(packed: Uint8Array): readonly Uint8Array[] {
  const blocks: Uint8Array[] = [];
  new S2Reader((block) => blocks.push(block.slice())).push(packed);
  return blocks;
}

const flipped = (whole: Uint8Array, at: number, bit: number) => whole.with(at, (whole[at] ?? 0) ^ (1 << bit));
const bits = [0, 1, 2, 3, 4, 5, 6, 7];
const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 });

describe.each(Object.entries(samples))('a backup as %s', (_, whole) => {
  it('is whole as it is', () => {
    expect(end(whole)).toMatchObject({ ok: true, value: { consumers: 1 } });
  });

  it('is not whole with a bit that is another, wherever it is', () => {
    const unnoticed: string[] = [];
    for (let at = 0; at < whole.length; at += 1)
      // Of zeros, which are many, one bit each.
      for (const bit of whole[at] === 0 ? [at % 8] : bits)
        if (end(flipped(whole, at, bit)).ok) unnoticed.push(`bit ${String(bit)} of byte ${String(at)}`);
    expect(unnoticed).toEqual([]);
  });

  it('is not whole without its end, wherever it is cut', () => {
    // Seven goes round every place of a chunk.
    const lengths = Array.from({ length: Math.floor(whole.length / 7) }, (_, index) => whole.length - 1 - index * 7);
    expect(lengths.filter((length) => end(whole.subarray(0, length)).ok)).toEqual([]);
  });

  test.prop([cuts, fc.option(fc.tuple(fc.nat(whole.length - 1), fc.nat(7)))])(
    'is said to be the same in whatever pieces it comes, damaged or not',
    (sizes, damage) => {
      const packed = damage === null ? whole : flipped(whole, ...damage);
      expect(end(packed, sizes)).toEqual(end(packed));
    },
  );
});

describe.each(recordedVersions)('a real backup of %s', (version) => {
  const { data } = recordedBackup(version);

  test.prop([cuts])('is whole in whatever pieces it comes', (sizes) => {
    expect(end(data, sizes)).toEqual(end(data));
    expect(end(data, sizes).ok).toBe(true);
  });

  test.prop([fc.nat(data.length - 1), fc.nat(7), cuts])(
    'is not whole with any bit that is another, unless it unpacks to the very same',
    (at, bit, sizes) => {
      const damaged = flipped(data, at, bit);
      // A copy may be taken from another place where the same bytes are.
      expect(end(damaged, sizes).ok && !isDeepStrictEqual(unpacked(damaged), unpacked(data))).toBe(false);
    },
  );

  test.prop([fc.nat(data.length - 1), fc.uint8Array({ minLength: 1, maxLength: 40 })])(
    'is not whole with bytes that came in between',
    (at, more) => {
      expect(end(joined(data.subarray(0, at), more, data.subarray(at))).ok).toBe(false);
    },
  );
});

describe('what is packed with the right checksums', () => {
  /** Unpacked: so that the readers behind the checksums see what is wrong. */
  const contents = [archiveOf(state, message(2n), message(5n, zeros)), tar];

  test.prop([fc.constantFrom(...contents), fc.array(fc.tuple(fc.nat(4000), fc.integer({ min: 1, max: 255 })))])(
    'never throws or counts what cannot be, whatever it is',
    (content, changes) => {
      const changed = content.slice();
      for (const [at, by] of changes) changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ by;
      const read = end(s2Of(changed));
      if (!read.ok) expect(['notArchive', 'truncated', 'damaged', 'serverFailed']).toContain(read.error);
      else expect(read.value.messages?.count ?? 0).toBeLessThanOrEqual(content.length);
    },
  );

  test.prop([fc.uint8Array({ maxLength: 3000 }), fc.constantFrom('', 'NATSARC1')])(
    'is read to an end or asks for more, whatever it is',
    (noise, begin) => {
      const feed = new Feed(readArchive({ ...nothingRead }));
      feed.push(joined(bytes(begin), noise));
      expect([null, 'notArchive', 'damaged', 'serverFailed']).toContain(feed.result);
    },
  );

  it('is damaged where more comes behind its end: zeros of a message may look like one', () => {
    expect(end(s2Of(archiveOf(state, message(2n)), message(3n)))).toEqual({ ok: false, error: 'damaged' });
    expect(end(s2Of(archiveOf(state, message(2n), message(3n))))).toMatchObject({ ok: true });
    expect(end(s2Of(tar, tarOf({ 'a.blk': bytes('a') })))).toEqual({ ok: false, error: 'damaged' });
    expect(end(s2Of(tar, new Uint8Array(20 * tarBlock)))).toMatchObject({ ok: true });
  });

  it('may have padding and an index between its chunks, and nothing else that servers do not write', () => {
    const [begin, rest] = [s2Of(joined(bytes('NATSARC1'), state)), s2Of(archiveEntry('', 0n, '', 0n)).subarray(10)];
    const withChunk = (type: number) => end(joined(begin, s2Chunk(type, new Uint8Array(30)), rest));
    for (const type of [0xfe, 0x99]) expect(withChunk(type).ok).toBe(true);
    for (const type of [0x02, 0x7f, 0x80, 0x81, 0xfd]) expect(withChunk(type)).toEqual({ ok: false, error: 'damaged' });
  });
});

describe('the head of a file in a tar', () => {
  it('with a bit that is another is none, or says the same', () => {
    const whole = tarHead('stream.tar.s2', 1234, 1_700_000_000);
    const head = readTarHead(whole);
    const others: unknown[] = [];
    for (let at = 0; at < tarBlock; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const read = readTarHead(flipped(whole, at, bit));
        if (read !== null && JSON.stringify(read) !== JSON.stringify(head)) others.push({ at, bit, read });
      }
    expect(others).toEqual([]);
  });

  test.prop([fc.uint8Array({ minLength: tarBlock, maxLength: tarBlock })])('never throws, whatever it is', (block) => {
    const head = readTarHead(block);
    if (head !== null && head.kind !== 'end') expect(Number.isSafeInteger(head.size) && head.size >= 0).toBe(true);
  });

  test.prop([fc.stringMatching(/^[\w.-]{1,99}$/), fc.nat({ max: 8 ** 11 - 1 }), fc.nat({ max: 8 ** 11 - 1 })])(
    'is read back as it was written',
    (name, size, seconds) => {
      expect(readTarHead(tarHead(name, size, seconds))).toEqual({ kind: 'file', name, size });
    },
  );
});
