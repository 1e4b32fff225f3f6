import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { history } from '../../testing/arbitrary';
import { aCluster } from '../../testing/builders';
import { Replay } from '../../testing/replay';
import { emptyInventory } from './inventory';
import { restoreInventory, storeInventory } from './stored';

describe('a stored inventory', () => {
  test.prop([history])('comes back as it was, through JSON', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    const { inventory } = replay.picture;
    expect(restoreInventory(JSON.parse(JSON.stringify(storeInventory(inventory))))).toEqual(inventory);
  });

  test.prop([fc.anything()])('that is damaged is empty and never an error', (stored) => {
    expect(restoreInventory(stored)).toEqual(emptyInventory());
  });

  it('of another version is not read, and rows that do not fit are left out', () => {
    const replay = new Replay();
    replay.then(100, aCluster().withServers('n1').withStream('A', ['n1']).withStream('B', ['n1']).poll(0));
    const stored = storeInventory(replay.picture.inventory);
    expect(restoreInventory({ ...stored, version: 99 })).toEqual(emptyInventory());
    const [first, second] = stored.streams;
    const damaged = { ...stored, streams: [first, { ...(second ?? {}), lastSeen: 'yesterday' }, null] };
    expect([...(restoreInventory(damaged).blocks.get('\nAPP')?.keys() ?? [])]).toEqual(['A']);
  });

  it('keeps 64-bit positions exact', () => {
    const lastSeq = 2n ** 63n + 1n;
    const replay = new Replay();
    replay.then(100, aCluster().withServers('n1').withStream('A', ['n1'], { lastSeq }).poll(0));
    const restored = restoreInventory(JSON.parse(JSON.stringify(storeInventory(replay.picture.inventory))));
    expect([...(restored.blocks.get('\nAPP')?.values() ?? [])].map(({ state }) => state?.lastSeq)).toEqual([lastSeq]);
  });
});

describe('an inventory from before a reload', () => {
  const cluster = aCluster()
    .withServers('n1', 'n2', 'n3')
    .withStream('LOCAL', ['n2'])
    .withStream('WIDE', ['n1', 'n2', 'n3']);
  const before = () => {
    const replay = new Replay();
    replay.then(100, cluster.poll(0));
    return replay.picture.inventory;
  };

  it('shows its streams as unknown before anybody was heard', () => {
    const replay = new Replay(before());
    expect(replay.stream('LOCAL')).toMatchObject({ source: 'remembered', health: 'unknown', state: { lastSeq: 100 } });
  });

  it('names the holder of an unreachable stream that no reply mentions', () => {
    const replay = new Replay(before());
    replay.then(100, cluster.kill('n2').poll(0));
    expect(replay.stream('LOCAL')).toMatchObject({
      source: 'remembered',
      health: 'unreachable',
      copies: [{ server: 'n2', role: 'single', presence: { kind: 'neverHeard' } }],
    });
    expect(replay.stream('WIDE')).toMatchObject({ source: 'reported', health: 'reduced' });
  });

  it('lets a stream go only when its holder answered twice without it', () => {
    const replay = new Replay(before());
    const gone = cluster.withoutStream('LOCAL');
    replay.then(100, gone.poll(0));
    expect(replay.stream('LOCAL')).toMatchObject({ source: 'remembered', health: 'unknown' });
    replay.then(2_100, gone.poll(2_000));
    expect(replay.stream('LOCAL')).toBeUndefined();
  });

  it('lets a stream go with its holder when that has left the cluster', () => {
    const replay = new Replay(before());
    const left = cluster
      .kill('n2')
      .withMembers(['n1', 'n3'])
      .changeStream('WIDE', { on: ['n1', 'n3'] });
    replay.then(2_100, left.poll(2_000));
    expect(replay.stream('LOCAL')).toBeUndefined();
  });
});
