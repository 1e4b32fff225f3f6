import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { AssetCommand } from '../command/asset-commands';
import type { Looked } from '../command/looked';
import { accountId, consumerKey, consumerName, domainName, serverName, streamKey, streamName } from '../ids';
import type { ConsumerFacts } from '../inside/consumer';
import { serverMs } from '../time';
import { planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const stream = streamKey(domainName(''), accountId('APP'), streamName('S'));
const consumer = consumerKey(stream, consumerName('C'));
const cluster = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { config: true });
const model = modelOf(cluster.poll(0), 200);
const old = modelOf(cluster.changeServer('n1', { version: '2.10.27' }).poll(0), 200);
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (account) => [account, '$JS', 'API'],
};
const facts: ConsumerFacts = {
  created: 'then',
  leader: serverName('n2'),
  delivered: { consumerSeq: 12, streamSeq: 10 },
  ackFloor: { consumerSeq: 4, streamSeq: 4 },
  ackPending: 6,
  redelivered: 2,
  waiting: 1,
  pending: 90,
  pushBound: false,
  lastDelivered: null,
  lastAcknowledged: null,
  paused: false,
  pauseUntil: null,
  pauseLeft: null,
  toldAt: serverMs(1_000),
  deliverPolicy: 'all',
  startSequence: 0,
  isPush: false,
  priorityPolicy: 'pinned_client',
  priorityGroups: [
    { name: 'a', client: 'one', since: serverMs(5) },
    { name: 'b', client: null, since: null },
  ],
  internal: false,
};
const told = (change: Partial<ConsumerFacts> = {}): Looked => ({ kind: 'consumer', facts: { ...facts, ...change } });
const plan = (command: AssetCommand, looked: Looked = told(), on = model) =>
  planCommand(on, command, { ...context, looked });
const refused = (reason: string) => ({ kind: 'refused', reason });
const verdict = (command: AssetCommand, looked: Looked, before = told()) =>
  verdictOf(model, plan(command, before), looked);
const gone: Looked = { kind: 'consumerGone' };

describe('the deletion of a consumer', () => {
  const command = { kind: 'consumerDelete', consumer } as const;

  it('counts what is still to come, and rests on that very consumer and its own leader', () => {
    expect(plan(command)).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n2', asked: 'then' },
      effect: { kind: 'consumerGoes', ackPending: 6, pending: 90, ofInterest: false },
      request: { subject: ['APP', '$JS', 'API', 'CONSUMER', 'DELETE', 'S', 'C'], body: '' },
      cli: 'nats consumer rm S C --force',
    });
  });

  it('may be asked for of one that does not answer, and not of one that is gone or of the servers', () => {
    expect(plan(command, { kind: 'nothing' })).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { ackPending: null },
    });
    expect(plan(command, gone).permit).toEqual(refused('consumerGone'));
    expect(plan(command, told({ internal: true })).permit).toEqual(refused('systemMade'));
  });

  it('is done when it is gone, also where a client has made another one since', () => {
    expect(verdict(command, gone)).toEqual({ kind: 'done', result: { kind: 'consumerDeleted', isBack: false } });
    expect(verdict(command, told({ created: 'later' }))).toMatchObject({ kind: 'done', result: { isBack: true } });
    expect(verdict(command, told()).kind).toBe('open');
    // One that was never read cannot be told from another.
    expect(verdict(command, told(), { kind: 'nothing' }).kind).toBe('open');
  });
});

describe('a pause', () => {
  const until = serverMs(Date.UTC(2040, 0, 2, 3, 4, 5, 250));
  const command = { kind: 'consumerPause', consumer, until } as const;
  const resume = { ...command, until: null };

  it('is sent as a moment, and resumed without one', () => {
    expect(plan(command)).toMatchObject({
      request: { body: '{"pause_until":"2040-01-02T03:04:05.250Z"}' },
      effect: { kind: 'consumerPauses', left: until - 1_000, pausedUntil: null },
      cli: "nats consumer pause S C '2040-01-02 03:04:06' --force",
    });
    expect(plan(resume, told({ paused: true, pauseUntil: until }))).toMatchObject({
      permit: { kind: 'allowed' },
      request: { body: '{}' },
      effect: { pausedUntil: until },
      cli: 'nats consumer resume S C --force',
    });
  });

  it('is refused for servers that leave it unanswered, for the past, and where nothing would change', () => {
    expect(plan(command, told(), old).permit).toEqual(refused('versionTooOld'));
    expect(plan({ ...command, until: serverMs(999) }).permit).toEqual(refused('untilPassed'));
    expect(plan(resume).permit).toEqual(refused('unchanged'));
    expect(plan(command, told({ paused: true, pauseUntil: until })).permit).toEqual(refused('unchanged'));
    expect(plan(command, { kind: 'nothing' }).permit).toEqual(refused('consumerUnread'));
  });

  it('is done when its leader tells of it', () => {
    expect(verdict(command, told({ paused: true, pauseUntil: until }))).toMatchObject({
      result: { kind: 'paused', until },
    });
    expect(verdict(command, told({ paused: true, pauseUntil: serverMs(5) })).kind).toBe('open');
    expect(verdict(command, told({ pauseUntil: until, created: 'later' })).kind).toBe('open');
    expect(verdict(resume, told(), told({ paused: true })).kind).toBe('done');
  });
});

describe('a reset', () => {
  const command = { kind: 'consumerReset', consumer, sequence: null } as const;

  it('goes back to the ack floor, or to a sequence that its policy allows', () => {
    expect(plan(command)).toMatchObject({ request: { body: '' }, effect: { to: 5 } });
    expect(plan({ ...command, sequence: 50 })).toMatchObject({ request: { body: '{"seq":50}' }, effect: { to: 50 } });
    expect(plan({ ...command, sequence: 500 }).permit).toEqual(refused('sequenceBeyond'));
    expect(plan({ ...command, sequence: 0 }).permit).toEqual(refused('sequenceInvalid'));
    expect(plan({ ...command, sequence: 5 }, told({ deliverPolicy: 'new' })).permit).toEqual(
      refused('resetNotAllowed'),
    );
    const from = told({ deliverPolicy: 'by_start_sequence', startSequence: 20 });
    expect(plan({ ...command, sequence: 19 }, from).permit).toEqual(refused('resetNotAllowed'));
    expect(plan({ ...command, sequence: 20 }, from).permit).toEqual({ kind: 'allowed' });
    expect(plan(command, told({ ackPending: 0 })).permit).toEqual(refused('unchanged'));
    expect(plan(command, told(), old).permit).toEqual(refused('versionTooOld'));
  });

  it('is seen by deliveries that are counted anew, or go back, and not by deliveries that go on', () => {
    const spot = (consumerSeq: number, streamSeq: number) => ({ consumerSeq, streamSeq });
    expect(verdict(command, told({ delivered: spot(0, 4) }))).toMatchObject({ result: { kind: 'reset', next: 5 } });
    expect(verdict(command, told({ delivered: spot(40, 9) })).kind).toBe('done');
    expect(verdict(command, told({ delivered: spot(13, 11) })).kind).toBe('open');
    const fresh = told({ delivered: spot(0, 0), ackFloor: spot(0, 0) });
    expect(
      verdict({ ...command, sequence: 50 }, told({ delivered: spot(0, 49), ackFloor: spot(0, 49) }), fresh).kind,
    ).toBe('done');
    expect(verdict({ ...command, sequence: 50 }, fresh, fresh).kind).toBe('open');
  });

  it('is seen where older deliveries were stored over it: nothing is pending, and nothing was acknowledged', () => {
    const never = { ackFloor: { consumerSeq: 0, streamSeq: 0 } };
    const before = told({ ...never, ackPending: 4 });
    expect(verdict(command, told({ ...never, ackPending: 0 }), before).kind).toBe('done');
    expect(verdict(command, told({ ...never, ackPending: 3 }), before).kind).toBe('open');
    expect(verdict(command, told({ ackFloor: facts.delivered, ackPending: 0 }), before).kind).toBe('open');
    expect(verdict(command, told({ ...never, ackPending: 0 }), told({ ...never, ackPending: 0 })).kind).toBe('open');
  });
});

describe('the end of a pin', () => {
  const command = { kind: 'consumerUnpin', consumer, group: 'a' } as const;

  it('is of a group that is pinned, to that very client', () => {
    expect(plan(command)).toMatchObject({ basis: { asked: 'then\none' }, request: { body: '{"group":"a"}' } });
    expect(plan({ ...command, group: 'b' }).permit).toEqual(refused('notPinned'));
    expect(plan({ ...command, group: 'c' }).permit).toEqual(refused('notPinned'));
    expect(plan(command, told({ priorityPolicy: 'overflow' })).permit).toEqual(refused('notPinned'));
  });

  it('is done when another client is pinned, or none', () => {
    const pinned = (client: string | null) => told({ priorityGroups: [{ name: 'a', client, since: null }] });
    expect(verdict(command, pinned('two'))).toMatchObject({ result: { kind: 'unpinned', client: 'two' } });
    expect(verdict(command, pinned(null))).toMatchObject({ result: { client: null } });
    expect(verdict(command, pinned('one')).kind).toBe('open');
  });
});
