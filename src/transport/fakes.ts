import { localMs, type DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import type { Dial, Link, LinkHandler, LinkMessage, Outgoing } from './link';
import type { Clock, LinkProblem } from './transport';

/** A clock for tests: stands still until it is told to go on. */
export class FakeClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; run: () => void }[] = [];
  /** What `random` says; 0.5 leaves delays as they are. */
  chance = 0.5;

  now() {
    return localMs(this.#now);
  }

  after(delay: DurationMs, run: () => void) {
    const timer = { at: this.#now + delay, run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  random() {
    return this.chance;
  }

  /** Lets time pass, timer by timer, and everything between them settle. */
  async pass(ms: DurationMs): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const [next] = this.#timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.run();
      await settle();
    }
    this.#now = until;
  }

  get timers(): number {
    return this.#timers.length;
  }
}

/** Lets promises that are due run. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** A link that a test plays the server of. */
export class FakeLink implements Link {
  readonly server;
  readonly maxPayload = 1000;
  readonly native = null;
  readonly published: Outgoing[] = [];
  readonly subscriptions = new Map<string, LinkHandler>();
  answersPing = true;
  frames = 0;
  dropped = false;
  #ended = false;
  #pings: { resolve: () => void; reject: (error: Error) => void }[] = [];
  readonly #denied = new Set<(subject: string) => void>();
  readonly #endListeners = new Set<(problem: LinkProblem | null) => void>();

  constructor(url = 'ws://n1/') {
    this.server = { url, name: url, id: `id of ${url}`, version: '2.15.1' };
  }

  publish(message: Outgoing): void {
    this.published.push(message);
  }

  subscribe(subject: string, handler: LinkHandler) {
    this.subscriptions.set(subject, handler);
    return () => void this.subscriptions.delete(subject);
  }

  ping(): Promise<void> {
    if (this.answersPing) return Promise.resolve();
    return new Promise((resolve, reject) => this.#pings.push({ resolve, reject }));
  }

  /** Answers all PINGs that were left open. */
  pong(): void {
    this.#pings.splice(0).forEach(({ resolve }) => resolve());
  }

  heard(): number {
    return this.frames;
  }

  onDenied(listener: (subject: string) => void) {
    this.#denied.add(listener);
    return () => void this.#denied.delete(listener);
  }

  onEnd(listener: (problem: LinkProblem | null) => void) {
    this.#endListeners.add(listener);
    return () => void this.#endListeners.delete(listener);
  }

  /** Who wants to know of its end. */
  get listeners(): number {
    return this.#endListeners.size + this.#denied.size;
  }

  drop(): void {
    this.dropped = true;
    this.end();
  }

  end(problem: LinkProblem | null = null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pings.splice(0).forEach(({ reject }) => reject(new Error('ended')));
    this.#endListeners.forEach((listener) => listener(problem));
  }

  deny(subject: string): void {
    [...this.#denied].forEach((listener) => listener(subject));
  }

  /** Sends a reply to the latest request. */
  reply(payload: string | Uint8Array, more: Partial<LinkMessage> = {}): void {
    const inbox = this.published.at(-1)?.reply ?? '';
    this.deliver(inbox, payload, more);
  }

  deliver(subject: string, payload: string | Uint8Array, more: Partial<LinkMessage> = {}): void {
    const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
    const message = { subject, payload: bytes, headers: new Map<string, string>(), noResponders: false, ...more };
    this.subscriptions.get(subject)?.message(message);
  }
}

/** Dials as a test has laid out, outcome by outcome; fails when there is none left. */
export class FakeDial {
  readonly dialled: string[] = [];
  readonly outcomes: (FakeLink | LinkProblem['code'])[] = [];

  readonly dial: Dial = (url): Promise<Result<Link, LinkProblem>> => {
    this.dialled.push(url);
    const outcome = this.outcomes.shift();
    if (outcome === undefined) throw new Error('dialled once too often');
    return Promise.resolve(outcome instanceof FakeLink ? ok(outcome) : err({ code: outcome, url, detail: null }));
  };
}
