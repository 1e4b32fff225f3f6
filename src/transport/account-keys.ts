import { MsgHdrsImpl, type KV, type KvEntry } from 'nats.ws';
import type { Result } from '../lib/result';
import { guarded, jetstream, type BucketPlace, type Intent, type StoreFault } from './account-stores';
import type { Transport } from './transport';

/** One state of a key, as the client library tells it. */
export type StoredKey = Pick<KvEntry, 'key' | 'revision' | 'operation' | 'created' | 'length' | 'value'>;

/** Does something with a bucket of keys. Nothing is made: one that is not there is refused. */
export function withKeys<T>(
  transport: Transport,
  { api, bucket }: BucketPlace,
  intent: Intent,
  run: (keys: KV) => Promise<T>,
): Promise<Result<T, StoreFault>> {
  return guarded(transport, intent, async (native) =>
    run(await jetstream(native, api).views.kv(bucket, { bindOnly: true })),
  );
}

/** Tells every state of keys that match, the present ones first, until the signal. Values are left out. */
export function watchKeys(
  transport: Transport,
  place: BucketPlace,
  filter: string,
  tell: { readonly key: (entry: StoredKey) => void; readonly complete: () => void },
  signal: AbortSignal,
): Promise<Result<null, StoreFault>> {
  return withKeys(transport, place, 'read', async (keys) => {
    const watch = await keys.watch({ key: filter, headers_only: true, initializedFn: tell.complete });
    const stop = () => watch.stop();
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    for await (const entry of watch) tell.key(entry);
    if (!signal.aborted) throw new Error('the watch ended');
    return null;
  });
}

/** All states of a key that are kept, the oldest first. */
export async function keyHistory(keys: KV, key: string): Promise<readonly StoredKey[]> {
  const entries: StoredKey[] = [];
  for await (const entry of await keys.history({ key })) entries.push(entry);
  return entries;
}

/**
 * What was done to a key. A marker that the server left where a limit took the last value (2.11+, ADR-43) says why, which
 * the library takes for an empty value; a word that it does not know is one of a client's own, with a value.
 */
export function operationOf(entry: StoredKey): StoredKey['operation'] {
  const reason = 'sm' in entry ? markerReason(entry.sm) : '';
  if (reason !== '') return reason === 'Remove' ? 'DEL' : 'PURGE';
  const { operation } = entry;
  return operation === 'DEL' || operation === 'PURGE' ? operation : 'PUT';
}

function markerReason(message: unknown): string {
  const headers: unknown = typeof message === 'object' && message !== null && 'headers' in message && message.headers;
  return headers instanceof MsgHdrsImpl ? headers.get('Nats-Marker-Reason') : '';
}
