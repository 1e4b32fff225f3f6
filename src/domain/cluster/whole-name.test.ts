import { expect, test } from 'vitest';
import { clusterName, domainName } from '../ids';
import { wholeName } from './whole-name';

const servers = (cluster: string | null, count: number, domain = '', jetstream: boolean | null = true) =>
  Array.from({ length: count }, () => ({
    cluster: cluster === null ? null : clusterName(cluster),
    domain: domainName(domain),
    jetstream,
  }));

test('one cluster gives its name', () => {
  expect(wholeName(servers('C1', 5))).toBe('C1');
});

test('joined clusters are one, whichever answered first', () => {
  const [east, west] = [servers('EAST', 3), servers('WEST', 3)];
  expect(wholeName([...east, ...west])).toBe('EAST+WEST');
  expect(wholeName([...west, ...east])).toBe('EAST+WEST');
});

test('leaf nodes with a domain of their own come and go without changing the name', () => {
  const hub = servers('C1', 3, 'hub');
  expect(wholeName([...hub, ...servers('leaf1', 1, 'edge1'), ...servers('leaf2', 1, 'edge2')])).toBe('C1');
  expect(wholeName([...servers('leaf1', 1, 'edge1'), ...servers('C1', 1)])).toBe('C1');
});

test('neither does a server without JetStream, unless there are no others', () => {
  const plain = servers('gate', 1, '', false);
  expect(wholeName([...servers('C1', 3), ...plain])).toBe('C1');
  expect(wholeName(plain)).toBe('gate');
  expect(wholeName(servers('C1', 1, '', null))).toBe('C1');
});

test('nobody who has told a cluster gives no name', () => {
  expect(wholeName([])).toBeNull();
  expect(wholeName(servers(null, 2))).toBeNull();
});
