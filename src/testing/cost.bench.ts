import './engine/websocket';
import { afterEach, expect, test } from 'vitest';
import { report } from '../../e2e/bench/results';
import { systemClock } from '../collect/clock';
import { createPipe } from '../collect/pipe';
import { Recording } from '../collect/recording';
import { configuration, liveness, placement, statsz, summary, to } from '../collect/requests';
import { runRound, type RoundSpec } from '../collect/round';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { emptyInventory } from '../domain/inventory/inventory';
import { serverName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import { advance, newPicture, type Picture } from '../domain/picture';
import { connectTransport } from '../transport/connect';
import { generateCluster } from './scripted-server/cluster';
import { startScriptedServer } from './scripted-server/scripted-server';

const rounds = 15;
const servers = ['n1', 'n2', 'n3', 'n4', 'n5'];
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What each tier costs on the wire, and what its replies cost to fold and to assemble. */
test.each([1_000, 10_000])('bytes by tier and time of assembly at %i streams', async (streams) => {
  const accounts = Array.from({ length: 20 }, (_, index) => `ACCOUNT_${index}`);
  const server = await startScriptedServer({
    cluster: generateCluster({ servers: servers.length, streams, accounts, r3Share: 0.3 }),
  });
  ends.push(() => server.close());
  const clock = systemClock();
  const login = { kind: 'anonymous' } as const;
  const connected = await connectTransport(
    { urls: server.urls, credentials: login, inboxPrefix: null },
    clock,
    new AbortController().signal,
  );
  if (!connected.ok) throw new Error(`no connection: ${connected.error.code}`);
  const transport = connected.value;
  ends.push(() => transport.close());

  let facts = emptyFacts();
  let picture: Picture = newPicture(emptyInventory());
  let taken: Observation[] = [];
  const take = createPipe(new Recording(), (observations) => taken.push(...observations));
  take({ kind: 'link', at: clock.now(), link: 'live' }, true);

  const cluster = server.cluster;
  const writeTo = (every: number) => {
    for (const [index, stream] of [...cluster.streams.values()].entries()) if (index % every === 0) stream.lastSeq += 7;
  };
  const tiers: readonly (readonly [string, Omit<RoundSpec, 'expected'>, (() => void)?])[] = [
    ['liveness', liveness(false)],
    ['load', statsz()],
    ['summary', summary()],
    ['placement', placement()],
    ['placement, 1 of 4 written', placement(), () => writeTo(4)],
    ['configuration', configuration()],
  ];
  for (const [name, spec, happen] of tiers) {
    const bytes: number[] = [];
    const fold: number[] = [];
    const draw: number[] = [];
    for (let round = 0; round < rounds; round++) {
      happen?.();
      const before = transport.traffic().bytesIn;
      const expected = new Set(servers.map(serverName));
      const result = await runRound(
        { transport, clock, take, signal: new AbortController().signal },
        to(expected, spec),
      );
      expect(result.answered.size).toBe(servers.length);
      bytes.push((transport.traffic().bytesIn - before) / 1024);
      const started = performance.now();
      for (const observation of taken) facts = observe(facts, observation);
      taken = [];
      const folded = performance.now();
      picture = advance(picture, facts, clock.now());
      fold.push(folded - started);
      draw.push(performance.now() - folded);
    }
    report(`${name}, ${streams} streams: wire`, 'KiB', bytes);
    report(`${name}, ${streams} streams: fold`, 'ms', fold);
    report(`${name}, ${streams} streams: assemble`, 'ms', draw);
  }
});
