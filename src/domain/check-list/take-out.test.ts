import { describe, expect, it } from 'vitest';
import { aCluster, peerRow, type TestCluster } from '../../testing/builders';
import { aRun, changed } from '../../testing/evacuate';
import { modelOf } from '../../testing/replay';
import { clusterOf, type EvacuationCluster, type EvacuationRun } from '../evacuate/model';
import { accountId, domainName, serverName, streamKey, streamName } from '../ids';
import type { Observation } from '../observation';
import type { CheckStep } from './model';
import { takeOut } from './take-out';

const n1 = serverName('n1');
const hub = domainName('');
const keyOf = (name: string) => streamKey(hub, accountId('APP'), streamName(name));
/** n5 leads the meta group, so that n1 does not. */
const five = aCluster().withServers('n5', 'n1', 'n2', 'n3', 'n4');
const config = { config: true };
const full = five
  .withStream('THREE', ['n1', 'n2', 'n3'], config)
  .withStream('ONE', ['n1'], config)
  .withStream('ELSEWHERE', ['n2', 'n3', 'n4'], config);
const empty = five.withStream('THREE', ['n4', 'n2', 'n3'], config).withStream('ONE', ['n2'], config);

const seen = (observations: readonly Observation[], ms = 200) => clusterOf(modelOf(observations, ms));
/** What the others see once it has missed so many rounds. */
const gone = (before: TestCluster, after = before, missed = 3) => {
  const left = after.kill('n1');
  const at = 2000 * missed;
  return seen([...before.poll(0), ...left.rounds(2000, missed - 1), ...left.poll(at)], at + 200);
};
const listOf = (cluster: EvacuationCluster, run: EvacuationRun | null = null, isReached = true) =>
  takeOut(cluster, n1, run, () => isReached);
const states = (...args: Parameters<typeof listOf>) =>
  Object.fromEntries(listOf(...args).steps.map(({ id, state }) => [id, state]));
const step = <Id extends CheckStep['id']>(id: Id, ...args: Parameters<typeof listOf>) =>
  listOf(...args).steps.find((one): one is Extract<CheckStep, { readonly id: Id }> => one.id === id)!;

describe('the check-list of a server that is taken out for good', () => {
  it('begins with its leaders where nothing is broken, and locks what comes after', () => {
    const cluster = seen(full.poll(0));
    expect(states(cluster)).toEqual({
      ready: 'done',
      leaders: 'open',
      copies: 'locked',
      meta: 'done',
      stop: 'locked',
      remove: 'locked',
      whole: 'locked',
    });
    expect(step('leaders', cluster)).toMatchObject({ streams: 1, staying: 0, leadsMeta: false });
  });

  it('goes on to its copies when no other member could lead what it leads', () => {
    const led = full.changeStream('THREE', { leader: 'n2' });
    expect(states(seen(led.poll(0)))).toMatchObject({ leaders: 'done', copies: 'open', stop: 'locked' });
    // Leaders of accounts that are not reached keep nobody from going on: they leave with their copies.
    expect(step('leaders', seen(full.poll(0)), null, false)).toMatchObject({ state: 'done', streams: 0, staying: 1 });
  });

  it('shows copies on their way, whoever began it, and says when none of the rest can leave', () => {
    const moving = full.changeStream('THREE', { leader: 'n2', on: ['n2', 'n1', 'n3', 'n4'], replicas: 3 });
    expect(step('copies', seen(moving.poll(0)))).toMatchObject({ state: 'busy', moving: 1 });
    const asked = aRun({ sent: [keyOf('ONE')] });
    expect(step('copies', seen(full.changeStream('THREE', { leader: 'n2' }).poll(0)), asked)).toMatchObject({
      state: 'busy',
      moving: 1,
    });
    const wide = five.withStream('WIDE', ['n2', 'n1', 'n3', 'n4', 'n5'], config);
    expect(step('copies', seen(wide.poll(0)))).toMatchObject({ state: 'blocked', staying: 1, moving: 0 });
  });

  it('has it stopped when it holds nothing by its own word, and does not lead the meta group', () => {
    expect(states(seen(empty.poll(0)))).toMatchObject({ leaders: 'done', copies: 'done', meta: 'done', stop: 'open' });
    const cluster = seen(empty.poll(0));
    const totals = cluster.servers.find(({ name }) => name === n1)!.totals!;
    const consumers = changed(cluster, { n1: { totals: { ...totals, consumers: 2 } } });
    expect(states(consumers)).toMatchObject({ copies: 'open', stop: 'locked' });
    const leads = seen(empty.withMetaLeader('n1').poll(0));
    expect(states(leads)).toMatchObject({ leaders: 'open', meta: 'locked', stop: 'locked' });
    expect(step('leaders', leads)).toMatchObject({ streams: 0, leadsMeta: true });
  });

  it('counts it as stopped when it missed two rounds, or said that it goes', () => {
    expect(states(gone(empty, empty, 1))).toMatchObject({ copies: 'done', stop: 'busy', remove: 'locked' });
    expect(states(gone(empty))).toMatchObject({ ready: 'done', copies: 'done', stop: 'done', remove: 'open' });
    const left = empty.kill('n1');
    const said = seen([...empty.poll(0), empty.departureOf('n1', 500), ...left.poll(600)], 800);
    expect(states(said)).toMatchObject({ stop: 'done', remove: 'open' });
    expect(step('remove', said).quorum).toEqual({ have: 4, need: 3, of: 5 });
  });

  it('does not go on to its removal while a stream still counts a copy there', () => {
    const early = gone(full, full.changeStream('THREE', { leader: 'n2' }));
    expect(states(early)).toMatchObject({ copies: 'blocked', stop: 'done', remove: 'locked' });
    expect(step('copies', early).verdict).toEqual({ kind: 'notKnown' });
  });

  it('ends when the meta group no longer counts it and everything is whole', () => {
    const out = empty.withMembers(['n5', 'n2', 'n3', 'n4']);
    const list = listOf(gone(empty, out));
    expect(list.steps.map(({ state }) => state)).toEqual(list.steps.map(() => 'done'));
    expect(list.ended).toBe(true);
    const filling = out.changeStream('THREE', { positions: { n3: 5 }, rows: { n3: peerRow('n3', { lag: 9 }) } });
    expect(step('whole', gone(empty, filling))).toMatchObject({
      state: 'busy',
      hindrances: [{ kind: 'notWhole', streams: [{ name: 'THREE' }] }],
    });
  });

  it('does not end while it runs: a member that is removed alive is taken back', () => {
    const out = empty.withMembers(['n5', 'n2', 'n3', 'n4']);
    expect(states(seen(out.poll(0)))).toMatchObject({ stop: 'open', remove: 'locked' });
  });

  it('is not begun while something else is broken', () => {
    const silent = full.kill('n4');
    const cluster = seen([...full.poll(0), ...silent.rounds(2000, 3), ...silent.poll(8100)], 8300);
    const ready = step('ready', cluster);
    expect(ready.state).toBe('blocked');
    expect(ready.hindrances.map(({ kind }) => kind)).toEqual(['silent', 'notWhole']);
    expect(states(cluster)).toMatchObject({ leaders: 'locked', copies: 'locked' });
    expect(step('ready', seen(full.withMetaLeader(null).poll(0))).hindrances).toEqual([{ kind: 'noMetaLeader' }]);
  });

  it('says of nothing that it is done while the connection or the server is not known', () => {
    const cluster = seen(full.poll(0));
    for (const unknown of [
      { ...cluster, link: 'reconnecting' as const },
      changed(cluster, { n1: { presence: { kind: 'unknown' } } }),
    ])
      expect(new Set(Object.values(states(unknown)))).toEqual(new Set(['unknown']));
  });

  it('is behind of a server that nobody speaks of any more, once the meta group does not count it', () => {
    const list = takeOut(seen(full.poll(0)), serverName('n9'), null, () => true);
    expect(list).toMatchObject({ known: false, ended: true });
    const leaderless = takeOut(seen(full.withMetaLeader(null).poll(0)), serverName('n9'), null, () => true);
    expect(leaderless.ended).toBe(false);
    expect(leaderless.steps[0]?.state).toBe('unknown');
  });
});
