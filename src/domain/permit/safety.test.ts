import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Watched } from '../../testing/arbitrary';
import { at, live, type StreamSpec, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import { histories, isUp, isWhole, leaderOf, serverNames as names } from '../../testing/truth';
import type { Command } from '../command/command';
import { nothingLooked, type Looked } from '../command/looked';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import { planCommand } from './actions';
import { defaultMaxAge } from './context';

/*
 * What a permit rests on is what servers say. Here the cluster is known as it is, and whatever is permitted has to be safe
 * there: reckoned anew, by the servers that run and the messages that they hold.
 */

const domain = domainName('');
const majority = (of: number) => Math.floor(of / 2) + 1;

/** Is it permitted, at the end of a history? */
function judge({ polls }: Watched) {
  const ms = (polls.length - 1) * 2000 + 200;
  const model = modelOf([live(), ...polls.flat()], ms);
  return (command: Command, looked: Looked = nothingLooked): boolean => {
    const apiPrefix = (account: string) => [account, '$JS', 'API'];
    const context = { readOnly: false, now: at(ms), maxAge: defaultMaxAge, apiPrefix, looked };
    return planCommand(model, command, context).permit.kind === 'allowed';
  };
}

const keyOf = ({ account, name }: StreamSpec) => streamKey(domain, accountId(account), streamName(name));
const othersOf = ({ on }: StreamSpec, name: string | null) => on.filter((other) => other !== name);
const upOf = (one: TestCluster, all: readonly string[]) => all.filter((name) => isUp(one, name));
const sparesOf = (one: TestCluster, { on }: StreamSpec) => upOf(one, names).filter((name) => !on.includes(name));

/** How often each was permitted: a property of nothing is none. */
const counts = new Map<string, number>();
function allowed(kind: string, is: boolean): boolean {
  if (is) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return is;
}

describe('whatever happens to a cluster', () => {
  const many = { numRuns: 150 };

  test.prop([histories], many)(
    'a copy is removed only where it is dead, and nothing of the stream with it',
    (history) => {
      const may = judge(history);
      const { cluster: one } = history;
      for (const stream of one.streams)
        for (const server of names) {
          const command = { kind: 'streamPeerRemove', stream: keyOf(stream), server: serverName(server) } as const;
          if (!allowed(command.kind, may(command))) continue;
          expect(stream.on).toContain(server);
          expect(isUp(one, server)).toBe(false);
          expect(othersOf(stream, server).length).toBeGreaterThan(0);
          expect(othersOf(stream, server).every((other) => isWhole(one, stream, other))).toBe(true);
          expect(leaderOf(one, stream)).not.toBeNull();
          expect(sparesOf(one, stream)).not.toEqual([]);
        }
    },
  );

  test.prop([histories], many)('a copy is moved only where it runs, is led, and has a place to go', (history) => {
    const may = judge(history);
    const { cluster: one } = history;
    for (const stream of one.streams)
      for (const server of names) {
        const command = { kind: 'streamMove', stream: keyOf(stream), from: serverName(server) } as const;
        if (!allowed(command.kind, may(command))) continue;
        expect(stream.on).toContain(server);
        expect(isUp(one, server)).toBe(true);
        expect(leaderOf(one, stream)).not.toBeNull();
        expect(sparesOf(one, stream)).not.toEqual([]);
      }
  });

  test.prop([histories], many)(
    'a stream leader steps down only where another can be elected and serves at once',
    (history) => {
      const may = judge(history);
      const { cluster: one } = history;
      for (const stream of one.streams)
        for (const preferred of [null, ...names.map(serverName)]) {
          const command = { kind: 'streamStepDown', stream: keyOf(stream), preferred } as const;
          if (!allowed(command.kind, may(command))) continue;
          const leader = leaderOf(one, stream);
          const up = upOf(one, stream.on).length;
          expect(leader).not.toBeNull();
          expect(up >= majority(stream.on.length) && (up > majority(stream.on.length) || up === stream.on.length)).toBe(
            true,
          );
          const others = upOf(one, othersOf(stream, leader));
          expect(preferred === null ? others.length > 0 : others.includes(preferred)).toBe(true);
        }
    },
  );

  test.prop([histories], many)(
    'copies are dropped only down to whole ones, and added only where servers are',
    (history) => {
      const may = judge(history);
      const { cluster: one } = history;
      for (const stream of one.streams)
        for (const replicas of [0, 1, 2, 3, 4, 5, 6]) {
          const command = { kind: 'streamScale', stream: keyOf(stream), replicas } as const;
          const looked = { kind: 'streamConfig', replicas: stream.replicas, rest: '{"name":"S"}' } as const;
          if (!allowed(command.kind, may(command, looked))) continue;
          const kept = replicas === 1 ? [leaderOf(one, stream) ?? ''] : stream.on;
          expect(leaderOf(one, stream)).not.toBeNull();
          expect(kept.every((name) => isWhole(one, stream, name))).toBe(true);
          expect(replicas).not.toBe(stream.replicas);
          expect(replicas).toBeGreaterThan(0);
          expect(replicas - stream.on.length).toBeLessThanOrEqual(sparesOf(one, stream).length);
        }
    },
  );

  test.prop([histories], many)(
    'a server is removed only where it is dead, can be spared, and takes no stream with it',
    (history) => {
      const may = judge(history);
      const { cluster: one } = history;
      for (const server of names)
        for (const streams of [0, 1, 2, 3, 4]) {
          const target = { kind: 'server', name: serverName(server) } as const;
          const command = {
            kind: 'serverRemove',
            domain,
            target,
            givenUp: { streams, accounts: ['APP', 'OTHER'] },
          } as const;
          if (!allowed(command.kind, may(command))) continue;
          expect(isUp(one, server)).toBe(false);
          expect(upOf(one, names).length).toBeGreaterThanOrEqual(majority(names.length));
          const only = one.streams.filter(({ on }) => on.length === 1 && on[0] === server);
          expect(streams).toBeGreaterThanOrEqual(only.length);
        }
    },
  );

  test.prop([histories], many)('a meta leader steps down only where another can be elected', (history) => {
    const { cluster: one } = history;
    const command = { kind: 'metaStepDown', domain, preferred: null } as const;
    if (!allowed(command.kind, judge(history)(command))) return;
    const leader = one.metaLeader();
    expect(leader !== null && isUp(one, leader)).toBe(true);
    expect(upOf(one, names).length).toBeGreaterThanOrEqual(majority(names.length));
  });

  test.prop([histories], many)(
    'a server is emptied only where all is whole, and each of its copies has a place to go',
    (history) => {
      const may = judge(history);
      const { cluster: one } = history;
      for (const server of names) {
        const command = { kind: 'serverEvacuate', domain, server: serverName(server) } as const;
        if (!allowed(command.kind, may(command))) continue;
        expect(isUp(one, server)).toBe(true);
        for (const stream of one.streams.filter(({ on }) => on.includes(server))) {
          expect(stream.on.every((name) => isWhole(one, stream, name))).toBe(true);
          expect(leaderOf(one, stream)).not.toBeNull();
          expect(sparesOf(one, stream)).not.toEqual([]);
        }
      }
    },
  );

  it('each of them was permitted now and then', () => {
    expect([...counts.keys()].sort()).toEqual(
      [
        ...['metaStepDown', 'serverEvacuate', 'serverRemove', 'streamMove', 'streamPeerRemove', 'streamScale'],
        'streamStepDown',
      ].sort(),
    );
  });
});
