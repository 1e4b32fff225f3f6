import { headers as newHeaders, type Msg, type MsgHdrs, type NatsConnection } from 'nats.ws';
import type { DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import type { Link } from './link';
import { subject as build, tokens, type Subject } from './subject';
import type { Clock, Transport, TransportError, Unsubscribe } from './transport';

/** Name and value, in order; a name may come more than once. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** A message as a client of an account sends it. */
export interface ClientMessage {
  readonly subject: Subject;
  readonly body: Uint8Array;
  readonly headers: HeaderLines;
}

/** One request for the next messages of a consumer. */
export interface PullRequest {
  /** `<prefix>.CONSUMER.MSG.NEXT.<stream>.<consumer>` */
  readonly subject: Subject;
  readonly batch: number;
  /** How long the server waits for messages to come; 0: not at all. */
  readonly expiresMs: DurationMs;
}

export interface PulledMessage {
  readonly subject: string;
  /** Where it is acknowledged: `$JS.ACK.…`, with the delivery's metadata in its tokens. */
  readonly reply: string;
  /** `null`: there are some that cannot be read. */
  readonly headers: HeaderLines | null;
  readonly body: Uint8Array;
}

/** What ended a pull. Messages that came before count in any case. */
export type PullEnd =
  /** As many as were asked for. */
  | { readonly kind: 'complete' }
  /** The server's status in place of a message: 404 none, 408 expired, 409 with its reason. */
  | { readonly kind: 'status'; readonly code: number; readonly text: string }
  /** Nobody listens: there is no such consumer, or it has no leader. */
  | { readonly kind: 'noResponders' }
  | { readonly kind: 'connectionLost' }
  /** Not a word, long after the time was over. */
  | { readonly kind: 'silent' };

export interface Pulled {
  readonly messages: readonly PulledMessage[];
  readonly end: PullEnd;
}

/** The server says that a pull is over in time; after that long (ms) without its word it is silent. */
const grace: DurationMs = 2000;

/** The client library's connection of a transport that is live. */
export function nativeOf(transport: Transport): Result<{ link: Link; native: NatsConnection }, TransportError> {
  const { link, state } = transport;
  if (state !== 'live' || link?.native == null) return err({ code: 'notLive', state });
  return ok({ link, native: link.native });
}

/**
 * Publishes and waits for the one answer: of a stream, or of a consumer to an acknowledgement. Sent once and never again:
 * `outcomeUnknown` when no answer came, `noResponders` when it reached nobody.
 */
export function sendOnce(
  transport: Transport,
  clock: Pick<Clock, 'after'>,
  message: ClientMessage,
  deadlineMs: DurationMs,
): Promise<Result<Uint8Array, TransportError>> {
  const connected = nativeOf(transport);
  if (!connected.ok) return Promise.resolve(connected);
  const { link, native } = connected.value;
  if (sizeOf(message) > link.maxPayload) {
    return Promise.resolve(err({ code: 'requestTooLarge', limitBytes: link.maxPayload }));
  }
  return once<Result<Uint8Array, TransportError>>((end) => {
    const unknown = () => end(err({ code: 'outcomeUnknown' }));
    const inbox = transport.inbox();
    const undo = [
      link.subscribe(inbox, {
        message: ({ noResponders, payload }) => end(noResponders ? err({ code: 'noResponders' }) : ok(payload)),
        // It may have arrived all the same: only its answer does not come back.
        denied: unknown,
      }),
      link.onDenied((denied) => denied === message.subject && end(err({ code: 'denied', operation: 'publish' }))),
      transport.onState((state) => state !== 'live' && state !== 'stale' && unknown()),
      clock.after(deadlineMs, unknown),
    ];
    const options = { reply: inbox, ...headersOption(message.headers) };
    if (!isPublished(() => native.publish(message.subject, message.body, options))) {
      end(err({ code: 'notLive', state: transport.state }));
    }
    return undo;
  });
}

/** Asks a consumer for its next messages, once; each is delivered to this client and to no other. */
export function pull(
  transport: Transport,
  clock: Pick<Clock, 'after'>,
  request: PullRequest,
  signal: AbortSignal,
): Promise<Result<Pulled, TransportError>> {
  const connected = nativeOf(transport);
  if (!connected.ok) return Promise.resolve(connected);
  if (signal.aborted) return Promise.resolve(err({ code: 'aborted' }));
  const { link, native } = connected.value;
  const { batch, expiresMs } = request;
  return once<Result<Pulled, TransportError>>((resolve) => {
    const messages: PulledMessage[] = [];
    const end = (how: PullEnd) => resolve(ok({ messages, end: how }));
    const take = (message: Msg) => {
      const status = statusOf(message);
      if (status === null) {
        messages.push(read(message));
        if (messages.length === batch) end({ kind: 'complete' });
      } else if (status.code === 503) end({ kind: 'noResponders' });
      // 100 is a sign of life.
      else if (status.code !== 100) end({ kind: 'status', ...status });
    };
    // The library's own inbox for requests takes one reply each and drops the others.
    const inbox = transport.inbox();
    const subscription = native.subscribe(inbox, {
      callback: (error, message) => (error ? resolve(err({ code: 'denied', operation: 'subscribe' })) : take(message)),
    });
    const abort = () => resolve(err({ code: 'aborted' }));
    signal.addEventListener('abort', abort);
    const undo: Unsubscribe[] = [
      () => !native.isClosed() && !subscription.isClosed() && subscription.unsubscribe(),
      () => signal.removeEventListener('abort', abort),
      link.onDenied((denied) => denied === request.subject && resolve(err({ code: 'denied', operation: 'publish' }))),
      transport.onState((state) => state !== 'live' && state !== 'stale' && end({ kind: 'connectionLost' })),
      clock.after(expiresMs + grace, () => end({ kind: 'silent' })),
    ];
    const body = expiresMs === 0 ? { batch, no_wait: true } : { batch, expires: expiresMs * 1_000_000 };
    if (!isPublished(() => native.publish(request.subject, JSON.stringify(body), { reply: inbox }))) {
      resolve(err({ code: 'notLive', state: transport.state }));
    }
    return undo;
  });
}

/** A subject out of text that somebody typed, or that came with a message; `null`: it is none to send to. */
export function subjectOf(text: string): Subject | null {
  try {
    return build(...tokens(text));
  } catch {
    return null;
  }
}

/** The library throws where it has closed a moment before it says so: then nothing was sent. */
function isPublished(publish: () => void): boolean {
  try {
    publish();
    return true;
  } catch {
    return false;
  }
}

/** Resolves with what `end` is given first, and undoes then what `start` says. */
function once<T>(start: (end: (value: T) => void) => readonly Unsubscribe[]): Promise<T> {
  return new Promise((resolve) => {
    const state: { undo: readonly Unsubscribe[]; over: boolean } = { undo: [], over: false };
    const end = (value: T) => {
      if (state.over) return;
      state.over = true;
      state.undo.forEach((undo) => undo());
      resolve(value);
    };
    state.undo = start(end);
    // Ended while it began.
    if (state.over) state.undo.forEach((undo) => undo());
  });
}

/** A stored message may bear a status, too; but it comes with the subject of its acknowledgement. */
function statusOf(message: Msg): { readonly code: number; readonly text: string } | null {
  if (message.data.byteLength > 0 || message.reply?.startsWith('$JS.ACK.') === true) return null;
  const headers = headersOf(message);
  const code = headers?.code ?? 0;
  return code === 0 ? null : { code, text: headers?.description ?? '' };
}

function read(message: Msg): PulledMessage {
  const { subject, reply = '', data } = message;
  const headers = headersOf(message);
  const lines = headers?.keys().flatMap((name) => headers.values(name).map((value) => [name, value] as const));
  return { subject, reply, headers: lines ?? null, body: data };
}

/** `null`: there are some that the library would not send itself. It throws at them, and its reader of the socket would end. */
export function headersOf(message: Msg): MsgHdrs | null {
  try {
    return message.headers ?? newHeaders();
  } catch {
    return null;
  }
}

function headersOption(lines: HeaderLines): { readonly headers?: MsgHdrs } {
  if (lines.length === 0) return {};
  const headers = newHeaders();
  for (const [name, value] of lines) headers.append(name, value);
  return { headers };
}

/** Bytes as the server counts them: its limit is for headers and body together. */
function sizeOf({ body, headers }: ClientMessage): number {
  if (headers.length === 0) return body.byteLength;
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return new TextEncoder().encode(`NATS/1.0\r\n${lines}\r\n`).byteLength + body.byteLength;
}
