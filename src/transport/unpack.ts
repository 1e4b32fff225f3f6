import { err, ok, type Result } from '../lib/result';
import type { UnpackError } from './transport';

/** The payload as it was before the server compressed it. A small message may unfold into any size, so there is a cap. */
export async function unpack(
  payload: Uint8Array,
  encoding: string | undefined,
  limitBytes: number,
): Promise<Result<Uint8Array, UnpackError>> {
  if (encoding === undefined || encoding === 'identity') {
    return payload.byteLength > limitBytes ? err({ code: 'tooLarge', limitBytes }) : ok(payload);
  }
  return encoding === 'gzip' ? gunzip(payload, limitBytes) : err({ code: 'damaged' });
}

async function gunzip(payload: Uint8Array, limitBytes: number): Promise<Result<Uint8Array, UnpackError>> {
  const source = new Response(new Uint8Array(payload)).body;
  if (!source) return err({ code: 'damaged' });
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > limitBytes) {
        await reader.cancel();
        return err({ code: 'tooLarge', limitBytes });
      }
      chunks.push(next.value);
    }
  } catch {
    return err({ code: 'damaged' });
  }
  return ok(join(chunks, size));
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
