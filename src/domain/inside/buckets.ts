import type { Count } from '../count';
import { streamName, type StreamName } from '../ids';
import type { ServerMs } from '../time';

/** A stream that clients use as something else, known by its name. */
export type BucketKind = 'keyValue' | 'objects';

const prefixes: Readonly<Record<BucketKind, string>> = { keyValue: 'KV_', objects: 'OBJ_' };

/** The bucket that a stream is; `null`: an ordinary stream. */
export function bucketOf(stream: string): { readonly kind: BucketKind; readonly name: string } | null {
  for (const kind of ['keyValue', 'objects'] as const) {
    // What the clients take for the name of a bucket.
    const name = stream.slice(prefixes[kind].length);
    if (stream.startsWith(prefixes[kind]) && /^[-\w]+$/.test(name)) return { kind, name };
  }
  return null;
}

/** Name of the stream of a bucket. */
export function bucketStream(kind: BucketKind, bucket: string): StreamName {
  return streamName(`${prefixes[kind]}${bucket}`);
}

/** What was last done to a key. */
export type KeyOperation = 'put' | 'delete' | 'purge';

/** One state of a key, without its value. */
export interface KeyRow {
  readonly key: string;
  readonly revision: Count;
  readonly operation: KeyOperation;
  readonly at: ServerMs;
  /** Bytes of the value; `null`: the message says none that can be. */
  readonly size: number | null;
}

export interface KeyEntry extends KeyRow {
  readonly value: Uint8Array;
}

/** Keys that a bucket's clients accept. */
export function isKey(text: string): boolean {
  return /^[-/=.\w]+$/.test(text) && !text.startsWith('.') && !text.endsWith('.') && !text.includes('..');
}

/** The same with wildcards, to watch some of them. */
export function isKeyFilter(text: string): boolean {
  const parts = text.split('.');
  return parts.every(
    (part, index) => part === '*' || (part === '>' && index === parts.length - 1) || /^[-/=\w]+$/.test(part),
  );
}

/** Keys of one list. */
export const mostKeys = 200_000;

/** The keys of a bucket, as far as they changed since the last answer. */
export interface KeysReport {
  readonly kind: 'keys';
  readonly changed: readonly KeyRow[];
  /** All that were there at the beginning have come. */
  readonly complete: boolean;
  /** There are more than {@link mostKeys}: the others are left out. */
  readonly cut: boolean;
}

export interface ObjectRow {
  /** What its entry is found by in the store: the last part of the entry's subject. */
  readonly entry: string;
  /** As its entry says. */
  readonly name: string;
  /** Its entry is found by another name, so that clients do not find it by this one. */
  readonly misnamed: boolean;
  readonly description: string;
  readonly size: number;
  readonly chunks: number;
  /** `SHA-256=…` */
  readonly digest: string;
  /** RFC 3339, as the client that wrote it says. */
  readonly modified: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: readonly (readonly [string, string])[];
  /** Metadata and headers beyond {@link mostDetails}, which are left out. */
  readonly more: number;
  /** Another object that it stands for: bucket and name. */
  readonly link: { readonly bucket: string; readonly name: string } | null;
}

/** Metadata and headers that are shown of one object. */
export const mostDetails = 100;

/** Entries of one list, and bytes of them all: each may be as large as a message may. */
export const mostObjects = 20_000;
export const mostEntryBytes = 64 * 1024 * 1024;

/** What is in a store. */
export interface ObjectList {
  readonly objects: readonly ObjectRow[];
  /** Entries that are none that a client could read. */
  readonly unreadable: number;
  /** There are more: the others are left out. */
  readonly cut: boolean;
}

/** A file as it is written or read, in bytes. */
export interface TransferReport {
  readonly kind: 'upload' | 'download';
  /** Of the object. */
  readonly name: string;
  readonly bytes: number;
  readonly size: number;
  /** At the end: of what was written, or of what was read and whose digest is right. */
  readonly object: ObjectRow | null;
  /** What was read, at the end. */
  readonly content: Blob | null;
}

/** Bytes of a file that is read into memory to be saved. */
export const mostDownload = 512 * 1024 * 1024;
