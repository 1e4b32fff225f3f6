import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { deepEqual, keepIdentity, keepMapIdentity } from './same';

const json = fc.anything({ withBigInt: true, maxDepth: 3 });
const plain = fc.oneof(
  json,
  fc.array(fc.tuple(fc.string(), json)).map((entries) => new Map(entries)),
);

describe('equality by value', () => {
  test.prop([plain])('holds for a copy', (value) => {
    expect(deepEqual(value, structuredClone(value))).toBe(true);
  });

  it.each([
    [1, 1n],
    [null, undefined],
    [{ a: undefined }, {}],
    [{ a: 1 }, { a: 1, b: 2 }],
    [[1], { 0: 1 }],
    [[1, 2], [1]],
    [new Map([[1, 2]]), new Map([[1, 3]])],
    [new Map([[1, undefined]]), new Map([[2, undefined]])],
    [new Set([1]), new Set([2])],
  ])('tells %s from %s', (a, b) => {
    expect(deepEqual(a, b)).toBe(false);
    expect(deepEqual(b, a)).toBe(false);
  });
});

describe('identity', () => {
  it('is kept for what is equal', () => {
    const old = { a: [1] };
    expect(keepIdentity(old, { a: [1] })).toBe(old);
    expect(keepIdentity(old, { a: [2] })).toEqual({ a: [2] });
  });

  it('of a map is kept whole or by value', () => {
    const old = new Map([
      ['a', { x: 1 }],
      ['b', { x: 2 }],
    ]);
    expect(keepMapIdentity(old, new Map(structuredClone([...old])))).toBe(old);
    const changed = keepMapIdentity(old, new Map([...old, ['b', { x: 3 }]]));
    expect(changed).not.toBe(old);
    expect(changed.get('a')).toBe(old.get('a'));
    expect(keepMapIdentity(old, new Map([['a', { x: 1 }]]))).not.toBe(old);
  });
});
