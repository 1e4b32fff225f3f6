import { isReadable, textStart } from './utf8';

/** The beginning of a body. */
export type Preview =
  | { readonly kind: 'empty' }
  /** `cut`: there is more. */
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  /** Bytes that are no text, as hexadecimal digits. */
  | { readonly kind: 'bytes'; readonly hex: string; readonly cut: boolean };

const textBytes = 160;
const hexBytes = 24;

export function previewOf(body: Uint8Array): Preview {
  if (body.length === 0) return { kind: 'empty' };
  const text = textStart(body, textBytes);
  if (text !== null && isReadable(text)) return { kind: 'text', text, cut: body.length > textBytes };
  const hex = Array.from(body.subarray(0, hexBytes), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return { kind: 'bytes', hex, cut: body.length > hexBytes };
}
