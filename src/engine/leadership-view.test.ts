import { describe, expect, it } from 'vitest';
import { aCluster, at, peerOf, type TestCluster } from '../testing/builders';
import { Replay } from '../testing/replay';
import { domainName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import { LeadershipView } from './leadership-view';

const three = aCluster().withServers('n1', 'n2', 'n3');
const elected = (leader: string, ms: number): Observation => ({
  kind: 'advisory',
  at: at(ms),
  advisory: { kind: 'metaLeaderElected', id: `e${String(ms)}`, time: null, leader: peerOf(leader) },
});

/** What the engine does with what comes in: the view hears it, then sees the model that it gives. */
function watching() {
  const view = new LeadershipView();
  const replay = new Replay();
  const then = (ms: number, ...observations: readonly (readonly Observation[])[]) => {
    for (const observation of observations.flat()) view.observe(observation);
    view.compare(replay.then(ms, ...observations));
  };
  const poll = (cluster: TestCluster, ms: number) => then(ms + 100, cluster.poll(ms));
  const spans = (domain = '') =>
    (view.rows.get(domainName(domain))?.spans ?? []).map((span) => {
      const ms = (time: number | null) => (time === null ? '' : String(time - at(0)));
      return `${span.kind === 'reign' ? String(span.leader.server) : span.kind} ${ms(span.from)}-${ms(span.to)}`;
    });
  return { view, then, poll, spans };
}

describe('who led the meta group', () => {
  it('turns with the advisory, before any reply names the new leader', () => {
    const { then, poll, spans } = watching();
    poll(three, 0);
    then(1_004, [elected('n2', 1_000)]);
    expect(spans()).toEqual(['n1 20-1000', 'n2 1000-']);
    poll(three.withMetaLeader('n2'), 1_100);
    expect(spans()).toEqual(['n1 20-1000', 'n2 1000-']);
  });

  it('has a gap from when the dead leader was last heard', () => {
    const { then, poll, spans } = watching();
    poll(three, 0);
    poll(three.kill('n1'), 2_000);
    expect(spans()).toEqual(['gap 20-']);
    then(4_704, [elected('n3', 4_700)]);
    expect(spans()).toEqual(['gap 20-4700', 'n3 4700-']);
  });

  it('has a gap while the quorum is lost, though a server goes on naming itself', () => {
    const { poll, spans } = watching();
    poll(three, 0);
    poll(three, 2_000);
    poll(three.kill('n2', 'n3'), 4_000);
    poll(three, 6_000);
    expect(spans()).toEqual(['n1 20-4020', 'gap 4020-6020', 'n1 6020-']);
  });

  it('is not known while there is no connection, nor while this program did not run', () => {
    const { then, poll, spans } = watching();
    poll(three, 0);
    then(3_000, [{ kind: 'link', at: at(2_900), link: 'reconnecting' }]);
    then(5_100, [{ kind: 'link', at: at(4_900), link: 'live' }], three.poll(5_000));
    poll(three, 60_000);
    expect(spans()).toEqual(['n1 20-3000', 'unseen 3000-5020', 'n1 5020-5100', 'unseen 5100-60020', 'n1 60020-']);
  });

  it('is told of each group apart: an advisory belongs to the group that has the peer', () => {
    const { then, poll, spans } = watching();
    const two = three.withServer('e1', { domain: 'edge' }).withServer('e2', { domain: 'edge' });
    poll(two.withMetaLeader('e1', 'edge'), 0);
    then(1_004, [elected('e2', 1_000)]);
    expect(spans()).toEqual(['n1 20-']);
    expect(spans('edge')).toEqual(['e1 20-1000', 'e2 1000-']);
  });

  it('waits with an election until somebody names the peer', () => {
    const { then, poll, spans } = watching();
    poll(three, 0);
    then(1_004, [elected('n4', 1_000)]);
    expect(spans()).toEqual(['n1 20-']);
    poll(three.withServer('n4').withMetaLeader('n4'), 1_100);
    expect(spans()).toEqual(['n1 20-1000', 'n4 1000-']);
  });

  it('keeps its rows while nothing changes', () => {
    const { view, poll } = watching();
    poll(three, 0);
    const rows = view.rows;
    poll(three, 2_000);
    poll(three, 4_000);
    expect(view.rows).toBe(rows);
  });
});
