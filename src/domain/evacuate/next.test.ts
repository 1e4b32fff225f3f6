import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster, type TestCluster } from '../../testing/builders';
import { aRun, changed, evacuationIn, evacuationOf, type Known } from '../../testing/evacuate';
import { modelOf } from '../../testing/replay';
import { accountId, domainName, streamKey, streamName, type StreamKey } from '../ids';
import type { EvacuationCluster, EvacuationRun } from './model';
import { mostAtOnce, nextStep } from './next';

const keyOf = (name: string) => streamKey(domainName(''), accountId('APP'), streamName(name));
const five = ['A', 'B', 'C'].reduce<TestCluster>(
  (cluster, name) => cluster.withStream(name, ['n1', 'n2', 'n3'], { config: true, leader: 'n2' }),
  aCluster().withServers('n2', 'n1', 'n3', 'n4', 'n5').withMetaLeader('n2'),
);
const step = (known: Known, run: EvacuationRun = aRun()) => nextStep(known.cluster, known, run);
const within = (known: Known, cluster: EvacuationCluster, run = aRun()) => nextStep(cluster, known, run);

describe('the next step of an evacuation', () => {
  it('begins two moves at most, and the next when one of them is done', () => {
    expect(step(evacuationOf(five))).toEqual({ kind: 'move', streams: [keyOf('A'), keyOf('B')] });
    const two = aRun({ sent: [keyOf('A'), keyOf('B')] });
    expect(step(evacuationOf(five, two), two)).toEqual({ kind: 'wait' });
    const moved = five.changeStream('A', { on: ['n2', 'n3', 'n4'] });
    const one = aRun({ streams: [keyOf('A')], sent: [keyOf('B')] });
    expect(step(evacuationOf(moved, one), one)).toEqual({ kind: 'move', streams: [keyOf('C')] });
  });

  it('counts what another one changes, and a new copy that still fills', () => {
    const known = evacuationOf(five.withStream('X', ['n2', 'n3', 'n4', 'n5'], { config: true, replicas: 3 }));
    expect(step(known)).toEqual({ kind: 'move', streams: [keyOf('A')] });
    const run = aRun({ streams: [keyOf('A')] });
    const filling = evacuationOf(
      five.changeStream('A', {
        on: ['n2', 'n3', 'n4'],
        positions: { n4: 3 },
        rows: { n4: { current: false, lag: 9 } },
      }),
      run,
    );
    expect(step(filling, run)).toEqual({ kind: 'move', streams: [keyOf('B')] });
  });

  it('hands the meta group over first, and not again and again', () => {
    const known = evacuationOf(five.withMetaLeader('n1'));
    expect(step(known)).toEqual({ kind: 'stepDown' });
    expect(step(known, aRun({ stepDowns: 3 }))).toEqual({ kind: 'stop', alarm: { kind: 'leadsMetaStill' } });
    const run = aRun({ sent: [keyOf('A')] });
    expect(step(evacuationOf(five.withMetaLeader('n1'), run), run)).toEqual({ kind: 'wait' });
  });

  it('ends when what is left cannot leave, or failed', () => {
    const wide = aCluster()
      .withServers('n2', 'n1', 'n3')
      .withStream('W', ['n1', 'n2', 'n3'], { config: true, leader: 'n2' });
    expect(step(evacuationOf(wide))).toEqual({ kind: 'end' });
    const outcome = { kind: 'failed', code: null, description: 'no' } as const;
    const run = aRun({ failed: ['A', 'B', 'C'].map((name) => ({ stream: keyOf(name), outcome })) });
    expect(step(evacuationOf(five, run), run)).toEqual({ kind: 'end' });
    expect(step(evacuationOf(aCluster().withServers('n2', 'n1', 'n3')))).toEqual({ kind: 'end' });
  });

  it('asks for the whole server once, when nothing else changes and every stream has a place to go', () => {
    const all = aRun({ pace: 'allAtOnce' });
    expect(step(evacuationOf(five, all), all)).toEqual({ kind: 'moveAll' });
    const busy = evacuationOf(five.withStream('X', ['n2', 'n3', 'n4', 'n5'], { config: true, replicas: 3 }), all);
    expect(step(busy, all)).toEqual({ kind: 'wait' });
    const pinned = five.withStream('W', ['n1', 'n2', 'n3', 'n4', 'n5'], { config: true, leader: 'n2' });
    expect(step(evacuationOf(pinned, all), all)).toMatchObject({ kind: 'move' });
    const asked = aRun({ pace: 'allAtOnce', askedAll: true });
    expect(step(evacuationOf(five, asked), asked)).toMatchObject({ kind: 'move' });
  });
});

describe('an alarm', () => {
  const known = evacuationOf(five);
  const silent = (missed: number) =>
    changed(known.cluster, { n4: { presence: { kind: 'silent', since: 0 as never, missed, announced: null } } });

  it('is a server that is silent for two rounds; after one nothing is begun', () => {
    expect(within(known, silent(2))).toEqual({ kind: 'stop', alarm: { kind: 'serverSilent', server: 'n4' } });
    expect(within(known, silent(1))).toEqual({ kind: 'wait' });
  });

  it('is a link that is lost, and a meta group without a vote to spare, or a quorum', () => {
    expect(within(known, { ...known.cluster, link: 'reconnecting' })).toEqual({
      kind: 'stop',
      alarm: { kind: 'linkNotLive' },
    });
    const meta = known.cluster.metas[0]!;
    const metas = (change: Partial<typeof meta>) => ({ ...known.cluster, metas: [{ ...meta, ...change }] });
    expect(within(known, metas({ quorum: { have: 3, need: 3, of: 5 } }))).toEqual({
      kind: 'stop',
      alarm: { kind: 'noSpareVote' },
    });
    const none = { kind: 'noQuorum', last: null, since: 0 as never } as const;
    expect(within(known, metas({ leadership: none }))).toEqual({ kind: 'stop', alarm: { kind: 'noMetaLeader' } });
    expect(within(known, metas({ leadership: { ...none, kind: 'electing' } }))).toEqual({ kind: 'wait' });
  });

  it('is found without a leader, too, whose only copies nobody answers for', () => {
    const leads = five.withMetaLeader('n5').withStream('R1', ['n5'], { config: true });
    const after = (missed: number) => {
      const left = leads.kill('n5');
      const { cluster } = evacuationIn(modelOf([...leads.poll(0), ...left.rounds(50, missed), ...left.poll(100)], 200));
      return within(known, cluster);
    };
    expect(after(0)).toMatchObject({ kind: 'stop', alarm: { kind: 'streamStopped' } });
    expect(after(1)).toEqual({ kind: 'stop', alarm: { kind: 'serverSilent', server: 'n5' } });
  });

  it('is a stream that has lost its quorum, but not one that is between two groups', () => {
    const stopped = changed(known.cluster, {}, { B: { health: 'noQuorum' } });
    expect(within(known, stopped)).toEqual({ kind: 'stop', alarm: { kind: 'streamStopped', stream: keyOf('B') } });
    const run = aRun({ sent: [keyOf('A'), keyOf('B')] });
    expect(within(evacuationOf(five, run), stopped, run)).toEqual({ kind: 'wait' });
  });
});

/** Up to seven servers with up to ten streams, most of them with a copy on n1. */
const clusters = fc
  .integer({ min: 3, max: 7 })
  .chain((size) => {
    const servers = Array.from({ length: size }, (_, index) => `n${String(index + 1)}`);
    const some = fc.shuffledSubarray(servers, { minLength: 1, maxLength: Math.min(size, 5) });
    return fc.record({ servers: fc.constant(servers), streams: fc.array(some, { maxLength: 10 }) });
  })
  .map(({ servers, streams }) =>
    streams.reduce<TestCluster>(
      (cluster, on, index) => cluster.withStream(`S${String(index)}`, on, { config: true }),
      aCluster()
        .withServers(...servers)
        .withMetaLeader('n1'),
    ),
  );

interface Servers {
  readonly cluster: TestCluster;
  /** By stream: where its copy goes. */
  readonly moving: ReadonlyMap<string, string>;
}

/** What servers do meanwhile: each move takes two looks, first one copy more, then one less. */
function settle({ cluster, moving }: Servers, began: readonly (readonly [string, string])[]): Servers {
  const done = [...moving].reduce((all, [name, to]) => all.changeStream(name, without(all, name, to)), cluster);
  const next = began.reduce(
    (all, [name, to]) => all.changeStreams((one) => (one.name === name ? { on: [...one.on, to] } : {})),
    done,
  );
  return { cluster: next, moving: new Map(began) };
}

function without(cluster: TestCluster, name: string, to: string) {
  const members = membersOf(cluster, name).filter((server) => server !== 'n1');
  return { on: members, leader: members.find((server) => server !== to) ?? to };
}

function membersOf(cluster: TestCluster, name: string): readonly string[] {
  const found = modelOf(cluster.poll(0), 100).streams.get(keyOf(name));
  return found?.copies.map(({ server }) => String(server)) ?? [];
}

describe('an evacuation, from the first step to the last', () => {
  test.prop([clusters], { numRuns: 60 })(
    'moves two at most at a time, ends, and leaves only what fits nowhere',
    (start) => {
      let servers: Servers = { cluster: start, moving: new Map() };
      let run = aRun();
      for (let looks = 0; ; looks += 1) {
        expect(looks).toBeLessThan(60);
        const known = evacuationIn(modelOf(servers.cluster.poll(0), 100), run);
        run = {
          ...run,
          streams: [...new Set<StreamKey>([...run.streams, ...known.rows.map(({ stream }) => stream.key)])],
        };
        const next = nextStep(known.cluster, known, run);
        if (next.kind === 'end') break;
        expect(['move', 'wait', 'stepDown']).toContain(next.kind);
        if (next.kind === 'stepDown') servers = { ...servers, cluster: servers.cluster.withMetaLeader('n2') };
        const began = (next.kind === 'move' ? next.streams : []).map((key) => {
          const row = known.rows.find(({ stream }) => stream.key === key)!;
          return [String(row.stream.name), String(row.candidates[0])] as const;
        });
        servers = settle(servers, began);
        const changing = [...modelOf(servers.cluster.poll(0), 100).streams.values()].filter(
          ({ copies, replicas }) => copies.length > replicas!,
        );
        expect(changing.length).toBeLessThanOrEqual(mostAtOnce);
      }
      const { rows, verdict } = evacuationIn(modelOf(servers.cluster.poll(0), 100), run);
      const kinds = new Set(rows.map(({ phase }) => phase.kind));
      expect([...kinds].every((kind) => kind === 'gone' || kind === 'stays')).toBe(true);
      expect(verdict.kind).toBe(kinds.has('stays') ? 'left' : 'safe');
      for (const { stream } of rows) expect(stream.copies).toHaveLength(stream.replicas!);
    },
  );
});
