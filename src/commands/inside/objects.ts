import type { ObjectList, ObjectRow, TransferReport } from '../../domain/inside/buckets';
import { mostDownload, mostEntryBytes, mostObjects } from '../../domain/inside/buckets';
import type { BucketArgs, UploadArgs } from '../../domain/inside/client-ops';
import { entryOf, isPlainToken } from '../../domain/inside/object-entry';
import type { InsideFailure } from '../../domain/inside/ops';
import { err, ok, type Result } from '../../lib/result';
import { getObject, putObject } from '../../transport/account-objects';
import type { BucketPlace } from '../../transport/account-stores';
import { listEntries, readEntry, replaceEntry } from '../../transport/object-entries';
import type { Transport } from '../../transport/transport';
import { objectInfo, type ObjectInfo } from '../../wire/ops/object-info';
import type { PipeDeps } from '../deps';
import type { Begin } from './jobs';
import { clientFailure, ownBucket } from './own-connection';

/** The objects of a store. What cannot be read is counted, and whatever is in an entry harms no other. */
export async function objectList(deps: PipeDeps, { stream }: BucketArgs): Promise<Result<ObjectList, InsideFailure>> {
  const bucket = ownBucket(deps, stream, 'OBJ_');
  if (!bucket.ok) return bucket;
  const { transport, place } = bucket.value;
  const objects: ObjectRow[] = [];
  const state = { unreadable: 0, cut: false, bytes: 0 };
  const listed = await listEntries(transport, place, ({ entry, body }) => {
    state.bytes += body.byteLength;
    state.cut = objects.length >= mostObjects || state.bytes > mostEntryBytes;
    if (state.cut) return false;
    // What servers leave where an entry was.
    if (body.byteLength === 0) return true;
    const read = isPlainToken(entry) ? objectInfo.read(body) : null;
    if (read?.ok !== true) state.unreadable += 1;
    else if (!read.value.deleted) objects.push(rowOf(entry, read.value));
    return true;
  });
  if (!listed.ok) return err(clientFailure(listed.error));
  return ok({ objects, unreadable: state.unreadable, cut: state.cut });
}

/** Deletes an object and its pieces. */
export async function objectDelete(
  deps: PipeDeps,
  { stream, entry }: BucketArgs & { readonly entry: string },
): Promise<Result<null, InsideFailure>> {
  const bucket = ownBucket(deps, stream, 'OBJ_');
  if (!bucket.ok) return bucket;
  if (!isPlainToken(entry)) return err({ kind: 'unsendable' });
  const { transport, place } = bucket.value;
  const found = await entryAt(transport, place, entry);
  if (!found.ok) return found;
  if (found.value === null) return ok(null);
  const { object, nuid } = found.value;
  // As clients write it.
  const about = { name: object.name, description: object.description, bucket: place.bucket, nuid };
  const gone = { ...about, size: 0, chunks: 0, digest: '', mtime: object.modified, deleted: true };
  const body = new TextEncoder().encode(JSON.stringify(gone));
  // A link has no pieces: none has this name.
  const deleted = await replaceEntry(transport, place, { entry, body }, nuid === '' ? 'none' : nuid);
  return deleted.ok ? ok(null) : err(clientFailure(deleted.error));
}

async function entryAt(
  transport: Transport,
  place: BucketPlace,
  entry: string,
): Promise<Result<ObjectInfo | null, InsideFailure>> {
  const body = await readEntry(transport, place, entry);
  if (!body.ok) return err(clientFailure(body.error));
  if (body.value === null) return ok(null);
  const read = objectInfo.read(body.value);
  return read.ok ? ok(read.value) : err({ kind: 'unreadable' });
}

/** Writes a file into a store. */
export function uploadJob(
  deps: PipeDeps,
  { stream, name, description, content }: BucketArgs & UploadArgs,
): Result<Begin, InsideFailure> {
  const bucket = ownBucket(deps, stream, 'OBJ_');
  if (!bucket.ok) return bucket;
  const { transport, place } = bucket.value;
  const entry = entryOf(name);
  return ok(({ signal, changed }) => {
    const transfer = new Transfer('upload', name, content.size, changed);
    return {
      report: () => ({ report: transfer.report }),
      run: async () => {
        // The pieces of what was there are removed afterwards: they must be told from those of others.
        const before = await entryAt(transport, place, entry);
        if (!before.ok) return before.error;
        const upload = { entry, name, description, content };
        const put = await putObject(transport, place, upload, (bytes) => transfer.at(bytes), signal);
        if (!put.ok) return clientFailure(put.error);
        transfer.done(readRow(entry, put.value), null);
        return null;
      },
      link: transport,
    };
  });
}

/** Reads a file out of a store, and hands it on when its digest is right. */
export function downloadJob(
  deps: PipeDeps,
  { stream, entry, name }: BucketArgs & { readonly entry: string; readonly name: string },
): Result<Begin, InsideFailure> {
  const bucket = ownBucket(deps, stream, 'OBJ_');
  if (!bucket.ok) return bucket;
  if (!isPlainToken(entry)) return err({ kind: 'unsendable' });
  const { transport, place } = bucket.value;
  return ok(({ signal, changed }) => {
    const transfer = new Transfer('download', name, 0, changed);
    return {
      report: () => ({ report: transfer.report }),
      run: async () => {
        const there = await entryAt(transport, place, entry);
        if (!there.ok) return there.error;
        const limit = new AbortController();
        const received = (bytes: number, size: number) => {
          transfer.at(bytes, size);
          if (size > mostDownload || bytes > mostDownload) limit.abort();
        };
        const both = AbortSignal.any([signal, limit.signal]);
        const got = await getObject(transport, place, { entry, name }, received, both);
        if (limit.signal.aborted) return { kind: 'tooLarge', limitBytes: mostDownload };
        if (!got.ok) return clientFailure(got.error);
        if (got.value === null) return { kind: 'refused', code: null, description: 'object not found' };
        transfer.done(readRow(entry, got.value.info), got.value.content);
        return null;
      },
      link: transport,
    };
  });
}

class Transfer {
  #report: TransferReport;

  constructor(
    kind: TransferReport['kind'],
    name: string,
    size: number,
    private readonly changed: () => void,
  ) {
    this.#report = { kind, name, bytes: 0, size, object: null, content: null };
  }

  get report(): TransferReport {
    return this.#report;
  }

  at(bytes: number, size = this.#report.size): void {
    // The last acknowledgement is that of the entry about the file.
    this.#report = { ...this.#report, bytes: Math.min(bytes, size), size };
    this.changed();
  }

  done(object: ObjectRow | null, content: Blob | null): void {
    this.#report = { ...this.#report, object, content };
  }
}

function rowOf(entry: string, { object }: ObjectInfo): ObjectRow {
  return { ...object, entry, misnamed: entryOf(object.name) !== entry };
}

function readRow(entry: string, info: unknown): ObjectRow | null {
  const read = objectInfo.decode(info);
  return read.ok ? rowOf(entry, read.value) : null;
}
