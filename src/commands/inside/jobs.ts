import type { JobEnd, JobId, JobNews, JobReport } from '../../domain/inside/client-ops';
import type { InsideFailure } from '../../domain/inside/ops';
import type { DurationMs } from '../../domain/time';
import type { Transport } from '../../transport/transport';
import type { CommandDeps } from '../deps';

/** A job that nobody asks for in that long (ms) is stopped: its page is closed, or elsewhere. */
const unreadFor: DurationMs = 60_000;
/** Without news a question is answered after that long (ms), so that it is asked again. */
const patience: DurationMs = 10_000;
/** Between two answers (ms): news are gathered, and a page is not flooded. */
const between: DurationMs = 150;

/** What a job is given. */
export interface JobContext {
  /** Aborted when it is to stop; it then ends by itself, as soon as what is on its way is known. */
  readonly signal: AbortSignal;
  /** To be called with every news; the number is that of the revision. */
  readonly changed: () => number;
  /** Resolves after that long (ms), or with the signal. */
  readonly pause: (ms: DurationMs) => Promise<void>;
}

export interface Begun {
  /** News since a revision; `upTo`: not yet all of them, but up to that one. */
  readonly report: (after: number) => { readonly report: JobReport; readonly upTo?: number };
  /** Resolves at the end with why it failed; `null`: it did not. */
  readonly run: () => Promise<InsideFailure | null>;
  /** The connection that it goes over; with it, it ends. */
  readonly link: Transport;
}

export type Begin = (context: JobContext) => Begun;

interface Running {
  readonly begun: Begun;
  readonly stop: (end: JobEnd) => void;
  readonly news: Set<() => void>;
  revision: number;
  end: JobEnd | null;
  answeredAt: number;
  cancelUnread: () => void;
}

/** What goes on for longer than one question: each has a number, tells its news to who asks, and can be stopped. */
export class Jobs {
  readonly #clock: CommandDeps['clock'];
  readonly #jobs = new Map<JobId, Running>();
  #last = 0;

  constructor(clock: CommandDeps['clock']) {
    this.#clock = clock;
  }

  start(begin: Begin): JobId {
    this.#last += 1;
    const id = this.#last;
    const abort = new AbortController();
    const state: { end: JobEnd } = { end: { kind: 'done' } };
    const stop = (end: JobEnd) => {
      if (abort.signal.aborted) return;
      state.end = end;
      abort.abort();
    };
    const news = new Set<() => void>();
    const changed = () => {
      job.revision += 1;
      for (const tell of [...news]) tell();
      return job.revision;
    };
    const begun = begin({ signal: abort.signal, changed, pause: (ms) => this.#pause(ms, abort.signal) });
    const job: Running = {
      ...{ begun, stop, news, revision: 1, end: null, answeredAt: 0 },
      cancelUnread: () => undefined,
    };
    this.#jobs.set(id, job);
    this.#expect(id, job);
    const undo = begun.link.onState((link) => {
      if (link !== 'live' && link !== 'stale') stop({ kind: 'failed', failure: { kind: 'notLive' } });
    });
    void begun
      .run()
      .catch((): InsideFailure => ({ kind: 'unreadable' }))
      .then((failure) => {
        undo();
        job.end = abort.signal.aborted || failure === null ? state.end : { kind: 'failed', failure };
        changed();
      });
    return id;
  }

  /** `null`: there is no such job, or nobody asked for too long. */
  async read(id: JobId, after: number, signal: AbortSignal): Promise<JobNews | null> {
    const job = this.#jobs.get(id);
    if (job === undefined) return null;
    this.#expect(id, job);
    if (job.revision <= after && job.end === null) await this.#news(job, signal);
    const rest = job.end === null ? job.answeredAt + between - this.#clock.now() : 0;
    if (rest > 0) await this.#pause(rest, signal);
    job.answeredAt = this.#clock.now();
    const { revision, end, begun } = job;
    const { report, upTo = revision } = begun.report(after);
    return { revision: upTo, report, end: upTo === revision ? end : null };
  }

  stop(id: JobId): void {
    this.#jobs.get(id)?.stop({ kind: 'stopped' });
  }

  #expect(id: JobId, job: Running): void {
    job.cancelUnread();
    job.cancelUnread = this.#clock.after(unreadFor, () => {
      this.#jobs.delete(id);
      job.stop({ kind: 'stopped' });
    });
  }

  #news(job: Running, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        job.news.delete(end);
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#clock.after(patience, end);
      job.news.add(end);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
  }

  #pause(ms: DurationMs, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#clock.after(ms, end);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
  }
}
