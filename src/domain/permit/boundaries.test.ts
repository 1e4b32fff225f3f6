import { describe, expect, it } from 'vitest';
import { aCluster, at, live, type TestCluster } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import type { ClusterModel } from '../cluster/model';
import { rescueChecks, type Command, type Permit } from '../command/command';
import { nothingLooked, type Looked } from '../command/looked';
import { accountId, consumerKey, consumerName, domainName, serverName, streamKey, streamName } from '../ids';
import { serverMs } from '../time';
import { planCommand } from './actions';
import { defaultMaxAge, type PermitContext } from './context';
import { rescueAfter } from './meta-rescue';

const domain = domainName('');
const stream = streamKey(domain, accountId('APP'), streamName('S'));
const consumer = consumerKey(stream, consumerName('C'));
const preferred = serverName('n2');
const namesOf = (count: number, from = 1) => Array.from({ length: count }, (_, index) => `n${String(index + from)}`);
const allowed: Permit = { kind: 'allowed' };
const refused = (reason: string) => ({ kind: 'refused', reason });

function permit(model: ClusterModel, command: Command, change: Partial<PermitContext> = {}): Permit {
  const context = { readOnly: false, now: model.now, maxAge: defaultMaxAge, looked: nothingLooked };
  const apiPrefix = (account: string) => [account, '$JS', 'API'];
  return planCommand(model, command, { ...context, apiPrefix, ...change }).permit;
}

/** All answered once; then some have fallen silent. */
const after = (whole: TestCluster, left: TestCluster) =>
  modelOf([live(), ...whole.poll(0), ...left.rounds(50, 1), ...left.poll(100)], 200);

/** Every size of a group, with every number of dead members but all. */
const sizes = [1, 2, 3, 4, 5, 6, 7].flatMap((of) => namesOf(of).map((_, dead) => ({ of, dead, up: of - dead })));
const majority = (of: number) => Math.floor(of / 2) + 1;

describe('a dead server of a meta group', () => {
  it.each(sizes.filter(({ dead }) => dead > 0))('of $of, $up of them answering', ({ of, dead, up }) => {
    const whole = aCluster().withServers(...namesOf(of));
    const left = whole.kill(...namesOf(dead, up + 1));
    const command: Command = {
      kind: 'serverRemove',
      domain,
      target: { kind: 'server', name: serverName(`n${String(of)}`) },
      givenUp: { streams: 0, accounts: [] },
    };
    const isEnough = up >= majority(of);
    expect(permit(after(whole, left), command).kind).toBe(isEnough ? 'allowed' : 'refused');
  });
});

describe('a dead server of a meta group whose leader still says that it leads', () => {
  const whole = aCluster().withServers(...namesOf(5));
  const model = after(whole, whole.kill('n5'));
  const meta = model.metas.get(domain)!;
  const target = { kind: 'server', name: serverName('n5') } as const;
  const command: Command = { kind: 'serverRemove', domain, target, givenUp: { streams: 0, accounts: [] } };

  it.each([
    [{ have: 3, need: 3, of: 5 }, false, allowed],
    [{ have: 2, need: 3, of: 5 }, false, refused('noQuorum')],
    // A rescue lowers what is needed; without the dead one it stays as low.
    [{ have: 2, need: 2, of: 5 }, true, allowed],
    [{ have: 1, need: 2, of: 5 }, true, refused('noQuorum')],
    // Without a rescue the group of four needs three.
    [{ have: 2, need: 2, of: 5 }, false, refused('noQuorum')],
    [{ have: null, need: 3, of: 5 }, false, refused('dataTooOld')],
  ])('with %j (rescued: %s)', (quorum, rescue, expected) => {
    const metas = new Map([[domain, { ...meta, quorum, rescue }]]);
    expect(permit({ ...model, metas }, command)).toEqual(expected);
  });
});

describe('the leader of a stream', () => {
  it.each(sizes.filter(({ of }) => of <= 5))('of $of copies, $up of them answering, steps down', ({ of, dead, up }) => {
    const whole = aCluster()
      .withServers(...namesOf(7))
      .withStream('S', namesOf(of), { config: true });
    const left = whole.kill(...namesOf(dead, up + 1));
    const isSafe = of > 1 && up > 1 && (up > majority(of) || up === of);
    const got = permit(after(whole, left), { kind: 'streamStepDown', stream, preferred: null });
    expect(got.kind).toBe(isSafe ? 'allowed' : 'refused');
    if (of > 2 && up === majority(of)) expect(got).toEqual(refused('noSpareVote'));
  });

  const three = aCluster()
    .withServers(...namesOf(4))
    .withStream('S', namesOf(3), { config: true });
  const to = (server: string) => ({ kind: 'streamStepDown', stream, preferred: serverName(server) }) as const;

  it.each([
    ['hold all', {}, allowed],
    [
      'are catching up',
      { positions: { n2: 40 }, rows: { n2: { current: false, lag: 60 } } },
      refused('preferredUnfit'),
    ],
    ['are not heard by the leader', { rows: { n2: { active: 20_000 } } }, refused('preferredUnfit')],
    ['wait to be taken in', { rows: { n2: { pending: true } } }, refused('preferredUnfit')],
  ])('gives way to those that %s', (_, change, expected) => {
    // That it catches up is seen from the second poll on.
    const [before, now] = [{ ...change, positions: { n2: 10 } }, change].map((one) => three.changeStream('S', one));
    const model = modelOf([live(), ...before!.poll(0), ...now!.poll(5000)], 5200);
    expect(permit(model, to('n2'))).toEqual(expected);
  });

  it('gives way to none that is dead, that leads, or that is no member', () => {
    const four = three.withStream('S', namesOf(4), { config: true });
    expect(permit(after(four, four.kill('n2')), to('n2'))).toEqual(refused('preferredUnfit'));
    for (const other of ['n1', 'n4', 'n9'])
      expect(permit(modelOf([live(), ...three.poll(0)], 200), to(other))).toEqual(refused('preferredUnfit'));
  });
});

describe('a rescue of a meta group', () => {
  const command: Command = { kind: 'metaRescue', domain, checks: rescueChecks };
  /** Silent from 100 ms on, seen at 200. */
  function lostFor(ms: number, of = 5, up = 2) {
    const whole = aCluster().withServers(...namesOf(of));
    const left = whole.kill(...namesOf(of - up, up + 1)).withMetaLeader(null);
    const replay = new Replay();
    replay.then(50, whole.poll(0));
    const { metas } = replay.then(200, left.poll(100));
    const { leadership } = metas.get(domain)!;
    const since = 'since' in leadership ? Number(leadership.since) : 0;
    const later = since - at(0) + ms;
    return replay.then(later, left.poll(later - 100));
  }

  it('is for one that was lost for ten minutes, not a moment less', () => {
    expect(permit(lostFor(rescueAfter - 1), command)).toEqual(refused('tooSoon'));
    expect(permit(lostFor(rescueAfter), command)).toEqual(allowed);
  });

  it.each(sizes.filter(({ of }) => of > 1))('of $of, $up of them answering, is for lost ones alone', ({ of, up }) => {
    expect(permit(lostFor(rescueAfter + 1, of, up), command).kind).toBe(up < majority(of) ? 'allowed' : 'refused');
  });
});

const facts = {
  ...{ created: 'then', leader: serverName('n2'), redelivered: 0, waiting: 0, pending: 9, pushBound: false },
  ...{ delivered: { consumerSeq: 12, streamSeq: 10 }, ackFloor: { consumerSeq: 4, streamSeq: 4 }, ackPending: 6 },
  ...{ lastDelivered: null, lastAcknowledged: null, paused: false, pauseUntil: null, pauseLeft: null },
  ...{ toldAt: serverMs(1000), deliverPolicy: 'all', startSequence: 0, isPush: false, internal: false },
  ...{ priorityPolicy: 'pinned_client', priorityGroups: [{ name: 'a', client: 'one', since: serverMs(5) }] },
} as const;
const told: Looked = { kind: 'consumer', facts };
const client = { kind: 'client', own: false, client: null } as const;

type Gate = readonly [since: string, below: string, command: Command, looked: Looked];
/** What is not sent to servers below a version. */
const gates: readonly Gate[] = [
  ['2.11.0', '2.10.29', { kind: 'metaStepDown', domain, preferred }, nothingLooked],
  [
    '2.11.0',
    '2.10.29',
    { kind: 'metaStepDown', domain, preferred: null, within: { kind: 'tag', tag: 'a' } },
    nothingLooked,
  ],
  ['2.9.0', '2.8.4', { kind: 'metaStepDown', domain, preferred: null }, nothingLooked],
  ['2.11.0', '2.10.29', { kind: 'streamStepDown', stream, preferred }, nothingLooked],
  ['2.15.0', '2.14.9', { kind: 'serverEvacuate', domain, server: serverName('n4') }, nothingLooked],
  [
    '2.10.0',
    '2.9.25',
    { kind: 'serverReload', server: serverName('n1') },
    { kind: 'serverConfig', loadedAt: null, digest: null },
  ],
  ['2.10.0', '2.9.25', { kind: 'clientClose', server: serverName('n1'), cid: 3 }, client],
  ['2.10.0', '2.9.25', { kind: 'clientNudge', server: serverName('n1'), cid: 3 }, client],
  ['2.11.0', '2.10.29', { kind: 'consumerPause', consumer, until: serverMs(2000) }, told],
  ['2.11.0', '2.10.29', { kind: 'consumerUnpin', consumer, group: 'a' }, told],
  ['2.14.0', '2.13.9', { kind: 'consumerReset', consumer, sequence: null }, told],
];

describe.each(gates)('a request that servers know from %s on', (since, below, command, looked) => {
  const five = namesOf(5).reduce(
    (all, name) => all.changeServer(name, { tags: name === 'n5' ? [] : ['a'], version: since }),
    aCluster()
      .withServers(...namesOf(5))
      .withStream('S', namesOf(3), { config: true }),
  );
  const judge = (cluster: TestCluster) => permit(modelOf([live(), ...cluster.poll(0)], 200), command, { looked });
  const tooOld = refused('versionTooOld');

  it(`${command.kind} is sent where all of them do, and not where one is older`, () => {
    expect(judge(five)).not.toEqual(tooOld);
    expect(judge(five.changeServer('n5', { version: below }))).toEqual(tooOld);
    expect(judge(five.changeServer('n5', { version: `${since}-RC.1` }))).toEqual(tooOld);
    expect(judge(five.changeServer('n5', { version: 'of my own making' }))).toEqual(tooOld);
  });
});

/** Permitted by what is known now, each of them. */
const every = (
  [
    [{ kind: 'metaStepDown', domain, preferred: null }, nothingLooked],
    [{ kind: 'streamStepDown', stream, preferred: null }, nothingLooked],
    [{ kind: 'streamMove', stream, from: serverName('n2') }, nothingLooked],
    [
      { kind: 'streamScale', stream, replicas: 5 },
      { kind: 'streamConfig', replicas: 3, rest: '{"name":"S"}' },
    ],
    [{ kind: 'streamDelete', stream }, nothingLooked],
    [{ kind: 'serverEvacuate', domain, server: serverName('n4') }, nothingLooked],
    [{ kind: 'consumerDelete', consumer }, told],
    [{ kind: 'consumerPause', consumer, until: serverMs(2000) }, told],
    [{ kind: 'consumerReset', consumer, sequence: null }, told],
    [{ kind: 'consumerUnpin', consumer, group: 'a' }, told],
  ] satisfies readonly (readonly [Command, Looked])[]
).map(([command, looked]) => ({ command, looked }));

describe.each(every)('$command.kind', ({ command, looked }) => {
  const cluster = aCluster()
    .withServers(...namesOf(5))
    .withStream('S', namesOf(3), { config: true });
  const polled = [live(), ...cluster.poll(0)];
  const change = (more: Partial<PermitContext>) => permit(modelOf(polled, 200), command, { looked, ...more });

  it('is permitted by what is young enough, to the millisecond', () => {
    const ends = [...modelOf(polled, 200).rounds.values()].map(({ endedAt }) => endedAt);
    expect(change({})).toEqual(allowed);
    expect(change({ now: at(Math.min(...ends) - at(0) + defaultMaxAge) })).toEqual(allowed);
    expect(change({ now: at(Math.max(...ends) - at(0) + defaultMaxAge + 21) })).toEqual(refused('dataTooOld'));
  });

  it.each(['stale', 'reconnecting', 'refused'] as const)(
    'is refused while the link is %s, and to readers always',
    (link) => {
      const off = modelOf([...polled, { kind: 'link', at: at(150), link }], 200);
      expect(permit(off, command, { looked })).toEqual(refused('linkNotLive'));
      expect(change({ readOnly: true })).toEqual(refused('readOnly'));
    },
  );
});
