/** What a client finds an object's entry by: its name in UTF-8, as Base64 for addresses with padding (as nats.go writes it). */
export function entryOf(name: string): string {
  const bytes = Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_');
}

/** Is it one part of a subject, without wildcards? */
export function isPlainToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text) && !/[.*>]/.test(text);
}
