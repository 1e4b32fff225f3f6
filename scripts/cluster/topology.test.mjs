// @ts-check
import { describe, expect, test } from 'vitest';
import { oneCluster, superCluster } from './topology.mjs';

describe('one cluster', () => {
  test('has five servers, spread over three zones', () => {
    const { names, placeOf } = oneCluster('C1');
    expect(names.map((name) => placeOf(name).tags[0])).toEqual(['az:a', 'az:b', 'az:c', 'az:a', 'az:b']);
    expect(placeOf('n6')).toEqual({ kind: 'member', cluster: 'C1', tags: ['az:c'] });
  });

  test('takes servers whose names hold no number', () => {
    expect(oneCluster('C1', ['east']).placeOf('east').tags).toEqual(['az:a']);
  });
});

describe('a super-cluster', () => {
  const { names, placeOf } = superCluster();

  test('has three zones in each cluster, and a leaf node with a domain of its own', () => {
    const places = names.map((name) => `${name} ${placeOf(name).cluster} ${placeOf(name).tags.join()}`);
    expect(places).toEqual([
      'n1-c1 c1 az:a',
      'n2-c1 c1 az:b',
      'n3-c1 c1 az:c',
      'n1-c2 c2 az:a',
      'n2-c2 c2 az:b',
      'n3-c2 c2 az:c',
      'leaf1 leaf1 edge',
    ]);
    expect(placeOf('leaf1')).toMatchObject({ kind: 'leaf', domain: 'edge1' });
  });

  test('places a new server by its name', () => {
    expect(placeOf('n4-c2')).toMatchObject({ kind: 'member', cluster: 'c2' });
    expect(placeOf('leaf2')).toMatchObject({ kind: 'leaf', domain: 'edge2' });
    expect(() => placeOf('n4')).toThrow('named like n4-c1 or n4-c2');
  });
});
