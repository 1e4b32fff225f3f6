import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { watched } from '../../testing/arbitrary';
import { aCluster, at, peerRow, type TestCluster } from '../../testing/builders';
import { historyOf, pairsOf, valueAt } from '../../testing/lag';
import { Replay } from '../../testing/replay';
import type { ClusterModel } from '../cluster/model';
import { serverName } from '../ids';
import type { LinkState, Observation } from '../observation';
import { LagHistory, valueOf } from './history';
import { gap } from './reduce';
import { readSeries } from './read';

const late = { n3: peerRow('n3', { lag: 5, current: false }) };

function cluster(): TestCluster {
  return aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']);
}

/** The copy on n3 so many messages behind. */
const behind = (by: number, of = cluster()) =>
  of.changeStream('S', { lastSeq: 100_000, positions: { n3: 100_000 - by }, rows: by > 0 ? late : {} });

/** An engine with its history: what it took in, and when it looked. */
class Watcher {
  readonly history = new LagHistory();
  readonly #replay = new Replay();

  then(ms: number, ...observations: readonly (readonly Observation[])[]): ClusterModel {
    const model = this.#replay.then(ms, ...observations);
    this.history.observe(model);
    return model;
  }

  /** Polls every 2 s. */
  polls(from: number, to: number, of: TestCluster): void {
    for (let ms = from; ms <= to; ms += 2_000) this.then(ms + 100, of.poll(ms));
  }

  link(ms: number, link: LinkState): void {
    this.then(ms, [{ kind: 'link', at: at(ms), link }]);
  }

  read(server = 'n3', stream = 'S') {
    return pairsOf(historyOf(this.history, this.#replay.stream(stream), server), at(0));
  }

  get stream() {
    return this.#replay.stream('S');
  }
}

/** A placement reply of a poll at `ms` arrives there. */
const heard = (ms: number) => ms + 20;

describe('the history of lag', () => {
  it('is complete from the first picture on for a copy that always was, and keeps nothing for it', () => {
    const watcher = new Watcher();
    watcher.polls(0, 10_000, cluster());
    expect(watcher.read()).toEqual([[100, 0]]);
    expect(watcher.history.use).toMatchObject({ kept: 0, bytes: 0 });
    expect(watcher.history.startedAt).toBe(at(100));
  });

  it('holds each number from the reply that brought it until the next', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, cluster());
    watcher.polls(6_000, 8_000, behind(40));
    watcher.polls(10_000, 10_000, behind(25));
    watcher.polls(12_000, 14_000, behind(0));
    expect(watcher.read()).toEqual([
      [100, 0],
      [heard(6_000), 40],
      [heard(10_000), 25],
      [heard(12_000), 0],
    ]);
  });

  it('has a gap from the last word of a server that falls silent, however far the leader goes on', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, cluster());
    const frozen = cluster().kill('n3');
    for (const ms of [6_000, 8_000, 10_000]) watcher.polls(ms, ms, frozen.changeStream('S', { lastSeq: 100 + ms }));
    expect(watcher.stream?.copies[2]?.store).toMatchObject({ kind: 'atMost', messages: 10_000 });
    expect(watcher.read()).toEqual([
      [100, 0],
      [4_021, gap],
    ]);
    expect(watcher.history.of(watcher.stream!.key, serverName('n3'))?.bound).toBe(10_000);
    watcher.polls(12_000, 12_000, behind(70));
    watcher.polls(14_000, 14_000, behind(0));
    expect(watcher.read().slice(2)).toEqual([
      [heard(12_000), 70],
      [heard(14_000), 0],
    ]);
  });

  it('does not end a silence with what the server said before it', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, cluster());
    watcher.polls(6_000, 10_000, cluster().kill('n3'));
    // It answers a sign of life again, nothing else yet.
    watcher.then(12_100, cluster().liveness(12_000));
    expect(watcher.stream?.copies[2]?.presence.kind).toBe('answering');
    expect(watcher.read().at(-1)).toEqual([4_021, gap]);
  });

  it('does not take replies of two rounds for lag: what the leader stored meanwhile is not missing', () => {
    const watcher = new Watcher();
    const at_ = (lastSeq: number) => cluster().changeStream('S', { lastSeq });
    watcher.polls(0, 4_000, at_(1_000));
    // Twice in a moment, as by two kinds of requests; the copy's replies are on their way.
    const next = at_(5_000);
    watcher.then(6_050, next.liveness(6_000), [next.placementOf('n1', 6_000), next.placementOf('n1', 6_040)]);
    watcher.then(6_100, [next.placementOf('n2', 6_040), next.placementOf('n3', 6_040)]);
    expect(watcher.read()).toEqual([[100, 0]]);
  });

  it('has a gap from the last word of a copy that answers, but no longer on streams', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, cluster());
    for (let ms = 6_000; ms <= 24_000; ms += 2_000) {
      const now = cluster().changeStream('S', { lastSeq: 100 + ms });
      const heard_ = ['n1', 'n2'].map((name) => now.placementOf(name, ms + 20));
      watcher.then(ms + 100, now.liveness(ms), now.statsz(ms), heard_, now.placement(ms).slice(-1));
    }
    expect(watcher.stream?.copies[2]?.presence.kind).toBe('answering');
    expect(watcher.read()).toEqual([
      [100, 0],
      [4_021, gap],
    ]);
  });

  it('has no gap while a round is under way that comes every 30 s', () => {
    const watcher = new Watcher();
    watcher.then(100, cluster().poll(0));
    for (let ms = 2_000; ms <= 60_000; ms += 2_000) {
      const now = cluster().changeStream('S', { lastSeq: 100 + ms });
      const [first, ...rest] = ms % 30_000 === 0 ? now.placement(ms) : [];
      watcher.then(ms + 100, now.liveness(ms), now.statsz(ms), first ? [first] : []);
      watcher.then(ms + 200, rest);
    }
    expect(watcher.read()).toEqual([[100, 0]]);
  });

  it('begins with the first word of a copy that was not known before', () => {
    const watcher = new Watcher();
    const dark = cluster().kill('n3');
    watcher.polls(0, 20_000, dark);
    expect(watcher.read()).toEqual([]);
    watcher.polls(22_000, 24_000, cluster());
    expect(watcher.read()).toEqual([[heard(22_000), 0]]);
  });

  it('takes the first round on an account as one moment', () => {
    const watcher = new Watcher();
    watcher.then(100, cluster().liveness(0), [cluster().placementOf('n1', 50)]);
    watcher.polls(2_000, 4_000, cluster());
    expect(watcher.read()).toEqual([[100, 0]]);
    expect(watcher.history.use.kept).toBe(0);
  });

  it('does not claim that a stream was complete before it was there', () => {
    const watcher = new Watcher();
    watcher.polls(0, 20_000, cluster());
    const more = cluster().withStream('NEW', ['n1', 'n2', 'n3']);
    watcher.polls(22_000, 26_000, more);
    expect(watcher.read('n3', 'NEW')).toEqual([[heard(22_000), 0]]);
    expect(watcher.read()).toEqual([[100, 0]]);
  });

  it('forgets a stream that was deleted, also when another of its name follows', () => {
    const watcher = new Watcher();
    watcher.polls(0, 2_000, cluster());
    watcher.polls(4_000, 6_000, behind(40));
    const gone = cluster().withoutStream('S').withStream('T', ['n1', 'n2', 'n3']);
    const deleted: Observation = {
      kind: 'advisory',
      at: at(7_000),
      advisory: {
        kind: 'assetChanged',
        id: 'x',
        time: null,
        account: watcher.stream!.account,
        stream: watcher.stream!.name,
        consumer: null,
        action: 'deleted',
      },
    };
    watcher.then(7_100, [deleted]);
    watcher.polls(8_000, 20_000, gone);
    expect(watcher.stream).toBeUndefined();
    expect(watcher.history.use.kept).toBe(0);
    watcher.polls(22_000, 22_000, behind(3).changeStream('S', { created: 21_000 }));
    expect(watcher.read()).toEqual([[heard(22_000), 3]]);
  });

  it('forgets a copy that was moved away', () => {
    const four = cluster().withServer('n4');
    const watcher = new Watcher();
    watcher.polls(0, 2_000, four);
    watcher.polls(4_000, 6_000, behind(40, four));
    expect(watcher.history.use.kept).toBe(1);
    watcher.polls(8_000, 12_000, four.withStream('S', ['n1', 'n2', 'n4'], { lastSeq: 100_000 }));
    expect(watcher.stream?.copies.map(({ server }) => server)).toEqual(['n1', 'n2', 'n4']);
    expect(watcher.history.of(watcher.stream!.key, serverName('n3'))).toBeUndefined();
  });

  it('has nothing on a single copy', () => {
    const watcher = new Watcher();
    const single = aCluster().withServers('n1', 'n2').withStream('S', ['n1']);
    watcher.polls(0, 2_000, single);
    watcher.polls(4_000, 8_000, single.kill('n1'));
    expect(watcher.history.use.kept).toBe(0);
  });
});

describe('times in which this console could not see', () => {
  it('are gaps of every copy while the link is down, from the last picture on', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, behind(40));
    watcher.link(5_000, 'reconnecting');
    watcher.then(6_000);
    watcher.link(9_000, 'live');
    watcher.polls(10_000, 12_000, behind(40));
    for (const [server, value] of [
      ['n2', 0],
      ['n3', 40],
    ] as const) {
      const read = watcher.read(server);
      expect(read.slice(1)).toEqual([
        [4_100, gap],
        [10_020, value],
      ]);
    }
  });

  it('are gaps where the program did not run', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, cluster());
    watcher.polls(30_000, 32_000, cluster());
    expect(watcher.read()).toEqual([
      [100, 0],
      [4_100, gap],
      [30_100, 0],
    ]);
  });

  it('are gaps where copies were not asked for a minute, as for a hidden page', () => {
    const watcher = new Watcher();
    watcher.polls(0, 4_000, cluster());
    for (let ms = 6_000; ms <= 80_000; ms += 2_000) watcher.then(ms + 100, cluster().liveness(ms));
    expect(watcher.read()).toEqual([
      [100, 0],
      [4_025, gap],
    ]);
    watcher.polls(82_000, 84_000, cluster());
    expect(watcher.read().at(-1)).toEqual([82_100, 0]);
  });

  it('are none before the first picture', () => {
    const watcher = new Watcher();
    watcher.link(0, 'reconnecting');
    watcher.link(1_000, 'live');
    watcher.polls(2_000, 4_000, cluster());
    expect(watcher.history.blind.times).toEqual([]);
  });
});

/** Every copy of every stream with more than one. */
function copiesIn(model: ClusterModel) {
  return [...model.streams.values()].flatMap((stream) =>
    stream.copies.length < 2
      ? []
      : stream.copies.flatMap(({ server, store }) => (server === null ? [] : [{ stream, server, store }])),
  );
}

describe('whatever happens to a cluster', () => {
  test.prop([watched], { numRuns: 150 })(
    'reading gives what was recorded, and what was not known is a gap',
    ({ polls }) => {
      const watcher = new Watcher();
      const models = polls.map((poll, index) => watcher.then(index * 2_000 + 100, poll));
      const last = models.at(-1);
      if (!last) return;
      for (const { stream, server, store } of copiesIn(last)) {
        const read = readSeries(watcher.history, stream, server);
        const values = models.map((model) => {
          const copy = model.streams.get(stream.key)?.copies.find((other) => other.server === server);
          return copy ? valueOf(copy.store) : gap;
        });
        // A gap may last longer than the silence, until the server says something newer; nothing else may differ.
        const said = valueAt(read, last.now) ?? gap;
        if (said !== gap) expect(said).toBe(valueOf(store));
        if (valueOf(store) === gap) expect(said).toBe(gap);
        for (const [index, model] of models.entries()) {
          const known = values[index] ?? gap;
          const next = values[index + 1] ?? known;
          // Up to the next picture, which may tell of a moment before it.
          for (const moment of [model.now + 1, model.now + 999, model.now + 1_899]) {
            if (moment > last.now) continue;
            expect([known, next, gap], `${stream.name} on ${server} at ${String(moment - at(0))}`).toContain(
              valueAt(read, moment) ?? gap,
            );
          }
        }
      }
    },
  );

  test.prop([watched], { numRuns: 150 })(
    'copies of which nothing is known twice in a row have a gap in between',
    ({ polls }) => {
      const watcher = new Watcher();
      const models = polls.map((poll, index) => watcher.then(index * 2_000 + 100, poll));
      for (const { stream, server } of copiesIn(models.at(-1)!)) {
        const read = readSeries(watcher.history, stream, server);
        for (const [index, model] of models.entries()) {
          const pair = [model, models[index + 1]].map((one) => {
            const copy = one?.streams.get(stream.key)?.copies.find((other) => other.server === server);
            return copy && valueOf(copy.store) === gap;
          });
          if (pair.every(Boolean)) expect(valueAt(read, model.now + 1_000) ?? gap).toBe(gap);
        }
      }
    },
  );

  test.prop([watched, fc.integer({ min: 400, max: 3_000 })], { numRuns: 60 })(
    'a small memory is kept, and what it dropped is no copy that was complete',
    ({ polls }, budget) => {
      const history = new LagHistory(budget);
      const replay = new Replay();
      for (const [index, poll] of polls.entries()) {
        history.observe(replay.then(index * 2_000 + 100, poll));
        expect(history.use.bytes).toBeLessThanOrEqual(Math.max(budget, 20 * 60 + 4 * 120));
      }
      for (const { stream, server } of copiesIn(replay.model)) {
        if (history.of(stream.key, server) !== null) continue;
        const read = readSeries(history, stream, server);
        expect([read.kept, read.times.length]).toEqual([false, 0]);
      }
    },
  );
});
