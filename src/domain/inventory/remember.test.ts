import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { history } from '../../testing/arbitrary';
import { aCluster, at, peerRow } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { blocksIn } from '../cluster/assemble';
import { accountId, streamName } from '../ids';
import type { Observation } from '../observation';
import { emptyInventory, type Inventory, type RememberedStream } from './inventory';
import { isWrittenFrom, remember } from './remember';

const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']).withStream('L', ['n3']);
const two = three.withStream('O', ['n2'], { account: 'OTHER' });
const written = (observations: readonly Observation[], ms = 100, before = emptyInventory()) =>
  remember(before, blocksIn(modelOf(observations, ms, before)));
const entry = (inventory: Inventory, name: string, account = 'APP'): RememberedStream | undefined =>
  inventory.blocks.get(`\n${account}`)?.get(streamName(name));

describe('what is written down', () => {
  it('is each reported stream, with its members and its last state', () => {
    expect(entry(written(three.changeStream('S', { config: true }).poll(0)), 'S')).toEqual({
      domain: '',
      account: 'APP',
      accountName: 'APP',
      name: 'S',
      replicas: 3,
      created: 0,
      holders: ['n1', 'n2', 'n3'],
      lastSeen: at(20),
      state: expect.objectContaining({ lastSeq: 100 }) as unknown,
    });
  });

  it('has no holder that is only assigned', () => {
    const growing = three.changeStream('S', { rows: { n3: peerRow('n3', { pending: true }) } });
    expect(entry(written(growing.poll(0)), 'S')?.holders).toEqual(['n1', 'n2']);
  });

  it('has holders that are silent: they may come back with it', () => {
    const after = [...three.poll(0), ...three.kill('n3').poll(2_000)];
    expect(entry(written(after, 2_100), 'S')?.holders).toEqual(['n1', 'n2', 'n3']);
    expect(entry(written(after, 2_100), 'L')).toMatchObject({ holders: ['n3'], lastSeen: at(20) });
  });

  it('moves on with what is reported', () => {
    const first = written(three.poll(0));
    const next = written([...three.poll(0), ...three.changeStream('S', { lastSeq: 101 }).poll(2_000)], 2_100, first);
    expect(entry(next, 'S')).toMatchObject({ lastSeen: at(2_020), state: { lastSeq: 101 } });
  });

  it('stays as it was for what nobody reports', () => {
    const first = written(three.poll(0));
    const next = written(three.kill('n3').poll(2_000), 2_100, first);
    expect(entry(next, 'L')).toBe(entry(first, 'L'));
  });

  it('is not what only the account names: nobody knows where that is', () => {
    const names: Observation = {
      kind: 'names',
      at: at(10),
      account: accountId('APP'),
      names: [streamName('HIDDEN')],
    };
    const inventory = written([...three.kill('n3').poll(0), names]);
    expect(entry(inventory, 'HIDDEN')).toBeUndefined();
    expect(entry(inventory, 'S')).toBeDefined();
  });

  it('goes with what the model let go', () => {
    const first = written(two.poll(0));
    const replay = new Replay(first);
    const gone = three.withoutStream('L');
    replay.then(2_100, gone.poll(2_000));
    replay.then(4_100, gone.poll(4_000));
    expect([...replay.picture.inventory.blocks.keys()]).toEqual(['\nAPP']);
    expect(entry(replay.picture.inventory, 'L')).toBeUndefined();
  });
});

describe('an inventory that did not change', () => {
  it('is the same object, also after a poll that brought nothing new', () => {
    const replay = new Replay();
    replay.then(100, two.poll(0));
    const { inventory } = replay.picture;
    replay.then(2_100, two.poll(2_000));
    expect(replay.picture.inventory).toBe(inventory);
  });

  it('of an account that nothing was told of stays the same object while another moves on', () => {
    const replay = new Replay();
    replay.then(100, two.poll(0));
    const before = replay.picture.inventory.blocks;
    replay.then(1_100, [two.changeStream('O', { lastSeq: 101 }).accountPlacementOf('n2', 'OTHER', 1_000)]);
    const { blocks } = replay.picture.inventory;
    expect(blocks.get('\nAPP')).toBe(before.get('\nAPP'));
    expect(blocks.get('\nOTHER')).not.toBe(before.get('\nOTHER'));
  });

  it('knows that it was written from these rows, and from no others', () => {
    const model = modelOf(two.poll(0), 100);
    const inventory = remember(emptyInventory(), blocksIn(model));
    const [app, other] = [blocksIn(model).get('\nAPP'), blocksIn(model).get('\nOTHER')];
    const block = inventory.blocks.get('\nAPP');
    if (!app || !other || !block) throw new Error('no blocks');
    expect(isWrittenFrom(app.rows, block)).toBe(true);
    expect(isWrittenFrom(other.rows, block)).toBe(false);
    expect(isWrittenFrom(app.rows, new Map(block))).toBe(false);
  });

  test.prop([history])('is the same written down again', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    const { inventory, model } = replay.picture;
    const copied = new Map([...blocksIn(model)].map(([key, { rows }]) => [key, { rows: new Map(rows) }] as const));
    expect(remember(inventory, copied)).toBe(inventory);
  });
});
