import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock, FakeDial, FakeLink, settle } from './fakes';
import { Keeper } from './keeper';

let clock: FakeClock;
let dial: FakeDial;
beforeEach(() => {
  clock = new FakeClock();
  dial = new FakeDial();
});

function keeper(urls: readonly string[]) {
  return new Keeper({ urls, dial: dial.dial, clock, dialTimeoutMs: 2000, pingIntervalMs: 10_000 });
}

/** A keeper that is live on the first of its URLs. */
async function live(urls: readonly string[] = ['a']) {
  const link = new FakeLink('a');
  dial.outcomes.push(link);
  const kept = keeper(urls);
  const states: string[] = [];
  kept.states.onChange((state) => states.push(state));
  await kept.open();
  states.length = 0;
  return { kept, link, states };
}

describe('opening', () => {
  it('takes the first URL that answers', async () => {
    const link = new FakeLink('b');
    dial.outcomes.push('unreachable', link);
    const kept = keeper(['a', 'b', 'c']);
    expect(kept.states.state).toBe('connecting');
    expect(await kept.open()).toEqual({ ok: true, value: null });
    expect(dial.dialled).toEqual(['a', 'b']);
    expect(kept.link).toBe(link);
    expect(kept.states.state).toBe('live');
    expect(kept.problem).toBeNull();
  });

  it('tries each URL once, and a refused login says more than an unreachable server', async () => {
    dial.outcomes.push('unreachable', 'wrongPassword', 'unreachable');
    const kept = keeper(['a', 'b', 'c']);
    expect(await kept.open()).toMatchObject({ ok: false, error: { code: 'wrongPassword', url: 'b' } });
    expect(dial.dialled).toEqual(['a', 'b', 'c']);
    expect(kept.states.state).toBe('closed');
  });

  it('stops after two refused logins, lest an account is locked', async () => {
    dial.outcomes.push('wrongPassword', 'wrongPassword');
    expect((await keeper(['a', 'b', 'c']).open()).ok).toBe(false);
    expect(dial.dialled).toEqual(['a', 'b']);
  });

  it('ends when it is closed meanwhile, and drops what answers after that', async () => {
    const link = new FakeLink('a');
    dial.outcomes.push(link);
    const kept = keeper(['a']);
    const opening = kept.open();
    kept.close();
    expect((await opening).ok).toBe(false);
    expect(link.dropped).toBe(true);
    expect(kept.link).toBeNull();
  });
});

describe('a lost link', () => {
  it('is followed by the next URL within a fifth of a second', async () => {
    const { kept, link, states } = await live(['a', 'b']);
    dial.outcomes.push(new FakeLink('b'));
    link.end();
    expect(kept.link).toBeNull();
    expect(kept.nextAttemptIn).toBe(100);
    await clock.pass(200);
    expect(states).toEqual(['reconnecting', 'live']);
    expect(dial.dialled).toEqual(['a', 'b']);
    expect(kept.nextAttemptIn).toBeNull();
  });

  it('is tried again for ever, with longer and longer pauses up to ten seconds', async () => {
    const { kept, link } = await live();
    dial.outcomes.push(...Array<'unreachable'>(8).fill('unreachable'));
    link.end();
    const pauses: (number | null)[] = [];
    for (let i = 0; i < 8; i += 1) {
      pauses.push(kept.nextAttemptIn);
      await clock.pass(kept.nextAttemptIn ?? 0);
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    expect(kept.states.state).toBe('reconnecting');
    expect(kept.problem).toMatchObject({ code: 'unreachable' });
    dial.outcomes.push(new FakeLink('a'));
    await clock.pass(10_000);
    expect(kept.states.state).toBe('live');
    expect(kept.problem).toBeNull();
  });

  it('is tried again at different times by different consoles', async () => {
    const { kept, link } = await live();
    clock.chance = 0.9;
    link.end();
    expect(kept.nextAttemptIn).toBeCloseTo(700);
    kept.close();
  });

  it('takes one refused login for a server that is being reloaded, and the second for the end', async () => {
    const { kept, link, states } = await live();
    dial.outcomes.push('wrongPassword', 'wrongPassword');
    link.end();
    await clock.pass(60_000);
    expect(states).toEqual(['reconnecting', 'refused']);
    expect(dial.dialled).toHaveLength(3);
    expect(kept.problem).toMatchObject({ code: 'wrongPassword' });
    expect(clock.timers).toBe(0);
  });

  it('forgets a refused login once another server let it in', async () => {
    const { kept, link } = await live(['a', 'b']);
    const second = new FakeLink('a');
    dial.outcomes.push('wrongPassword', second);
    link.end();
    await clock.pass(10_000);
    dial.outcomes.push('wrongPassword', new FakeLink('a'));
    second.end();
    await clock.pass(10_000);
    expect(kept.states.state).toBe('live');
  });

  it('that ended by the expiry of the login is refused for that reason', async () => {
    const { kept, link } = await live();
    dial.outcomes.push('wrongPassword');
    link.end({ code: 'expiredCredentials', url: 'a', detail: null });
    await clock.pass(60_000);
    expect(kept.states.state).toBe('refused');
    expect(kept.problem).toMatchObject({ code: 'expiredCredentials' });
  });

  it('is not followed by another one after the end', async () => {
    const { kept, link } = await live();
    link.end();
    kept.close();
    await clock.pass(60_000);
    expect(dial.dialled).toEqual(['a']);
    expect(kept.states.state).toBe('closed');
    expect(clock.timers).toBe(0);
  });
});

describe('a server that does not answer PING', () => {
  it('makes the link stale after two seconds, and another one is dialled three seconds later', async () => {
    const { kept, link, states } = await live(['a', 'b']);
    dial.outcomes.push(new FakeLink('b'));
    link.answersPing = false;
    await clock.pass(11_999);
    expect(states).toEqual([]);
    await clock.pass(1);
    expect(states).toEqual(['stale']);
    await clock.pass(3000);
    expect(states).toEqual(['stale', 'reconnecting']);
    expect(link.dropped).toBe(true);
    await clock.pass(100);
    expect(kept.states.state).toBe('live');
  });

  it('is live again when it answers late', async () => {
    const { link, states } = await live();
    link.answersPing = false;
    await clock.pass(13_000);
    link.pong();
    await clock.pass(9000);
    expect(states).toEqual(['stale', 'live']);
    expect(link.dropped).toBe(false);
  });

  it('is excused while it sends a large reply, but not for ever', async () => {
    const { link, states } = await live();
    link.answersPing = false;
    await clock.pass(10_000);
    for (let second = 0; second < 55; second += 1) {
      link.frames += 1;
      await clock.pass(1000);
    }
    expect(states).toEqual([]);
    dial.outcomes.push(new FakeLink('a'));
    for (let second = 0; second < 15; second += 1) {
      link.frames += 1;
      await clock.pass(1000);
    }
    expect(states).toEqual(['stale', 'reconnecting', 'live']);
  });

  it('is asked at once by a probe, and those who ask meanwhile share the answer', async () => {
    const { kept, link } = await live();
    link.answersPing = false;
    const probes = [kept.probe(), kept.probe()];
    await clock.pass(700);
    link.pong();
    expect(await Promise.all(probes)).toEqual([700, 700]);
  });

  it('gives a probe that is given up no time', async () => {
    const { kept, link } = await live();
    dial.outcomes.push(new FakeLink('a'));
    link.answersPing = false;
    const probe = kept.probe();
    await clock.pass(5000);
    expect(await probe).toBeNull();
  });
});

describe('listeners', () => {
  it('of links are called before the state is live', async () => {
    const kept = keeper(['a']);
    const seen: string[] = [];
    dial.outcomes.push(new FakeLink('a'));
    kept.onLink((link) => seen.push(`${link.server.url} ${kept.states.state}`));
    await kept.open();
    expect(seen).toEqual(['a connecting']);
  });

  it('of states may stop while they are called', async () => {
    const { kept, link } = await live();
    const heard: string[] = [];
    const stop = kept.states.onChange((state) => {
      heard.push(state);
      stop();
    });
    link.end();
    kept.close();
    await settle();
    expect(heard).toEqual(['reconnecting']);
  });
});
