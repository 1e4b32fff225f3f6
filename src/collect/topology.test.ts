import { describe, expect, it } from 'vitest';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import type { Observation } from '../domain/observation';
import { fakeClock } from '../testing/fakes/fake-clock';
import { fakeTransport } from '../testing/fakes/fake-transport';
import { cutRoute } from '../testing/scripted-server/links';
import { generateCluster, nodeOf } from '../testing/scripted-server/cluster';
import { Collector } from './collector';
import { replay } from './pipe';
import { Recording } from './recording';

async function running(servers = 5) {
  const clock = fakeClock();
  const cluster = generateCluster({ servers, streams: 3, accounts: ['APP'], now: () => clock.now() });
  const transport = fakeTransport(cluster, clock);
  const recording = new Recording();
  const seen: Observation[] = [];
  const collector = new Collector({
    transport,
    clock,
    recording,
    accountPrefix: '{account}.$JS.API',
    sink: (observations) => seen.push(...observations),
    onMissing: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  const starting = collector.start();
  await clock.advance(200);
  expect(await starting).toMatchObject({ ok: true });
  const asked = (what: string, from = 0) =>
    transport.requests.slice(from).filter(({ subject }) => subject.endsWith(`PING.${what}`));
  return { clock, cluster, transport, collector, recording, seen, asked };
}

describe('the links between servers', () => {
  it('are not asked for while nobody looks', async () => {
    const { clock, asked } = await running();
    await clock.advance(120_000);
    expect([...asked('ROUTEZ'), ...asked('GATEWAYZ'), ...asked('LEAFZ')]).toEqual([]);
  });

  it('are asked for at once when somebody begins to look, and every 3 s after that, compressed', async () => {
    const { clock, collector, asked, transport } = await running();
    collector.setTopology(true);
    await clock.advance(0);
    for (const what of ['ROUTEZ', 'GATEWAYZ', 'LEAFZ']) expect(asked(what)).toMatchObject([{ gzip: true }]);
    await clock.advance(10_000);
    const from = transport.requests.length;
    await clock.advance(60_000);
    for (const what of ['ROUTEZ', 'GATEWAYZ', 'LEAFZ']) expect(asked(what, from)).toHaveLength(20);
  });

  it('are no longer asked for when nobody looks any more, nor in a hidden tab', async () => {
    const { clock, collector, asked, transport } = await running();
    collector.setTopology(true);
    await clock.advance(6000);
    collector.setVisible(false);
    await clock.advance(6000);
    const hidden = transport.requests.length;
    await clock.advance(20_000);
    expect(asked('ROUTEZ', hidden)).toEqual([]);
    collector.setVisible(true);
    await clock.advance(0);
    expect(asked('ROUTEZ', hidden)).toHaveLength(1);
    collector.setTopology(false);
    await clock.advance(6000);
    const left = transport.requests.length;
    await clock.advance(20_000);
    expect(asked('ROUTEZ', left)).toEqual([]);
  });

  it('are asked for at once when a server falls silent, and every second while they may change', async () => {
    const { clock, cluster, collector, asked, transport } = await running();
    collector.setTopology(true);
    await clock.advance(20_000);
    nodeOf(cluster, 'n5').up = false;
    const from = transport.requests.length;
    await clock.advance(10_000);
    expect(asked('ROUTEZ', from).length).toBeGreaterThanOrEqual(6);
    await clock.advance(10_000);
    const settled = transport.requests.length;
    await clock.advance(20_000);
    expect(asked('ROUTEZ', settled)).toHaveLength(6);
  });

  it('are asked for less often of many servers, whose replies grow with the square', async () => {
    const { clock, collector, asked, transport } = await running(45);
    collector.setTopology(true);
    await clock.advance(40_000);
    const from = transport.requests.length;
    await clock.advance(60_000);
    expect(asked('ROUTEZ', from)).toHaveLength(2);
  });

  it('become observations of every server, the same from a recording', async () => {
    const { clock, cluster, collector, recording, seen } = await running(3);
    cutRoute(cluster, 'n1', 'n3');
    collector.setTopology(true);
    await clock.advance(200);
    const facts = seen.reduce(observe, emptyFacts());
    const peers = [...facts.links.routes].map(([name, { value }]) => [name, ...value.map(({ remote }) => remote)]);
    expect(peers.map(([name, ...others]) => [name, ...others.sort()].join(' ')).sort()).toEqual(
      ['n1 n2', 'n2 n1 n3', 'n3 n2'].sort(),
    );
    expect(facts.rounds.get('routes')).toMatchObject([
      { answered: expect.arrayContaining(['n1', 'n2', 'n3']) as unknown },
    ]);
    const again: Observation[] = [];
    expect(replay(recording.export(), (observations) => again.push(...observations))).toBe(0);
    expect(again.reduce(observe, emptyFacts()).links).toEqual(facts.links);
  });
});
