import { describe, expect, it } from 'vitest';
import { domainName } from '../domain/ids';
import { err, ok, type Result } from '../lib/result';
import { commandSession, replyOf } from '../testing/command-session';
import { nodeOf } from '../testing/scripted-server/cluster';
import type { Reply, TransportError } from '../transport/transport';
import { createCommands } from './create-commands';

const command = { kind: 'metaStepDown', domain: domainName(''), preferred: null } as const;

async function session(options: { readonly isReadOnly?: boolean } = {}) {
  const one = await commandSession(createCommands, options);
  const sent = () => one.transport.requests.filter(({ subject }) => subject === '$JS.API.META.LEADER.STEPDOWN');
  return { ...one, sent };
}

function answering(answer: Result<Reply, TransportError>) {
  return () => Promise.resolve(answer);
}

describe('a step-down of the meta leader', () => {
  it('is not offered to a login that only reads, and nothing is sent', async () => {
    const { commands, run, sent } = await session({ isReadOnly: true });
    const plan = await commands.plan(command);
    expect(plan.permit).toEqual({ kind: 'refused', reason: 'readOnly' });
    expect(await run(plan)).toEqual(ok({ kind: 'aborted', reason: 'readOnly' }));
    expect(sent()).toEqual([]);
  });

  it('is sent once, with an empty body, and verified by reading', async () => {
    const { commands, run, sent } = await session();
    const plan = await commands.plan(command);
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
    expect(await run(await commands.plan(command))).toEqual({
      ok: true,
      value: { kind: 'notVerified', reason: 'timeout' },
    });
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
    expect(await run(await commands.plan(command))).toMatchObject({
      ok: true,
      value: { kind: 'verified', result: { leader: 'n4' } },
    });
    expect(changes).toBe(1);
  });

  it('that the leader refuses has failed, with the words of the server', async () => {
    const { commands, transport, run } = await session();
    const error = { code: 400, err_code: 10005, description: 'no replacement peer connected' };
    transport.change = answering(replyOf({ error }));
    expect(await run(await commands.plan(command))).toEqual({
      ok: true,
      value: { kind: 'failed', code: 10005, description: 'no replacement peer connected' },
    });
  });

  it('that the login may not ask for has failed', async () => {
    const { commands, transport, run } = await session();
    transport.change = answering(err({ code: 'denied', operation: 'publish' }));
    expect(await run(await commands.plan(command))).toMatchObject({ value: { kind: 'failed', description: 'denied' } });
  });

  it('is not sent when another server leads by then', async () => {
    const { commands, cluster, run, sent } = await session();
    const plan = await commands.plan(command);
    cluster.metaLeader = 'n3';
    expect(await run(plan)).toEqual({ ok: true, value: { kind: 'aborted', reason: 'planChanged' } });
    expect(sent()).toEqual([]);
  });

  it('is not sent when the leader no longer answers', async () => {
    const { commands, clock, cluster, run, sent } = await session();
    const plan = await commands.plan(command);
    nodeOf(cluster, 'n1').up = false;
    await clock.advance(4000);
    expect(await run(plan)).toEqual({ ok: true, value: { kind: 'aborted', reason: 'leaderSilent' } });
    expect(sent()).toEqual([]);
  });

  it('waits for a leader that missed one round', async () => {
    const { commands, clock, cluster, run, sent } = await session();
    const plan = await commands.plan(command);
    nodeOf(cluster, 'n1').up = false;
    clock.after(2500, () => {
      nodeOf(cluster, 'n1').up = true;
    });
    expect(await run(plan)).toMatchObject({ ok: true, value: { kind: 'verified' } });
    expect(sent()).toHaveLength(1);
  });

  it('is not sent once it was called off', async () => {
    const { commands, run, sent } = await session();
    const controller = new AbortController();
    controller.abort();
    expect(await run(await commands.plan(command), controller.signal)).toMatchObject({ ok: false });
    expect(sent()).toEqual([]);
  });
});
