import { consumerOpts, headers, NatsError, type JetStreamClient } from 'nats.ws';
import type { Result } from '../lib/result';
import { entrySubject, inTime } from './account-objects';
import { guarded, jetstream, type BucketPlace, type StoreFault } from './account-stores';
import type { Transport } from './transport';

/*
 * The entries of an object store, read without the client library's own reader: that one ends its whole connection at an entry
 * that is no JSON, and removes the pieces of every object with one whose entry names a wildcard.
 */

/** What a store holds of an object, as it is stored. */
export interface StoredEntry {
  /** The last part of its subject. */
  readonly entry: string;
  /** Of any client of the account. */
  readonly body: Uint8Array;
}

const streamOf = (bucket: string) => `OBJ_${bucket}`;

/** Tells the entries of a store, the newest of each object, until all are told or `take` has enough. */
export function listEntries(
  transport: Transport,
  { api, bucket }: BucketPlace,
  take: (entry: StoredEntry) => boolean,
): Promise<Result<null, StoreFault>> {
  return guarded(transport, 'read', async (native) => {
    const client = jetstream(native, api);
    const all = entrySubject(bucket, '>');
    if ((await newest(client, bucket, all)) === null) return null;
    const options = consumerOpts().bindStream(streamOf(bucket)).orderedConsumer().deliverLastPerSubject();
    // As the library's own buckets read: one that pulls stands still when its first request comes before its consumer.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const reading = await client.subscribe(all, options);
    const messages = reading[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await inTime(messages.next(), new AbortController().signal);
        if (next === null) throw new Error('the store stood still');
        if (next.done) throw new Error('the reading ended');
        const { subject, data, info } = next.value;
        const wantsMore = take({ entry: subject.slice(all.length - 1), body: data });
        if (!wantsMore || info.pending === 0) return null;
      }
    } finally {
      if (!native.isClosed()) reading.unsubscribe();
    }
  });
}

/** One entry; `null`: the store has none there. */
export function readEntry(
  transport: Transport,
  { api, bucket }: BucketPlace,
  entry: string,
): Promise<Result<Uint8Array | null, StoreFault>> {
  return guarded(transport, 'read', (native) => newest(jetstream(native, api), bucket, entrySubject(bucket, entry)));
}

/** Puts an entry in the place of another one, and removes the pieces on one subject. */
export function replaceEntry(
  transport: Transport,
  { api, bucket }: BucketPlace,
  { entry, body }: StoredEntry,
  pieces: string,
): Promise<Result<null, StoreFault>> {
  return guarded(transport, 'change', async (native) => {
    const client = jetstream(native, api);
    const rollup = headers();
    rollup.set('Nats-Rollup', 'sub');
    await client.publish(entrySubject(bucket, entry), body, { headers: rollup });
    const manager = await client.jetstreamManager(false);
    await manager.streams.purge(streamOf(bucket), { filter: `$O.${bucket}.C.${pieces}` });
    return null;
  });
}

/** No message of that subject. */
const nothingFound = 10037;

async function newest(client: JetStreamClient, bucket: string, subject: string): Promise<Uint8Array | null> {
  try {
    const manager = await client.jetstreamManager(false);
    return (await manager.streams.getMessage(streamOf(bucket), { last_by_subj: subject })).data;
  } catch (error) {
    if (error instanceof NatsError && error.api_error?.err_code === nothingFound) return null;
    throw error;
  }
}
