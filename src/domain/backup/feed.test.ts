import { describe, expect, it } from 'vitest';
import { Feed, type Reader } from './feed';

const bytes = (...values: readonly number[]) => new Uint8Array(values);

function* readAll(got: number[][]): Reader<'done'> {
  got.push([...(yield { kind: 'take', bytes: 2 })]);
  yield { kind: 'skip', bytes: 3 };
  got.push([...(yield { kind: 'varint' })]);
  got.push([...(yield { kind: 'take', bytes: 0 })]);
  got.push([...(yield { kind: 'take', bytes: 1 })]);
  return 'done';
}

describe('bytes as a reader asks for them', () => {
  const whole = bytes(1, 2, 0, 0, 0, 0x80, 0x81, 3, 9);
  const wanted = [[1, 2], [0x80, 0x81, 3], [], [9]];

  it('are the same, however the blocks are cut', () => {
    for (const size of [9, 4, 3, 2, 1]) {
      const got: number[][] = [];
      const feed = new Feed(readAll(got));
      for (let at = 0; at < whole.length; at += size) {
        expect(feed.result).toBeNull();
        feed.push(whole.subarray(at, at + size));
      }
      expect(got).toEqual(wanted);
      expect(feed.result).toBe('done');
    }
  });

  it('are not looked at after the end', () => {
    const got: number[][] = [];
    const feed = new Feed(readAll(got));
    feed.push(whole);
    feed.push(bytes(7));
    expect(got).toEqual(wanted);
  });

  it('of a block that is used again are kept as they were', () => {
    const got: number[][] = [];
    const feed = new Feed(readAll(got));
    const block = bytes(1);
    feed.push(block);
    block[0] = 77;
    feed.push(whole.subarray(1));
    expect(got).toEqual(wanted);
  });

  it('a varint without an end is cut at ten bytes', () => {
    const got: number[][] = [];
    const feed = new Feed(
      (function* (): Reader<'done'> {
        got.push([...(yield { kind: 'varint' })]);
        return 'done';
      })(),
    );
    feed.push(new Uint8Array(12).fill(0xff));
    expect(got[0]).toHaveLength(10);
  });
});
