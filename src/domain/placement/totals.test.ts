import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster } from '../../testing/builders';
import { modelFixture } from '../../testing/model-fixtures';
import { placed, serversWith } from '../../testing/placement';
import { modelOf } from '../../testing/replay';
import { wide } from '../../testing/what-if';
import { holdersOf, placementColumns } from './columns';
import { columnTotals, holdingsOf, measured, skewed, skewOf } from './totals';

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
const totalsOf = (...args: Parameters<typeof placed>) => {
  const { rows, columns } = placed(...args);
  return columnTotals(holdingsOf(rows), columns);
};

describe('totals of a column', () => {
  it('count copies, leaders and the bytes of each copy', () => {
    const cluster = five.withStream('A', ['n1', 'n2', 'n3']).withStream('B', ['n2']).withStream('C', ['n2', 'n1']);
    const totals = totalsOf(modelOf(cluster.poll(0), 100));
    expect(totals.map(({ copies }) => copies)).toEqual([2, 3, 1, 0, 0]);
    expect(totals.map(({ leaders }) => leaders)).toEqual([1, 2, 0, 0, 0]);
    expect(totals.map(({ bytes }) => bytes)).toEqual([2_048, 3_072, 1_024, 0, 0]);
  });

  it('of a silent server are its last known copies, and no leaders', () => {
    const totals = totalsOf(modelFixture('oneSilent'));
    const n3 = totals.find(({ column }) => column.name === 'n3');
    expect(n3).toMatchObject({ answering: false, leaders: null });
    expect(n3?.copies).toBeGreaterThan(0);
    expect(skewOf(totals, 'copies')[2]).toBe(null);
  });

  it('of a server that has not said what it holds are not known', () => {
    const cluster = five.withStream('A', ['n1', 'n2', 'n3']);
    const model = modelOf([...cluster.liveness(0), ...cluster.statsz(1)], 50);
    expect(totalsOf(model).map(({ copies, leaders }) => [copies, leaders])).toEqual(Array(5).fill([null, null]));
    expect(totalsOf(model).map((totals) => measured(totals, 'copies'))).toEqual(Array(5).fill(null));
  });

  test.prop([wide])('add up to the copies and leaders of all rows', (cluster) => {
    const { rows, columns } = placed(modelOf(cluster.poll(0), 500));
    const totals = columnTotals(holdingsOf(rows), columns);
    const sum = (of: (one: (typeof totals)[number]) => number | null) =>
      totals.reduce((all, one) => all + (of(one) ?? 0), 0);
    expect(sum(({ copies }) => copies)).toBe(rows.reduce((all, { cells }) => all + cells.length, 0));
    expect(sum(({ leaders }) => leaders)).toBe(rows.filter(({ leader }) => leader !== null).length);
  });
});

describe('skew', () => {
  const spread = (counts: readonly number[]) => {
    const cluster = counts.reduce(
      (all, count, index) =>
        Array.from({ length: count }).reduce<typeof all>(
          (built, _, at) => built.withStream(`S${String(index)}-${String(at)}`, [`n${String(index + 1)}`]),
          all,
        ),
      five,
    );
    return totalsOf(modelOf(cluster.poll(0), 100));
  };

  it('is nothing that chance would bring', () => {
    expect(skewOf(spread([9, 8, 7, 10, 8]), 'leaders').map((skew) => skew?.kind)).toEqual(Array(5).fill('even'));
    expect(skewed(spread([1, 0, 1, 0, 2]), 'leaders')).toEqual([]);
  });

  it('is a quarter more or less than the fair share of the servers that answer', () => {
    const totals = spread([20, 4, 10, 10, 6]);
    expect(skewOf(totals, 'leaders')[0]).toEqual({ fair: 10, kind: 'over' });
    expect(skewed(totals, 'leaders').map(({ column }) => column.name)).toEqual(['n1', 'n2']);
  });

  it('is told within each cluster, since streams do not go from one to the other', () => {
    const cluster = five.withStream('A', ['n1', 'n2', 'n3']);
    const model = modelOf(cluster.poll(0), 100);
    const servers = serversWith(model, { n4: { cluster: 'C2' }, n5: { jetstream: false } });
    const { rows } = placed(model);
    const skews = skewOf(columnTotals(holdingsOf(rows), placementColumns(servers, holdersOf(rows), 'name')), 'copies');
    expect(skews.map((skew) => skew?.fair ?? null)).toEqual([1, 1, 1, null, null]);
  });
});
