import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fakes/fake-clock';
import { Cadence, type AfterPoll } from './cadence';
import { Coalescer } from './coalescer';
import { HeavyLane } from './heavy-lane';

describe('a cadence', () => {
  it('polls at once and then every period', async () => {
    const clock = fakeClock();
    const at: number[] = [];
    const cadence = new Cadence(clock, {
      period: () => 1000,
      run: () => Promise.resolve(at.push(clock.now())).then(() => 'wait'),
      onError: fail,
    });
    cadence.kick();
    await clock.advance(3500);
    cadence.stop();
    await clock.advance(5000);
    expect(at.map((time) => time - (at[0] ?? 0))).toEqual([0, 1000, 2000, 3000]);
  });

  it('begins with a random part of its period, so that many consoles do not poll in step', async () => {
    const clock = { ...fakeClock(), random: () => 0 };
    const at: number[] = [];
    new Cadence(clock, {
      period: () => 1000,
      run: () => Promise.resolve(at.push(clock.now())).then(() => 'wait'),
      onError: fail,
    }).kick();
    await clock.advance(1600);
    expect(at.map((time) => time - (at[0] ?? 0))).toEqual([0, 500, 1500]);
  });

  it('polls once more after a poll during which it was kicked, however often', async () => {
    const clock = fakeClock();
    let polls = 0;
    const polled = (): AfterPoll => {
      polls += 1;
      return 'wait';
    };
    const cadence = new Cadence(clock, {
      period: () => 10_000,
      run: () => new Promise((resolve) => void clock.after(100, () => resolve(polled()))),
      onError: fail,
    });
    cadence.kick();
    for (let i = 0; i < 5; i += 1) cadence.kick();
    await clock.advance(1000);
    expect(polls).toBe(2);
  });

  it('rests while it has no period, and wakes when kicked', async () => {
    const clock = fakeClock();
    let polls = 0;
    const polled = (): AfterPoll => {
      polls += 1;
      return 'wait';
    };
    const cadence = new Cadence(clock, {
      period: () => null,
      run: () => Promise.resolve(polled()),
      onError: fail,
    });
    cadence.kick();
    await clock.advance(60_000);
    expect(polls).toBe(1);
    cadence.kick();
    await clock.advance(1);
    expect(polls).toBe(2);
  });

  it('goes on after an error, and reports it', async () => {
    const clock = fakeClock();
    const errors: unknown[] = [];
    new Cadence(clock, {
      period: () => 1000,
      run: () => Promise.reject(new Error('boom')),
      onError: (error) => errors.push(error),
    }).kick();
    await clock.advance(2500);
    expect(errors).toHaveLength(3);
  });
});

describe('a coalescer', () => {
  it('sends the first at once and what follows together', async () => {
    const clock = fakeClock();
    const sent: string[] = [];
    const coalescer = new Coalescer<string>(clock, 250, (items) => sent.push([...items].join()));
    for (const item of ['a', 'b', 'c', 'b']) coalescer.add(item);
    expect(sent).toEqual(['a']);
    await clock.advance(249);
    expect(sent).toEqual(['a']);
    await clock.advance(1);
    expect(sent).toEqual(['a', 'b,c']);
    await clock.advance(1000);
    expect(sent).toHaveLength(2);
  });
});

describe('the lane of heavy requests', () => {
  it('lets one through at a time, the more urgent first', async () => {
    const lane = new HeavyLane();
    const order: string[] = [];
    const ends = new Map<string, () => void>();
    const task = (name: string) => () =>
      new Promise<void>((resolve) => {
        order.push(name);
        ends.set(name, resolve);
      });
    const all = [lane.run(3, task('sweep')), lane.run(2, task('placement')), lane.run(0, task('event'))];
    for (const name of ['sweep', 'event', 'placement']) {
      await Promise.resolve();
      expect(order.at(-1)).toBe(name);
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(all);
    expect(order).toEqual(['sweep', 'event', 'placement']);
  });

  it('goes on after a failure', async () => {
    const lane = new HeavyLane();
    await expect(lane.run(1, () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
    await expect(lane.run(1, () => Promise.resolve(7))).resolves.toBe(7);
  });
});

function fail(error: unknown): void {
  throw error;
}
