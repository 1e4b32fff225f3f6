import type { Packing } from '../inside/messages';
import { isReadable, textStart } from './utf8';

const magics: readonly (readonly [Packing, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  // Both: a chunk of ten bytes that names the format.
  ['snappy', [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59]],
  ['s2', [0xff, 0x06, 0x00, 0x00, 0x53, 0x32, 0x73, 0x54, 0x77, 0x4f]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
];

/** A map: the header may say any word, also those that every object of the language has. */
const named: ReadonlyMap<string, Packing> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'zlib'],
  ['zlib', 'zlib'],
  ['zstd', 'zstd'],
  ['snappy', 'snappy'],
  ['s2', 's2'],
  ['lz4', 'lz4'],
]);

/**
 * How a body is packed: by its first bytes, or by the word of a `Content-Encoding` header for bytes that are no text.
 * `null`: not at all, as far as that can be told.
 */
export function packingOf(body: Uint8Array, encoding: string): Packing | null {
  const magic = magics.find(([, bytes]) => bytes.every((byte, index) => body[index] === byte));
  if (magic !== undefined) return magic[0];
  const start = textStart(body, 4096);
  if (start !== null && isReadable(start)) return null;
  return named.get(encoding) ?? (isZlib(body) ? 'zlib' : null);
}

/** Method 8, a window of at most 32 KiB, and a check that holds once in 31 (RFC 1950). */
function isZlib([method, flags]: Uint8Array): boolean {
  if (method === undefined || flags === undefined) return false;
  return (method & 0x0f) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0 && (method * 256 + flags) % 31 === 0;
}
