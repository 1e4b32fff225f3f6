import { localMs, type DurationMs, type LocalMs } from '../domain/time';

/** Time and chance, as everything below takes them: so that tests hold both. */
export interface Clock {
  now(): LocalMs;
  /** Calls back once, after that many milliseconds. Returns the way to prevent it. */
  after(delay: DurationMs, run: () => void): Cancel;
  /** Uniform in [0, 1). */
  random(): number;
}

export type Cancel = () => void;

/** The clock of this browser or process. */
export function systemClock(): Clock {
  return {
    now: () => localMs(Date.now()),
    after(delay, run) {
      const timer = setTimeout(run, delay);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
  };
}
