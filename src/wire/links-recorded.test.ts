import { describe, expect, it } from 'vitest';
import type { Family } from './decoded';
import { bytes, linkRecordings } from './fixtures/fixtures';
import { gatewayzReply } from './gatewayz';
import { leafzReply } from './leafz';
import { routezReply } from './routez';

/** All values of the family, through the bytes; fails on anything that is not a value. */
function all<T>(family: Family<T>, replies: readonly unknown[]): readonly T[] {
  return replies.map((reply) => {
    const decoded = family.read(bytes(reply));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
    return decoded.value;
  });
}

const everybody = ['leaf1', 'n1-c1', 'n1-c2', 'n2-c1', 'n2-c2', 'n3-c1', 'n3-c2'];

describe.each(linkRecordings)('links as nats-server $version tells them', ({ version, replies }) => {
  const is29 = version.startsWith('2.9.');
  const routes = all(routezReply, replies.ROUTEZ);
  const gateways = all(gatewayzReply, replies.GATEWAYZ);
  const leafs = all(leafzReply, replies.LEAFZ);
  const ids = new Map(routes.map(({ server }) => [server.id as string, server.name as string]));

  it('come from every server, the leaf node among them; without a cluster it names itself as one', () => {
    for (const words of [routes, gateways, leafs]) {
      expect(words.map(({ server }) => server.name as string).sort()).toEqual(everybody);
      expect(words.find(({ server }) => server.name === 'leaf1')?.server.cluster).toBe('leaf1');
    }
  });

  it('routes are a pool of three and one for each account that asked for its own, since 2.10', () => {
    for (const { server, routes: rows } of routes) {
      if (server.name === 'leaf1') expect(rows).toEqual([]);
      else expect(rows).toHaveLength(is29 ? 2 : 10);
      const own = rows.flatMap(({ account }) => (account === null ? [] : [account as string]));
      expect(new Set(own)).toEqual(new Set(is29 || server.name === 'leaf1' ? [] : ['SYS', 'BUSY']));
      expect(rows.every(({ compression }) => (compression === null) === is29)).toBe(true);
    }
  });

  it('gateways name the far server by its id, and have one dialled connection to each other cluster', () => {
    for (const { server, own, outbound, inbound } of gateways) {
      expect(own).toBe(server.name === 'leaf1' ? null : server.cluster);
      const far = server.cluster === 'c1' ? 'c2' : 'c1';
      expect(outbound.map(({ cluster }) => cluster as string)).toEqual(server.name === 'leaf1' ? [] : [far]);
      for (const { remoteId, rtt } of [...outbound, ...inbound]) {
        expect(ids.get(remoteId ?? '')).toContain(far);
        expect(rtt).toBeGreaterThan(0);
      }
    }
    // What one dialled, another lists as inbound: as many of each.
    expect(gateways.flatMap(({ inbound }) => inbound)).toHaveLength(6);
  });

  it('leaf connections tell both ends apart and name them, but for 2.9', () => {
    const said = leafs.flatMap(({ server, leafs: rows }) =>
      rows.map(({ remote, spoke, account }) => [server.name, remote, spoke, account].map(String).join(' ')),
    );
    expect(said.sort()).toEqual(
      is29
        ? ['leaf1 null null APP', 'leaf1 null null SYS', 'n1-c1 null null APP', 'n2-c1 null null SYS']
        : ['leaf1 n1-c1 true APP', 'leaf1 n2-c1 true SYS', 'n1-c1 leaf1 false APP', 'n2-c1 leaf1 false SYS'],
    );
  });
});
