/**
 * Unpacks one block of S2 (github.com/klauspost/compress/s2, an extension of Snappy), whose length comes first. `false`: it is
 * damaged. `into` has room for {@link unpackedLength} bytes.
 */
export function unpackBlock(block: Uint8Array, start: number, into: Uint8Array): boolean {
  let from = start;
  let to = 0;
  let offset = 0;
  const byte = (at: number) => block[at] ?? 0;
  while (from < block.length) {
    const tag = byte(from);
    let length = tag >> 2;
    if ((tag & 3) === 0) {
      // As it is: the length, less one, in the tag or in up to four bytes after it.
      const extra = Math.max(length - 59, 0);
      if (extra > 0) length = littleEndian(block, from + 1, extra);
      from += 1 + extra;
      length += 1;
      if (length > into.length - to || length > block.length - from) return false;
      into.set(block.subarray(from, from + length), to);
      from += length;
      to += length;
      continue;
    }
    if ((tag & 3) === 1) {
      const far = ((tag & 0xe0) << 3) | byte(from + 1);
      length &= 7;
      from += 2;
      if (far !== 0) offset = far;
      // No offset: that of the copy before, and longer lengths in up to three bytes.
      else if (length >= 5) {
        const extra = length - 4;
        length = littleEndian(block, from, extra) + (longer[extra] ?? 0);
        from += extra;
      }
      length += 4;
    } else {
      const size = (tag & 3) === 2 ? 2 : 4;
      length += 1;
      offset = littleEndian(block, from + 1, size);
      from += 1 + size;
    }
    if (from > block.length || offset === 0 || offset > to || length > into.length - to) return false;
    if (offset >= length) into.copyWithin(to, to - offset, to - offset + length);
    // It repeats what it is just writing.
    else for (let at = 0; at < length; at += 1) into[to + at] = into[to + at - offset] ?? 0;
    to += length;
  }
  return to === into.length;
}

const longer = [0, 4, 256, 65_536];

/** The length that a block begins with, and where its contents do; `null`: none that could be. */
export function unpackedLength(block: Uint8Array): { readonly length: number; readonly start: number } | null {
  let length = 0;
  for (let at = 0; at < Math.min(5, block.length); at += 1) {
    const byte = block[at] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { length, start: at + 1 };
  }
  return null;
}

/** Beyond the end of `bytes`: zeros, which the caller's own bounds refuse. */
export function littleEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = size - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
