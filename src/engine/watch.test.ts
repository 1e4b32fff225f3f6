import { describe, expect, it } from 'vitest';
import { Watch } from './watch';

const row = (value: number) => ({ value });

describe('a watch', () => {
  it('tells of an empty topic once', () => {
    const watch = new Watch(1, 'streams', {});
    watch.update(new Map());
    expect(watch.next()).toMatchObject({
      watch: 1,
      topic: 'streams',
      seq: 1,
      count: 0,
      rows: [],
      gone: [],
      last: true,
    });
    watch.update(new Map());
    expect(watch.next()).toBeNull();
  });

  it('sends what changed, by identity, under the same handle', () => {
    const watch = new Watch(1, 'streams', {});
    const a = row(1);
    watch.update(
      new Map([
        ['a', a],
        ['b', row(2)],
      ]),
    );
    expect(watch.next()?.rows.map(({ handle }) => handle)).toEqual([0, 1]);
    const b = row(3);
    watch.update(
      new Map([
        ['a', a],
        ['b', b],
      ]),
    );
    expect(watch.next()).toMatchObject({ seq: 2, rows: [{ handle: 1, row: b }], gone: [] });
  });

  it('names what is gone, and gives a new handle to what returns', () => {
    const watch = new Watch(1, 'streams', {});
    watch.update(new Map([['a', row(1)]]));
    watch.next();
    watch.update(new Map());
    expect(watch.next()).toMatchObject({ gone: [0], rows: [], count: 0 });
    watch.update(new Map([['a', row(1)]]));
    expect(watch.next()).toMatchObject({ gone: [], rows: [{ handle: 1 }] });
  });

  it('splits a large change into batches and says which is the last', () => {
    const watch = new Watch(1, 'streams', {});
    watch.update(new Map(Array.from({ length: 1200 }, (_, i) => [String(i), row(i)])));
    const patches = [watch.next(), watch.next(), watch.next()];
    expect(patches.map((patch) => [patch?.seq, patch?.count, patch?.rows.length, patch?.last])).toEqual([
      [1, 1200, 500, false],
      [2, 1200, 500, false],
      [3, 1200, 200, true],
    ]);
    expect(watch.dirty).toBe(false);
  });

  it('merges what changes while batches wait: each row is sent as it is by then', () => {
    const watch = new Watch(1, 'streams', {});
    const rows = new Map(Array.from({ length: 600 }, (_, i) => [String(i), row(i)]));
    watch.update(rows);
    watch.next();
    const late = row(-1);
    const gone = new Map(rows).set('599', late);
    gone.delete('0');
    watch.update(gone);
    const second = watch.next();
    expect(second?.gone).toEqual([0]);
    expect(second?.rows).toHaveLength(100);
    expect(second?.rows.at(-1)?.row).toBe(late);
  });

  it('begins a new epoch with another connection, and sends everything again', () => {
    const watch = new Watch(1, 'streams', {});
    const rows = new Map([['a', row(1)]]);
    watch.update(rows);
    expect(watch.next()).toMatchObject({ epoch: 0, seq: 1 });
    watch.restart();
    watch.update(rows);
    expect(watch.next()).toMatchObject({ epoch: 1, seq: 1, rows: [{}] });
  });
});
