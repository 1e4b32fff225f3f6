import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { serverMs } from '../time';
import type { KeyRow } from './buckets';
import { mergeKeys } from './key-list';

const row = (key: string, revision: number): KeyRow => ({ key, revision, operation: 'put', at: serverMs(0), size: 1 });
const rows = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat())).map((all) => all.map((one) => row(...one)));

test.prop([rows, rows])(
  'changes are merged as if all were sorted anew, the last state of each key',
  (before, changed) => {
    const first = mergeKeys([], before);
    const all = new Map([...before, ...changed].map((one) => [one.key, one]));
    expect(mergeKeys(first, changed)).toEqual(
      [...all.values()].sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))),
    );
  },
);

it('what did not change stays the same', () => {
  const [a, b, c] = [row('a', 1), row('b', 1), row('c', 1)];
  const merged = mergeKeys([a, c], [b]);
  expect(merged[0]).toBe(a);
  expect(merged[2]).toBe(c);
  expect(mergeKeys(merged, [])).toBe(merged);
});
