import { describe, expect, it } from 'vitest';
import { aCluster, aConsumer, at, streamState } from '../../testing/builders';
import { modelOf, Replay, streamIn } from '../../testing/replay';
import type { Observation } from '../observation';
import type { JszReply } from '../replies/jsz';

const members = ['n1', 'n2', 'n3'];
const three = aCluster()
  .withServers(...members)
  .withStream('S', members);
type Lives = Readonly<Record<string, readonly string[]>>;

/** A poll in which each copy counts the consumers that live there; `named`: and says which. */
function poll(ms: number, lives: Lives, named: boolean, created = 0): readonly Observation[] {
  const counting = (observation: Observation): Observation => {
    if (observation.kind !== 'placement') return observation;
    const own = lives[observation.reply.server.name] ?? [];
    return { ...observation, reply: counted(observation.reply, own, named) };
  };
  return three.changeStream('S', { created }).poll(ms).map(counting);
}

function counted(reply: JszReply, own: readonly string[], named: boolean): JszReply {
  const state = { ...streamState(100), consumers: own.length };
  const consumers = named ? own.map((name) => aConsumer(name)) : null;
  const accounts = reply.accounts.map((account) => ({
    ...account,
    streams: account.streams.map((stream) => ({ ...stream, state, consumers })),
  }));
  return { ...reply, accounts };
}

const consumers = (...observations: (readonly Observation[])[]) =>
  streamIn(modelOf(observations.flat(), 4_100), 'S')?.consumers;

// As measured on three servers: six consumers of one copy each, and one of three; the leader n1 has one of its own.
const measured: Lives = { n1: ['all'], n2: ['all', 'a', 'b'], n3: ['all', 'c', 'd', 'e', 'f'] };

describe('the consumers of a stream', () => {
  it('are those of all its copies, and not those that live with its leader', () => {
    expect(consumers(poll(2_000, measured, true))).toEqual({ count: 7, complete: true });
  });

  it('are at least as many as one copy counts while no copy has named them', () => {
    expect(consumers(poll(2_000, measured, false))).toEqual({ count: 5, complete: false });
  });

  it('stay complete through polls that only count them, while the counts stay', () => {
    expect(consumers(poll(0, measured, true), poll(2_000, measured, false))).toEqual({ count: 7, complete: true });
  });

  it('are at least as many as the unchanged copies named once a count has moved', () => {
    const more = { ...measured, n1: ['all', 'new'] };
    expect(consumers(poll(0, measured, true), poll(2_000, more, false))).toEqual({ count: 7, complete: false });
    const fewer = { ...measured, n3: ['all'] };
    expect(consumers(poll(0, measured, true), poll(2_000, fewer, false))).toEqual({ count: 3, complete: false });
  });

  it('of none are complete without any name', () => {
    expect(consumers(poll(2_000, {}, false))).toEqual({ count: 0, complete: true });
  });

  it('that the stream had before it was created again do not count', () => {
    expect(consumers(poll(0, measured, true), poll(2_000, measured, false, 1_900))).toEqual({
      count: 5,
      complete: false,
    });
  });

  it('of a single copy are what it counts', () => {
    const alone = aCluster().withServers('n1').withStream('S', ['n1']);
    expect(streamIn(modelOf(alone.poll(0), 100), 'S')?.consumers).toEqual({ count: 0, complete: true });
  });

  it('are not complete while a member was never heard', () => {
    const heard = poll(2_000, measured, true).filter(
      (observation) => observation.kind !== 'placement' || observation.reply.server.name !== 'n3',
    );
    expect(consumers(heard)).toEqual({ count: 3, complete: false });
  });

  it('that lived with a server that is silent now still count', () => {
    const dead = three.kill('n3').liveness(2_000);
    const row = streamIn(modelOf([...poll(0, measured, true), ...dead], 2_100), 'S');
    expect(row).toMatchObject({ health: 'reduced', consumers: { count: 7, complete: true } });
  });

  it('are not known of a stream that no copy was reported of', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0));
    const later = new Replay(replay.picture.inventory);
    expect(later.stream('S')).toMatchObject({ source: 'remembered', consumers: null });
  });

  it('make another row only when their number is another', () => {
    const replay = new Replay();
    const row = (ms: number, lives: Lives) => {
      replay.then(ms + 100, poll(ms, lives, true));
      return replay.stream('S');
    };
    const first = row(0, measured);
    expect(row(2_000, measured)).toBe(first);
    const renamed = { ...measured, n3: ['all', 'c', 'd', 'e', 'a'] };
    expect(row(4_000, renamed)?.consumers).toEqual({ count: 6, complete: true });
    expect(row(6_000, renamed)?.asOf).toBe(at(4_020));
  });
});
