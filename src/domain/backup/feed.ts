/** What a reader wants next of the bytes that come. Answered with bytes, which are its own only until it asks again. */
export type Want =
  | { readonly kind: 'take'; readonly bytes: number }
  /** Passed over. */
  | { readonly kind: 'skip'; readonly bytes: number }
  /** Up to the byte below 0x80 that ends a varint, and with it. */
  | { readonly kind: 'varint' };

/** Reads by asking; a wrong shape ends it by itself. */
export type Reader<T> = Generator<Want, T, Uint8Array>;

/** Encoders of 64 bits write no more. */
const longestVarint = 10;
const nothing = new Uint8Array();

/** Gives a reader the bytes that it asks for, of blocks as they come. */
export class Feed<T> {
  readonly #reader: Reader<T>;
  #want: Want | null = null;
  #kept: Uint8Array = nothing;
  #skipped = 0;
  #result: T | null = null;

  constructor(reader: Reader<T>) {
    this.#reader = reader;
    this.#next(nothing);
  }

  /** `null`: it wants more. */
  get result(): T | null {
    return this.#result;
  }

  push(block: Uint8Array): void {
    const bytes = this.#kept.length === 0 ? block : joined(this.#kept, block);
    let at = 0;
    for (let want = this.#want; want !== null; want = this.#want) {
      const size = this.#given(want, bytes, at);
      if (size === null) {
        this.#keep(want, bytes.subarray(at));
        return;
      }
      at += size;
      this.#skipped = 0;
      this.#next(want.kind === 'skip' ? nothing : bytes.subarray(at - size, at));
    }
  }

  #keep(want: Want, rest: Uint8Array): void {
    if (want.kind === 'skip') this.#skipped += rest.length;
    // Of its own: the block is not.
    this.#kept = want.kind === 'skip' ? nothing : rest.slice();
  }

  /** Bytes of `bytes` from `at` on that answer it; `null`: not all have come. */
  #given(want: Want, bytes: Uint8Array, at: number): number | null {
    const rest = bytes.length - at;
    switch (want.kind) {
      case 'take':
        return rest < want.bytes ? null : want.bytes;
      case 'skip':
        return rest < want.bytes - this.#skipped ? null : want.bytes - this.#skipped;
      case 'varint':
        for (let size = 1; size <= rest; size += 1) {
          if ((bytes[at + size - 1] ?? 0) < 0x80 || size === longestVarint) return size;
        }
        return null;
    }
  }

  #next(given: Uint8Array): void {
    const step = this.#reader.next(given);
    if (step.done === true) this.#result = step.value;
    this.#want = step.done === true ? null : step.value;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
