import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { Replay } from '../../testing/replay';
import type { ConsumerModel } from './model';
import { unheardConsumer, unheardMeta, unheardServer, unheardStream } from './unheard';

const three = aCluster().withServers('n1', 'n2', 'n3').withStream('ORDERS', ['n1', 'n2', 'n3']);

function pictures() {
  const live = new Replay();
  live.then(100, three.poll(0));
  const down = new Replay();
  down.then(100, three.poll(0));
  down.then(200, [{ kind: 'link', at: at(150), link: 'stale' }]);
  return { live: live.model, down: down.model };
}

describe('a row that nobody keeps up to date', () => {
  it('of a stream says what the assembly says of it while the link is down', () => {
    const { live, down } = pictures();
    const [before] = [...live.streams.values()];
    const [after] = [...down.streams.values()];
    expect(before).toMatchObject({ mark: 'ok', health: 'healthy' });
    const unheard = unheardStream(before!);
    expect(unheard).toMatchObject({ mark: 'unknown', health: 'unknown', spare: null });
    expect(unheard.group.leadership).toEqual(after!.group.leadership);
    expect(unheard.group.quorum.have).toEqual(after!.group.quorum.have);
    expect(unheard.copies.map(({ mark, presence, contact }) => ({ mark, presence, contact }))).toEqual(
      after!.copies.map(({ mark, presence, contact }) => ({ mark, presence, contact })),
    );
  });

  it('of a stream keeps where its copies were and what they held', () => {
    const [before] = [...pictures().live.streams.values()];
    const after = unheardStream(before!);
    expect(after.state).toBe(before!.state);
    expect(after.asOf).toBe(before!.asOf);
    expect(after.copies.map(({ server, state, asOf }) => ({ server, state, asOf }))).toEqual(
      before!.copies.map(({ server, state, asOf }) => ({ server, state, asOf })),
    );
  });

  it('of a server does not say that it answers, leads or is well', () => {
    const { live, down } = pictures();
    for (const [name, server] of live.servers) {
      const { presence, mark, leads } = unheardServer(server);
      expect({ presence, mark }).toEqual({
        presence: down.servers.get(name)!.presence,
        mark: down.servers.get(name)!.mark,
      });
      expect(leads).toBeNull();
    }
  });

  it('of the meta group has no leader, only the last one, and no peer that is well', () => {
    const { live, down } = pictures();
    const [before] = [...live.metas.values()];
    const [expected] = [...down.metas.values()];
    const after = unheardMeta(before!);
    expect(after.leadership).toEqual(expected!.leadership);
    expect(after.quorum).toEqual(expected!.quorum);
    expect(after.peers.map(({ server, mark, presence }) => ({ server, mark, presence }))).toEqual(
      expected!.peers.map(({ server, mark, presence }) => ({ server, mark, presence })),
    );
  });

  it('remembers how many entries a copy was behind at last, and does not claim it', () => {
    const [stream] = [...pictures().live.streams.values()];
    const late = { ...stream!.copies[0]!, log: { kind: 'behind', entries: 7 } as const };
    const [copy] = unheardStream({ ...stream!, copies: [late] }).copies;
    expect(copy).toMatchObject({ log: { kind: 'unknown', lastEntries: 7 }, store: { kind: 'unknown' } });
    expect(unheardStream({ ...stream!, copies: [copy!] }).copies[0]!.log).toEqual(copy!.log);
  });

  it('of a consumer keeps its positions and drops what only a leader knows', () => {
    const [stream] = [...pictures().live.streams.values()];
    const consumer = { ...stream!, pending: 12, ackPending: 3, mark: 'ok' } as unknown as ConsumerModel;
    expect(unheardConsumer(consumer)).toMatchObject({ pending: null, ackPending: 3, mark: 'unknown' });
  });
});
