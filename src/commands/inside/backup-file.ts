import { ArchiveCheck } from '../../domain/backup/archive-check';
import type { ArchiveContents, ArchiveFormat } from '../../domain/backup/archive-reader';
import {
  dataFile,
  descriptionFile,
  mostDescription,
  type BackupFault,
  type BackupOps,
  type ChosenFile,
} from '../../domain/backup/backup';
import { readTarHead, tarBlock, tarPadding } from '../../domain/backup/tar';
import { err, ok, type Result } from '../../lib/result';
import { descriptionFamily, type Description } from '../../wire/ops/backup';

/** A backup as it was chosen, its description read. */
export interface BackupFile {
  readonly description: Description;
  readonly data: Blob;
}

/** Bytes read in one go. */
const readSize = 1024 * 1024;
/** Entries of a tar that are looked at: it holds two files, and perhaps their folder. */
const mostEntries = 64;

export async function readBackup({
  files,
}: BackupOps['readBackup']['args']): Promise<Result<BackupOps['readBackup']['value'], never>> {
  const file = await openBackup(files);
  if (!file.ok) return ok({ fault: file.error });
  const { description, data } = file.value;
  const format = await formatOf(data);
  return ok(format.ok ? { facts: { ...description, format: format.value, size: data.size } } : { fault: format.error });
}

/** The one file that this console writes, or the two of the folder of `nats stream backup`. */
export async function openBackup(files: readonly ChosenFile[]): Promise<Result<BackupFile, BackupFault>> {
  try {
    const [only] = files;
    const parts =
      files.length === 1 &&
      only !== undefined &&
      baseOf(only.name) !== descriptionFile &&
      baseOf(only.name) !== dataFile
        ? await entriesOf(only.content)
        : ok(new Map(files.map(({ name, content }) => [baseOf(name), content])));
    if (!parts.ok) return parts;
    const text = parts.value.get(descriptionFile);
    const data = parts.value.get(dataFile);
    if (text === undefined || text.size > mostDescription) return err('noDescription');
    if (data === undefined) return err('noData');
    const description = descriptionFamily.read(new Uint8Array(await text.arrayBuffer()));
    return description.ok ? ok({ description: description.value, data }) : err('noDescription');
  } catch {
    return err('unreadable');
  }
}

/** Reads the data to their end, so that nothing of a damaged backup is sent. `null`: it was stopped. */
export async function checkData(
  data: Blob,
  signal: AbortSignal,
  tell: (bytes: number) => void,
): Promise<Result<ArchiveContents | null, BackupFault>> {
  const check = new ArchiveCheck();
  try {
    for (let at = 0; at < data.size; at += readSize) {
      if (signal.aborted) return ok(null);
      if (!check.push(new Uint8Array(await data.slice(at, at + readSize).arrayBuffer()))) break;
      tell(Math.min(at + readSize, data.size));
    }
  } catch {
    return err('unreadable');
  }
  return check.end();
}

/** By its first bytes. */
async function formatOf(data: Blob): Promise<Result<ArchiveFormat, BackupFault>> {
  const check = new ArchiveCheck();
  try {
    for (let at = 0; at < data.size; at += readSize) {
      const goesOn = check.push(new Uint8Array(await data.slice(at, at + readSize).arrayBuffer()));
      const { format } = check.progress;
      if (format !== null) return ok(format);
      if (!goesOn) break;
    }
  } catch {
    return err('unreadable');
  }
  const end = check.end();
  return err(end.ok ? 'notArchive' : end.error);
}

/** The files in a tar, by their names without folders. */
async function entriesOf(tar: Blob): Promise<Result<ReadonlyMap<string, Blob>, BackupFault>> {
  const entries = new Map<string, Blob>();
  let at = 0;
  for (let count = 0; count < mostEntries && at + tarBlock <= tar.size; count += 1) {
    const head = readTarHead(new Uint8Array(await tar.slice(at, at + tarBlock).arrayBuffer()));
    if (head === null) return err(count === 0 ? 'notArchive' : 'damaged');
    if (head.kind === 'end') return ok(entries);
    at += tarBlock;
    if (at + head.size > tar.size) return err('cut');
    if (head.kind === 'file') entries.set(baseOf(head.name), tar.slice(at, at + head.size));
    at += head.size + tarPadding(head.size);
    if (entries.has(descriptionFile) && entries.has(dataFile)) return ok(entries);
  }
  return entries.size === 0 ? err('notArchive') : ok(entries);
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
