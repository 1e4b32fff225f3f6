import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { modelFixture } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { arrange, Arranger, furthestBehind, groupings, sortings, survivalRank, type Arrangement } from './arrange';

const { rows } = placed(modelFixture('oneSilent'));
const plain: Arrangement = { group: '', sort: 'name', descending: false, search: '' };
const shown = (change: Partial<Arrangement>) => arrange(rows, { ...plain, ...change });
const names = (change: Partial<Arrangement>) =>
  shown(change).flatMap((group) => group.rows.map(({ stream }) => stream.name));

describe('an arrangement', () => {
  it('is one group by name unless asked otherwise, and none where nothing fits', () => {
    expect(shown({})).toHaveLength(1);
    expect(names({}).slice(0, 3)).toEqual(['alerts', 'AUDIT', 'audit_log']);
    expect(shown({ search: 'no such stream' })).toEqual([]);
  });

  it('has a group for each account, cluster, leader, health and number of copies', () => {
    const values = (group: Arrangement['group']) => shown({ group }).map(({ value }) => value);
    expect(values('account')).toEqual(['APP', 'ORDERS']);
    expect(values('cluster')).toEqual(['C1']);
    expect(values('leader')).toContain('n1');
    expect(values('leader').at(-1)).toBe(null);
    expect(values('health')[0]).toBe('unreachable');
    expect(values('replicas')).toEqual(['1', '3', '5']);
    expect(values('tag')).toEqual([null]);
    expect(values('size').map(Number)).toEqual(
      values('size')
        .map(Number)
        .toSorted((a, b) => b - a),
    );
  });

  it('sorts by what is asked, then by name', () => {
    const bytes = shown({ sort: 'size', descending: true })[0]!.rows.map(({ stream }) =>
      Number(stream.state?.bytes ?? -1),
    );
    expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
    const ranks = shown({ sort: 'survives' })[0]!.rows.map(survivalRank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(names({ sort: 'behind', descending: true }).slice(0, 4).toSorted()).toEqual(
      ['ORDERS_3', 'ORDERS_4', 'ORDERS_5', 'geo'].toSorted(),
    );
    expect(shown({ sort: 'leader' })[0]!.rows.at(-1)?.leader).toBe(null);
  });

  it('finds streams by account, name and server', () => {
    expect(names({ search: 'orders_3' })).toEqual(['ORDERS_3']);
    expect(names({ search: 'app n4' }).length).toBeGreaterThan(0);
    expect(
      shown({ search: 'n4' }).every((group) =>
        group.rows.every(({ cells }) => cells.some(({ server }) => server === 'n4')),
      ),
    ).toBe(true);
  });

  it('knows how far the copy furthest behind is', () => {
    const behind = (name: string) => furthestBehind(rows.find(({ stream }) => stream.name === (name as never))!);
    expect(Number(behind('ORDERS_3'))).toBeGreaterThan(0);
    expect(behind('ORDERS_0')).toBe(0);
    expect(behind('AUDIT')).toBe(null);
  });

  test.prop([
    fc.constantFrom(...groupings),
    fc.constantFrom(...sortings),
    fc.boolean(),
    fc.constantFrom('', 'o', 'app', 'n3 r'),
  ])('holds every row that fits exactly once', (group, sort, descending, search) => {
    const words = search.split(' ');
    const fitting = rows.filter(({ text }) => words.every((word) => text.includes(word)));
    const arranged = arrange(rows, { group, sort, descending, search }).flatMap((one) => one.rows);
    expect(arranged).toHaveLength(fitting.length);
    expect(new Set(arranged)).toEqual(new Set(fitting));
  });

  const orders = fc.array(
    fc.record({
      group: fc.constantFrom(...groupings),
      sort: fc.constantFrom(...sortings),
      descending: fc.boolean(),
      search: fc.constantFrom('', 'o'),
      rows: fc.shuffledSubarray([...rows]),
    }),
  );
  test.prop([orders])('made after others is the same as the first', (asked) => {
    const arranger = new Arranger();
    for (const { rows: some, ...how } of asked) expect(arranger.arrange(some, how)).toEqual(arrange(some, how));
  });
});
