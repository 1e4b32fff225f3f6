import { describe, expect, it } from 'vitest';
import type { Outcome, Plan } from '../command/command';
import { domainName, serverName, type ServerName } from '../ids';
import { localMs } from '../time';
import { err, ok } from '../../lib/result';
import { runSteps, type SequencePort, type StepState, type StopReason } from './run-steps';

const n1 = serverName('n1');
const command = { kind: 'metaStepDown', domain: domainName(''), preferred: null } as const;
const steps = [1, 2, 3].map(() => ({ command, from: n1 }));
const verified: Outcome = { kind: 'verified', result: { kind: 'leads', leader: serverName('n2') }, tookMs: 5 };

function planOf(leader: ServerName | null, permit: Plan['permit'] = { kind: 'allowed' }): Plan {
  const effect = { kind: 'leaderChanges', candidates: [] } as const;
  return {
    command,
    permit,
    basis: { leader, members: [] },
    effect,
    request: null,
    cli: '',
    madeAt: localMs(0),
  };
}

async function statesOf(change: Partial<SequencePort>): Promise<{ states: readonly StepState[]; runs: number }> {
  const states: StepState[] = [];
  let runs = 0;
  const port: SequencePort = {
    plan: () => Promise.resolve(ok(planOf(n1))),
    run: () => Promise.resolve(ok(verified)),
    pause: () => Promise.resolve(),
    alarm: () => null,
    ...change,
  };
  const counting = {
    ...port,
    run: (plan: Plan) => {
      runs += 1;
      return port.run(plan);
    },
  };
  await runSteps(steps, counting, (index, state) => void (states[index] = state));
  return { states, runs };
}

const stop = (why: StopReason): StepState => ({ kind: 'stopped', why });

describe('a sequence of commands', () => {
  it('makes one after the other', async () => {
    const done = { kind: 'verified', leader: 'n2' };
    expect(await statesOf({})).toEqual({ states: [done, done, done], runs: 3 });
  });

  it('stops at the first that is not verified, has failed or was not sent', async () => {
    const ends: readonly (readonly [Outcome, StopReason])[] = [
      [
        { kind: 'notVerified', reason: 'leaderless' },
        { kind: 'notVerified', reason: 'leaderless' },
      ],
      [
        { kind: 'failed', code: 1, description: 'no' },
        { kind: 'failed', description: 'no' },
      ],
      [
        { kind: 'aborted', reason: 'planChanged' },
        { kind: 'refused', reason: 'planChanged' },
      ],
    ];
    for (const [outcome, why] of ends)
      expect(await statesOf({ run: () => Promise.resolve(ok(outcome)) })).toEqual({ states: [stop(why)], runs: 1 });
  });

  it('waits for what one slow round made of a plan', async () => {
    let looks = 0;
    const slow = planOf(n1, { kind: 'refused', reason: 'noSpareVote' });
    const plan = () => Promise.resolve(ok(++looks < 4 ? slow : planOf(n1)));
    const { states, runs } = await statesOf({ plan });
    expect([states.map(({ kind }) => kind), runs, looks]).toEqual([['verified', 'verified', 'verified'], 3, 6]);
  });

  it('stops at a step that is not permitted, and sends nothing of it', async () => {
    const plan = planOf(n1, { kind: 'refused', reason: 'noSpareVote' });
    expect(await statesOf({ plan: () => Promise.resolve(ok(plan)) })).toEqual({
      states: [stop({ kind: 'refused', reason: 'noSpareVote' })],
      runs: 0,
    });
  });

  it('stops at an alarm before the next step', async () => {
    let asked = 0;
    const silent: StopReason = { kind: 'silent', server: serverName('n4') };
    const { states, runs } = await statesOf({ alarm: () => ((asked += 1) > 1 ? silent : null) });
    expect(states).toEqual([{ kind: 'verified', leader: 'n2' }, stop(silent)]);
    expect(runs).toBe(1);
  });

  it('passes over a step whose leader is another one already', async () => {
    const moved = ok(planOf(serverName('n3'), { kind: 'refused', reason: 'preferredUnfit' }));
    expect(await statesOf({ plan: () => Promise.resolve(moved) })).toEqual({
      states: [{ kind: 'skipped' }, { kind: 'skipped' }, { kind: 'skipped' }],
      runs: 0,
    });
  });

  it('stops when the engine is lost, and never runs anything twice', async () => {
    const lost = () => Promise.resolve(err({ code: 'engineLost' } as const));
    expect(await statesOf({ run: lost })).toEqual({ states: [stop({ kind: 'engineLost' })], runs: 1 });
    expect(await statesOf({ plan: lost })).toEqual({ states: [stop({ kind: 'engineLost' })], runs: 0 });
  });
});
