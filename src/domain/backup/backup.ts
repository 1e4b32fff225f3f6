import type { Unknown } from '../asset-config/read';
import type { Outcome, Plan } from '../command/command';
import type { StreamKey } from '../ids';
import type { StreamConfig } from '../stream-config/fields';
import type { ServerMs } from '../time';
import type { ArchiveContents, ArchiveFault, ArchiveFormat } from './archive-reader';
import type { StreamHolding } from './holding';

/** The two files of a backup, as `nats stream backup` names them in its folder. */
export const descriptionFile = 'backup.json';
export const dataFile = 'stream.tar.s2';

/** Bytes of a backup that a browser is given to keep or read: it holds the file on disk, within a part of what is free there. */
export const mostBackup = 4 * 1024 ** 3;
/** Bytes of `backup.json`: a configuration with as many subjects as a request holds. */
export const mostDescription = 1024 * 1024;

/** Name of the one file that holds both, such as `ORDERS-20261121T183000Z.tar`. */
export function backupName(stream: string, at: Date): string {
  return `${stream.replace(/[^\w.-]+/g, '-')}-${at.toISOString().replace(/[-:]|\.\d+/g, '')}.tar`;
}

export interface BackupArgs {
  readonly stream: StreamKey;
  readonly consumers: boolean;
  /** All checksums of the stream are checked before anything is sent (`jsck`); from 2.15 on they always are, while it is read. */
  readonly check: boolean;
}

/** Why a backup was not made, or a file is none, beyond the failures of any question. */
export type BackupFault =
  | ArchiveFault
  /** Something of the transfer was lost on its way. */
  | 'gap'
  /** Nothing more came. */
  | 'stalled'
  /** No `backup.json` in it, or one that cannot be read. */
  | 'noDescription'
  /** No `stream.tar.s2` in it. */
  | 'noData'
  /** The file ends before its end. */
  | 'cut'
  /** It cannot be read from the disk (any more). */
  | 'unreadable';

export interface BackupReport {
  readonly kind: 'backup';
  /** `asking`: the server looks at the stream, and has not said anything yet. */
  readonly stage: 'asking' | 'receiving' | 'done';
  /** Bytes that came, packed. */
  readonly bytes: number;
  /** The same unpacked, to be held against `holding.bytes`. */
  readonly unpacked: number;
  /** What the stream holds, by the server's word at the beginning; `null`: not yet told. */
  readonly holding: StreamHolding | null;
  readonly contents: ArchiveContents | null;
  readonly fault: BackupFault | null;
  readonly name: string;
  /** At the end: the file. */
  readonly content: Blob | null;
}

/** A file as somebody chose it. */
export interface ChosenFile {
  readonly name: string;
  readonly content: Blob;
}

/** What a chosen backup says of itself. */
export interface BackupFacts {
  readonly config: StreamConfig;
  /** Fields that this console does not know: they are sent back, too. */
  readonly unknown: readonly Unknown[];
  readonly holding: StreamHolding;
  /** The whole state, as JSON: a server wants it back with the request. */
  readonly state: string;
  readonly firstTime: ServerMs | null;
  readonly lastTime: ServerMs | null;
  readonly format: ArchiveFormat;
  /** Bytes of the data, packed. */
  readonly size: number;
}

export interface BackupOps {
  /** Reads the description and the beginning of the data. No server is asked. */
  readonly readBackup: {
    readonly args: { readonly files: readonly ChosenFile[] };
    readonly value: { readonly facts: BackupFacts } | { readonly fault: BackupFault };
  };
}

export interface RestoreArgs {
  /** Of a `streamRestore`, as it was agreed to. */
  readonly plan: Plan;
  readonly files: readonly ChosenFile[];
}

export interface RestoreReport {
  readonly kind: 'restore';
  /** What it comes back as. */
  readonly stream: StreamKey;
  /**
   * `checking`: the file is read to its end. `sending`. `restoring`: the server has all of it. `looking`: what came of it is
   * read. `removing`: what was restored before it ended is taken away. `done`.
   */
  readonly stage: 'checking' | 'sending' | 'restoring' | 'looking' | 'removing' | 'done';
  /** Bytes of the present stage, packed, of `size`. */
  readonly bytes: number;
  readonly size: number;
  /** What is to come back. */
  readonly expected: StreamHolding | null;
  /** What the stream holds now, by its leader's word. */
  readonly found: StreamHolding | null;
  readonly fault: BackupFault | null;
  /** `null`: nothing was asked of a server. */
  readonly outcome: Outcome | null;
  /** What is left of a restore that did not come to its end; `null`: it did, or was refused at once. */
  readonly left: 'nothing' | 'removed' | 'there' | 'unknown' | null;
}
