/** A tar is made of blocks of that many bytes. */
export const tarBlock = 512;

/** The head of one entry, as far as a backup needs it. */
export type TarHead =
  | { readonly kind: 'file'; readonly name: string; readonly size: number }
  /** Records about the entry after it, such as a long name. */
  | { readonly kind: 'extended'; readonly name: string; readonly size: number }
  /** A folder, or what else is no file. */
  | { readonly kind: 'other'; readonly name: string; readonly size: number }
  /** A block of zeros. */
  | { readonly kind: 'end' };

/** Larger sizes do not fit the eleven octal digits (bytes). */
const mostOctal = 8 ** 11 - 1;

/** The head of a file (POSIX ustar). `seconds`: when it was written, since 1970. */
export function tarHead(name: string, size: number, seconds: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(tarBlock);
  const put = (at: number, text: string) => block.set(new TextEncoder().encode(text), at);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  if (name.length > 99 || size > mostOctal) throw new Error('does not fit the head of a tar');
  put(0, name);
  put(100, '0000600\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${octal(size, 11)}\0`);
  put(136, `${octal(Math.floor(seconds), 11)}\0`);
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\x0000');
  put(148, `${octal(sumOf(block), 6)}\0 `);
  return block;
}

/** `null`: its checksum is wrong, or it is none. */
export function readTarHead(block: Uint8Array): TarHead | null {
  if (block.every((byte) => byte === 0)) return { kind: 'end' };
  const stated = octalAt(block, 148, 8);
  const spaced = block.slice();
  spaced.fill(0x20, 148, 156);
  const size = octalAt(block, 124, 12);
  if (stated !== sumOf(spaced) || size === null) return null;
  const prefix = textAt(block, 345, 155);
  const short = textAt(block, 0, 100);
  const isPosix = textAt(block, 257, 5) === 'ustar' && block[262] === 0;
  const name = isPosix && prefix !== '' ? `${prefix}/${short}` : short;
  const type = String.fromCharCode(block[156] ?? 0);
  const kind = type === '0' || type === '\0' ? 'file' : type === 'x' || type === 'g' ? 'extended' : 'other';
  return { kind, name, size };
}

/** Zeros that fill the last block of a file of that size. */
export function tarPadding(size: number): number {
  return (tarBlock - (size % tarBlock)) % tarBlock;
}

function sumOf(block: Uint8Array): number {
  return block.reduce((sum, byte) => sum + byte, 0);
}

function textAt(block: Uint8Array, at: number, length: number): string {
  const bytes = block.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits between spaces; or, with the first bit set, a binary number, as GNU tar writes large ones. */
function octalAt(block: Uint8Array, at: number, length: number): number | null {
  if (((block[at] ?? 0) & 0x80) !== 0) {
    const bytes = block.subarray(at + 1, at + length);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : null;
  }
  const digits = textAt(block, at, length).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits === '' ? '0' : digits, 8) : null;
}
