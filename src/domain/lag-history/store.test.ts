import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { accountId, domainName, serverName, streamKey, streamName, type StreamKey } from '../ids';
import { gap, lagSpans } from './reduce';
import { lagBudget, SeriesStore } from './store';

const keyOf = (name: string | number) => streamKey(domainName(''), accountId('APP'), streamName(`S${name}`));
const [n1, n2, n3] = ['n1', 'n2', 'n3'].map(serverName) as [ReturnType<typeof serverName>, never, never];
const servers = [n1, n2, n3];

/** Notes a value as the history does; `false`: there was no room. */
function note(store: SeriesStore, stream: StreamKey, server = n1, at = 0, value = 1): boolean {
  const series = store.get(stream, server) ?? store.begin(stream, server, value, at);
  if (series) store.append(series, at, value, 0, at);
  return series !== null;
}

describe('a store of series', () => {
  it('tells what it keeps, what it dropped, and that there never was any', () => {
    const store = new SeriesStore(2_000);
    expect(store.get(keyOf(1), n1)).toBeUndefined();
    note(store, keyOf(1), n1, 0, 5);
    expect(store.get(keyOf(1), n1)?.last).toBe(5);
    for (let name = 2; name < 9; name += 1) note(store, keyOf(name), n1, 0, 100);
    expect(store.get(keyOf(1), n1)).toBeNull();
    expect(store.use.dropped).toBeGreaterThan(0);
  });

  it('forgets copies that are no longer there, with all that they cost', () => {
    const store = new SeriesStore(lagBudget);
    for (const server of servers) note(store, keyOf(1), server);
    store.keepOnly(keyOf(1), (server) => server === n2);
    expect(servers.map((server) => store.get(keyOf(1), server)?.last)).toEqual([undefined, 1, undefined]);
    store.keepOnly(keyOf(1), () => false);
    expect(store.use).toEqual({ kept: 0, dropped: 0, bytes: 0, budget: lagBudget });
  });

  it('clears away a copy that was complete for a day, and no other', () => {
    const store = new SeriesStore(lagBudget);
    note(store, keyOf('complete'), n1, 0, 4);
    note(store, keyOf('complete'), n1, 10, 0);
    note(store, keyOf('behind'), n1, 0, 4);
    note(store, keyOf('silent'), n1, 0, gap);
    const sweep = (now: number) => store.sweep(now, () => true);
    sweep(lagSpans.kept);
    expect(store.use.kept).toBe(3);
    sweep(10 + lagSpans.kept + 600_000);
    expect(store.get(keyOf('complete'), n1)).toBeUndefined();
    expect(store.use.kept).toBe(2);
  });

  it('clears away streams that are gone', () => {
    const store = new SeriesStore(lagBudget);
    note(store, keyOf('gone'));
    note(store, keyOf('there'));
    store.sweep(0, (stream) => stream === keyOf('there'));
    expect([store.get(keyOf('gone'), n1), store.get(keyOf('there'), n1)?.last]).toEqual([undefined, 1]);
  });

  it('says for a day that a history was dropped: nobody may take it for a copy that was complete', () => {
    const store = new SeriesStore(1_000);
    note(store, keyOf('small'), n1, 0, 1);
    for (let name = 0; name < 5; name += 1) note(store, keyOf(name), n1, 0, 50);
    expect(store.get(keyOf('small'), n1)).toBeNull();
    for (let name = 0; name < 5; name += 1) store.keepOnly(keyOf(name), () => false);
    store.sweep(lagSpans.kept - 1, () => true);
    expect(store.get(keyOf('small'), n1)).toBeNull();
    store.sweep(lagSpans.kept, () => true);
    expect(store.get(keyOf('small'), n1)).toBeUndefined();
  });

  it('takes a dropped copy up again once it is worse than those that were given up', () => {
    const store = new SeriesStore(6_000);
    for (let name = 0; name < 13; name += 1) note(store, keyOf(name), n1, 0, 10 + name);
    expect(store.use.bytes).toBeGreaterThan(4_500);
    expect(store.get(keyOf(0), n1)).toBeNull();
    expect(note(store, keyOf(0), n1, 5, 3)).toBe(false);
    expect(note(store, keyOf(0), n1, 6, 900)).toBe(true);
    expect(store.get(keyOf(0), n1)?.last).toBe(900);
  });
});

describe('within its memory', () => {
  /** 10,000 streams with three copies each; how far a copy is behind tells it from every other. */
  const worth = (stream: number, copy: number) => 3 * stream + copy + 1;
  const keys = Array.from({ length: 10_000 }, (_, index) => keyOf(index));

  it('holds all of 30,000 copies that were behind once', () => {
    const store = new SeriesStore(lagBudget);
    for (const [index, key] of keys.entries())
      for (const [copy, server] of servers.entries()) {
        note(store, key, server, 0, worth(index, copy));
        note(store, key, server, 1_000, 0);
      }
    expect(store.use).toMatchObject({ kept: 30_000, dropped: 0 });
    expect(store.use.bytes).toBeLessThan(lagBudget);
  });

  it('stays when 30,000 copies are behind and change with every poll, and the worst are kept', () => {
    const store = new SeriesStore(lagBudget);
    for (let poll = 0; poll < 60; poll += 1) {
      for (const [index, key] of keys.entries()) {
        for (const [copy, server] of servers.entries())
          note(store, key, server, poll * 5_000, worth(index, copy) + (poll % 2) / 2);
      }
      expect(store.use.bytes).toBeLessThanOrEqual(lagBudget);
    }
    const { kept, dropped } = store.use;
    expect(kept + dropped).toBe(30_000);
    expect(kept).toBeGreaterThan(5_000);
    const states = keys.flatMap((key, index) =>
      servers.map((server, copy) => ({ worth: worth(index, copy), isKept: store.get(key, server) !== null })),
    );
    const worstDropped = Math.max(...states.filter(({ isKept }) => !isKept).map((state) => state.worth));
    const leastKept = Math.min(...states.filter(({ isKept }) => isKept).map((state) => state.worth));
    expect(leastKept).toBeGreaterThan(worstDropped);
  });

  const happenings = fc.array(
    fc.record({
      stream: fc.nat(12),
      server: fc.constantFrom(...servers),
      value: fc.integer({ min: gap, max: 1_000 }),
      what: fc.constantFrom('note', 'note', 'note', 'leave', 'sweep'),
    }),
    { maxLength: 400 },
  );

  test.prop([happenings, fc.integer({ min: 3_000, max: 20_000 })])(
    'counts what it holds, whatever comes',
    (all, budget) => {
      const store = new SeriesStore(budget);
      let now = 0;
      for (const { stream, server, value, what } of all) {
        now += 5_000;
        if (what === 'note') note(store, keyOf(stream), server, now, value);
        else if (what === 'leave') store.keepOnly(keyOf(stream), (other) => other !== server);
        else store.sweep(now, (key) => key !== keyOf(stream));
        expect(store.use.bytes).toBeLessThanOrEqual(budget);
      }
      const entries = Array.from({ length: 13 }, (_, index) =>
        servers.map((server) => store.get(keyOf(index), server)),
      ).flat();
      expect(store.use).toMatchObject({
        kept: entries.filter((entry) => entry != null).length,
        dropped: entries.filter((entry) => entry === null).length,
      });
      for (let stream = 0; stream < 13; stream += 1) store.keepOnly(keyOf(stream), () => false);
      expect(store.use).toEqual({ kept: 0, dropped: 0, bytes: 0, budget });
    },
  );
});
