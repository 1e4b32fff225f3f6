import { describe, expect, it } from 'vitest';
import { Collector } from '../collect/collector';
import { Recording } from '../collect/recording';
import type { Plan } from '../domain/command/command';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { domainName } from '../domain/ids';
import { emptyInventory } from '../domain/inventory/inventory';
import { advance, newPicture, type Picture } from '../domain/picture';
import { err, ok, type Result } from '../lib/result';
import type { Reply, TransportError } from '../transport/transport';
import { exclusiveRunner } from '../engine/exclusive';
import { fakeClock } from '../testing/fakes/fake-clock';
import { fakeTransport } from '../testing/fakes/fake-transport';
import { generateCluster, nodeOf } from '../testing/scripted-server/cluster';
import { createCommands } from './create-commands';

const command = { kind: 'metaStepDown', domain: domainName(''), preferred: null } as const;

async function session({ isReadOnly = false } = {}) {
  const clock = fakeClock();
  const cluster = generateCluster({ servers: 5, streams: 2, accounts: ['APP'], now: () => clock.now() });
  const transport = fakeTransport(cluster, clock);
  let facts = emptyFacts();
  let picture: Picture = newPicture(emptyInventory());
  const collector = new Collector({
    transport,
    clock,
    recording: new Recording(),
    accountPrefix: '{account}.$JS.API',
    sink: (observations) => {
      facts = observations.reduce(observe, facts);
    },
    onMissing: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  const starting = collector.start();
  await clock.advance(3000);
  await starting;
  const draw = () => (picture = advance(picture, facts, clock.now()));
  const commands = createCommands({
    transport,
    clock,
    model: () => draw().model,
    isReadOnly: () => isReadOnly,
    apiPrefix: (account, domain) => collector.apiPrefix(account, domain),
    read: async (reading) =>
      reading.kind === 'meta' ? (await collector.freshSummary()).answered : collector.freshAccount(reading.account),
    exclusively: exclusiveRunner(null, () => 'test'),
  });

  /** Runs a plan to its end, with time going on. */
  async function run(plan: Plan, signal = new AbortController().signal) {
    const state = { ended: false };
    const running = commands.run(plan, signal).finally(() => (state.ended = true));
    for (let step = 0; step < 400 && !state.ended; step += 1) await clock.advance(50);
    return running;
  }

  const sent = () => transport.requests.filter(({ subject }) => subject === '$JS.API.META.LEADER.STEPDOWN');
  return { clock, cluster, transport, commands, run, sent };
}

function answering(answer: Result<Reply, TransportError>) {
  return () => Promise.resolve(answer);
}

function replyOf(json: unknown): Result<Reply, TransportError> {
  const payload = new TextEncoder().encode(JSON.stringify(json));
  return ok({ subject: '_INBOX.x', payload, headers: new Map(), receivedAt: 0 as never });
}

describe('a step-down of the meta leader', () => {
  it('is not offered to a login that only reads, and nothing is sent', async () => {
    const { commands, run, sent } = await session({ isReadOnly: true });
    const plan = commands.plan(command);
    expect(plan.permit).toEqual({ kind: 'refused', reason: 'readOnly' });
    expect(await run(plan)).toEqual(ok({ kind: 'aborted', reason: 'readOnly' }));
    expect(sent()).toEqual([]);
  });

  it('is sent once, with an empty body, and verified by reading', async () => {
    const { commands, run, sent } = await session();
    const plan = commands.plan(command);
    expect(plan).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1' },
      effect: { candidates: ['n2', 'n3', 'n4', 'n5'] },
    });
    expect(await run(plan)).toMatchObject({ ok: true, value: { kind: 'verified', result: { leader: 'n2' } } });
    expect(sent().map(({ body }) => body)).toEqual(['']);
  });

  it('that was accepted but changed nothing is not called done', async () => {
    const { commands, transport, run, sent } = await session();
    transport.change = answering(replyOf({ success: true }));
    expect(await run(commands.plan(command))).toEqual({ ok: true, value: { kind: 'notVerified', reason: 'timeout' } });
    expect(sent()).toHaveLength(0);
  });

  it('whose reply was lost is found out by reading, and never sent again', async () => {
    const { commands, cluster, transport, run } = await session();
    let changes = 0;
    transport.change = () => {
      changes += 1;
      cluster.metaLeader = 'n4';
      return Promise.resolve(err({ code: 'outcomeUnknown' }));
    };
    expect(await run(commands.plan(command))).toMatchObject({
      ok: true,
      value: { kind: 'verified', result: { leader: 'n4' } },
    });
    expect(changes).toBe(1);
  });

  it('that the leader refuses has failed, with the words of the server', async () => {
    const { commands, transport, run } = await session();
    const error = { code: 400, err_code: 10005, description: 'no replacement peer connected' };
    transport.change = answering(replyOf({ error }));
    expect(await run(commands.plan(command))).toEqual({
      ok: true,
      value: { kind: 'failed', code: 10005, description: 'no replacement peer connected' },
    });
  });

  it('that the login may not ask for has failed', async () => {
    const { commands, transport, run } = await session();
    transport.change = answering(err({ code: 'denied', operation: 'publish' }));
    expect(await run(commands.plan(command))).toMatchObject({ value: { kind: 'failed', description: 'denied' } });
  });

  it('is not sent when another server leads by then', async () => {
    const { commands, cluster, run, sent } = await session();
    const plan = commands.plan(command);
    cluster.metaLeader = 'n3';
    expect(await run(plan)).toEqual({ ok: true, value: { kind: 'aborted', reason: 'planChanged' } });
    expect(sent()).toEqual([]);
  });

  it('is not sent when the leader no longer answers', async () => {
    const { commands, clock, cluster, run, sent } = await session();
    const plan = commands.plan(command);
    nodeOf(cluster, 'n1').up = false;
    await clock.advance(4000);
    expect(await run(plan)).toEqual({ ok: true, value: { kind: 'aborted', reason: 'leaderSilent' } });
    expect(sent()).toEqual([]);
  });

  it('is not sent once it was called off', async () => {
    const { commands, run, sent } = await session();
    const controller = new AbortController();
    controller.abort();
    expect(await run(commands.plan(command), controller.signal)).toMatchObject({ ok: false });
    expect(sent()).toEqual([]);
  });
});
