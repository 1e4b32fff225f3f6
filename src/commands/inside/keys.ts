import type { KeyEntry, KeyOperation, KeyRow, KeysReport } from '../../domain/inside/buckets';
import { isKey, isKeyFilter, mostKeys } from '../../domain/inside/buckets';
import type { BucketArgs, ClientOps, KeyArgs, KeyWriteArgs } from '../../domain/inside/client-ops';
import type { InsideFailure } from '../../domain/inside/ops';
import { serverMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import {
  keyHistory as readHistory,
  operationOf,
  watchKeys,
  withKeys,
  type StoredKey,
} from '../../transport/account-keys';
import type { PipeDeps } from '../deps';
import type { Begin } from './jobs';
import { clientFailure, ownBucket } from './own-connection';

type Answer<Name extends keyof ClientOps> = Promise<Result<ClientOps[Name]['value'], InsideFailure>>;

/** All revisions that the bucket keeps of a key, the newest first. */
export async function keyHistory(deps: PipeDeps, { stream, key }: KeyArgs): Answer<'keyHistory'> {
  const bucket = ownBucket(deps, stream, 'KV_');
  if (!bucket.ok) return bucket;
  if (!isKey(key)) return err({ kind: 'unsendable' });
  const { transport, place } = bucket.value;
  const read = await withKeys(transport, place, 'read', (keys) => readHistory(keys, key));
  return read.ok ? ok(read.value.map(entryOf).reverse()) : err(clientFailure(read.error));
}

/** Writes once. A revision that is not the expected one is refused by the server (10071). */
export async function keyWrite(deps: PipeDeps, { stream, key, write }: KeyWriteArgs): Answer<'keyWrite'> {
  const bucket = ownBucket(deps, stream, 'KV_');
  if (!bucket.ok) return bucket;
  if (!isKey(key)) return err({ kind: 'unsendable' });
  const { transport, place } = bucket.value;
  const expected = write.revision === null ? {} : { previousSeq: Number(write.revision) };
  const written = await withKeys(transport, place, 'change', async (keys) => {
    if (write.kind === 'put') return keys.put(key, write.value, expected);
    if (write.kind === 'delete') await keys.delete(key, expected);
    else await keys.purge(key, expected);
    return null;
  });
  return written.ok ? ok({ revision: written.value }) : err(clientFailure(written.error));
}

/** The keys of a bucket, kept up to date until it is stopped. */
export function keysJob(
  deps: PipeDeps,
  { stream, filter }: BucketArgs & { readonly filter: string },
): Result<Begin, InsideFailure> {
  const bucket = ownBucket(deps, stream, 'KV_');
  if (!bucket.ok) return bucket;
  if (!isKeyFilter(filter)) return err({ kind: 'unsendable' });
  const { transport, place } = bucket.value;
  return ok(({ signal, changed }) => {
    const rows = new Map<string, { readonly row: KeyRow; readonly changed: number }>();
    const state = { complete: false, cut: false };
    const key = (entry: StoredKey) => {
      if (rows.size >= mostKeys && !rows.has(entry.key)) state.cut = true;
      else {
        // Moved to the end: rows stay in the order of their changes.
        rows.delete(entry.key);
        rows.set(entry.key, { row: rowOf(entry), changed: changed() });
      }
    };
    const complete = () => {
      state.complete = true;
      changed();
    };
    return {
      report: (after) => reportSince(rows, after, state),
      run: async () => {
        const watched = await watchKeys(transport, place, filter, { key, complete }, signal);
        return watched.ok ? null : clientFailure(watched.error);
      },
      link: transport,
    };
  });
}

/** Rows of one answer: a page takes in more of them at once with a jerk. */
const mostChanged = 5000;

function reportSince(
  rows: ReadonlyMap<string, { readonly row: KeyRow; readonly changed: number }>,
  after: number,
  { complete, cut }: Pick<KeysReport, 'complete' | 'cut'>,
): { readonly report: KeysReport; readonly upTo?: number } {
  const changed: KeyRow[] = [];
  for (const entry of rows.values()) {
    if (entry.changed <= after) continue;
    if (changed.length === mostChanged) {
      return { report: { kind: 'keys', changed, complete: false, cut }, upTo: entry.changed - 1 };
    }
    changed.push(entry.row);
  }
  return { report: { kind: 'keys', changed, complete, cut } };
}

const operations: Readonly<Record<StoredKey['operation'], KeyOperation>> = {
  PUT: 'put',
  DEL: 'delete',
  PURGE: 'purge',
};

function rowOf(entry: StoredKey): KeyRow {
  const { key, revision, created, length } = entry;
  const size = Number.isSafeInteger(length) && length >= 0 ? length : null;
  return { key, revision, operation: operations[operationOf(entry)], at: serverMs(created.getTime()), size };
}

function entryOf(entry: StoredKey): KeyEntry {
  return { ...rowOf(entry), value: entry.value };
}
