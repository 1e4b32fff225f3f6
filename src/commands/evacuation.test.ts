import { describe, expect, it } from 'vitest';
import { clusterOf, type EvacuationRequest } from '../domain/evacuate/model';
import { evacuation } from '../domain/evacuate/plan';
import { domainName, serverName } from '../domain/ids';
import { commandSession, replyOf } from '../testing/command-session';
import { electMetaLeader } from '../testing/scripted-server/answer';
import { addStream, nodeOf } from '../testing/scripted-server/cluster';
import { createCommands } from './create-commands';

const server = serverName('n3');
const hub = domainName('');
const start = { kind: 'start', server, domain: hub, pace: 'paced' } as const;
const accepted = replyOf({ type: 'stream' });
const refused = replyOf({ error: { code: 400, err_code: 10_005, description: 'no suitable peers' } });

/** A session whose servers do what they are told; n3 holds four streams, S among them. */
async function session(isReadOnly = false) {
  const base = await commandSession(createCommands, { isReadOnly });
  for (const name of ['A', 'B', 'C']) addStream(base.cluster, 'APP', name, ['n1', 'n2', 'n3']);
  await base.clock.advance(70_000);
  const driver = {
    ask: (request: EvacuationRequest) => base.commands.evacuate(request),
    get run() {
      return base.commands.evacuation().get('') ?? null;
    },
    stop: () => base.commands.stop(),
  };
  /** The last one sent is done. */
  const move = () => {
    const name = base.changes.at(-1)?.split('.').at(-1);
    const stream = [...base.cluster.streams.values()].find((one) => one.name === name);
    stream?.copies.splice(2, 1, 'n4');
  };
  const until = async (what: () => boolean) => {
    for (let steps = 0; steps < 4000 && !what(); steps += 1) await base.clock.advance(50);
    expect(what()).toBe(true);
  };
  const becomes = (kind: string) => until(() => driver.run?.state.kind === kind);
  const verdict = () => evacuation(clusterOf(base.model()), server, hub, driver.run).verdict;
  return { ...base, driver, move, until, becomes, verdict };
}

describe('the driver of an evacuation', () => {
  it('moves all streams, each through the pipe and once, and ends', async () => {
    const { driver, answerWith, move, becomes, changes, until, verdict } = await session();
    answerWith(accepted, move);
    expect(await driver.ask(start)).toBeNull();
    await becomes('ended');
    const names = ['S', 'A', 'B', 'C'].map((name) => `APP.$JS.API.STREAM.PEER.EVACUATE.${name}`);
    expect([...changes].sort()).toEqual(names.sort());
    expect(driver.run?.streams).toHaveLength(4);
    await until(() => verdict().kind === 'safe');
  });

  it('begins nothing more while it is paused, and goes on', async () => {
    const { driver, answerWith, move, becomes, changes, clock, cluster, commands, plan, until } = await session();
    answerWith(accepted);
    await driver.ask(start);
    await until(() => changes.length === 2);
    await driver.ask({ kind: 'pause' });
    for (const { name, copies } of cluster.streams.values())
      if (changes.some((subject) => subject.endsWith(`.${name}`))) copies.splice(2, 1, 'n4');
    await until(() => driver.run?.sent.length === 0);
    await clock.advance(10_000);
    expect(changes).toHaveLength(2);
    answerWith(accepted, move);
    // The lock is free meanwhile.
    const other = await plan({ kind: 'streamCancelMove', stream: driver.run!.streams[0]! });
    const outcome = commands.run(other, new AbortController().signal);
    await clock.advance(1000);
    expect(await outcome).toMatchObject({ value: { kind: 'aborted', reason: 'notChanging' } });
    await driver.ask(start);
    await becomes('ended');
    expect(changes).toHaveLength(4);
  });

  it('stops by itself when a move is refused, and leaves that one out when it is told to go on', async () => {
    const { driver, answerWith, move, becomes, changes } = await session();
    answerWith(refused);
    await driver.ask(start);
    await becomes('stopped');
    expect(driver.run).toMatchObject({ state: { alarm: { kind: 'moveFailed' } } });
    const before = driver.run!.failed.length;
    expect(driver.run!.failed[0]?.outcome).toMatchObject({ kind: 'failed', code: 10_005 });
    answerWith(accepted, move);
    await driver.ask(start);
    await becomes('ended');
    expect(new Set(changes).size).toBe(4);
    expect(driver.run!.failed.length).toBeGreaterThanOrEqual(before);
  });

  it('stops by itself when another server falls silent, and does not begin while one is', async () => {
    const { driver, answerWith, becomes, cluster, changes, clock } = await session();
    answerWith(accepted);
    await driver.ask(start);
    await clock.advance(1000);
    nodeOf(cluster, 'n5').up = false;
    await becomes('stopped');
    expect(driver.run).toMatchObject({ state: { alarm: { kind: 'serverSilent', server: 'n5' } } });
    expect(changes).toHaveLength(2);
    expect(await driver.ask(start)).toEqual({ kind: 'serverSilent', server: 'n5' });
  });

  it('waits for a connection that is dialled anew within seconds, and goes on', async () => {
    const { driver, answerWith, becomes, changes, transport, clock, move } = await session();
    answerWith(accepted, move);
    await driver.ask(start);
    transport.silent = true;
    transport.setState('reconnecting');
    await clock.advance(10_000);
    expect(driver.run?.state.kind).toBe('running');
    expect(changes).toEqual([]);
    transport.silent = false;
    transport.setState('live');
    await becomes('ended');
    expect(changes).toHaveLength(4);
  });

  it('stops by itself when the link stays lost', async () => {
    const { driver, answerWith, becomes, transport, clock } = await session();
    answerWith(accepted);
    await driver.ask(start);
    await clock.advance(1000);
    transport.silent = true;
    transport.setState('reconnecting');
    await becomes('stopped');
    expect(driver.run).toMatchObject({ state: { alarm: { kind: 'linkNotLive' } } });
  });

  it('takes back what runs, and what it does not know', async () => {
    const { driver, answerWith, becomes, changes, cluster, until } = await session();
    // As up to 2.10: one copy more, until it is taken back.
    const grow = () => {
      const [what, name] = [changes.at(-1)?.includes('CANCEL_MOVE'), changes.at(-1)?.split('.').at(-1)];
      const stream = [...cluster.streams.values()].find((one) => one.name === name);
      if (what === true) stream?.copies.splice(3, 1);
      else if (stream) {
        stream.replicas = 3;
        stream.copies.push('n4');
      }
    };
    answerWith(accepted, grow);
    await driver.ask(start);
    await until(() => changes.length === 2);
    await driver.ask({ kind: 'cancel', server, domain: hub });
    await becomes('cancelled');
    expect(changes.filter((subject) => subject.includes('CANCEL_MOVE'))).toHaveLength(2);
    for (const { copies } of cluster.streams.values()) expect(copies).toEqual(['n1', 'n2', 'n3']);
  });

  it('hands the meta group over first', async () => {
    const { driver, answerWith, becomes, cluster, transport, changes, move, clock } = await session();
    electMetaLeader(cluster, 'n3', transport.emit);
    await clock.advance(6000);
    answerWith(accepted, () => {
      if (changes.at(-1)?.endsWith('META.LEADER.STEPDOWN') === true) electMetaLeader(cluster, 'n1', transport.emit);
      else move();
    });
    await driver.ask(start);
    await becomes('ended');
    expect(changes[0]).toBe('$JS.API.META.LEADER.STEPDOWN');
    expect(changes).toHaveLength(5);
  });

  it('asks for the whole server again when a server missed the round before it was asked', async () => {
    const { driver, answerWith, becomes, changes, cluster, clock, until } = await session();
    answerWith(accepted, () => {
      for (const { copies } of cluster.streams.values()) copies.splice(2, 1, 'n4');
    });
    expect(await driver.ask({ ...start, pace: 'allAtOnce' })).toBeNull();
    nodeOf(cluster, 'n2').up = false;
    await until(() => driver.run?.askedAll === false || driver.run?.state.kind === 'stopped');
    expect(changes).toEqual([]);
    nodeOf(cluster, 'n2').up = true;
    await clock.advance(3000);
    await becomes('ended');
    expect(changes).toEqual(['$JS.API.SERVER.EVACUATE']);
  });

  it('does not count a step-down that was not asked for', async () => {
    const { driver, answerWith, becomes, changes, cluster, transport, clock, until, move } = await session();
    electMetaLeader(cluster, 'n3', transport.emit);
    await clock.advance(6000);
    answerWith(accepted, () => {
      if (changes.at(-1)?.endsWith('META.LEADER.STEPDOWN') === true) electMetaLeader(cluster, 'n1', transport.emit);
      else move();
    });
    expect(await driver.ask(start)).toBeNull();
    expect(driver.run?.stepDowns).toBe(1);
    nodeOf(cluster, 'n3').up = false;
    await until(() => driver.run?.stepDowns === 0 || driver.run?.state.kind === 'stopped');
    nodeOf(cluster, 'n3').up = true;
    await becomes('ended');
    expect(changes).toHaveLength(5);
    expect(driver.run?.stepDowns).toBe(1);
  });

  it('is refused to a login that only reads, and while another change runs', async () => {
    const reader = await session(true);
    expect(await reader.driver.ask(start)).toEqual({ kind: 'readOnly' });
    const { driver, answerWith, commands, plan, model, clock, changes } = await session();
    answerWith(accepted);
    const [stream] = model().streams.keys();
    const running = commands.run(
      await plan({ kind: 'streamMove', stream: stream!, from: server }),
      new AbortController().signal,
    );
    await clock.advance(100);
    expect(await driver.ask(start)).toEqual({ kind: 'anotherRunning' });
    expect(changes).toHaveLength(1);
    await clock.advance(40_000);
    await running;
    await driver.ask(start);
    expect(await driver.ask({ ...start, server: serverName('n2') })).toEqual({ kind: 'anotherRunning' });
    driver.stop();
  });
});
