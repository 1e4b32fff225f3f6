import { describe, expect, it } from 'vitest';
import { aCluster, at, type TestCluster } from '../../testing/builders';
import { Replay } from '../../testing/replay';
import type { Observation } from '../observation';

const five = aCluster()
  .withServers('n1', 'n2', 'n3', 'n4', 'n5')
  .withStream('WIDE', ['n1', 'n2', 'n3', 'n4', 'n5'])
  .withStream('S', ['n1', 'n2', 'n3'])
  .withStream('L', ['n3']);

/** Polls every 2 s, on and on. */
class Watch {
  readonly replay = new Replay();
  ms = 0;

  poll(cluster: TestCluster, times = 1): this {
    for (let time = 0; time < times; time += 1) {
      this.replay.then(this.ms + 100, cluster.poll(this.ms));
      this.ms += 2_000;
    }
    return this;
  }

  hear(...observations: readonly Observation[]): this {
    this.replay.then(this.ms - 1_000, observations);
    return this;
  }

  get ids(): readonly string[] {
    return this.replay.model.findings.map(({ id }) => id).sort();
  }

  finding(id: string) {
    return this.replay.model.findings.find((finding) => finding.id === id);
  }
}

interface Life {
  readonly id: string;
  readonly bad: TestCluster;
  /** Bad rounds until it is shown. */
  readonly after: number;
}

const lives: readonly Life[] = [
  { id: 'serverSilent:n3', bad: five.kill('n3'), after: 2 },
  { id: 'streamUnreachable::n3', bad: five.kill('n3'), after: 2 },
  { id: 'streamReduced::n3', bad: five.kill('n3'), after: 2 },
  { id: 'metaOneShort:', bad: five.kill('n4', 'n5'), after: 2 },
  { id: 'metaNoQuorum:', bad: five.kill('n3', 'n4', 'n5'), after: 2 },
  { id: 'streamNoQuorum::n3,n4,n5', bad: five.kill('n3', 'n4', 'n5'), after: 2 },
  { id: 'metaLeaderless:', bad: five.withMetaLeader(null), after: 4 },
];

describe.each(lives)('the finding $id', ({ id, bad, after }) => {
  it('appears after enough bad rounds, and not a round sooner', () => {
    const watch = new Watch().poll(five, 2).poll(bad, after - 1);
    expect(watch.ids).not.toContain(id);
    expect(watch.poll(bad).ids).toContain(id);
    expect(watch.finding(id)).toMatchObject({ phase: 'open', lastSeen: at(watch.ms - 1_900) });
  });

  it('stays while it is bad, as the same finding from the same moment', () => {
    const watch = new Watch().poll(five, 2).poll(bad, after);
    const first = watch.finding(id);
    watch.poll(bad, 5);
    expect(watch.finding(id)).toMatchObject({ firstSeen: first?.firstSeen, phase: 'open' });
    expect(watch.finding(id)?.lastSeen).toBeGreaterThan(first?.lastSeen ?? 0);
  });

  it('is quiet for two good rounds, and gone after the third', () => {
    const watch = new Watch().poll(five, 2).poll(bad, after + 1);
    const { lastSeen } = watch.finding(id) ?? {};
    expect(watch.poll(five).finding(id)).toMatchObject({ phase: 'quiet', lastSeen });
    expect(watch.poll(five).finding(id)).toMatchObject({ phase: 'quiet', lastSeen });
    expect(watch.poll(five).finding(id)).toBeUndefined();
  });

  it('is open again at the first bad round while it was quiet', () => {
    const watch = new Watch().poll(five, 2).poll(bad, after + 2);
    const { firstSeen } = watch.finding(id) ?? {};
    watch.poll(five, 2).poll(bad, after);
    expect(watch.finding(id)).toMatchObject({ phase: 'open', firstSeen });
  });

  it('does not appear from bad rounds between good ones', () => {
    const watch = new Watch().poll(five, 2);
    for (let time = 0; time < 4; time += 1) {
      watch.poll(bad).poll(five);
      expect(watch.ids).not.toContain(id);
    }
  });

  it('is neither raised nor closed while our connection is down', () => {
    const watch = new Watch().poll(five, 2).poll(bad, after);
    const before = watch.ids;
    watch.hear({ kind: 'link', at: at(watch.ms - 1_500), link: 'reconnecting' });
    expect(watch.poll(five, 5).ids).toEqual(before);
  });

  it('never appears in a cluster that is well', () => {
    expect(new Watch().poll(five, 6).ids).toEqual([]);
  });
});

describe('the findings together', () => {
  it('have the gravest first, and of the same gravity the older', () => {
    const watch = new Watch().poll(five, 2).poll(five.kill('n3'), 4).poll(five.kill('n3', 'n4'), 4);
    const order = watch.replay.model.findings.map(({ severity, firstSeen }) => [severity, firstSeen] as const);
    expect(order.length).toBeGreaterThan(3);
    expect(order).toEqual([...order].sort(([a, x], [b, y]) => (a === b ? x - y : a < b ? -1 : 1)));
  });

  it('follow the servers that are missing: another set is another finding', () => {
    const watch = new Watch().poll(five, 2).poll(five.kill('n3'), 2);
    expect(watch.ids).toContain('streamReduced::n3');
    watch.poll(five.kill('n3', 'n4'), 2);
    expect(watch.ids).toContain('streamReduced::n3,n4');
    expect(watch.finding('streamReduced::n3')).toMatchObject({ values: { streams: 1, stream: 'S' } });
  });

  it('of one dead server are as many as kinds of loss, not as streams', () => {
    const names = Array.from({ length: 300 }, (_, index) => `S${index}`);
    const cluster = names.reduce((built, name) => built.withStream(name, ['n3']), five);
    const watch = new Watch().poll(cluster, 2).poll(cluster.kill('n3'), 2);
    expect(watch.ids).toEqual(['serverSilent:n3', 'streamReduced::n3', 'streamUnreachable::n3']);
    expect(watch.finding('streamUnreachable::n3')).toMatchObject({ values: { streams: 301 } });
  });
});
