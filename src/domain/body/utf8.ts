const exact = { fatal: true, ignoreBOM: true };
const strict = new TextDecoder('utf-8', exact);

/** The text of bytes that are one; `null`: they are not valid UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** The text of the first bytes, of which the last character may be cut; `null`: they are not valid UTF-8. */
export function textStart(bytes: Uint8Array, most: number): string | null {
  if (bytes.length <= most) return textOf(bytes);
  try {
    // A stream waits for the rest of a character that is cut, and for nothing else: another decoder each time.
    return new TextDecoder('utf-8', exact).decode(bytes.subarray(0, most), { stream: true });
  } catch {
    return null;
  }
}

/** Share of control characters from which on a valid text is none that people wrote. */
const mostControls = 0.1;

/** Is it a text to be read, and not bytes that happen to be valid UTF-8? */
export function isReadable(text: string): boolean {
  if (text === '') return true;
  if (text.includes('\u0000')) return false;
  const start = text.slice(0, 4096);
  const controls = start.match(/[\p{Cc}]/gu)?.filter((character) => !/\s/.test(character)).length ?? 0;
  return controls / start.length <= mostControls;
}
