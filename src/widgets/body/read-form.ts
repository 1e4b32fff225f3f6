import { mostPacked, mostText } from '../../domain/body/form';
import { jsonLines } from '../../domain/body/json-lines';
import type { Line } from '../../domain/body/lines';
import { holdsMessagePack } from '../../domain/body/message-pack';
import { textOf } from '../../domain/body/utf8';
import { valueLines } from '../../domain/body/value-lines';

/** The lines of bytes of a form with a structure; `null`: they do not have it, or are more than is taken apart. */
export async function linesOf(form: 'json' | 'msgpack' | 'cbor', body: Uint8Array): Promise<readonly Line[] | null> {
  if (form === 'json') {
    const text = body.length > mostText ? null : textOf(body);
    return text === null ? null : jsonLines(text);
  }
  if (body.length > mostPacked || (form === 'msgpack' && !holdsMessagePack(body))) return null;
  const read = form === 'msgpack' ? await messagePack() : await cbor();
  try {
    return valueLines(read(body));
  } catch {
    // Whatever the library does not read is not of that form; its words quote the bytes.
    return null;
  }
}

type Read = (body: Uint8Array) => unknown;

async function messagePack(): Promise<Read> {
  const { decode } = await import('@msgpack/msgpack');
  const limits = { maxStrLength: mostPacked, maxBinLength: mostPacked, maxExtLength: mostPacked };
  const sizes = { maxArrayLength: mostPacked, maxMapLength: mostPacked };
  // 64-bit integers keep their digits.
  return (body) => decode(body, { useBigInt64: true, ...limits, ...sizes });
}

async function cbor(): Promise<Read> {
  const { decode } = await import('cborg');
  // Names need not be texts.
  return (body): unknown => decode(body, { useMaps: true, tags: anyTag });
}

/** Of what is tagged, whatever the tag, the value is shown. */
const anyTag = new Proxy<Record<number, (inner: () => unknown) => unknown>>({}, { get: () => inside });

function inside(inner: () => unknown): unknown {
  return inner();
}
