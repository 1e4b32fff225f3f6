import type { LinkState } from '../domain/observation';
import type { DurationMs } from '../domain/time';
import { randomId } from '../lib/random-id';
import { err, ok, type Result } from '../lib/result';
import { exchange } from './exchange';
import type { Keeper } from './keeper';
import type { Link } from './link';
import { subject as build, type Subject } from './subject';
import type {
  ChangeOptions,
  Clock,
  ConnectedServer,
  Gathered,
  GatherOptions,
  LinkProblem,
  Reply,
  RequestOptions,
  SubscriptionHandler,
  Traffic,
  Transport,
  TransportError,
  Unsubscribe,
} from './transport';

export interface SessionOptions {
  readonly keeper: Keeper;
  readonly clock: Clock;
  /** Tokens of the inboxes' prefix. */
  readonly inboxPrefix: readonly string[];
  readonly maxReplyBytes: number;
}

/** {@link Transport} over whatever link the keeper has. */
export class Session implements Transport {
  readonly #keeper: Keeper;
  readonly #options: SessionOptions;
  readonly #subscriptions = new Set<Subscription>();
  #requests = 0;
  #bytesIn = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#keeper = options.keeper;
    this.#keeper.onLink((link) => this.#subscriptions.forEach((subscription) => this.#attach(subscription, link)));
  }

  get state(): LinkState {
    return this.#keeper.states.state;
  }

  get link(): Link | null {
    return this.#keeper.link;
  }

  get server(): ConnectedServer | null {
    return this.#keeper.link?.server ?? null;
  }

  get problem(): LinkProblem | null {
    return this.#keeper.problem;
  }

  get nextAttemptIn(): DurationMs | null {
    return this.#keeper.nextAttemptIn;
  }

  onState(listener: (state: LinkState) => void): Unsubscribe {
    return this.#keeper.states.onChange(listener);
  }

  async gather(subject: Subject, body: string, options: GatherOptions): Promise<Result<Gathered, TransportError>> {
    const { link, states } = this.#keeper;
    if (options.signal?.aborted) return err({ code: 'aborted' });
    if (states.state === 'closed') return err({ code: 'closed' });
    if (link === null) return err({ code: 'notConnected' });
    const bytes = new TextEncoder().encode(body);
    if (bytes.byteLength > link.maxPayload) return err({ code: 'requestTooLarge', limitBytes: link.maxPayload });
    this.#requests += 1;
    const { clock, maxReplyBytes } = this.#options;
    const inbox = this.inbox();
    const received = (size: number) => void (this.#bytesIn += size);
    const result = await exchange({ link, inbox, states, clock, maxReplyBytes, received }, subject, bytes, options);
    // Silence is either the cluster's or the link's: find out which.
    if (!result.ok && result.error.code === 'timeout') void this.#keeper.probe();
    return result;
  }

  async request(subject: Subject, body: string, options: RequestOptions): Promise<Result<Reply, TransportError>> {
    const gathered = await this.gather(subject, body, { ...options, expect: 1 });
    if (!gathered.ok) return gathered;
    const [reply] = gathered.value.replies;
    return reply ? ok(reply) : err(gathered.value.damaged[0] ?? { code: 'damaged' });
  }

  async change(subject: Subject, body: string, { deadlineMs }: ChangeOptions): Promise<Result<Reply, TransportError>> {
    if (this.state !== 'live') return err({ code: 'notLive', state: this.state });
    const result = await this.request(subject, body, { deadlineMs });
    return result.ok || neverArrived(result.error) ? result : err({ code: 'outcomeUnknown' });
  }

  subscribe(subject: Subject, handler: SubscriptionHandler): Unsubscribe {
    const subscription: Subscription = { subject, handler, detach: () => undefined };
    this.#subscriptions.add(subscription);
    const { link } = this.#keeper;
    if (link) this.#attach(subscription, link);
    return () => {
      this.#subscriptions.delete(subscription);
      subscription.detach();
    };
  }

  inbox(): Subject {
    return build(...this.#options.inboxPrefix, randomId());
  }

  redial(): void {
    this.#keeper.redial();
  }

  async rtt(): Promise<Result<DurationMs, TransportError>> {
    if (this.state === 'closed') return err({ code: 'closed' });
    if (this.#keeper.link === null) return err({ code: 'notConnected' });
    const time = await this.#keeper.probe();
    return time === null ? err({ code: 'timeout' }) : ok(time);
  }

  close(): void {
    this.#subscriptions.clear();
    this.#keeper.close();
  }

  traffic(): Traffic {
    return { requests: this.#requests, bytesIn: this.#bytesIn };
  }

  #attach(subscription: Subscription, link: Link): void {
    const { handler, subject } = subscription;
    subscription.detach = link.subscribe(subject, {
      message: ({ subject: sentTo, payload, headers }) => {
        if (!this.#subscriptions.has(subscription)) return;
        this.#bytesIn += payload.byteLength;
        shielded(() => handler.message({ subject: sentTo, payload, headers, receivedAt: this.#options.clock.now() }));
      },
      denied: () => shielded(() => handler.refused?.()),
    });
  }
}

interface Subscription {
  readonly subject: Subject;
  readonly handler: SubscriptionHandler;
  detach: Unsubscribe;
}

/** Whether a change that ended so is sure to have reached nobody. */
function neverArrived(error: TransportError): boolean {
  switch (error.code) {
    case 'notConnected':
    case 'notLive':
    case 'noResponders':
    case 'denied':
    case 'requestTooLarge':
      return true;
    case 'timeout':
    case 'interrupted':
    case 'aborted':
    case 'closed':
    case 'outcomeUnknown':
    case 'tooLarge':
    case 'damaged':
      return false;
  }
}

/** A bug of a handler is reported, and must not stop the reader of the socket. */
function shielded(run: () => void): void {
  try {
    run();
  } catch (bug) {
    queueMicrotask(() => {
      throw bug;
    });
  }
}
