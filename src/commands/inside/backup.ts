import { ArchiveCheck } from '../../domain/backup/archive-check';
import {
  backupName,
  dataFile,
  descriptionFile,
  mostBackup,
  type BackupArgs,
  type BackupFault,
  type BackupReport,
} from '../../domain/backup/backup';
import { tarBlock, tarHead, tarPadding } from '../../domain/backup/tar';
import { streamPlace } from '../../domain/ids';
import type { InsideFailure } from '../../domain/inside/ops';
import { withoutPaths } from '../../domain/command/without-paths';
import type { DurationMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import { receiveSnapshot, type SnapshotFault } from '../../transport/account-snapshot';
import { subject as build, isToken, type Subject } from '../../transport/subject';
import type { Transport } from '../../transport/transport';
import { snapshotReply, type SnapshotBegun } from '../../wire/ops/backup';
import type { PipeDeps } from '../deps';
import { failureOf, refusalOf } from './ask';
import type { Begin } from './jobs';
import { ownConnection } from './own-connection';

/** A server answers within some 10 ms; before 2.15 it looks through all its data first where a check is asked for (ms). */
const firstWord: DurationMs = 10_000;
const firstWordChecked: DurationMs = 30 * 60_000;
/** The size of a piece that the nats tool asks for, too (bytes). */
const pieceSize = 128 * 1024;
/** Bytes held in memory before they are handed to the browser to keep. */
const partSize = 8 * 1024 * 1024;

/** Receives a stream as one file. */
export function backupJob(deps: PipeDeps, args: BackupArgs): Result<Begin, InsideFailure> {
  const { account, domain, name } = streamPlace(args.stream);
  const transport = ownConnection(deps, account);
  if (!transport.ok) return transport;
  const prefix = deps.apiPrefix(account, domain);
  if (prefix === null) return err({ kind: 'noAccess' });
  const tokens = [...prefix, 'STREAM', 'SNAPSHOT', name];
  if (!tokens.every(isToken)) return err({ kind: 'unsendable' });
  return ok(({ signal, changed }) => {
    const backup = new Backup(backupName(name, new Date(deps.clock.now())), changed);
    return {
      report: () => ({ report: backup.report }),
      run: () => backup.run(transport.value, deps.clock, build(...tokens), args, signal),
      link: transport.value,
    };
  });
}

class Backup {
  #report: BackupReport;
  readonly #check = new ArchiveCheck();
  readonly #parts: Blob[] = [];
  #part: Uint8Array<ArrayBuffer>[] = [];
  #partSize = 0;
  #begun: SnapshotBegun | null = null;
  /** Why the answer was none. */
  #refusal: InsideFailure | null = null;

  constructor(
    name: string,
    private readonly changed: () => void,
  ) {
    this.#report = {
      ...{ kind: 'backup', stage: 'asking', bytes: 0, unpacked: 0, holding: null, contents: null, fault: null },
      ...{ name, content: null },
    };
  }

  get report(): BackupReport {
    return this.#report;
  }

  async run(
    transport: Transport,
    clock: PipeDeps['clock'],
    subject: Subject,
    { consumers, check }: BackupArgs,
    signal: AbortSignal,
  ): Promise<InsideFailure | null> {
    const received = await receiveSnapshot(
      transport,
      clock,
      {
        subject,
        body: (deliverTo) =>
          JSON.stringify({
            deliver_subject: deliverTo,
            chunk_size: pieceSize,
            ...(consumers ? {} : { no_consumers: true }),
            ...(check ? { jsck: true } : {}),
          }),
        firstWordMs: check ? firstWordChecked : firstWord,
        begun: ({ payload }) => this.#begin(payload),
        piece: (bytes) => this.#take(bytes),
      },
      signal,
    );
    if (!received.ok) return this.#failed(received.error);
    if (received.value === null || this.#begun === null) return this.#refusal ?? { kind: 'unreadable' };
    const contents = this.#check.end();
    if (!contents.ok) return this.#fault(contents.error);
    this.#keep();
    const content = fileOf(this.#begun.description, new Blob(this.#parts), clock.now());
    this.#tell({ stage: 'done', contents: contents.value, content });
    return null;
  }

  #begin(payload: Uint8Array): boolean {
    const answer = snapshotReply.read(payload);
    if (!answer.ok) {
      this.#refusal = refusalOf(answer.error);
      return false;
    }
    this.#begun = answer.value;
    this.#tell({ stage: 'receiving', holding: answer.value.holding });
    return true;
  }

  #take(bytes: Uint8Array): boolean {
    // Of its own: what the socket's buffer holds beside it is not kept.
    this.#part.push(new Uint8Array(bytes));
    this.#partSize += bytes.byteLength;
    if (this.#partSize >= partSize) this.#keep();
    const isReadable = this.#check.push(bytes);
    const received = this.#report.bytes + bytes.byteLength;
    this.#tell({ bytes: received, unpacked: this.#check.unpacked });
    return isReadable && received <= mostBackup;
  }

  #keep(): void {
    if (this.#part.length > 0) this.#parts.push(new Blob(this.#part));
    this.#part = [];
    this.#partSize = 0;
  }

  #failed(fault: SnapshotFault): InsideFailure {
    if (fault.code === 'gap' || fault.code === 'stalled') return this.#fault(fault.code);
    if (fault.code === 'ended') return { kind: 'refused', code: null, description: withoutPaths(fault.text) };
    if (fault.code !== 'unwanted') return failureOf(fault);
    if (this.#report.bytes > mostBackup) return { kind: 'tooLarge', limitBytes: mostBackup };
    const contents = this.#check.end();
    return this.#fault(contents.ok ? 'damaged' : contents.error);
  }

  #fault(fault: BackupFault): InsideFailure {
    this.#tell({ fault });
    return { kind: 'unreadable' };
  }

  #tell(part: Partial<BackupReport>): void {
    this.#report = { ...this.#report, ...part };
    this.changed();
  }
}

/** Both files of a backup in one. */
function fileOf(description: string, data: Blob, now: number): Blob {
  const text = new TextEncoder().encode(description);
  const seconds = now / 1000;
  return new Blob(
    [
      tarHead(descriptionFile, text.byteLength, seconds),
      text,
      new Uint8Array(tarPadding(text.byteLength)),
      tarHead(dataFile, data.size, seconds),
      data,
      new Uint8Array(tarPadding(data.size) + 2 * tarBlock),
    ],
    { type: 'application/x-tar' },
  );
}
