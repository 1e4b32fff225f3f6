import { describe, expect, it } from 'vitest';
import { rescueChecks } from '../domain/command/command';
import { accountId, clusterName, domainName, serverName, streamKey, streamName } from '../domain/ids';
import { describeFaults, outcomeOf, type FaultCase, type Session } from '../testing/command-faults';
import { commandSession, replyOf } from '../testing/command-session';
import { electMetaLeader, electStreamLeader } from '../testing/scripted-server/answer';
import { nodeOf, streamId } from '../testing/scripted-server/cluster';
import { createCommands } from './create-commands';

const hub = domainName('');
const stream = streamKey(hub, accountId('APP'), streamName('S'));
const key = streamId('APP', 'S');

function rescued({ cluster, transport }: Session): void {
  cluster.rescuedTo = 2;
  electMetaLeader(cluster, 'n1', transport.emit);
}
const n2 = serverName('n2');
const nothing = () => Promise.resolve();
function connectClient({ cluster, clock }: Session, more: number): void {
  nodeOf(cluster, 'n2').clients = new Map([[7, clock.now() + more]]);
}
const withClient = (session: Session) => {
  connectClient(session, 0);
  return nothing();
};
const kill = (name: string) => async (session: Session) => {
  nodeOf(session.cluster, name).up = false;
  await session.clock.advance(8000);
};
const cases: Readonly<Record<string, FaultCase>> = {
  'a step-down of the meta leader': {
    command: { kind: 'metaStepDown', domain: hub, preferred: null },
    prepare: nothing,
    apply: ({ cluster, transport }) => electMetaLeader(cluster, 'n2', transport.emit),
    interfere: ({ cluster, transport }) => electMetaLeader(cluster, 'n4', transport.emit),
  },
  'a step-down of the meta leader in favour of a cluster': {
    command: {
      kind: 'metaStepDown',
      domain: hub,
      preferred: null,
      within: { kind: 'cluster', name: clusterName('C1') },
    },
    prepare: nothing,
    apply: ({ cluster, transport }) => electMetaLeader(cluster, 'n2', transport.emit),
    interfere: ({ cluster, transport }) => electMetaLeader(cluster, 'n4', transport.emit),
  },
  'a step-down of a stream leader': {
    command: { kind: 'streamStepDown', stream, preferred: null },
    prepare: nothing,
    apply: ({ cluster, transport }) => electStreamLeader(cluster, key, 'n2', transport.emit),
    interfere: ({ cluster, transport }) => electStreamLeader(cluster, key, 'n3', transport.emit),
  },
  'a move of a copy': {
    command: { kind: 'streamMove', stream, from: serverName('n3') },
    prepare: nothing,
    apply: (session) => void session.stream.copies.splice(2, 1, 'n4'),
    interfere: (session) => void session.stream.copies.splice(1, 1, 'n5'),
  },
  'a removal of a dead copy': {
    command: { kind: 'streamPeerRemove', stream, server: serverName('n3') },
    prepare: kill('n3'),
    apply: (session) => void session.stream.copies.splice(2, 1, 'n4'),
    interfere: ({ cluster, transport }) => electStreamLeader(cluster, key, 'n2', transport.emit),
  },
  'a change of the number of copies': {
    command: { kind: 'streamScale', stream, replicas: 5 },
    prepare: nothing,
    apply: (session) => void session.stream.copies.push('n4', 'n5'),
    interfere: ({ cluster, transport }) => electStreamLeader(cluster, key, 'n2', transport.emit),
  },
  'a deletion of a stream': {
    command: { kind: 'streamDelete', stream },
    prepare: nothing,
    apply: ({ cluster }) => void cluster.streams.delete(key),
    interfere: ({ cluster, transport }) => electStreamLeader(cluster, key, 'n2', transport.emit),
  },
  'a nudge of a client': {
    command: { kind: 'clientNudge', server: n2, cid: 7 },
    prepare: withClient,
    apply: ({ cluster }) => nodeOf(cluster, 'n2').clients!.clear(),
    interfere: (session) => connectClient(session, 1000),
  },
  'an end of a connection': {
    command: { kind: 'clientClose', server: n2, cid: 7 },
    prepare: withClient,
    apply: ({ cluster }) => nodeOf(cluster, 'n2').clients!.clear(),
    interfere: (session) => connectClient(session, 1000),
  },
  'a reload of a configuration': {
    command: { kind: 'serverReload', server: n2 },
    prepare: nothing,
    apply: ({ cluster, clock }) => void (nodeOf(cluster, 'n2').loaded = clock.now()),
    interfere: ({ cluster, clock }) => void (nodeOf(cluster, 'n2').loaded = clock.now() - 1),
  },
  'a rescue of the meta group': {
    command: { kind: 'metaRescue', domain: hub, checks: rescueChecks },
    prepare: async (session) => {
      electMetaLeader(session.cluster, null, session.transport.emit);
      for (const name of ['n3', 'n4', 'n5']) nodeOf(session.cluster, name).up = false;
      await session.clock.advance(8000);
      // Looked at: that begins the ten minutes.
      session.model();
      await session.clock.advance(620_000);
    },
    apply: rescued,
    interfere: rescued,
  },
  'a removal of a dead server': {
    command: {
      kind: 'serverRemove',
      domain: hub,
      target: { kind: 'server', name: serverName('n5') },
      givenUp: { streams: 0, accounts: [] },
    },
    prepare: kill('n5'),
    apply: ({ cluster }) => void cluster.metaMembers.splice(4, 1),
    interfere: ({ cluster, transport }) => electMetaLeader(cluster, 'n4', transport.emit),
  },
};

describeFaults(createCommands, cases);

describe('two changes of members at once', () => {
  it('are one: the second is told that another one runs, and is not sent', async () => {
    const session = await commandSession(createCommands);
    session.answerWith(replyOf({ success: true }));
    const plan = await session.plan(cases['a move of a copy']!.command);
    const [first, second] = await Promise.all([session.run(plan), session.run(plan)]);
    expect([first, second]).toContainEqual({ ok: true, value: { kind: 'aborted', reason: 'anotherRunning' } });
    expect(session.changes).toHaveLength(1);
  });
});

describe('an error of a server that did it all the same', () => {
  it('is told as such: up to 2.10 a peer is removed although the answer is error 10075', async () => {
    const session = await commandSession(createCommands);
    const removal = cases['a removal of a dead copy']!;
    await removal.prepare(session);
    const error = { code: 400, err_code: 10_075, description: 'peer remap failed' };
    session.answerWith(replyOf({ error }), () => void session.stream.copies.splice(2, 1));
    expect(await outcomeOf(session, removal.command)).toEqual({ kind: 'notVerified', reason: 'refusedYetChanged' });
  });
});
