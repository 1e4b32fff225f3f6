import { describe, expect, it } from 'vitest';
import { jsonText } from '../domain/asset-config/json-text';
import type { Json } from '../domain/asset-config/write';
import { accountId, consumerKey, consumerName, domainName, streamKey, streamName } from '../domain/ids';
import { serverMs } from '../domain/time';
import { describeFaults, outcomeOf, type FaultCase, type Session } from '../testing/command-faults';
import { commandSession, replyOf } from '../testing/command-session';
import { electMetaLeader } from '../testing/scripted-server/answer';
import { addStream, type ScriptedConsumer } from '../testing/scripted-server/cluster';
import { createCommands } from './create-commands';

const account = accountId('APP');
const domain = domainName('');
const stream = streamKey(domain, account, streamName('S'));
const consumer = consumerKey(stream, consumerName('C'));
const text = (json: Json) => jsonText(json);
const nothing = () => Promise.resolve();
/** What servers fill in where it is left out. */
const filled = { duplicate_window: 120_000_000_000 };

const tell = ({ stream: one }: Session, told: ScriptedConsumer) => void one.consumerStates?.set('C', told);
const withConsumer =
  (told: ScriptedConsumer = {}) =>
  (session: Session) => {
    session.stream.consumers = ['C'];
    tell(session, told);
    return nothing();
  };
/** It was deleted and made anew under its name. */
const madeAnew = (session: Session) => tell(session, { created: session.clock.now() });

const until = serverMs(1_900_000_000_000);
const pausedConfig = { config: { pause_until: new Date(until).toISOString() }, more: { paused: true } };
const pinned = (client: string): ScriptedConsumer => ({
  config: { priority_policy: 'pinned_client', priority_groups: ['g'] },
  more: { priority_groups: [{ group: 'g', pinned_client_id: client, pinned_ts: '2026-01-02T03:04:05Z' }] },
});
const purge = { kind: 'streamPurge', stream, filter: null, upToSequence: null, keep: null } as const;

const cases: Readonly<Record<string, FaultCase>> = {
  'a creation of a stream': {
    command: {
      kind: 'streamCreate',
      account,
      domain,
      config: text({ name: 'N', subjects: ['N.>'], num_replicas: 3 }),
    },
    prepare: nothing,
    apply: ({ cluster }) => void addStream(cluster, 'APP', 'N', ['n1', 'n2', 'n3'], { config: filled }),
    interfere: ({ cluster }) => void addStream(cluster, 'APP', 'N', ['n1'], { config: { max_msgs: 1 } }),
  },
  'a change of a stream': {
    command: {
      kind: 'streamUpdate',
      stream,
      config: text({ name: 'S', subjects: ['S.>'], num_replicas: 3, max_msgs: 500 }),
    },
    prepare: nothing,
    apply: (session) => void (session.stream.config = { ...filled, max_msgs: 500 }),
    interfere: (session) => void (session.stream.config = { max_bytes: 1000 }),
  },
  'a purge of a stream': {
    command: purge,
    prepare: nothing,
    apply: (session) => void (session.stream.firstSeq = 101),
    interfere: (session) => void (session.stream.created = session.clock.now()),
  },
  'a purge of a subject': {
    command: { ...purge, filter: 'S.x', keep: 10 },
    prepare: nothing,
    apply: (session) => void (session.stream.firstSeq = 91),
    interfere: (session) => void (session.stream.config = { deny_purge: true }),
  },
  'a deletion of a message': {
    command: { kind: 'messageDelete', stream, sequence: 7, erase: true },
    prepare: nothing,
    apply: (session) => void session.stream.gone?.add(7),
    interfere: (session) => void session.stream.gone?.add(7),
  },
  'a creation of a consumer': {
    command: { kind: 'consumerCreate', stream, config: text({ durable_name: 'C', ack_policy: 'explicit' }) },
    prepare: nothing,
    apply: (session) => void withConsumer()(session),
    interfere: (session) => void withConsumer()(session),
  },
  'a change of a consumer': {
    command: {
      kind: 'consumerUpdate',
      consumer,
      config: text({ durable_name: 'C', name: 'C', ack_policy: 'explicit', max_waiting: 512, max_deliver: 4 }),
    },
    prepare: withConsumer(),
    apply: (session) => tell(session, { config: { max_deliver: 4 } }),
    interfere: (session) => tell(session, { config: { max_deliver: 9 } }),
  },
  'a deletion of a consumer': {
    command: { kind: 'consumerDelete', consumer },
    prepare: withConsumer({ delivered: 10, floor: 4 }),
    apply: (session) => void (session.stream.consumers = []),
    interfere: madeAnew,
  },
  'a pause of a consumer': {
    command: { kind: 'consumerPause', consumer, until },
    prepare: withConsumer(),
    apply: (session) => tell(session, pausedConfig),
    interfere: madeAnew,
  },
  'the end of a pause': {
    command: { kind: 'consumerPause', consumer, until: null },
    prepare: withConsumer(pausedConfig),
    apply: (session) => tell(session, {}),
    interfere: (session) => tell(session, {}),
  },
  'a reset of a consumer': {
    command: { kind: 'consumerReset', consumer, sequence: null },
    prepare: withConsumer({ delivered: 10, floor: 4 }),
    apply: (session) =>
      tell(session, { delivered: 4, floor: 4, more: { delivered: { consumer_seq: 0, stream_seq: 4 } } }),
    interfere: madeAnew,
  },
  'the end of a pin': {
    command: { kind: 'consumerUnpin', consumer, group: 'g' },
    prepare: withConsumer(pinned('one')),
    apply: (session) => tell(session, pinned('two')),
    interfere: (session) => tell(session, pinned('three')),
  },
};

describeFaults(createCommands, cases, !process.env['CONCLAVE_FULL']);

describe('a creation', () => {
  it('is not sent when the meta leader has changed', async () => {
    const session = await commandSession(createCommands);
    const { command } = cases['a creation of a stream']!;
    session.answerWith(replyOf({ success: true }));
    const outcome = await outcomeOf(session, command, () =>
      electMetaLeader(session.cluster, 'n4', session.transport.emit),
    );
    expect(outcome).toMatchObject({ kind: 'aborted', reason: 'planChanged' });
    expect(session.changes).toEqual([]);
  });

  it('of which some fields were dropped is told at once with their names, and not called done', async () => {
    const session = await commandSession(createCommands);
    const { command } = cases['a creation of a stream']!;
    session.answerWith(replyOf({}), () => {
      addStream(session.cluster, 'APP', 'N', ['n1', 'n2', 'n3'], { config: { ...filled, subjects: ['other'] } });
    });
    const began = session.clock.now();
    expect(await outcomeOf(session, command)).toEqual({
      kind: 'notVerified',
      reason: 'fieldsDropped',
      fields: ['subjects'],
    });
    expect(session.clock.now() - began).toBeLessThan(1000);
  });
});

describe('a deleted consumer', () => {
  it('that a client makes anew at once is gone all the same, and told so', async () => {
    const session = await commandSession(createCommands);
    const { command, prepare } = cases['a deletion of a consumer']!;
    await prepare(session);
    session.answerWith(replyOf({ success: true }), () => madeAnew(session));
    expect(await outcomeOf(session, command)).toMatchObject({
      kind: 'verified',
      result: { kind: 'consumerDeleted', isBack: true },
    });
  });
});

describe('a purge while messages go on arriving', () => {
  it('is done when what was there is gone, and not by what has come since', async () => {
    const done = await commandSession(createCommands);
    done.answerWith(replyOf({ success: true, purged: 90 }), () => {
      done.stream.firstSeq = 91;
      done.stream.lastSeq = 130;
    });
    expect(await outcomeOf(done, { ...purge, keep: 10 })).toMatchObject({ kind: 'verified', result: { left: 40 } });
    const undone = await commandSession(createCommands);
    undone.answerWith(replyOf({ success: true, purged: 0 }), () => {
      undone.stream.lastSeq = 500;
    });
    expect(await outcomeOf(undone, { ...purge, filter: 'S.x' })).toMatchObject({ kind: 'notVerified' });
  });
});
