import type { DurationMs, LocalMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import type { Link, LinkMessage } from './link';
import type { StateHolder } from './state';
import type { Subject } from './subject';
import type { Clock, Gathered, GatherOptions, Reply, TransportError, UnpackError } from './transport';
import { unpack } from './unpack';

/** What one exchange needs of its surroundings. */
export interface ExchangeContext {
  readonly link: Link;
  readonly inbox: Subject;
  readonly states: StateHolder;
  readonly clock: Clock;
  readonly maxReplyBytes: number;
  /** Told of every payload, in bytes as it came. */
  readonly received: (bytes: number) => void;
}

/** Sends one request and collects what comes to an inbox of its own, so that late replies never enter another round. */
export function exchange(
  context: ExchangeContext,
  subject: Subject,
  body: Uint8Array,
  options: GatherOptions,
): Promise<Result<Gathered, TransportError>> {
  return new Promise((resolve, reject) => new Exchange(context, options, resolve, reject).start(subject, body));
}

class Exchange {
  readonly #replies: Reply[] = [];
  readonly #damaged: UnpackError[] = [];
  readonly #startedAt: LocalMs;
  readonly #undo: (() => void)[] = [];
  #interrupted: boolean;
  #complete = false;
  #over = false;
  #cancelQuiet: () => void = () => undefined;
  /** Replies are unpacked one after the other, so that they stay in order and cost one buffer at a time. */
  #unpacking: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ExchangeContext,
    private readonly options: GatherOptions,
    private readonly resolve: (result: Result<Gathered, TransportError>) => void,
    private readonly reject: (bug: unknown) => void,
  ) {
    this.#startedAt = context.clock.now();
    this.#interrupted = context.states.state !== 'live';
  }

  start(subject: Subject, body: Uint8Array): void {
    const { link, inbox, states } = this.context;
    const { deadlineMs, gzip = false, signal, enough } = this.options;
    const aborted = () => this.#fail({ code: 'aborted' });
    const finish = () => this.#finish();
    this.#undo.push(
      link.subscribe(inbox, {
        message: (message) => this.#take(message),
        denied: () => this.#fail({ code: 'denied', operation: 'subscribe' }),
      }),
      link.onDenied((denied) => denied === subject && this.#fail({ code: 'denied', operation: 'publish' })),
      states.onChange((state) => {
        this.#interrupted = true;
        // After the end of its link no reply can come any more.
        if (state === 'closed') this.#fail({ code: 'closed' });
        else if (state !== 'live' && state !== 'stale') this.#finish();
      }),
      this.#finishAfter(deadlineMs),
      () => this.#cancelQuiet(),
    );
    signal?.addEventListener('abort', aborted);
    this.#undo.push(() => signal?.removeEventListener('abort', aborted));
    enough?.addEventListener('abort', finish);
    this.#undo.push(() => enough?.removeEventListener('abort', finish));
    link.publish({ subject, body, reply: inbox, gzip });
  }

  /** Timers run before sockets are read: what has come while this program was busy is taken in first. */
  #finishAfter(delay: DurationMs): () => void {
    const { clock } = this.context;
    let cancel = clock.after(delay, () => {
      cancel = clock.after(0, () => this.#finish());
    });
    return () => cancel();
  }

  #take(message: LinkMessage): void {
    if (this.#over) return;
    const { clock, received } = this.context;
    received(message.payload.byteLength);
    if (message.noResponders) {
      this.#fail({ code: 'noResponders' });
      return;
    }
    const receivedAt = clock.now();
    const { quietMs } = this.options;
    if (quietMs !== undefined) {
      this.#cancelQuiet();
      this.#cancelQuiet = this.#finishAfter(quietMs);
    }
    this.#unpacking = this.#unpacking.then(() => this.#unpack(message, receivedAt)).catch(this.reject);
  }

  async #unpack(message: LinkMessage, receivedAt: LocalMs): Promise<void> {
    if (this.#complete) return;
    const encoding = this.options.gzip === true ? message.headers.get('content-encoding') : undefined;
    const unpacked = await unpack(message.payload, encoding, this.context.maxReplyBytes);
    if (!unpacked.ok) {
      this.#damaged.push(unpacked.error);
      if (typeof this.options.expect === 'number') this.#count();
      return;
    }
    const { subject, headers, status, added } = message;
    const reply = {
      subject,
      payload: unpacked.value,
      headers,
      receivedAt,
      ...(status === undefined ? {} : { status }),
      ...(added === undefined ? {} : { added }),
    };
    this.#replies.push(reply);
    const { expect } = this.options;
    if (typeof expect === 'number') this.#count();
    else if (expect?.(reply)) this.#completed();
  }

  #count(): void {
    if (this.#replies.length + this.#damaged.length === this.options.expect) this.#completed();
  }

  #completed(): void {
    this.#complete = true;
    this.#finish();
  }

  /** Takes in nothing more; what has come already still counts. */
  #finish(): void {
    if (this.#over) return;
    this.#end();
    const conclude = () => this.resolve(this.#conclusion());
    // Completed by the reply that is being unpacked: nothing to wait for.
    if (this.#complete) conclude();
    else void this.#unpacking.then(conclude);
  }

  #conclusion(): Result<Gathered, TransportError> {
    if (this.#replies.length === 0 && this.#damaged.length === 0) {
      return err({ code: this.#interrupted ? 'interrupted' : 'timeout' });
    }
    return ok({
      replies: this.#replies,
      damaged: this.#damaged,
      complete: this.#complete,
      interrupted: this.#interrupted,
      startedAt: this.#startedAt,
      endedAt: this.context.clock.now(),
    });
  }

  #fail(error: TransportError): void {
    if (this.#over) return;
    this.#end();
    this.resolve(err(error));
  }

  #end(): void {
    this.#over = true;
    this.#undo.forEach((undo) => undo());
  }
}
