import type { Msg } from 'nats.ws';
import type { DurationMs } from '../domain/time';
import { err, ok, type Result } from '../lib/result';
import { headersOf, nativeOf, subjectOf } from './account-client';
import type { Clock, Transport, TransportError, Unsubscribe } from './transport';

/** Why data did not all arrive. */
export type DeliveryFault =
  | TransportError
  /** The server's word in place of an acknowledgement. */
  | { readonly code: 'refused'; readonly answer: Uint8Array }
  /** The source has no more to read, or the sender was stopped. */
  | { readonly code: 'unreadable' };

export interface Delivery {
  /** As the server told it. */
  readonly deliverTo: string;
  readonly data: Blob;
  /** Told the bytes that the server has. */
  readonly acknowledged: (bytes: number) => void;
  /** All has been sent and acknowledged: from here on it cannot be stopped. */
  readonly complete: () => void;
}

/** Where the data of a restore go, by the server's own form. */
const restorePrefix = '$JS.SNAPSHOT.RESTORE.';
/** Bytes of a piece; servers take a megabyte unless told otherwise. */
const pieceSize = 128 * 1024;
/** Pieces on their way at the same time. */
const mostOnTheWay = 8;
/** The server writes a piece to its disk before it acknowledges it (ms). It gives up after 5 s without any. */
const ackDeadline: DurationMs = 60_000;
/** With all data there it restores for as long as it takes: as long as the nats tool waits (ms). */
const endDeadline: DurationMs = 60 * 60_000;

/** Sends the data of a restore, and resolves with what the server says at the end. Stopped, it ends with `aborted`. */
export async function deliver(
  transport: Transport,
  clock: Pick<Clock, 'after'>,
  { deliverTo, data, acknowledged, complete }: Delivery,
  signal: AbortSignal,
): Promise<Result<Uint8Array, DeliveryFault>> {
  const connected = nativeOf(transport);
  if (!connected.ok) return connected;
  const { link, native } = connected.value;
  const subject = deliverTo.startsWith(restorePrefix) ? subjectOf(deliverTo) : null;
  if (subject === null) return err({ code: 'damaged' });
  const acks = new Acks(clock, acknowledged);
  const inbox = transport.inbox();
  const subscription = native.subscribe(`${inbox}.*`, {
    callback: (error, message) =>
      error ? acks.end(err({ code: 'denied', operation: 'subscribe' })) : acks.take(message),
  });
  const abort = () => acks.end(err({ code: 'aborted' }));
  const undo: readonly Unsubscribe[] = [
    () => !native.isClosed() && !subscription.isClosed() && subscription.unsubscribe(),
    link.onDenied((denied) => denied === subject && acks.end(err({ code: 'denied', operation: 'publish' }))),
    transport.onState((state) => state !== 'live' && state !== 'stale' && acks.end(err({ code: 'outcomeUnknown' }))),
    () => signal.removeEventListener('abort', abort),
  ];
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  const publish = (bytes: Uint8Array, number: number) =>
    native.publish(subject, bytes, { reply: `${inbox}.${String(number)}` });
  try {
    const size = Math.min(pieceSize, link.maxPayload);
    let number = 0;
    for (let at = 0; at < data.size; at += size) {
      const piece = new Uint8Array(await data.slice(at, at + size).arrayBuffer());
      await acks.room(mostOnTheWay);
      if (acks.isOver) return await acks.over;
      number += 1;
      acks.sent(number, piece.byteLength, ackDeadline);
      publish(piece, number);
    }
    await acks.room(1);
    if (acks.isOver) return await acks.over;
    signal.removeEventListener('abort', abort);
    complete();
    acks.sent(0, 0, endDeadline);
    publish(new Uint8Array(), 0);
    return await acks.over;
  } catch {
    // The file is gone from the disk, or may not be read any more.
    return err({ code: 'unreadable' });
  } finally {
    acks.end(err({ code: 'aborted' }));
    undo.forEach((one) => one());
  }
}

/** Acknowledgements of pieces by their number; 0 is that of the end. */
class Acks {
  readonly over: Promise<Result<Uint8Array, DeliveryFault>>;
  isOver = false;
  #bytes = 0;
  readonly #waiting = new Map<number, number>();
  #resolve: (end: Result<Uint8Array, DeliveryFault>) => void = () => undefined;
  #wake: () => void = () => undefined;
  #cancel: Unsubscribe = () => undefined;

  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly acknowledged: (bytes: number) => void,
  ) {
    this.over = new Promise((resolve) => (this.#resolve = resolve));
  }

  sent(number: number, bytes: number, deadlineMs: DurationMs): void {
    this.#waiting.set(number, bytes);
    this.#wait(deadlineMs);
  }

  take(message: Msg): void {
    const { data } = message;
    const number = Number(message.subject.slice(message.subject.lastIndexOf('.') + 1));
    const bytes = this.#waiting.get(number);
    if (this.isOver || bytes === undefined) return;
    if (headersOf(message)?.code === 503) this.end(err({ code: 'noResponders' }));
    else if (number === 0) this.end(ok(data));
    else if (data.byteLength > 0) this.end(err({ code: 'refused', answer: data }));
    else {
      this.#waiting.delete(number);
      this.#bytes += bytes;
      this.acknowledged(this.#bytes);
      if (this.#waiting.size > 0) this.#wait(ackDeadline);
      else this.#cancel();
      this.#wake();
    }
  }

  /** Resolves when fewer than that many are on their way, or when it is over. */
  async room(fewer: number): Promise<void> {
    while (!this.isOver && this.#waiting.size >= fewer) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  end(end: Result<Uint8Array, DeliveryFault>): void {
    if (this.isOver) return;
    this.isOver = true;
    this.#cancel();
    this.#resolve(end);
    this.#wake();
  }

  #wait(deadlineMs: DurationMs): void {
    this.#cancel();
    this.#cancel = this.clock.after(deadlineMs, () => this.end(err({ code: 'outcomeUnknown' })));
  }
}
