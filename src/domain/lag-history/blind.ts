import { gap, lagSpans } from './reduce';

/** A time during which nothing was heard of anybody (ms since 1970); `to` is `null` while it lasts. */
export interface Blind {
  readonly from: number;
  readonly to: number | null;
}

/** Times kept; an unsteady link must not fill the memory. Beyond that the oldest two become one: no gap is ever closed. */
export const mostBlindTimes = 500;

/** Times in which this console could not see: its link was down, or it did not run. */
export class BlindTimes {
  #times: readonly Blind[] = [];
  version = 0;

  get times(): readonly Blind[] {
    return this.#times;
  }

  begin(at: number): void {
    if (this.#times.at(-1)?.to === null) return;
    this.#set([...this.#times, { from: at, to: null }]);
  }

  end(at: number): void {
    const last = this.#times.at(-1);
    if (last?.to !== null) return;
    this.#set([...this.#times.slice(0, -1), { from: last.from, to: Math.max(at, last.from) }]);
  }

  forget(now: number): void {
    const kept = this.#times.filter(({ to }) => to === null || to > now - lagSpans.kept);
    if (kept.length !== this.#times.length) this.#set(kept);
  }

  #set(times: readonly Blind[]): void {
    const [first, second, ...rest] = times;
    const tooMany = times.length > mostBlindTimes && first && second;
    this.#times = tooMany ? [{ from: first.from, to: second.to }, ...rest] : times;
    this.version += 1;
  }
}

/** The points of a series with a gap in each blind time; what held before it holds again after it. */
export function withBlind(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  blind: readonly Blind[],
): { readonly times: Float64Array; readonly values: Float64Array } {
  const outTimes: number[] = [];
  const outValues: number[] = [];
  const push = (time: number, value: number) => {
    if (outValues.at(-1) === value) return;
    outTimes.push(time);
    outValues.push(value);
  };
  let next = 0;
  /** The value that holds at a time; `null` before the first point. */
  const advance = (until: number, seen: boolean): number | null => {
    while (next < times.length && (times[next] ?? 0) <= until) {
      if (seen) push(times[next] ?? 0, values[next] ?? gap);
      next += 1;
    }
    return next === 0 ? null : (values[next - 1] ?? gap);
  };
  for (const { from, to } of blind) {
    if (advance(from, true) !== null) push(from, gap);
    const held = advance(to ?? Number.POSITIVE_INFINITY, false);
    if (to === null) break;
    if (held !== null) push(to, held);
  }
  advance(Number.POSITIVE_INFINITY, true);
  return { times: Float64Array.from(outTimes), values: Float64Array.from(outValues) };
}
