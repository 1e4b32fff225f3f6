import type { Msg } from 'nats.ws';
import type { DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import { headersOf, nativeOf } from './account-client';
import type { Subject } from './subject';
import type { Clock, Reply, Transport, TransportError, Unsubscribe } from './transport';

/** Why the data of a snapshot did not all come. */
export type SnapshotFault =
  | TransportError
  /** A piece is missing, or another one than was announced. */
  | { readonly code: 'gap' }
  /** Nothing more came. */
  | { readonly code: 'stalled' }
  /** The server's word in place of the rest: from 2.10 on, with 408 or 500. */
  | { readonly code: 'ended'; readonly status: number; readonly text: string }
  /** The receiver wants no more. */
  | { readonly code: 'unwanted' };

export interface SnapshotRequest {
  /** `<prefix>.STREAM.SNAPSHOT.<stream>` */
  readonly subject: Subject;
  readonly body: (deliverTo: Subject) => string;
  /** How long the first word may take: with a check of the stream before it (ms). */
  readonly firstWordMs: DurationMs;
  /** `false`: the answer is none, and no data are waited for. */
  readonly begun: (answer: Reply) => boolean;
  /** In order. Each is acknowledged when this returns, which is what keeps the server's pace. `false`: no more. */
  readonly piece: (bytes: Uint8Array) => boolean;
}

/** A server waits no longer than 5 s for an acknowledgement (2 s in 2.10); a disk may be slow (ms). */
const stall: DurationMs = 30_000;
/** Where the pieces are acknowledged: `$JS.SNAPSHOT.ACK.<stream>.<id>.<bytes>.<number>`. */
const ackPrefix = '$JS.SNAPSHOT.ACK.';

/** Asks for a snapshot and receives it. Resolves with `null` where `begun` took the answer for none. */
export async function receiveSnapshot(
  transport: Transport,
  clock: Pick<Clock, 'after'>,
  request: SnapshotRequest,
  signal: AbortSignal,
): Promise<Result<'received' | null, SnapshotFault>> {
  const connected = nativeOf(transport);
  if (!connected.ok) return connected;
  const { link, native } = connected.value;
  const inbox = transport.inbox();
  const pieces = new Pieces(clock, request.piece, signal);
  // Before the request: the first piece may come before the answer.
  const subscription = native.subscribe(inbox, {
    callback: (error, message) =>
      error ? pieces.end({ code: 'denied', operation: 'subscribe' }) : pieces.take(message),
  });
  const undo: readonly Unsubscribe[] = [
    // The server ends when nobody listens any more.
    () => !native.isClosed() && !subscription.isClosed() && subscription.unsubscribe(),
    link.onDenied((denied) => denied.startsWith(ackPrefix) && pieces.end({ code: 'denied', operation: 'publish' })),
    transport.onState((state) => state !== 'live' && state !== 'stale' && pieces.end({ code: 'interrupted' })),
  ];
  try {
    const options = { deadlineMs: request.firstWordMs, signal };
    const answer = await transport.request(request.subject, request.body(inbox), options);
    if (!answer.ok) return answer;
    if (!request.begun(answer.value)) return ok(null);
    pieces.expect();
    const fault = await pieces.over;
    return fault === null ? ok('received') : err(fault);
  } finally {
    pieces.end({ code: 'aborted' });
    undo.forEach((one) => one());
  }
}

/** The pieces of one snapshot, in order. */
class Pieces {
  readonly over: Promise<SnapshotFault | null>;
  #resolve: (fault: SnapshotFault | null) => void = () => undefined;
  #isOver = false;
  #count = 0;
  #cancelStall: Unsubscribe = () => undefined;
  readonly #abort = () => this.end({ code: 'aborted' });

  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly receive: (bytes: Uint8Array) => boolean,
    private readonly signal: AbortSignal,
  ) {
    this.over = new Promise((resolve) => (this.#resolve = resolve));
    signal.addEventListener('abort', this.#abort);
  }

  expect(): void {
    this.#cancelStall();
    if (!this.#isOver) this.#cancelStall = this.clock.after(stall, () => this.end({ code: 'stalled' }));
  }

  take(message: Msg): void {
    if (this.#isOver) return;
    const { data, reply = '' } = message;
    if (data.byteLength === 0) {
      const headers = headersOf(message);
      const status = headers?.code ?? 0;
      const isRight = headers !== null && (status === 0 || status === 204);
      this.end(isRight ? null : { code: 'ended', status, text: headers?.description ?? '' });
      return;
    }
    this.#count += 1;
    // The last piece alone has no reply.
    const isNext = reply === '' || reply.endsWith(`.${String(data.byteLength)}.${String(this.#count)}`);
    if (!isNext) this.end({ code: 'gap' });
    else if (!this.receive(data)) this.end({ code: 'unwanted' });
    else {
      if (reply.startsWith(ackPrefix)) message.respond();
      this.expect();
    }
  }

  end(fault: SnapshotFault | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelStall();
    this.signal.removeEventListener('abort', this.#abort);
    this.#resolve(fault);
  }
}
