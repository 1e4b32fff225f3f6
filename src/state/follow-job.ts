import type { JobEnd, JobId, JobNews, JobOrder, JobReport } from '../domain/inside/client-ops';
import type { InsideFailure } from '../domain/inside/ops';
import type { OpError } from '../engine/protocol';
import type { AskInside } from './use-inside';

/** How a job stands, as a screen shows it. */
export type JobView<Report extends JobReport = JobReport> =
  | { readonly state: 'idle' }
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly report: Report }
  | { readonly state: 'ended'; readonly report: Report; readonly end: JobEnd }
  /** It was not begun, or nothing more is heard of it: the engine is gone, or nobody asked for too long. */
  | { readonly state: 'lost'; readonly report: Report | null; readonly failure: InsideFailure | OpError | null };

/** Why it failed, or why nothing more is heard of it; `null`: neither, or nobody knows. */
export function failureOf(view: JobView): InsideFailure | OpError | null {
  if (view.state === 'lost') return view.failure;
  return view.state === 'ended' && view.end.kind === 'failed' ? view.end.failure : null;
}

/** What the one who follows a job may do about it. */
export interface Followed {
  /** Asks it to end; the last news tell what came of it. */
  stop(): void;
  /** Stops it, and hears no more of it. */
  leave(): void;
}

/** Starts a job and tells every news of it, until its end. */
export function followJob(
  ask: AskInside,
  order: JobOrder,
  tell: (view: JobView, news: JobNews | null) => void,
): Followed {
  const left = new AbortController();
  const state: { id: JobId | null } = { id: null };
  const isLeft = () => left.signal.aborted;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    if (state.id !== null) void ask('stopJob', state.id);
  };

  async function follow(): Promise<void> {
    tell({ state: 'starting' }, null);
    const started = await ask('startJob', order);
    if (!started.ok) {
      if (!isLeft()) tell({ state: 'lost', report: null, failure: started.error }, null);
      return;
    }
    const id = started.value;
    state.id = id;
    // It was stopped before it had a number.
    if (isStopped) stop();
    let last: JobReport | null = null;
    for (let after = 0; !isLeft();) {
      const answer = await ask('readJob', { job: id, after }, left.signal);
      if (isLeft()) return;
      if (!answer.ok || answer.value === null) {
        tell({ state: 'lost', report: last, failure: answer.ok ? null : answer.error }, null);
        return;
      }
      const { report, end, revision } = answer.value;
      last = report;
      after = revision;
      tell(end === null ? { state: 'running', report } : { state: 'ended', report, end }, answer.value);
      if (end !== null) return;
    }
  }

  void follow();
  return {
    stop,
    leave: () => {
      if (isLeft()) return;
      left.abort();
      stop();
    },
  };
}
