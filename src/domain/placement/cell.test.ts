import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { watched } from '../../testing/arbitrary';
import { aCluster, peerRow } from '../../testing/builders';
import { modelFixture } from '../../testing/model-fixtures';
import { oneStream, placed, theStream, withCopy } from '../../testing/placement';
import { modelOf, Replay, streamIn } from '../../testing/replay';
import { consumerCells, streamCells } from './cell';
import { serverName } from '../ids';

const none: ReadonlySet<never> = new Set();
const read = (cells: ReturnType<typeof streamCells>) => cells.map(({ server, state }) => `${server} ${state}`);

describe('the cells of a stream', () => {
  it('are its leader and its followers, and nothing elsewhere', () => {
    const cells = streamCells(theStream(oneStream(['n2', 'n1', 'n4'])), none);
    expect(read(cells)).toEqual(['n1 follower', 'n2 leader', 'n4 follower']);
    expect(cells.every(({ only, leaving }) => !only && !leaving)).toBe(true);
  });

  it('are one leader that has no other for a single copy', () => {
    expect(streamCells(theStream(oneStream(['n3'])), none)).toMatchObject([{ state: 'leader', only: true }]);
  });

  it('are silent on a server that does not answer, leader or not', () => {
    for (const { cells } of placed(modelFixture('twoSilent')).rows)
      for (const { server, state } of cells)
        expect(state === 'silent', `${server} ${state}`).toBe(['n3', 'n4'].includes(server));
  });

  it('tell a copy that catches up from one that is not seen to gain', () => {
    const stream = theStream(oneStream(['n1', 'n2', 'n3']));
    const behind = { mark: 'busy', store: { kind: 'behind', messages: 1_204, catchUp: null } } as const;
    const gaining = { ...behind, store: { ...behind.store, catchUp: { share: 0.97, rate: 410, left: 3_000 } } };
    expect(read(streamCells(withCopy(stream, 'n2', behind), none))).toContain('n2 behind');
    expect(read(streamCells(withCopy(stream, 'n2', gaining), none))).toContain('n2 catchingUp');
  });

  it('take a few messages that are under way for no lag', () => {
    const stream = theStream(oneStream(['n1', 'n2', 'n3']));
    const busy = withCopy(stream, 'n2', { store: { kind: 'behind', messages: 3, catchUp: null } });
    expect(read(streamCells(busy, none))).toContain('n2 follower');
  });

  it('say that the leader does not hear a copy whose server answers', () => {
    const model = oneStream(['n1', 'n2', 'n3'], { rows: { n2: peerRow('n2', { active: 20_000 }) } });
    expect(read(streamCells(theStream(model), none))).toContain('n2 unheard');
  });

  it('say that a server which answers does not report its copy, unless its word was not read yet', () => {
    const cluster = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']);
    const model = modelOf([...cluster.liveness(0), ...cluster.statsz(1), cluster.placementOf('n1', 2)], 50);
    const stream = streamIn(model, 'S')!;
    expect(read(streamCells(stream, none))).toContain('n2 missing');
    expect(read(streamCells(stream, new Set([serverName('n2')])))).toContain('n2 unknown');
  });

  it('have nobody who leads while the copies elect, and nobody knows anything while the connection is down', () => {
    const states = (name: 'electing' | 'connectionLost') =>
      new Set(placed(modelFixture(name)).rows.flatMap(({ cells }) => cells.map(({ state }) => state)));
    expect(states('electing')).toEqual(new Set(['leader', 'follower', 'leaderless', 'silent']));
    expect(states('connectionLost')).toEqual(new Set(['unknown']));
  });

  it('show where a running reconfiguration leads', () => {
    const stream = theStream(oneStream(['n1', 'n2', 'n3']));
    const desired = { replicas: ['n1', 'n2', 'n4'].map(serverName), status: 'catchup', description: null };
    const cells = streamCells({ ...stream, group: { ...stream.group, desired } }, none);
    expect(read(cells)).toEqual(['n1 leader', 'n2 follower', 'n3 follower', 'n4 pending']);
    expect(cells.filter(({ leaving }) => leaving).map(({ server }) => server)).toEqual(['n3']);
  });

  it('leave out members that nobody knows the name of', () => {
    const stream = theStream(oneStream(['n1', 'n2', 'n3']));
    expect(read(streamCells(withCopy(stream, 'n2', { server: null }), none))).toHaveLength(2);
  });

  test.prop([watched])('are never drawn as well where the server does not answer, whatever happened', ({ polls }) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    const { rows, servers } = placed(replay.model);
    const answering = new Set(servers.filter(({ presence }) => presence.kind === 'answering').map(({ name }) => name));
    for (const { cells } of rows)
      for (const { server, state } of cells)
        expect(answering.has(server) ? !['silent'].includes(state) : ['silent', 'unknown'].includes(state)).toBe(true);
  });

  test.prop([watched])('have at most one leader, which is the one the stream names', ({ polls }) => {
    const replay = new Replay();
    polls.forEach((poll, index) => replay.then(index * 2_000 + 500, poll));
    for (const { cells, leader } of placed(replay.model).rows) {
      const leaders = cells.filter(({ state }) => state === 'leader').map(({ server }) => server);
      expect(leaders.length).toBeLessThanOrEqual(1);
      if (leaders[0] !== undefined && leader !== null) expect(leaders[0]).toBe(leader);
    }
  });
});

describe('the cells of a consumer', () => {
  it('are told by its group alone, since it stores no messages', () => {
    const { consumers } = modelFixture('oneSilent');
    const consumer = [...consumers.values()].find(({ copies }) => copies.some(({ server }) => server === 'n3'))!;
    const states = new Map(consumerCells(consumer).map(({ server, state }) => [String(server), state]));
    expect(states.get('n3')).toBe('silent');
    expect([...states.values()].filter((state) => state === 'leader')).toHaveLength(1);
    expect([...states.values()]).not.toContain('missing');
  });
});
