import { describe, expect, it } from 'vitest';
import { aConsumer, at, streamConfig, streamState } from '../../testing/builders';
import { accountId, consumerName, serverId, serverName, streamName } from '../ids';
import type { AccountDetail, ConsumerConfig, StreamDetail } from '../replies/jsz';
import { serverMs } from '../time';
import { emptyServer, type ServerFacts } from './facts';
import { currentListing, insertListing, latestAnswers, type AccountListing } from './listing';
import type { Stamp } from './stamp';

const app = accountId('APP');
const orders = streamName('ORDERS');
const stamp = (time: number, seq = 0): Stamp => ({ id: serverId('run1'), time: serverMs(time), seq, at: at(time) });

function stream(name: string, change: Partial<StreamDetail> = {}): StreamDetail {
  const rest = { created: serverMs(0), group: null, config: null, consumers: null, mirror: null, sources: [] };
  return { name: streamName(name), state: streamState(100), ...rest, ...change };
}

function account(...streams: readonly StreamDetail[]): AccountDetail {
  const amounts = { memory: 0, storage: 0, reservedMemory: 'unlimited', reservedStorage: 'unlimited' } as const;
  return { id: app, name: 'APP', ...amounts, streams };
}

const nobody = () => null;
function inserted(...replies: readonly (readonly [number, AccountDetail])[]): AccountListing {
  const all = replies.reduce<AccountListing | undefined>(
    (known, [time, detail]) => insertListing(known, stamp(time), detail, nobody),
    undefined,
  );
  if (!all) throw new Error('nothing was inserted');
  return all;
}

const config = (replicas: number) => streamConfig({ name: 'ORDERS', replicas });
const consumerConfig = (replicas: number): ConsumerConfig => ({
  durable: true,
  description: '',
  deliverSubject: null,
  ackPolicy: 'explicit',
  deliverPolicy: 'all',
  filterSubjects: [],
  replicas,
  memory: false,
  maxAckPending: 1000,
  ackWait: 30_000,
  maxDeliver: 'unlimited',
  other: {},
});

describe('a listing', () => {
  it('is the newest by the clock of the server, in any order of arrival', () => {
    const first = [1, account(stream('OLD'))] as const;
    const second = [2, account(stream('NEW'))] as const;
    for (const listing of [inserted(first, second), inserted(second, first)]) {
      expect([...listing.latest.streams.keys()]).toEqual(['NEW']);
      expect([...(listing.previous?.lastSeq.keys() ?? [])]).toEqual(['OLD']);
    }
  });

  it('keeps the positions of the one before, which is the second newest', () => {
    const at = (time: number, lastSeq: number) =>
      [time, account(stream('ORDERS', { state: streamState(lastSeq) }))] as const;
    for (const replies of [
      [at(1, 10), at(2, 20), at(3, 30)],
      [at(3, 30), at(1, 10), at(2, 20)],
      [at(2, 20), at(3, 30), at(1, 10)],
    ]) {
      const { latest, previous } = inserted(...replies);
      expect(latest.streams.get(orders)?.state.lastSeq).toBe(30);
      expect([previous?.stamp.time, previous?.lastSeq.get(orders)]).toEqual([2, 20]);
    }
  });

  it('that comes twice changes nothing', () => {
    const known = inserted([1, account(stream('ORDERS'))]);
    expect(insertListing(known, stamp(1), account(stream('ORDERS')), nobody)).toBe(known);
  });

  it('older than the two that are kept changes nothing', () => {
    const known = inserted([2, account(stream('ORDERS'))], [3, account(stream('ORDERS'))]);
    expect(insertListing(known, stamp(1), account(stream('ORDERS')), nobody)).toBe(known);
  });

  it('has neither configuration nor consumers of its streams: those are kept apart', () => {
    const { latest, kept } = inserted([
      1,
      account(stream('ORDERS', { config: config(3), consumers: [aConsumer('C')] })),
    ]);
    expect(latest.streams.get(orders)).toMatchObject({ config: null, consumers: null });
    expect(kept.get(orders)).toMatchObject({
      config: { value: { replicas: 3 }, created: 0 },
      consumers: { value: [{ name: 'C' }] },
    });
  });

  it('takes the friendly name of the account from the newest reply', () => {
    const renamed = { ...account(), name: 'Friendly' };
    expect(inserted([1, account()], [2, renamed]).accountName).toBe('Friendly');
    expect(inserted([2, renamed], [1, account()]).accountName).toBe('Friendly');
  });
});

describe('what is kept of a stream', () => {
  it('stays through replies that do not tell it', () => {
    const { kept } = inserted([1, account(stream('ORDERS', { config: config(3) }))], [2, account(stream('ORDERS'))]);
    expect(kept.get(orders)?.config).toMatchObject({ stamp: { time: 1 }, value: { replicas: 3 } });
  });

  it('is the newest of each kind, in any order', () => {
    const told = [
      [1, account(stream('ORDERS', { config: config(1), consumers: [aConsumer('A')] }))],
      [2, account(stream('ORDERS', { config: config(3) }))],
      [3, account(stream('ORDERS', { consumers: [aConsumer('B')] }))],
    ] as const;
    for (const replies of [told, [...told].reverse()]) {
      const own = inserted(...replies).kept.get(orders);
      expect([own?.config?.value.replicas, own?.consumers?.value.map(({ name }) => name)]).toEqual([3, ['B']]);
    }
  });

  it('knows of which creation of the stream it is', () => {
    const reborn = stream('ORDERS', { created: serverMs(500), config: config(1) });
    const { kept } = inserted([1, account(stream('ORDERS', { config: config(3) }))], [2, account(reborn)]);
    expect(kept.get(orders)?.config).toMatchObject({ created: 500, value: { replicas: 1 } });
  });

  it('has the configurations of consumers from the newest reply that told any', () => {
    const configured = stream('ORDERS', { consumers: [aConsumer('C', { config: consumerConfig(1) })] });
    const bare = stream('ORDERS', { consumers: [aConsumer('C')] });
    const own = inserted([1, account(configured)], [2, account(bare)]).kept.get(orders);
    expect(own?.consumers?.stamp.time).toBe(2);
    expect(own?.consumerConfigs?.value.get(consumerName('C'))?.replicas).toBe(1);
  });

  it('is shared with the copies that other servers told alike, and not with others', () => {
    const shared = config(3);
    const pool = () => shared;
    const same = insertListing(undefined, stamp(1), account(stream('ORDERS', { config: config(3) })), pool);
    expect(same.kept.get(orders)?.config?.value).toBe(shared);
    const other = insertListing(undefined, stamp(1), account(stream('ORDERS', { config: config(1) })), pool);
    expect(other.kept.get(orders)?.config?.value).toEqual(config(1));
  });

  it('does not grow without end: what is gone is dropped once it is more than what is there', () => {
    const generations = Array.from({ length: 50 }, (_, index) => {
      return [index, account(stream(`S${index}`, { config: config(1) }))] as const;
    });
    const { kept } = inserted(...generations);
    expect(kept.size).toBeLessThanOrEqual(18);
    expect(kept.has(streamName('S49'))).toBe(true);
  });
});

describe('what a server says of an account now', () => {
  const server = (change: Partial<ServerFacts>): ServerFacts => ({ ...emptyServer(serverName('n1')), ...change });
  const accounts = (...replies: readonly (readonly [number, AccountDetail])[]) =>
    new Map([[app, inserted(...replies)]]);
  const full = (...times: readonly number[]) => times.map((time) => ({ stamp: stamp(time) }));

  it('is nothing before it was asked', () => {
    expect(currentListing(server({}), app)).toBeNull();
  });

  it('is its latest listing, and that it has no copy once a later full reply leaves the account out', () => {
    const told = accounts([2, account(stream('ORDERS'))]);
    expect(currentListing(server({ accounts: told, full: full(2, 1) }), app)?.streams.size).toBe(1);
    expect(currentListing(server({ accounts: told, full: full(3, 2) }), app)).toMatchObject({
      stamp: { time: 3 },
      streams: new Map(),
    });
  });

  it('in two answers is each of the latest two, with whether it named the stream', () => {
    const named = (it: ServerFacts) =>
      latestAnswers(it, app, orders).map(({ stamp: { time }, named: told }) => [time, told]);
    const both = accounts([1, account(stream('ORDERS'))], [2, account(stream('OTHER'))]);
    expect(named(server({}))).toEqual([]);
    expect(named(server({ accounts: both }))).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(named(server({ accounts: both, full: full(4, 3) }))).toEqual([
      [4, false],
      [3, false],
    ]);
    expect(named(server({ accounts: both, full: full(3, 2) }))).toEqual([
      [3, false],
      [2, false],
    ]);
  });

  it('counts one reply as one answer, though it is both full and of the account', () => {
    const told = accounts([2, account(stream('ORDERS'))]);
    const answers = latestAnswers(server({ accounts: told, full: full(2) }), app, orders);
    expect(answers.map(({ named }) => named)).toEqual([true]);
  });
});
