import { describe, expect, it } from 'vitest';
import { oneStream, placed, serversWith } from '../../testing/placement';
import { modelFixture } from '../../testing/model-fixtures';
import { naturalKey } from './natural-key';
import { holdersOf, placementColumns, unreadServers } from './columns';
import { placementRow, RowMaker } from './row';

const model = oneStream(['n1', 'n2', 'n10']);
const names = (columns: ReturnType<typeof placementColumns>) => columns.map(({ name }) => name);

describe('columns', () => {
  it('are all servers by name as people count, those without JetStream last', () => {
    const servers = serversWith(model, { n1: { jetstream: false } });
    expect(names(placementColumns(servers, holdersOf([]), 'name'))).toEqual(['n2', 'n3', 'n4', 'n5', 'n1']);
  });

  it('are also those that copies are said to be on and nobody knows', () => {
    const { rows, servers } = placed(model);
    const columns = placementColumns(servers, holdersOf(rows), 'name');
    expect(names(columns)).toEqual(['n1', 'n2', 'n3', 'n4', 'n5', 'n10']);
    const strange = rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, server: 'x' as never })),
    }));
    expect(
      placementColumns(servers, holdersOf(strange), 'name').find(({ name }) => name === ('x' as never))?.server,
    ).toBe(null);
  });

  it('stand together by zone if asked', () => {
    const tags = {
      n1: { tags: ['az:b'] },
      n2: { tags: ['ssd', 'az:a'] },
      n3: { tags: ['az:b'] },
      n5: { tags: ['az:a'] },
    };
    const columns = placementColumns(serversWith(model, tags), holdersOf([]), 'zone');
    expect(columns.map(({ name, zone }) => `${name} ${zone ?? '-'}`)).toEqual([
      'n2 az:a',
      'n5 az:a',
      'n1 az:b',
      'n3 az:b',
      'n4 -',
      ...(columns.length > 5 ? ['n10 -'] : []),
    ]);
  });

  it('sort names by the numbers in them, however long those are', () => {
    const all = ['n10', 'N2', 'n002b', 'n1', `n${'9'.repeat(40)}`, 'a'];
    expect(all.toSorted((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1))).toEqual([
      'a',
      'n1',
      'N2',
      'n002b',
      'n10',
      `n${'9'.repeat(40)}`,
    ]);
  });
});

describe('rows', () => {
  it('stay the same objects while their streams do, and are made anew when servers are read', () => {
    const streams = [...modelFixture('healthy').streams.values()];
    const maker = new RowMaker();
    const first = maker.rows(streams, new Set());
    const second = maker.rows([...streams.slice(1), { ...streams[0]! }], new Set());
    expect(second.slice(0, -1)).toEqual(first.slice(1));
    expect(second.slice(0, -1).every((row, index) => row === first[index + 1])).toBe(true);
    expect(second.at(-1)).not.toBe(first[0]);
    const unread = unreadServers(serversWith(model, {}).map((server) => ({ ...server, copies: null })));
    expect(unread.size).toBeGreaterThan(0);
    expect(maker.rows(streams, unread)[1]).not.toBe(first[1]);
  });

  it('are the same array when only servers changed, so that nothing is counted or sorted again', () => {
    const streams = [...modelFixture('healthy').streams.values()];
    const maker = new RowMaker();
    const first = maker.rows(streams, new Set());
    expect(maker.rows(streams, new Set())).toBe(first);
    expect(maker.rows([...streams], new Set())).not.toBe(first);
  });

  it('tell how many more losses a stream survives', () => {
    const rows = (name: Parameters<typeof modelFixture>[0]) => placed(modelFixture(name)).rows;
    const of = (name: Parameters<typeof modelFixture>[0], stream: string) =>
      rows(name).find((row) => row.stream.name === (stream as never))?.survival;
    expect(of('healthy', 'ORDERS')).toEqual({ kind: 'losses', more: 1, reduced: false });
    expect(of('healthy', 'scratch')).toEqual({ kind: 'losses', more: 0, reduced: false });
    expect(of('healthy', 'KV_config')).toEqual({ kind: 'losses', more: 2, reduced: false });
    expect(of('oneSilent', 'ORDERS')).toEqual({ kind: 'losses', more: 0, reduced: true });
    expect(of('oneSilent', 'AUDIT')).toEqual({ kind: 'unreachable' });
    expect(of('twoSilent', 'ORDERS_2')).toEqual({ kind: 'noQuorum' });
    expect(new Set(rows('connectionLost').map(({ survival }) => survival.kind))).toEqual(new Set(['unknown']));
  });

  it('add up the bytes of all copies, and know none before a copy has told', () => {
    const row = placed(modelFixture('healthy')).rows.find(({ cells }) => cells.length === 3)!;
    const one = row.cells[0]!.copy!.state!.bytes;
    expect(row.bytes).toBe(Number(one) * 3);
    const { stream } = row;
    expect(placementRow({ ...stream, copies: [] }, new Set()).bytes).toBe(null);
  });
});
