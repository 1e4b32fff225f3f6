import type { Clock } from '../../collect/clock';
import { localMs, type LocalMs } from '../../domain/time';

/** A clock that stands still until told. */
export interface FakeClock extends Clock {
  /** Lets that many milliseconds pass, with everything that falls due, in order. */
  advance(ms: number): Promise<void>;
  /** Jumps ahead without letting anything run in between, as a frozen program sees it. */
  jump(ms: number): void;
}

export function fakeClock(start = 1_000_000): FakeClock {
  let now = start;
  let next = 0;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();

  function due(limit: number) {
    const waiting = [...timers].filter(([, { at }]) => at <= limit);
    return waiting.sort(([idA, a], [idB, b]) => a.at - b.at || idA - idB)[0];
  }

  return {
    now: (): LocalMs => localMs(now),
    random: () => 1,
    after(delay, run) {
      next += 1;
      const id = next;
      timers.set(id, { at: now + delay, run });
      return () => void timers.delete(id);
    },
    async advance(ms) {
      const limit = now + ms;
      await settle();
      for (let timer = due(limit); timer; timer = due(limit)) {
        timers.delete(timer[0]);
        now = Math.max(now, timer[1].at);
        timer[1].run();
        await settle();
      }
      now = limit;
    },
    jump: (ms) => void (now += ms),
  };
}

/** Lets everything run that waits for promises only. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
