import { tarHead, tarPadding } from '../domain/backup/tar';
import { crc32c } from '../domain/backup/crc32c';
import recorded from './recorded-backups.json';

/** A backup that a real server made: ten messages of twelve, and one consumer. */
export function recordedBackup(version: keyof typeof recorded): {
  readonly reply: unknown;
  readonly data: Uint8Array<ArrayBuffer>;
} {
  const { reply, data } = recorded[version];
  return { reply, data: new Uint8Array(Buffer.from(data, 'base64')) };
}

export const recordedVersions = ['2.15.1', '2.10.27', '2.9.10'] as const;

/** One chunk of S2 after another, none of them packed. */
export function s2Of(...blocks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined(
    new TextEncoder().encode('\u0000\u0006\u0000\u0000S2sTwO').with(0, 0xff),
    ...blocks.map((block) => s2Chunk(1, checksum(block), block)),
  );
}

/** A chunk of a type, with its length. */
export function s2Chunk(type: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const contents = joined(...parts);
  const { length } = contents;
  return joined(new Uint8Array([type, length & 255, (length >> 8) & 255, length >> 16]), contents);
}

/** As S2 writes the checksum of a block. */
export function checksum(block: Uint8Array): Uint8Array<ArrayBuffer> {
  const crc = crc32c(block);
  const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
  return new Uint8Array([masked & 255, (masked >>> 8) & 255, (masked >>> 16) & 255, masked >>> 24]);
}

/** An entry of the archive that servers write from 2.15 on. */
export function archiveEntry(name: string, sequence: bigint, payload: string, time = 1_700_000_000_000_000_000n) {
  const body = new TextEncoder().encode(payload);
  const text = new TextEncoder().encode(name);
  return joined(
    varint(BigInt(text.length)),
    // Zigzag: only this one is signed.
    varint(time * 2n),
    varint(sequence),
    varint(0n),
    varint(BigInt(body.length)),
    text,
    body,
  );
}

/** The whole archive of some entries, with its end. */
export function archiveOf(...entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joined(new TextEncoder().encode('NATSARC1'), ...entries, archiveEntry('', 0n, '', 0n));
}

/** A tar of some files, with its end. */
export function tarOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).flatMap(([name, body]) => [
    tarHead(name, body.length, 0),
    body,
    new Uint8Array(tarPadding(body.length)),
  ]);
  return joined(...entries, new Uint8Array(1024));
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all;
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return new Uint8Array([...bytes, Number(rest)]);
}
