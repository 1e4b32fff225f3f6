import { expect, it } from 'vitest';
import { aCluster } from '../../testing/builders';
import { modelOf, streamIn } from '../../testing/replay';
import { leadOf } from './lead';

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');

it.each([
  ['with all copies', five.withStream('S', ['n1', 'n2', 'n3'], { config: true }), 'healthy'],
  ['of one copy', five.withStream('S', ['n1'], { config: true }), 'single'],
  ['that nobody leads', five.withStream('S', ['n1', 'n2', 'n3'], { config: true, leader: null }), 'electing'],
  ['that moves', five.withStream('S', ['n1', 'n4'], { config: true, replicas: 1 }), 'healthy'],
  [
    'whose move nobody leads',
    five.withStream('S', ['n1', 'n4'], { config: true, replicas: 1, leader: null }),
    'stalled',
  ],
  [
    'whose move nobody can lead',
    five.withStream('S', ['n1', 'n4'], { config: true, replicas: 1, leader: null }).kill('n4'),
    'stalled',
  ],
])('the sentence of a stream %s', (_what, cluster, expected) => {
  const stream = streamIn(modelOf(cluster.poll(0), 100), 'S')!;
  expect(leadOf(stream)).toBe(expected);
});
