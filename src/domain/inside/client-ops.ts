import type { BackupArgs, BackupReport, RestoreArgs, RestoreReport } from '../backup/backup';
import type { Count } from '../count';
import type { StreamKey } from '../ids';
import type { KeyEntry, KeysReport, ObjectList, TransferReport } from './buckets';
import type { FetchArgs, Fetched, SettleArgs } from './consume';
import type { InsideFailure } from './ops';
import type { PublishArgs, PublishManyArgs, PublishManyReport, Stored } from './publish';

/** What only a connection of the account itself does; else `needsConnection`. */
export interface ClientOps {
  readonly publish: { readonly args: PublishArgs; readonly value: Stored };
  /** Also under a prefix, where nothing can be acknowledged. */
  readonly fetchNext: { readonly args: FetchArgs; readonly value: Fetched };
  /** Confirmed by the consumer's leader. */
  readonly settle: { readonly args: SettleArgs; readonly value: null };
  /** All revisions that are kept of a key, the newest first. `seen`: so that a page asks again when it has another one. */
  readonly keyHistory: { readonly args: KeyArgs & { readonly seen?: string }; readonly value: readonly KeyEntry[] };
  readonly keyWrite: { readonly args: KeyWriteArgs; readonly value: { readonly revision: Count | null } };
  readonly objectList: { readonly args: BucketArgs; readonly value: ObjectList };
  readonly objectDelete: { readonly args: BucketArgs & { readonly entry: string }; readonly value: null };
  readonly startJob: { readonly args: JobOrder; readonly value: JobId };
  /** Answers when there is something newer than `after`, and after some seconds in any case. `null`: no such job any more. */
  readonly readJob: { readonly args: { readonly job: JobId; readonly after: number }; readonly value: JobNews | null };
  readonly stopJob: { readonly args: JobId; readonly value: null };
}

export interface BucketArgs {
  /** The stream of the bucket. */
  readonly stream: StreamKey;
}

export interface KeyArgs extends BucketArgs {
  readonly key: string;
}

/** `revision`: that the key must have, 0: it is not there; `null`: whatever it has. */
export interface KeyWriteArgs extends KeyArgs {
  readonly write:
    | { readonly kind: 'put'; readonly value: Uint8Array; readonly revision: Count | null }
    | { readonly kind: 'delete' | 'purge'; readonly revision: Count | null };
}

/** Something that goes on until it is done, stopped, or its connection ends. */
export type JobOrder =
  | { readonly kind: 'publishMany'; readonly args: PublishManyArgs }
  | { readonly kind: 'keys'; readonly args: BucketArgs & { readonly filter: string } }
  | { readonly kind: 'upload'; readonly args: BucketArgs & UploadArgs }
  | { readonly kind: 'download'; readonly args: BucketArgs & { readonly entry: string; readonly name: string } }
  | { readonly kind: 'backup'; readonly args: BackupArgs }
  | { readonly kind: 'restore'; readonly args: RestoreArgs };

export interface UploadArgs {
  readonly name: string;
  readonly description: string;
  readonly content: Blob;
}

export type JobId = number;
export type JobReport = PublishManyReport | KeysReport | TransferReport | BackupReport | RestoreReport;

/** How far a job is. */
export interface JobNews {
  /** To be given back as `after`. */
  readonly revision: number;
  readonly report: JobReport;
  /** `null`: it goes on. */
  readonly end: JobEnd | null;
}

export type JobEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: InsideFailure };
