import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { add, type Count } from '../count';
import { branchOf, searchSubjects, sortBranch, subjectList, type Branch } from './subject-list';

const list = subjectList([
  ['orders.eu.1', 2],
  ['orders', 1],
  ['orders.eu', 5],
  ['orders-x.eu', 7],
  ['orders.us.1.a', 1],
  ['__proto__.constructor', 3],
]);

describe('the tree of subjects', () => {
  it('has one row for each next token, with what lies below it', () => {
    const top = branchOf(list, '');
    expect(top).toMatchObject({ subjects: 6, messages: 19 });
    expect(top.rows).toEqual([
      { label: '__proto__', path: '__proto__', own: null, below: 1, messages: 3 },
      { label: 'orders', path: 'orders', own: 1, below: 3, messages: 9 },
      { label: 'orders-x', path: 'orders-x', own: null, below: 1, messages: 7 },
    ]);
  });

  it('goes down token by token, and never into one that only begins alike', () => {
    expect(branchOf(list, 'orders').rows).toEqual([
      { label: 'eu', path: 'orders.eu', own: 5, below: 1, messages: 7 },
      { label: 'us', path: 'orders.us', own: null, below: 1, messages: 1 },
    ]);
    expect(branchOf(list, 'order').rows).toEqual([]);
    expect(branchOf(list, 'orders.eu.1').rows).toEqual([]);
  });

  it('is searched by whole subjects, in any case', () => {
    expect(searchSubjects(list, '', 'EU').rows.map(({ label }) => label)).toEqual([
      'orders-x.eu',
      'orders.eu',
      'orders.eu.1',
    ]);
    expect(searchSubjects(list, 'orders', 'eu')).toMatchObject({ subjects: 2, messages: 7 });
  });

  it('is sorted by name, or by messages and then by name', () => {
    const labels = (sort: 'name' | 'messages') => sortBranch(branchOf(list, ''), sort).rows.map(({ label }) => label);
    expect(labels('name')).toEqual(['__proto__', 'orders', 'orders-x']);
    expect(labels('messages')).toEqual(['orders', 'orders-x', '__proto__']);
  });

  it('counts 64-bit numbers exactly', () => {
    const high = subjectList([
      ['a.1', 2n ** 63n],
      ['a.2', 1],
    ]);
    expect(branchOf(high, '').messages).toBe(2n ** 63n + 1n);
  });
});

describe('the tree of any subjects', () => {
  // Characters before and after the dot in their order, and beyond 16 bits.
  const token = fc.array(fc.constantFrom('a', 'b', '-', '/', '~', 'é', '漢', '😀', '$', '*'), {
    minLength: 1,
    maxLength: 2,
  });
  const subject = fc
    .array(token, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((one) => one.join('')).join('.'));
  const messages = fc.oneof(fc.nat(9), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }));
  const entries = fc.uniqueArray(fc.tuple(subject, messages), { selector: ([name]) => name, maxLength: 40 });
  const sum = (all: readonly Count[]) => all.reduce<Count>((total, one) => add(total, one), 0);

  test.prop([entries, fc.nat()])('holds each subject once, under its own tokens and no others', (all, at) => {
    const tree = subjectList(all);
    const [chosen = ''] = all[at % Math.max(all.length, 1)] ?? [];
    const tokens = chosen.split('.');
    for (let depth = 0; depth < tokens.length; depth += 1) {
      const under = tokens.slice(0, depth).join('.');
      const inside = all.filter(([name]) => under === '' || name.startsWith(`${under}.`));
      const branch = branchOf(tree, under);
      expect(branch).toMatchObject({ subjects: inside.length, messages: sum(inside.map(([, one]) => one)) });
      expect(new Set(branch.rows.map(({ path }) => path)).size).toBe(branch.rows.length);
      for (const row of branch.rows) {
        const own = inside.find(([name]) => name === row.path);
        const below = inside.filter(([name]) => name.startsWith(`${row.path}.`));
        expect(row).toEqual({
          label: row.path.slice(under === '' ? 0 : under.length + 1),
          path: row.path,
          own: own?.[1] ?? null,
          below: below.length,
          messages: sum([...(own ? [own[1]] : []), ...below.map(([, one]) => one)]),
        });
        expect(row.label).not.toContain('.');
      }
    }
  });

  /** All subjects that are found by going down every row. */
  function walk(branch: Branch, tree: ReturnType<typeof subjectList>): readonly string[] {
    return branch.rows.flatMap(({ path, own, below }) => [
      ...(own === null ? [] : [path]),
      ...(below === 0 ? [] : walk(branchOf(tree, path), tree)),
    ]);
  }

  test.prop([entries])('leads to every subject', (all) => {
    const tree = subjectList(all);
    expect([...walk(branchOf(tree, ''), tree)].sort()).toEqual(all.map(([name]) => name).sort());
  });

  test.prop([entries, fc.constantFrom('', 'a', 'A', 'É', '.', 'a.', '漢', '😀')])(
    'is searched for what stands anywhere in a subject',
    (all, text) => {
      const found = searchSubjects(subjectList(all), '', text);
      const expected = all.filter(([name]) => name.toLowerCase().includes(text.toLowerCase()));
      expect(found.rows.map(({ path }) => path).sort()).toEqual(expected.map(([name]) => name).sort());
      expect(found.messages).toBe(sum(expected.map(([, one]) => one)));
    },
  );

  test.prop([entries])('is sorted without losing a row, the most messages first', (all) => {
    const branch = branchOf(subjectList(all), '');
    const sorted = sortBranch(branch, 'messages');
    expect(new Set(sorted.rows)).toEqual(new Set(branch.rows));
    sorted.rows.forEach((row, index) => {
      const before = sorted.rows[index - 1];
      if (before !== undefined) expect(before.messages >= row.messages).toBe(true);
    });
    expect(sortBranch(sorted, 'name').rows.map(({ label }) => label)).toEqual(
      branch.rows.map(({ label }) => label).sort(),
    );
  });

  it('of no subject, or under what nothing is, is empty', () => {
    const none = { rows: [], subjects: 0, messages: 0 };
    expect(branchOf(subjectList([]), '')).toEqual(none);
    expect(branchOf(list, 'zzz')).toEqual(none);
    expect(branchOf(list, 'constructor')).toEqual(none);
    expect(searchSubjects(list, 'orders', 'ORDERS-X')).toEqual(none);
  });
});
