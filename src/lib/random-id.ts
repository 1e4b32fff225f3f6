/** 32 hex digits that nobody guesses. `crypto.randomUUID` is missing in pages that came over plain http. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
