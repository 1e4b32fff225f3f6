import type { JetStreamClient, ObjectInfo, ObjectStore } from 'nats.ws';
import type { DurationMs } from '../domain/time';
import type { Result } from '../lib/result';
import { guarded, jetstream, type BucketPlace, type StoreFault } from './account-stores';
import { isToken } from './subject';
import type { Transport } from './transport';

/** A large file in many pieces may wait that long (ms) for the acknowledgement of one. */
const pieceTimeout: DurationMs = 60_000;
/** Pieces of a file that wait for their acknowledgement: the library by itself would send all of them at once. */
const mostUnacknowledged = 8;
/** Bytes read from the file in one go. */
const readSize = 256 * 1024;
/** A download that stands still for that long (ms) will not go on. */
const stall: DurationMs = 20_000;

/** More copies than any server allows: a store that is not there cannot be made by looking at it. */
const neverMade = { replicas: 99 };

/** An object store that is there, of which `entry` alone is looked at. */
async function storeAt(client: JetStreamClient, bucket: string, entry: string): Promise<ObjectStore> {
  const store = await client.views.os(bucket, { ...neverMade });
  // The library's own way to the subject of an entry fails at names beyond Latin-1, and other clients do not find what it writes.
  return Object.assign(store, { _metaSubject: () => entrySubject(bucket, entry) });
}

/** Subject of the entry of one object; `>`: of all. */
export const entrySubject = (bucket: string, entry: string) => `$O.${bucket}.M.${entry}`;

export interface Upload {
  readonly entry: string;
  readonly name: string;
  readonly description: string;
  readonly content: Blob;
}

/** Writes a file; resolves with what the store then says of it. `acknowledged` is told the bytes that the stream has. */
export function putObject(
  transport: Transport,
  { api, bucket }: BucketPlace,
  { entry, name, description, content }: Upload,
  acknowledged: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Result<unknown, StoreFault>> {
  return guarded(transport, 'change', async (native) => {
    const client = jetstream(native, api);
    const acks = new Acks(acknowledged);
    const publish = client.publish.bind(client);
    client.publish = (subject, data, options) => acks.follow(publish(subject, data, options), sizeOf(data));
    const objects = await storeAt(client, bucket, entry);
    assertOwnPieces(await objects.info(name));
    const put = await objects.put({ name, description }, piecesOf(content, acks, signal), { timeout: pieceTimeout });
    const stored = await objects.info(name);
    if (stored?.digest !== put.digest || stored.size !== content.size) {
      throw new Error('what the store has is not what was sent');
    }
    return rawInfo(stored);
  });
}

/**
 * The library purges the pieces of what is replaced by the id that its entry gives. Any client may have written
 * that: a wildcard there would take the pieces of every other object along. Links need not have one.
 */
function assertOwnPieces(info: ObjectInfo | null): void {
  const id: unknown = info?.nuid;
  if (id === undefined || (typeof id === 'string' && isToken(id))) return;
  throw new Error('the entry of the object names pieces that are not its own');
}

/** Reads a file; its digest is right once this resolves. `received` is told the bytes so far. */
export function getObject(
  transport: Transport,
  { api, bucket }: BucketPlace,
  { entry, name }: Pick<Upload, 'entry' | 'name'>,
  received: (bytes: number, size: number) => void,
  signal: AbortSignal,
): Promise<Result<{ readonly content: Blob; readonly info: unknown } | null, StoreFault>> {
  return guarded(transport, 'read', async (native) => {
    const objects = await storeAt(jetstream(native, api), bucket, entry);
    const found = await objects.info(name);
    if (found === null || found.deleted) return null;
    // The library would make the other bucket where it is not there.
    if (found.options?.link) throw new Error('a link to another object');
    const object = await objects.get(name);
    if (object === null) return null;
    // It tells of the same failure as the stream does.
    object.error.catch(() => undefined);
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let bytes = 0;
    const reader = object.data.getReader();
    for (;;) {
      const next = await inTime(reader.read(), signal);
      if (next === null) {
        void reader.cancel();
        throw new Error('the download stood still');
      }
      if (next.done) return { content: new Blob(pieces), info: rawInfo(object.info) };
      pieces.push(new Uint8Array(next.value));
      bytes += next.value.byteLength;
      received(bytes, found.size);
    }
  });
}

/** The plain facts of an object, to be decoded: the library hands on what the store holds. */
function rawInfo(info: object): unknown {
  return 'info' in info ? info.info : info;
}

/** Acknowledgements on their way. The library looks at them when the whole file is sent; a failure must end it before. */
class Acks {
  #bytes = 0;
  #waiting = 0;
  #failed: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(private readonly acknowledged: (bytes: number) => void) {}

  follow<T>(ack: Promise<T>, size: number): Promise<T> {
    this.#waiting += 1;
    const over = () => {
      this.#waiting -= 1;
      this.#wake();
    };
    ack.then(
      () => {
        this.#bytes += size;
        this.acknowledged(this.#bytes);
        over();
      },
      (error: unknown) => {
        this.#failed ??= error instanceof Error ? error : new Error('not acknowledged');
        over();
      },
    );
    return ack;
  }

  /** Resolves when there is room for more; rejects when one was not acknowledged. */
  async room(): Promise<void> {
    while (this.#failed === null && this.#waiting >= mostUnacknowledged) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failed !== null) throw this.#failed;
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#waiting > 0) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}

function piecesOf(content: Blob, acks: Acks, signal: AbortSignal): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          await acks.room();
          if (signal.aborted) throw new Error('stopped');
        } catch (error) {
          // The library purges what it has sent of the object: nothing of it may be stored after that.
          await acks.settled();
          throw error;
        }
        if (at >= content.size) {
          controller.close();
          return;
        }
        const piece = new Uint8Array(await content.slice(at, at + readSize).arrayBuffer());
        at += piece.byteLength;
        controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
}

function sizeOf(data: Uint8Array | string | undefined): number {
  return typeof data === 'string' ? data.length : (data?.byteLength ?? 0);
}

/** `null`: it took too long, or was given up. */
export async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  let cancel: () => void = () => undefined;
  const over = new Promise<null>((resolve) => {
    const end = () => resolve(null);
    const timer = setTimeout(end, stall);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    cancel = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
  });
  const first = await Promise.race([work, over]);
  cancel();
  return first;
}
