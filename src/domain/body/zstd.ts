/** How a frame of zstd begins (RFC 8878, 3.1.1). */
interface ZstdFrame {
  /** Bytes of the header. */
  readonly length: number;
  /** Bytes that it wants to be set aside before it is read. */
  readonly window: number;
  readonly hasChecksum: boolean;
}

/** A block becomes that many bytes at most, and no more than the window has. */
const mostInBlock = 128 * 1024;
/** Bytes of windows that are moved in all: `fzstd` moves a whole one for each block, and a block may be of three bytes. */
const mostMoved = 8 * 2 ** 30;

/** `null`: none begins there, or its header is cut. */
export function zstdFrame(body: Uint8Array, at = 0): ZstdFrame | null {
  if (body.length < at + 6 || word(body, at) !== 0xfd2fb528) return null;
  const view = viewOf(body);
  const descriptor = view.getUint8(at + 4);
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeAt = at + (isSingle ? 5 : 6) + dictionary;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  if (body.length < sizeAt + sizeBytes) return null;
  const window = isSingle ? contentSize(view, sizeAt, sizeBytes) : windowSize(view.getUint8(at + 5));
  return { length: sizeAt + sizeBytes - at, window, hasChecksum: (descriptor & 4) !== 0 };
}

/**
 * Where parts end that become one block each, so that whoever unpacks them may stop after any. Ends before the bytes do
 * where they break the form, want a larger window than `mostWindow`, or come in more blocks than anybody means to read.
 */
export function* zstdParts(body: Uint8Array, mostWindow: number): Generator<number, void> {
  let moved = 0;
  for (let at = 0; at < body.length;) {
    const skipped = skippable(body, at);
    const frame = skipped === null ? zstdFrame(body, at) : null;
    if (skipped === null && (frame === null || frame.window > mostWindow)) return;
    at = skipped ?? at + (frame?.length ?? 0);
    for (let isOpen = frame !== null; frame !== null && isOpen;) {
      const block = blockAt(body, at, frame);
      moved += frame.window;
      if (block === null || moved > mostMoved) return;
      isOpen = !block.isLast;
      at = block.end;
      if (at <= body.length) yield at;
    }
    if (at > body.length) return;
    if (frame === null) yield at;
  }
}

/** `null`: of a kind or size that no block has. A checksum goes with the last one. */
function blockAt(body: Uint8Array, at: number, { window, hasChecksum }: ZstdFrame) {
  if (body.length < at + 3) return null;
  const header = (body[at] ?? 0) | ((body[at + 1] ?? 0) << 8) | ((body[at + 2] ?? 0) << 16);
  const [isLast, kind, size] = [(header & 1) === 1, (header >> 1) & 3, header >> 3];
  if (kind === 3 || size > Math.min(window, mostInBlock)) return null;
  const isRun = kind === 1;
  return { isLast, end: at + 3 + (isRun ? 1 : size) + (isLast && hasChecksum ? 4 : 0) };
}

/** The end of a frame that holds no data (3.1.2); `null`: none begins there. */
function skippable(body: Uint8Array, at: number): number | null {
  if (body.length < at + 8 || word(body, at) >>> 4 !== 0x184d2a5) return null;
  return at + 8 + word(body, at + 4);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

function word(body: Uint8Array, at: number): number {
  return viewOf(body).getUint32(at, true);
}

function viewOf(body: Uint8Array): DataView {
  return new DataView(body.buffer, body.byteOffset, body.byteLength);
}
