import { count, type Count } from '../count';
import type { Reader } from './feed';
import { readTarHead, tarBlock, tarPadding, type TarHead } from './tar';

/** How the servers write a backup: as messages from 2.15 on, before that as the files of a store, in a tar. */
export type ArchiveFormat = 'messages' | 'files';

/** What a backup holds by its own word. */
export interface ArchiveContents {
  readonly format: ArchiveFormat;
  /** Counted while reading; `null`: the files of a store do not tell. */
  readonly messages: { readonly count: number; readonly firstSeq: Count; readonly lastSeq: Count } | null;
  readonly consumers: number;
}

export type ArchiveFault =
  /** No backup of a stream, or of a format that this console does not know. */
  | 'notArchive'
  /** It ends before its end. */
  | 'truncated'
  /** A checksum is wrong, or what it holds is not as it is written. */
  | 'damaged'
  /** The server says in it that it could not read the stream (`errors.txt`, before 2.15). */
  | 'serverFailed';

/** Told while it is read. */
export interface ArchiveProgress {
  format: ArchiveFormat | null;
  messages: number;
  firstSeq: Count;
  lastSeq: Count;
  consumers: number;
  /** It is whole, unless more comes behind its end. */
  ended: boolean;
}

export const nothingRead: ArchiveProgress = {
  ...{ format: null, messages: 0, firstSeq: 0, lastSeq: 0, consumers: 0, ended: false },
};

/** Before the entries of the archive of 2.15 (server/archive). */
const magic = 'NATSARC1';
/** Longer names are none (server/archive). */
const longestName = 1024 * 1024;
/** Where the magic of a tar stands. */
const tarMagicAt = 257;

/** Reads what the packed data of a backup unpack to. Ends with a fault alone: of what is whole it waits for more, which is one. */
export function* readArchive(progress: ArchiveProgress): Reader<ArchiveFault> {
  const first = text(yield { kind: 'take', bytes: magic.length });
  if (first === magic) {
    progress.format = 'messages';
    return yield* readMessages(progress);
  }
  const rest = yield { kind: 'take', bytes: tarBlock - magic.length };
  if (text(rest.subarray(tarMagicAt - magic.length, tarMagicAt - magic.length + 5)) !== 'ustar') return 'notArchive';
  const head = new Uint8Array(tarBlock);
  head.set(new TextEncoder().encode(first));
  head.set(rest, magic.length);
  progress.format = 'files';
  return yield* readFiles(progress, readTarHead(head));
}

/** `state.json`, the consumers, each message, and an entry of nothing but zeros at the end (server/stream_backup.go, 2.15). */
function* readMessages(progress: ArchiveProgress): Reader<ArchiveFault> {
  for (;;) {
    const nameLength = approximate(yield { kind: 'varint' });
    const time = approximate(yield { kind: 'varint' });
    const sequence = exact(yield { kind: 'varint' });
    const headerSize = approximate(yield { kind: 'varint' });
    const payloadSize = approximate(yield { kind: 'varint' });
    const size = headerSize + payloadSize;
    if (nameLength > longestName || !Number.isSafeInteger(size)) return 'damaged';
    if (nameLength === 0 && time === 0 && sequence === 0 && size === 0) break;
    if (sequence !== 0) {
      yield { kind: 'skip', bytes: nameLength };
      if (progress.messages > 0 && sequence <= progress.lastSeq) return 'damaged';
      if (progress.messages === 0) progress.firstSeq = sequence;
      progress.lastSeq = sequence;
      progress.messages += 1;
    } else if (text(yield { kind: 'take', bytes: nameLength }).startsWith('consumers/')) progress.consumers += 1;
    yield { kind: 'skip', bytes: size };
  }
  progress.ended = true;
  yield { kind: 'take', bytes: 1 };
  return 'damaged';
}

/** The description of each of its consumers, as the path of the file that it is in (server/filestore.go, 2.10). */
const consumerFile = /^obs[/\\][^/\\]+[/\\]meta\.inf$/;
/** What a server writes in place of the rest when it cannot read the stream. */
const errorFile = 'errors.txt';
/** Bytes of a name that is too long for the head of a tar: in front of the file, in an entry of its own. */
const longestRecord = 64 * 1024;

function* readFiles(progress: ArchiveProgress, first: TarHead | null): Reader<ArchiveFault> {
  let longName: string | null = null;
  let isDescribed = false;
  let head = first;
  for (;;) {
    if (head === null) return 'damaged';
    if (head.kind === 'end') break;
    const size = head.size + tarPadding(head.size);
    if (head.kind === 'extended' && head.size <= longestRecord) {
      const records = text((yield { kind: 'take', bytes: size }).subarray(0, head.size));
      longName = /^\d+ path=(.*)$/m.exec(records)?.[1] ?? longName;
    } else {
      const name = longName ?? head.name;
      longName = null;
      if (name === errorFile) return 'serverFailed';
      if (name === 'meta.inf') isDescribed = true;
      if (consumerFile.test(name)) progress.consumers += 1;
      yield { kind: 'skip', bytes: size };
    }
    head = readTarHead(yield { kind: 'take', bytes: tarBlock });
  }
  if (!isDescribed) return 'notArchive';
  progress.ended = true;
  while ((yield { kind: 'take', bytes: tarBlock }).every((byte) => byte === 0));
  return 'damaged';
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/** Rounded beyond 2^53. */
function approximate(varint: Uint8Array): number {
  let value = 0;
  for (let at = varint.length - 1; at >= 0; at -= 1) value = value * 128 + ((varint[at] ?? 0) & 0x7f);
  return value;
}

function exact(varint: Uint8Array): Count {
  const value = approximate(varint);
  if (Number.isSafeInteger(value)) return value;
  return count(varint.reduceRight((sum, byte) => sum * 128n + BigInt(byte & 0x7f), 0n));
}
