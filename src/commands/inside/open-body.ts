import { packingOf } from '../../domain/body/packing';
import { zstdFrame, zstdParts } from '../../domain/body/zstd';
import type { Opened, Packing } from '../../domain/inside/messages';

/** Bytes that are opened of one body: a small one may hold any number. */
const mostOpened = 8 * 1024 * 1024;
/** Of a body that is packed, the bytes that are looked at. */
const mostPacked = 16 * 1024 * 1024;

/** The body as it was before it was compressed; `null`: it does not look compressed. */
export async function openBody(body: Uint8Array, encoding: string): Promise<Opened | null> {
  const packing = packingOf(body, encoding);
  if (packing === null) return null;
  const chunks = chunksOf(packing, body.subarray(0, mostPacked));
  if (chunks === null) return { kind: 'notOpened', packing };
  const read = await collect(chunks, mostOpened);
  if (read === null) {
    // Bytes that pass for a zlib header by chance are no reason to speak of damage.
    return packing === 'zlib' && encoding === '' ? null : { kind: 'damaged', packing };
  }
  return { kind: 'opened', packing, bytes: read.bytes, whole: read.whole && body.length <= mostPacked };
}

function chunksOf(packing: Packing, body: Uint8Array): AsyncIterable<Uint8Array> | null {
  switch (packing) {
    case 'gzip':
      return inflated('gzip', body);
    case 'zlib':
      return inflated('deflate', body);
    case 'zstd': {
      const frame = zstdFrame(body);
      return frame !== null && frame.window > mostOpened ? null : unzstd(body);
    }
    case 'snappy':
    case 's2':
    case 'lz4':
      return null;
  }
}

async function* inflated(format: CompressionFormat, body: Uint8Array): AsyncGenerator<Uint8Array> {
  const source = new Blob([new Uint8Array(body)]).stream();
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * The library is given one block after the other, so that it unpacks one too many at most; what it does not check itself is
 * kept from it.
 */
async function* unzstd(body: Uint8Array): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const made: Uint8Array[] = [];
  const stream = new Decompress((chunk) => void made.push(chunk));
  let at = 0;
  for (const end of zstdParts(body, mostOpened)) {
    stream.push(body.subarray(at, end), end === body.length);
    at = end;
    yield* made.splice(0);
  }
  if (at < body.length) throw new Error('no block that is opened here');
}

/** As many bytes as are asked for; `null`: nothing but damage. */
async function collect(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean } | null> {
  const kept: Uint8Array[] = [];
  let size = 0;
  let whole = true;
  try {
    for await (const chunk of chunks) {
      kept.push(chunk);
      size += chunk.length;
      if (size <= most) continue;
      whole = false;
      break;
    }
  } catch {
    return null;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of kept) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes: bytes.subarray(0, most), whole };
}
