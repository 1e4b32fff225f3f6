import '../testing/engine/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import { accountId, serverName, streamName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import type { RaftNode } from '../domain/replies/raftz';
import { connectTransport } from '../transport/connect';
import type { Transport } from '../transport/transport';
import { systemClock } from './clock';
import { createPipe } from './pipe';
import { Recording } from './recording';
import { accountStreams, raftGroup, to } from './requests';
import { runRound, type RoundSpec } from './round';

const versions = process.env['CONCLAVE_FULL'] ? ['2.15.1', '2.10.27', '2.9.10'] : ['2.15.1'];
const app = accountId('APP');

describe.each(versions)('the Raft logs that servers of %s tell', (version) => {
  const knows = !version.startsWith('2.9');
  const taken: Observation[] = [];
  const clock = systemClock();
  const take = createPipe(new Recording(), (observations) => taken.push(...observations));
  const everybody = new Set(['n1', 'n2', 'n3', 'n4', 'n5'].map(serverName));
  let cluster: Cluster;
  let transport: Transport;

  beforeAll(async () => {
    cluster = await startCluster({ binary: (await ensureNatsServer({ version })).path });
    await cluster.waitUntilHealthy();
    const create = { name: 'S', subjects: ['s.>'], num_replicas: 3 };
    const port = cluster.server('n1').clientPort;
    await waitFor(
      async () => {
        const reply: unknown = await request(port, cluster.logins.app, '$JS.API.STREAM.CREATE.S', create);
        return typeof reply === 'object' && reply !== null && !('error' in reply);
      },
      { what: 'a stream' },
    );
    // Its subject is known everywhere a moment after it stands.
    const publish = (count: number) => () => request(port, cluster.logins.app, 's.x', { count });
    for (let count = 0; count < 20; count += 1) await waitFor(publish(count), { what: 'an acknowledgement' });
    const { user, password } = cluster.logins.admin;
    const connected = await connectTransport(
      {
        urls: cluster.servers.map(({ wsUrl }) => wsUrl),
        credentials: { kind: 'password', user, password },
        inboxPrefix: null,
      },
      clock,
      new AbortController().signal,
    );
    if (!connected.ok) throw new Error(connected.error.code);
    transport = connected.value;
  });

  afterAll(async () => {
    transport.close();
    await cluster.dispose();
  });

  function ask(spec: Omit<RoundSpec, 'expected'>) {
    return runRound({ transport, clock, take, signal: new AbortController().signal }, to(everybody, spec));
  }

  /** The name of the stream's group, as its leader tells. */
  async function groupOf(): Promise<string | null> {
    // Who is late for one round is in the next.
    await waitFor(async () => (await ask(accountStreams(app, true)!)).answered.size === everybody.size, {
      what: 'all five servers',
    });
    const details = taken.flatMap((one) => (one.kind === 'accountPlacement' ? one.account.streams : []));
    return (
      details.findLast(({ name, group }) => name === streamName('S') && group?.raftGroup != null)?.group?.raftGroup ??
      null
    );
  }

  /** What the members say, by server. */
  async function nodes(group: string): Promise<ReadonlyMap<string, RaftNode>> {
    const from = taken.length;
    await ask(raftGroup(app, group));
    return nodesIn(taken.slice(from));
  }

  function nodesIn(observations: readonly Observation[]): ReadonlyMap<string, RaftNode> {
    return new Map(
      observations.flatMap((one) =>
        one.kind === 'raft' ? one.reply.groups.map((node) => [one.reply.server.name, node] as const) : [],
      ),
    );
  }

  const leadersIn = (members: ReadonlyMap<string, RaftNode>) =>
    [...members.values()].filter(({ state }) => state === 'leader');

  function inWords(members: ReadonlyMap<string, RaftNode>) {
    const all = [...members.values()];
    const [leader] = leadersIn(members);
    const peers = (leader?.peers ?? []).filter(({ name }) => members.has(name ?? ''));
    const queues = all.flatMap((one) => [one.applyQueue, one.proposalQueue, one.entryQueue, one.responseQueue]);
    return {
      members: members.size,
      leaders: leadersIn(members).length,
      logs: new Set(all.map(({ committed, lastIndex, term }) => `${committed} ${lastIndex} ${term}`)).size,
      isBegun: all.every(({ firstIndex }) => firstIndex !== null),
      queued: queues.filter((queue) => queue !== 0).length,
      isApplied: all.every(({ applied }) => applied === leader?.committed),
      areConfirmed: peers.map(({ lastReplicated }) => lastReplicated === leader?.lastIndex),
    };
  }

  if (knows) {
    it('are those of the members only, whom every server that answers is told from', async () => {
      const group = (await groupOf())!;
      expect(group).toMatch(/^S-R3F-/);
      const answers = async () => {
        const from = taken.length;
        const { answered } = await ask(raftGroup(app, group));
        const replies = taken.slice(from);
        return answered.size === everybody.size && leadersIn(nodesIn(replies)).length === 1 ? replies : null;
      };
      const replies = await waitFor(answers, { what: 'all five servers, and one leader' });
      expect(replies.filter(({ kind }) => kind === 'raft')).toHaveLength(5);
      const members = nodesIn(replies);
      expect(members.size).toBe(3);
      expect([...members.values()].every((node) => node.account === app && node.group === group)).toBe(true);
    });

    it('tell first, applied, committed and last index, term and queues, and the leader what each has confirmed', async () => {
      const group = (await groupOf())!;
      // Each tells of a moment of its own: they agree once there is nothing to do.
      const alike = { timeout: 30_000, interval: 50 };
      await expect
        .poll(async () => inWords(await nodes(group)), alike)
        .toEqual({
          ...{ members: 3, leaders: 1, logs: 1, isBegun: true, queued: 0 },
          ...{ isApplied: true, areConfirmed: [true, true] },
        });
    });

    it('are none for a group or an account that is not there', async () => {
      expect((await nodes('S-R3F-none')).size).toBe(0);
      const from = taken.length;
      await ask(raftGroup(accountId('NOBODY'), 'S-R3F-none'));
      const groups = taken.slice(from).flatMap((one) => (one.kind === 'raft' ? one.reply.groups : []));
      expect(groups).toEqual([]);
    });
  } else {
    it('are not told: nobody answers, and the group has no name', async () => {
      expect(await groupOf()).toBeNull();
      const { answered, failure } = await ask(raftGroup(app, 'S-R3F-any'));
      expect(answered.size).toBe(0);
      expect(failure?.code).toMatch(/noResponders|timeout/);
    });
  }
});
