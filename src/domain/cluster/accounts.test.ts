import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { accountId, streamName } from '../ids';
import type { AccountAccess, Observation } from '../observation';

const app = accountId('APP');
const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3']);
const access = (ms: number, value: AccountAccess, account = app): Observation => ({
  kind: 'access',
  at: at(ms),
  account,
  access: value,
});
const names = (ms: number, ...list: readonly string[]): Observation => ({
  kind: 'names',
  at: at(ms),
  account: app,
  names: list.map(streamName),
});
const accounts = (observations: readonly Observation[], ms = 100) => [...modelOf(observations, ms).accounts.values()];
const renamed = (name: string, ms = 0) =>
  three.poll(ms).map((observation): Observation => {
    if (observation.kind !== 'placement') return observation;
    const own = observation.reply.accounts.map((account) => ({ ...account, name }));
    return { ...observation, reply: { ...observation.reply, accounts: own } };
  });

describe('an account', () => {
  it('is known from any server that names it, sorted by id', () => {
    const cluster = three.withStream('Z', ['n2'], { account: 'ZED' }).withStream('B', ['n3'], { account: 'BEE' });
    expect(accounts(cluster.poll(0)).map(({ id }) => id)).toEqual(['APP', 'BEE', 'ZED']);
  });

  it('is known from being asked for its access, before it has a stream', () => {
    expect(accounts([...three.poll(0), access(1, 'none', accountId('NEW'))])).toMatchObject([
      { id: 'APP', access: 'unknown' },
      { id: 'NEW', name: 'NEW', access: 'none' },
    ]);
  });

  it('is known from memory, by the name that it had', () => {
    const replay = new Replay();
    replay.then(100, renamed('Friendly'));
    const later = new Replay(replay.picture.inventory);
    expect([...later.model.accounts.values()]).toMatchObject([{ id: 'APP', name: 'Friendly', streams: 'unknown' }]);
  });

  it('has its friendly name, which differs from its id in operator mode', () => {
    expect(accounts(renamed('Friendly'))).toMatchObject([{ id: 'APP', name: 'Friendly' }]);
  });

  it('keeps its friendly name where one domain tells it and another does not', () => {
    const edge = three.withServer('leaf', { domain: 'EDGE' }).withStream('E', ['leaf']);
    const plain = edge.poll(0).filter((it) => it.kind !== 'placement' || it.reply.server.name === 'leaf');
    const friendly = renamed('Friendly').filter(({ kind }) => kind === 'placement');
    expect(accounts([...plain, ...friendly])).toMatchObject([{ id: 'APP', name: 'Friendly' }]);
  });

  it('has the access that was found out last', () => {
    const [account] = accounts([...three.poll(0), access(9, 'none'), access(1, 'prefix')]);
    expect(account?.access).toBe('none');
  });
});

describe('the streams of an account', () => {
  const dead = (ms: number) => three.kill('n3').poll(ms);
  const streams = (observations: readonly Observation[], ms = 100) => accounts(observations, ms)[0]?.streams;

  it('are complete while every server that stores answers', () => {
    expect(streams(three.poll(0))).toBe('complete');
  });

  it('are unknown while one is silent, and while one was never heard', () => {
    expect(streams([...three.poll(0), ...dead(2_000)], 2_100)).toBe('unknown');
    expect(streams(dead(0))).toBe('unknown');
  });

  it('do not depend on servers without JetStream', () => {
    const edge = three.withServer('edge', { jetstream: false });
    expect(streams([...edge.poll(0), ...edge.kill('edge').poll(2_000)], 2_100)).toBe('complete');
  });

  it('are complete again once the account listed them after the silence began', () => {
    const silent = [...three.poll(0), ...dead(2_000), access(1, 'prefix')];
    expect(streams([...silent, names(2_050, 'S')], 2_100)).toBe('complete');
    expect(streams([...silent, names(10, 'S')], 2_100)).toBe('unknown');
  });

  it('are not complete by a list of an account that lost its access since', () => {
    const silent = [...three.poll(0), ...dead(2_000), access(1, 'prefix'), names(2_050, 'S'), access(2_060, 'none')];
    expect(streams(silent, 2_100)).toBe('unknown');
  });

  it('need a list from after the last of several silences', () => {
    const replay = new Replay();
    replay.then(100, three.poll(0), [access(1, 'prefix')]);
    replay.then(2_100, three.kill('n3').poll(2_000), [names(2_050, 'S')]);
    expect(replay.model.accounts.get(app)?.streams).toBe('complete');
    replay.then(4_100, three.kill('n3', 'n2').poll(4_000));
    expect(replay.model.accounts.get(app)?.streams).toBe('complete');
    replay.then(6_100, three.kill('n3').poll(6_000));
    replay.then(8_100, three.kill('n3', 'n2').poll(8_000));
    expect(replay.model.accounts.get(app)?.streams).toBe('unknown');
  });

  it('are unknown while it is not known who answers, and before anybody was heard', () => {
    const off: Observation = { kind: 'link', at: at(50), link: 'stale' };
    expect(streams([...three.poll(0), off])).toBe('unknown');
    expect(streams([access(1, 'prefix'), names(2, 'S')])).toBe('unknown');
  });
});
