import { err, ok, type Result } from '../../lib/result';
import {
  nothingRead,
  readArchive,
  type ArchiveContents,
  type ArchiveFault,
  type ArchiveProgress,
} from './archive-reader';
import { Feed } from './feed';
import { S2Reader } from './s2-reader';

/**
 * Reads the packed data of a backup (`stream.tar.s2`) as they come, to the end: every checksum, every entry. A server before
 * 2.15 ends a transfer that failed like any other, and a link may lose the rest: only the contents tell whether it is whole.
 */
export class ArchiveCheck {
  readonly #progress: ArchiveProgress = { ...nothingRead };
  readonly #entries = new Feed(readArchive(this.#progress));
  readonly #packed = new S2Reader((block) => {
    this.#unpacked += block.length;
    this.#entries.push(block);
  });
  #unpacked = 0;
  #isReadable = true;

  /** `false`: it is of no use to go on. */
  push(bytes: Uint8Array): boolean {
    this.#isReadable &&= this.#packed.push(bytes);
    return this.#isReadable && this.#entries.result === null;
  }

  /** Bytes so far. */
  get unpacked(): number {
    return this.#unpacked;
  }

  get progress(): Readonly<ArchiveProgress> {
    return this.#progress;
  }

  /** After the last byte. */
  end(): Result<ArchiveContents, ArchiveFault> {
    const fault = this.#entries.result;
    const { ended, format, messages, firstSeq, lastSeq, consumers } = this.#progress;
    if (!this.#packed.isBegun) return err('notArchive');
    if (!this.#isReadable) return err('damaged');
    if (fault !== null) return err(fault);
    if (!ended || format === null || !this.#packed.isWhole) return err('truncated');
    return ok({ format, messages: format === 'messages' ? { count: messages, firstSeq, lastSeq } : null, consumers });
  }
}
