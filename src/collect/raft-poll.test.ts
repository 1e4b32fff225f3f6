import { describe, expect, it } from 'vitest';
import { accountId } from '../domain/ids';
import { fakeClock } from '../testing/fakes/fake-clock';
import { RaftPoll, type WatchedGroup } from './raft-poll';
import type { RoundResult } from './round';

const group = (name: string): WatchedGroup => ({ account: accountId('APP'), group: name });

function polling() {
  const clock = fakeClock();
  const asked: string[] = [];
  const state = { visible: true, denied: false, denials: 0 };
  const poll = new RaftPoll({
    clock,
    isVisible: () => state.visible,
    round: ({ body, subject }) => {
      expect(subject).toBe('$SYS.REQ.SERVER.PING.RAFTZ');
      asked.push(body);
      const failure: RoundResult['failure'] = state.denied ? { code: 'denied', operation: 'publish' } : null;
      return Promise.resolve({ answered: new Set(), replies: 0, tookMs: 0, failure, interrupted: false });
    },
    onDenied: () => {
      state.denials += 1;
    },
    onError: (error) => {
      throw error;
    },
  });
  return { clock, asked, state, poll };
}

describe('Raft logs', () => {
  it('are not asked for while nobody looks', async () => {
    const { clock, asked } = polling();
    await clock.advance(60_000);
    expect(asked).toEqual([]);
  });

  it('are asked for by group, every 2 s, and those of no other group', async () => {
    const { clock, asked, poll } = polling();
    expect(poll.watch([group('S-1')])).toBe(true);
    poll.cadence.kick();
    await clock.advance(0);
    expect(asked).toEqual(['{"account":"APP","group":"S-1"}']);
    await clock.advance(20_000);
    expect(asked).toHaveLength(11);
    expect(new Set(asked).size).toBe(1);
  });

  it('say when another group is looked at, which is a reason to ask at once', () => {
    const { poll } = polling();
    expect(poll.watch([group('S-1')])).toBe(true);
    expect(poll.watch([group('S-1')])).toBe(false);
    expect(poll.watch([group('S-1'), group('S-2')])).toBe(true);
    expect(poll.watch([])).toBe(false);
    expect(poll.watch([{ ...group('S-1'), account: accountId('OTHER') }])).toBe(true);
  });

  it('are no longer asked for when nobody looks any more, nor for a hidden page', async () => {
    const { clock, asked, state, poll } = polling();
    poll.watch([group('S-1')]);
    poll.cadence.kick();
    await clock.advance(6_000);
    state.visible = false;
    await clock.advance(4_000);
    const hidden = asked.length;
    await clock.advance(20_000);
    expect(asked).toHaveLength(hidden);
    state.visible = true;
    poll.watch([]);
    poll.cadence.kick();
    await clock.advance(20_000);
    expect(asked).toHaveLength(hidden);
  });

  it('are not asked for again by a login that may not', async () => {
    const { clock, asked, state, poll } = polling();
    state.denied = true;
    poll.watch([group('S-1'), group('S-2')]);
    poll.cadence.kick();
    await clock.advance(20_000);
    expect([asked.length, state.denials]).toEqual([1, 1]);
  });
});
