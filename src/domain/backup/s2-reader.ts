import { crc32c } from './crc32c';
import { littleEndian, unpackBlock, unpackedLength } from './s2-block';

/** Of an unpacked block (bytes): writers make none larger. */
const mostUnpacked = 4 * 1024 * 1024;
/** Bytes before each chunk: its type and length. */
const chunkHead = 4;
/** Bytes before the contents of a chunk of data: their checksum. */
const checksumSize = 4;
/** Padding, and an index. The format lets any of 0x80 and above be skipped: then one wrong bit would hide a chunk of data. */
const skipped: ReadonlySet<number> = new Set([0xfe, 0x99]);

/**
 * Unpacks a stream of S2, chunk by chunk, as it comes. Each block is handed on once its checksum is right, and is the
 * receiver's until the next one. Format: github.com/google/snappy/blob/main/framing_format.txt, with blocks up to 4 MiB.
 */
export class S2Reader {
  #kept = new Uint8Array(256 * 1024);
  #length = 0;
  #begun = false;
  #damaged = false;
  #block = new Uint8Array(64 * 1024);
  readonly #receive: (block: Uint8Array) => void;

  constructor(receive: (block: Uint8Array) => void) {
    this.#receive = receive;
  }

  /** `false`: what came is damaged, or no S2 at all; nothing after it is read. */
  push(bytes: Uint8Array): boolean {
    if (this.#damaged) return false;
    this.#keep(bytes);
    let at = 0;
    for (;;) {
      const rest = this.#length - at;
      if (rest < chunkHead) break;
      const size = littleEndian(this.#kept, at + 1, 3);
      if (rest < chunkHead + size) break;
      const contents = this.#kept.subarray(at + chunkHead, at + chunkHead + size);
      if (!this.#chunk(this.#kept[at] ?? 0, contents)) {
        this.#damaged = true;
        return false;
      }
      at += chunkHead + size;
    }
    this.#kept.copyWithin(0, at, this.#length);
    this.#length -= at;
    return true;
  }

  /** Whether it ended with a whole chunk. That it is the last one only its contents tell. */
  get isWhole(): boolean {
    return this.#begun && !this.#damaged && this.#length === 0;
  }

  /** It began as S2 does. */
  get isBegun(): boolean {
    return this.#begun;
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#kept.length) {
      const larger = new Uint8Array(Math.max(length, this.#kept.length * 2));
      larger.set(this.#kept.subarray(0, this.#length));
      this.#kept = larger;
    }
    this.#kept.set(bytes, this.#length);
    this.#length = length;
  }

  #chunk(type: number, contents: Uint8Array): boolean {
    if (type === 0xff) {
      const name = String.fromCharCode(...contents.subarray(0, 6));
      this.#begun = contents.length === 6 && (name === 'S2sTwO' || name === 'sNaPpY');
      return this.#begun;
    }
    if (!this.#begun) return false;
    if (type === 0x00) return this.#packed(contents);
    if (type === 0x01) return this.#checked(contents, contents.subarray(checksumSize));
    return skipped.has(type);
  }

  #packed(contents: Uint8Array): boolean {
    const packed = contents.subarray(checksumSize);
    const found = unpackedLength(packed);
    if (found === null || found.length > mostUnpacked) return false;
    if (found.length > this.#block.length) this.#block = new Uint8Array(found.length);
    const block = this.#block.subarray(0, found.length);
    return unpackBlock(packed, found.start, block) && this.#checked(contents, block);
  }

  #checked(contents: Uint8Array, block: Uint8Array): boolean {
    if (contents.length < checksumSize || block.length > mostUnpacked) return false;
    const crc = crc32c(block);
    const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
    if (littleEndian(contents, 0, checksumSize) !== masked) return false;
    this.#receive(block);
    return true;
  }
}
