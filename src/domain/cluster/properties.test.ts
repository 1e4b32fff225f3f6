import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { cluster, history } from '../../testing/arbitrary';
import { at, live } from '../../testing/builders';
import { fold, modelOf, Replay } from '../../testing/replay';
import { serverName, type ServerName } from '../ids';
import type { Observation } from '../observation';
import { emptyInventory } from '../inventory/inventory';
import { quorumOf } from '../raft/quorum';
import { assemble } from './assemble';
import type { ClusterModel, StreamModel } from './model';
import { presenceClass } from './presence';

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe('the model', () => {
  test.prop([
    history.chain((polls) => {
      const all = polls.flat();
      return fc.tuple(fc.constant(polls), shuffled(all), fc.subarray([...all]));
    }),
  ])('is the same for observations in any order and twice', ([polls, order, again]) => {
    const now = polls.length * 2_000 - 1_500;
    expect(modelOf([...order, ...again], now)).toEqual(modelOf(polls.flat(), now));
  });

  test.prop([history])('loses nothing with replies that two newer ones of their server replace', (polls) => {
    const now = polls.length * 2_000 - 1_500;
    const all = polls.flat();
    const needed = all.filter((observation, index) => newerOfServer(observation, all.slice(index + 1)) < 2);
    expect(modelOf(needed, now)).toEqual(modelOf(all, now));
  });

  test.prop([history])('made step by step shows what it shows when made at once', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => {
      const ms = index * 2_000 + 500;
      replay.then(ms, poll);
      const inventory = replay.picture.inventory;
      const fresh = assemble(fold([live(), ...polls.slice(0, index + 1).flat()]), inventory, null, at(ms));
      expect(visible(replay.model)).toEqual(visible(fresh));
    });
  });

  test.prop([history])('keeps the identity of every row when nothing new came in', (polls) => {
    const facts = fold([live(), ...polls.flat()]);
    const now = polls.length * 2_000 - 1_500;
    const first = assemble(facts, emptyInventory(), null, at(now));
    const second = assemble(facts, emptyInventory(), first, at(now + 10));
    expect(second.streams).toBe(first.streams);
    expect(second.servers).toBe(first.servers);
    expect(second.metas).toBe(first.metas);
    expect(second.accounts).toBe(first.accounts);
    expect(second.rounds).toBe(first.rounds);
    expect(second.summary).toBe(first.summary);
  });

  const lossy = history.chain((polls) => fc.tuple(fc.constant(polls.length), fc.subarray([...polls.flat()])));
  test.prop([lossy])('never lets a silent server look well, whatever got lost', ([length, observations]) => {
    const model = modelOf(observations, length * 2_000 - 1_500);
    const isSilent = (name: ServerName | null) =>
      name !== null && model.servers.get(name)?.presence.kind !== 'answering';
    for (const stream of model.streams.values()) {
      const { leadership } = stream.group;
      expect(leadership.kind === 'led' && isSilent(leadership.by)).toBe(false);
      for (const copy of stream.copies.filter(({ server }) => isSilent(server))) {
        expect(copy.mark).toBe('unknown');
        expect(['unknown', 'atMost']).toContain(copy.store.kind);
        expect(copy.log.kind).toBe('unknown');
      }
      if (stream.health === 'healthy') expect(stream.copies.some(({ server }) => isSilent(server))).toBe(false);
    }
    for (const meta of model.metas.values())
      expect(meta.leadership.kind === 'led' && isSilent(meta.leadership.by)).toBe(false);
  });

  test.prop([history])('loses no stream from sight while a holder is silent, unless it was deleted', (polls) => {
    const replay = new Replay();
    polls.forEach((poll, index) => {
      const before = replay.model;
      const model = replay.then(index * 2_000 + 500, poll);
      const deleted = poll.some(({ kind }) => kind === 'advisory');
      for (const [key, row] of before.streams) {
        const silent = row.copies.some(({ server }) => server && model.servers.get(server)?.presence.kind === 'silent');
        if (silent && !deleted) expect(model.streams.has(key)).toBe(true);
      }
    });
  });
});

describe('quorum and next loss', () => {
  test.prop([cluster, fc.subarray(['n1', 'n2', 'n3', 'n4', 'n5'])])('match counting by hand', (all, killed) => {
    const model = modelOf([...all.poll(0), ...all.kill(...killed).poll(2_000)], 2_100);
    const dead = new Set(killed);
    for (const stream of model.streams.values()) {
      const members = stream.copies.flatMap(({ server }) => server ?? []);
      const alive = members.filter((name) => !dead.has(name));
      const works = (up: readonly string[]) => up.length >= quorumOf(members.length);
      if (killed.length === 5 || alive.length === 0) continue;
      expect(stream.group.quorum).toEqual({ have: alive.length, need: quorumOf(members.length), of: members.length });
      expect(stream.health === 'noQuorum').toBe(!works(alive));
      expect(stream.spare).toBe(spareByHand(alive, works));
    }
    if (killed.length < 5) expect(model.summary.nextLoss).toEqual(nextLossByHand(model, dead));
  });

  test.prop([cluster])('of a whole cluster count every stream that survives any one loss', (all) => {
    const model = modelOf(all.poll(0), 100);
    const replicated = [...model.streams.values()].filter(({ copies }) => copies.length > 1);
    const survivors = replicated.filter(({ copies }) => copies.length - 1 >= quorumOf(copies.length));
    expect(model.summary).toMatchObject({ replicated: replicated.length, surviveOne: survivors.length, noQuorum: 0 });
  });
});

/** How many later replies of the same kind and server there are. */
function newerOfServer(observation: Observation, later: readonly Observation[]): number {
  const name = serverOf(observation);
  return name === null
    ? 0
    : later.filter((other) => other.kind === observation.kind && serverOf(other) === name).length;
}

function serverOf(observation: Observation): ServerName | null {
  return observation.kind === 'statsz' || observation.kind === 'placement' ? observation.reply.server.name : null;
}

/** The largest number of members such that any so many may go: tried over all subsets. */
function spareByHand(alive: readonly string[], works: (up: readonly string[]) => boolean): number {
  if (!works(alive)) return 0;
  const subsets = Array.from({ length: 2 ** alive.length }, (_, bits) =>
    alive.filter((_, index) => (bits >> index) & 1),
  );
  const broken = subsets.filter((lost) => !works(alive.filter((name) => !lost.includes(name))));
  return Math.min(...broken.map(({ length }) => length)) - 1;
}

function nextLossByHand(model: ClusterModel, dead: ReadonlySet<string>) {
  const losses = ['n1', 'n2', 'n3', 'n4', 'n5']
    .filter((name) => !dead.has(name))
    .map((name) => ({
      server: serverName(name),
      stops: [...model.streams.values()].filter(stopsWithout(name, dead)).length,
    }))
    .filter(({ stops }) => stops > 0);
  return losses.sort((a, b) => b.stops - a.stops || (a.server < b.server ? -1 : 1));
}

function stopsWithout(name: string, dead: ReadonlySet<string>) {
  return ({ copies }: StreamModel) => {
    const alive = copies.filter(({ server }) => server !== null && !dead.has(server));
    const need = quorumOf(copies.length);
    const after = alive.filter(({ server }) => server !== name);
    return copies.length > 1 && alive.length >= need && after.length < need;
  };
}

/** All that a page shows; times and ages, which may lag while nothing changes, as whether they are known. */
function visible(model: ClusterModel) {
  const streams = [...model.streams].map(([key, row]) => [key, withoutTimes(row)] as const);
  return { streams: new Map(streams), servers: model.servers, summary: model.summary, accounts: model.accounts };
}

function withoutTimes(row: StreamModel) {
  const { leadership, ...group } = row.group;
  const copies = row.copies.map((copy) => ({
    ...copy,
    asOf: copy.asOf !== null,
    contact: copy.contact.kind,
    presence: presenceClass(copy.presence),
  }));
  // The moment a leader was lost is remembered from model to model.
  const lead = leadership.kind === 'led' ? leadership : { kind: leadership.kind };
  return { ...row, asOf: row.asOf !== null, copies, group: { ...group, leadership: lead } };
}
