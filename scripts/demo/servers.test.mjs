// @ts-check
import { expect, test } from 'vitest';
import { oneCluster, superCluster } from '../cluster/topology.mjs';
import { describeServers } from './servers.mjs';

/** @param {import('../cluster/topology.mjs').Topology} topology */
const described = ({ names, placeOf }) =>
  describeServers(names.map((name) => /** @type {any} */ ({ name, ...placeOf(name) })));

test.each([
  [oneCluster('C1'), 'n1 to n5 in C1'],
  [oneCluster('C1', ['n1', 'n2', 'n4', 'n7']), 'n1, n2, n4, n7 in C1'],
  [oneCluster('C1', ['n1', 'n2']), 'n1, n2 in C1'],
  [oneCluster('C1', ['east', 'west', 'north']), 'east, west, north in C1'],
  [superCluster(), 'n1-c1 to n3-c1 in c1; n1-c2 to n3-c2 in c2; leaf node leaf1'],
  [superCluster(['n1-c1', 'n1-c2', 'leaf1', 'leaf2']), 'n1-c1 in c1; n1-c2 in c2; leaf node leaf1, leaf2'],
])('servers are told by their clusters', (topology, text) => expect(described(topology)).toBe(text));
