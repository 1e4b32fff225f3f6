import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { history } from '../testing/arbitrary';
import { aCluster, at, live } from '../testing/builders';
import { fold, Replay } from '../testing/replay';
import { emptyFacts } from './facts/facts';
import { emptyInventory } from './inventory/inventory';
import { advance, newPicture } from './picture';

const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']).withStream('L', ['n3']);

describe('a picture', () => {
  it('before anything was heard is empty and unknown', () => {
    const { model, inventory, diagnosis } = advance(newPicture(emptyInventory()), emptyFacts(), at(0));
    expect(model).toMatchObject({ link: 'connecting', findings: [], summary: { mark: 'unknown', servers: 0 } });
    expect(inventory).toEqual(emptyInventory());
    expect(diagnosis.findings).toBe(model.findings);
  });

  it('carries what it saw into its inventory, so that a later picture knows it', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    const later = new Replay(replay.picture.inventory);
    expect([...later.model.streams.values()].map(({ name, source }) => [name, source])).toEqual([
      ['S', 'remembered'],
      ['L', 'remembered'],
    ]);
  });

  it('has the findings of its diagnosis in its model, and the same objects while they stay', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(2_100, three.kill('n3').poll(2_000));
    replay.then(4_100, three.kill('n3').poll(4_000));
    expect(replay.model.findings).not.toEqual([]);
    expect(replay.model.findings).toBe(replay.picture.diagnosis.findings);
    const before = replay.model.findings;
    replay.then(4_200);
    expect(replay.model.findings).toBe(before);
  });

  it('keeps what it saved over the findings: rows are not made again by them', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    replay.then(2_100, three.kill('n3').liveness(2_000));
    const { streams, consumers } = replay.then(4_100, three.kill('n3').liveness(4_000));
    expect(replay.model.findings.length).toBeGreaterThan(0);
    replay.then(4_200);
    expect(replay.model.streams).toBe(streams);
    expect(replay.model.consumers).toBe(consumers);
  });

  it('moves its own time on without any news', () => {
    const facts = fold([live(), ...three.poll(0)]);
    const first = advance(newPicture(emptyInventory()), facts, at(100));
    const second = advance(first, facts, at(1_100));
    expect(second.model.now).toBe(at(1_100));
    expect(second.model.streams).toBe(first.model.streams);
    expect(second.inventory).toBe(first.inventory);
  });

  it('notices by time alone that nobody was heard for long', () => {
    const facts = fold([live(), ...three.poll(0)]);
    const first = advance(newPicture(emptyInventory()), facts, at(100));
    expect(first.model.summary.mark).toBe('ok');
    expect(advance(first, facts, at(20_000)).model.summary.mark).toBe('unknown');
  });

  it('takes in an inventory that came late, and shows its streams', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    const facts = fold([live(), ...three.withoutStream('L').poll(0)]);
    const first = advance(newPicture(emptyInventory()), facts, at(100));
    const recalled = advance({ ...first, inventory: replay.picture.inventory }, facts, at(200));
    expect([...recalled.model.streams.values()].map(({ name, source }) => [name, source])).toEqual([
      ['S', 'reported'],
      ['L', 'remembered'],
    ]);
  });

  it('takes the number of copies from an inventory that came late, where no configuration is known', () => {
    const configured = new Replay();
    configured.then(100, three.changeStream('S', { config: true }).poll(0));
    const facts = fold([live(), ...three.poll(0)]);
    const first = advance(newPicture(emptyInventory()), facts, at(100));
    const recalled = advance({ ...first, inventory: configured.picture.inventory }, facts, at(200));
    const copies = (model: typeof first.model) =>
      [...model.streams.values()].map(({ name, replicas }) => [name, replicas]);
    expect(copies(first.model)).toContainEqual(['S', null]);
    expect(copies(recalled.model)).toContainEqual(['S', 3]);
  });

  test.prop([history])('assembled twice from the same facts is the same in every part', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    const { model, inventory } = replay.picture;
    const again = replay.then(polls.length * 2_000 - 1_400);
    expect(again.streams).toBe(model.streams);
    expect(again.servers).toBe(model.servers);
    expect(again.summary).toBe(model.summary);
    expect(replay.picture.inventory).toBe(inventory);
  });

  test.prop([history])('remembers exactly the streams that it shows, but for those known by name alone', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    const shown = [...replay.model.streams.values()].filter(({ asOf }) => asOf !== null).map(({ name }) => name);
    const known = [...replay.picture.inventory.blocks.values()].flatMap((block) => [...block.keys()]);
    expect([...known].sort()).toEqual([...shown].sort());
  });
});
