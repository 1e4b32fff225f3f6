import { describe, expect, it } from 'vitest';
import { accountId, domainName, serverName, streamName } from '../domain/ids';
import { blockKey, emptyInventory, type Inventory, type RememberedStream } from '../domain/inventory/inventory';
import { localMs } from '../domain/time';
import { fakeClock } from '../testing/fakes/fake-clock';
import { InventoryKeeper } from './inventory-keeper';
import { memoryInventoryStore } from './inventory-store';
import { mergeInventories } from './merge-inventories';

const domain = domainName('');

function stream(account: string, name: string, lastSeen: number): RememberedStream {
  return {
    domain,
    account: accountId(account),
    accountName: account,
    name: streamName(name),
    replicas: 1,
    created: null,
    holders: [serverName('n1')],
    lastSeen: localMs(lastSeen),
    state: null,
  };
}

function inventory(...streams: RememberedStream[]): Inventory {
  const blocks = new Map<string, Map<RememberedStream['name'], RememberedStream>>();
  for (const one of streams) {
    const key = blockKey(one.domain, one.account);
    blocks.set(key, (blocks.get(key) ?? new Map<RememberedStream['name'], RememberedStream>()).set(one.name, one));
  }
  return { blocks };
}

function keeping() {
  const clock = fakeClock();
  const store = memoryInventoryStore();
  const saves: string[][] = [];
  const counted: typeof store = {
    load: (cluster) => store.load(cluster),
    save: (cluster, changed, gone) => {
      saves.push([...changed.keys()]);
      return store.save(cluster, changed, gone);
    },
  };
  const keeper = new InventoryKeeper(clock, counted, 'C1', emptyInventory(), (error) => {
    throw error;
  });
  return { clock, store, saves, keeper };
}

describe('the inventory of a cluster', () => {
  it('is written 2 s after a change, once for all changes until then', async () => {
    const { clock, store, saves, keeper } = keeping();
    keeper.keep(inventory(stream('A', 'one', 1)));
    keeper.keep(inventory(stream('A', 'one', 1), stream('B', 'two', 1)));
    await clock.advance(1999);
    expect(saves).toEqual([]);
    await clock.advance(1);
    expect(saves).toHaveLength(1);
    expect([...(await store.load('C1')).blocks.keys()]).toEqual(['\nA', '\nB']);
  });

  it('writes only the blocks that changed, and not more often than every 10 s', async () => {
    const { clock, saves, keeper } = keeping();
    const first = inventory(stream('A', 'one', 1), stream('B', 'two', 1));
    keeper.keep(first);
    await clock.advance(2000);
    keeper.keep({ blocks: new Map(first.blocks).set('\nB', inventory(stream('B', 'two', 9)).blocks.get('\nB')!) });
    await clock.advance(9999);
    expect(saves).toHaveLength(1);
    await clock.advance(1);
    expect(saves[1]).toEqual(['\nB']);
  });

  it('forgets the blocks that are gone', async () => {
    const { clock, store, keeper } = keeping();
    keeper.keep(inventory(stream('A', 'one', 1)));
    await clock.advance(2000);
    keeper.keep(emptyInventory());
    await clock.advance(20_000);
    expect((await store.load('C1')).blocks.size).toBe(0);
  });

  it('is written at the end, too', async () => {
    const { store, keeper } = keeping();
    keeper.keep(inventory(stream('A', 'one', 1)));
    keeper.stop();
    expect((await store.load('C1')).blocks.size).toBe(1);
  });

  it('of an earlier visit is joined with what is known: of each stream what was seen later', () => {
    const merged = mergeInventories(
      inventory(stream('A', 'one', 5), stream('A', 'two', 1)),
      inventory(stream('A', 'one', 3), stream('A', 'two', 8), stream('B', 'three', 1)),
    );
    const seen = [...merged.blocks.values()].flatMap((block) =>
      [...block.values()].map(({ name, lastSeen }) => [name, lastSeen]),
    );
    expect(seen).toEqual([
      ['one', 5],
      ['two', 8],
      ['three', 1],
    ]);
  });
});
