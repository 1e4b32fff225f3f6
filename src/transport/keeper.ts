import type { DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import { Heartbeat } from './heartbeat';
import type { Dial, Link } from './link';
import { isAboutLogin } from './problem';
import { StateHolder } from './state';
import type { Clock, LinkProblem } from './transport';

/** Wait before the next URL of the list (ms), and before the list is tried again; each is varied by half. */
const nextUrlAfter: DurationMs = 100;
const firstPause: DurationMs = 500;
const longestPause: DurationMs = 10_000;
/** Failed logins in a row after which the login is refused for good: one may be a server that is being reloaded. */
const enoughRefusals = 2;

export interface KeeperOptions {
  readonly urls: readonly string[];
  readonly dial: Dial;
  readonly clock: Clock;
  readonly dialTimeoutMs: DurationMs;
  readonly pingIntervalMs: DurationMs;
}

/** Keeps one link up for ever: dials the URLs in turn, finds out when a link is dead, and stops only when the login is refused. */
export class Keeper {
  readonly states = new StateHolder();
  #link: Link | null = null;
  #heartbeat: Heartbeat | null = null;
  #problem: LinkProblem | null = null;
  #refusals = 0;
  #nextUrl = 0;
  #attemptAt: number | null = null;
  #cancelWait: () => void = () => undefined;
  readonly #abort = new AbortController();
  readonly #linkListeners = new Set<(link: Link) => void>();

  constructor(private readonly options: KeeperOptions) {}

  get link(): Link | null {
    return this.#link;
  }

  get problem(): LinkProblem | null {
    return this.#problem;
  }

  get nextAttemptIn(): DurationMs | null {
    return this.#attemptAt === null ? null : Math.max(0, this.#attemptAt - this.options.clock.now());
  }

  /** Calls back with every new link, before anybody may use it. */
  onLink(listener: (link: Link) => void): void {
    this.#linkListeners.add(listener);
  }

  /** Tries each URL once. The problem of the login, if there is one, says more than that of an unreachable server. */
  async open(): Promise<Result<null, LinkProblem>> {
    let worst: LinkProblem = { code: 'unknown', url: null, detail: null };
    for (const [index] of this.options.urls.entries()) {
      const problem = await this.#attempt();
      if (problem === null) return ok(null);
      if (this.#abort.signal.aborted) return err({ code: 'unknown', url: null, detail: 'aborted' });
      if (index === 0 || isAboutLogin(problem) || worst.code === 'unreachable') worst = problem;
      if (this.#refusals >= enoughRefusals) break;
    }
    this.close();
    return err(worst);
  }

  /** Asks the server for a sign of life, now. */
  probe(): Promise<DurationMs | null> {
    return this.#heartbeat?.probe() ?? Promise.resolve(null);
  }

  redial(): void {
    this.#link?.drop();
  }

  close(): void {
    this.#abort.abort();
    this.#cancelWait();
    this.#attemptAt = null;
    this.states.set('closed');
    this.#heartbeat?.stop();
    this.#link?.drop();
    this.#link = null;
  }

  /** Dials the next URL; `null` when it answered. */
  async #attempt(): Promise<LinkProblem | null> {
    const { urls, dial, dialTimeoutMs } = this.options;
    const url = urls[this.#nextUrl % urls.length] ?? '';
    this.#nextUrl = (this.#nextUrl + 1) % urls.length;
    const dialled = await dial(url, { timeoutMs: dialTimeoutMs, signal: this.#abort.signal });
    if (!dialled.ok) {
      this.#failed(dialled.error);
      return dialled.error;
    }
    if (this.#abort.signal.aborted) {
      dialled.value.drop();
      return { code: 'unknown', url, detail: 'aborted' };
    }
    this.#use(dialled.value);
    return null;
  }

  #failed(problem: LinkProblem): void {
    this.#problem = problem;
    this.#refusals = isAboutLogin(problem) ? this.#refusals + 1 : 0;
  }

  #use(link: Link): void {
    this.#link = link;
    this.#problem = null;
    this.#refusals = 0;
    this.#heartbeat = new Heartbeat(link, this.options.clock, this.options.pingIntervalMs, {
      answered: () => this.states.set('live'),
      stale: () => this.states.set('stale'),
      givenUp: () => link.drop(),
    });
    this.#linkListeners.forEach((listener) => listener(link));
    this.states.set('live');
    link.onEnd((problem) => this.#ended(link, problem));
  }

  #ended(link: Link, problem: LinkProblem | null): void {
    if (this.#link !== link) return;
    this.#link = null;
    this.#heartbeat?.stop();
    this.#heartbeat = null;
    if (this.states.state === 'closed') return;
    if (problem) this.#failed(problem);
    this.states.set('reconnecting');
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const { urls } = this.options;
    const cause = this.#problem;
    for (let attempt = 1; ; attempt += 1) {
      await this.#pause(attempt % urls.length === 0 ? attempt / urls.length : 0);
      if (this.#isClosed()) return;
      const problem = await this.#attempt();
      if (problem === null || this.#isClosed()) return;
      if (this.#refusals < enoughRefusals) continue;
      // An expired login is told once, and after that it is only a wrong one.
      this.#problem = cause && isAboutLogin(cause) ? cause : problem;
      this.states.set('refused');
      return;
    }
  }

  #isClosed(): boolean {
    return this.#abort.signal.aborted;
  }

  /** `round`: how often all URLs have failed, 0 while there is another one to try. */
  #pause(round: number): Promise<void> {
    const { clock } = this.options;
    const base = round === 0 ? nextUrlAfter : Math.min(longestPause, firstPause * 2 ** (round - 1));
    const delay = base * (0.5 + clock.random());
    this.#attemptAt = clock.now() + delay;
    return new Promise((resolve) => {
      const end = () => {
        this.#attemptAt = null;
        resolve();
      };
      const cancel = clock.after(delay, end);
      this.#cancelWait = () => {
        cancel();
        end();
      };
    });
  }
}
