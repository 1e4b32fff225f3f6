// @ts-check
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureNatsServer } from '../nats-server/ensure.mjs';
import { startCluster } from './cluster.mjs';
import { waitFor } from './wait.mjs';

const versions = process.env['CONCLAVE_FULL'] === '1' ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];
const names = ['n1', 'n2', 'n3', 'n4', 'n5'];

describe.each(versions)('nats-server %s with a relay for each route', (version) => {
  /** @type {import('./cluster.mjs').Cluster} */
  let cluster;
  beforeAll(async () => {
    const { path: binary } = await ensureNatsServer({ version });
    cluster = await startCluster({ binary, separateRoutes: true });
    await cluster.waitUntilHealthy();
  }, 120_000);
  afterAll(() => cluster.dispose());

  /** By ids: 2.9 does not tell names. @param {string} name */
  const routesOf = async (name) => {
    const ids = await Promise.all(names.map(async (other) => (await cluster.monitor(other, '/varz')).server_id));
    /** @type {{ routes: { remote_id: string }[] }} */
    const { routes } = await cluster.monitor(name, '/routez');
    return names.filter((_, index) => routes.some(({ remote_id: id }) => id === ids[index]));
  };

  /** @param {readonly string[]} missing pairs, such as `n1 n4` */
  const untilMissing = (...missing) =>
    waitFor(
      async () => {
        const found = await Promise.all(names.map(async (name) => ({ name, routes: await routesOf(name) })));
        const pairs = found.flatMap(({ name, routes }) =>
          names
            .filter((other) => other !== name && !routes.includes(other))
            .map((other) => [name, other].sort().join(' ')),
        );
        return [...new Set(pairs)].sort().join() === missing.join();
      },
      { what: `all routes but ${missing.join(', ') || 'none'}` },
    );

  test('one that is cut is missing at both ends, and stays so though a server starts again and dials all', async () => {
    await untilMissing();
    cluster.cutRoute('n1', 'n4');
    await untilMissing('n1 n4');
    await cluster.restart('n4');
    await untilMissing('n1 n4');
    cluster.cutRoute('n4', 'n2');
    await untilMissing('n1 n4', 'n2 n4');
    cluster.joinRoute('n4', 'n1');
    cluster.joinRoute('n2', 'n4');
    await untilMissing();
  });

  test('a server that is added has relays, too, and none once it is removed', async () => {
    await cluster.add('n6');
    cluster.cutRoute('n6', 'n2');
    await waitFor(
      async () =>
        (await cluster.monitor('n6', '/routez')).routes.every(
          (/** @type {{ remote_name: string }} */ { remote_name: name }) => name !== 'n2',
        ),
      { what: 'n6 is cut from n2' },
    );
    await cluster.remove('n6');
  });

  test('what cannot be cut is refused', async () => {
    expect(() => cluster.cutRoute('n1', 'n9')).toThrow('there is no server n9');
    expect(() => cluster.cutRoute('n1', 'n1')).toThrow('no route joins n1 and n1');
  });
});

test('without relays no route can be cut', async () => {
  const { path: binary } = await ensureNatsServer({ version: '2.15.1' });
  const cluster = await startCluster({ binary, names: ['n1', 'n2'] });
  expect(() => cluster.cutRoute('n1', 'n2')).toThrow('separateRoutes');
  await cluster.dispose();
});
