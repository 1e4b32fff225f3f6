import { isReadable, textOf } from './utf8';

/** A way to read a body. */
export type Form = 'text' | 'json' | 'msgpack' | 'cbor' | 'hex';

/** Bytes that are taken for a text; of more, only the bytes are shown. */
export const mostText = 4 * 1024 * 1024;
/** Bytes of MessagePack or CBOR that are decoded. */
export const mostPacked = 1024 * 1024;

/**
 * The forms that a body may have, the likeliest first, by the word of a `Content-Type` header and by the bytes. MessagePack
 * and CBOR have no mark of their own: what is no text and begins with a map or a list is tried.
 */
export function likelyForms(body: Uint8Array, contentType: string): readonly Form[] {
  const type = contentType.toLowerCase();
  const said: readonly Form[] = /\b(x-)?msgpack\b/.test(type) ? ['msgpack'] : /\bcbor\b/.test(type) ? ['cbor'] : [];
  const text = body.length > mostText ? null : textOf(body);
  if (text !== null && isReadable(text)) return [...said, ...(/^\s*[[{]/.test(text) ? ['json' as const] : []), 'text'];
  const packed: readonly Form[] = [
    ...(beginsMessagePack(body) ? ['msgpack' as const] : []),
    ...(beginsCbor(body) ? ['cbor' as const] : []),
  ];
  return [...new Set([...said, ...packed, 'hex' as const])];
}

/** fixmap, fixarray, array 16 or 32, map 16 or 32. */
function beginsMessagePack([first]: Uint8Array): boolean {
  return first !== undefined && ((first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf));
}

/** Major types 4 (list) and 5 (map), or the tag 55799 that says "this is CBOR" (RFC 8949, 3.4.6). */
function beginsCbor([first, second, third]: Uint8Array): boolean {
  if (first === undefined) return false;
  return (first >= 0x80 && first <= 0xbf) || (first === 0xd9 && second === 0xd9 && third === 0xf7);
}
