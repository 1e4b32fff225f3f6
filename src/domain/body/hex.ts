/** Bytes of one row. */
const bytesPerRow = 16;

export function hexRows(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / bytesPerRow);
}

export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  /** What is a visible ASCII character; a dot for the rest. */
  readonly text: string;
}

export function hexRow(bytes: Uint8Array, row: number): HexRow {
  const part = bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow);
  const pairs = Array.from(part, (byte) => byte.toString(16).padStart(2, '0'));
  const halves = [pairs.slice(0, bytesPerRow / 2).join(' '), pairs.slice(bytesPerRow / 2).join(' ')];
  const text = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return { offset: (row * bytesPerRow).toString(16).padStart(8, '0'), hex: halves.join('  ').trimEnd(), text };
}
