import { LineWriter, TooLarge, type Line } from './lines';

const bytesShown = 64;

/** The lines of a decoded value (MessagePack, CBOR); `null`: larger than can be drawn. */
export function valueLines(value: unknown): readonly Line[] | null {
  const writer = new LineWriter();
  try {
    write(writer, null, value);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
  return writer.lines();
}

function write(writer: LineWriter, name: string | null, value: unknown): void {
  if (typeof value === 'string') writer.value(name, 'text', value);
  else if (typeof value === 'number' || typeof value === 'bigint') writer.value(name, 'number', String(value));
  else if (value instanceof Uint8Array) writer.value(name, 'bytes', hexOf(value));
  else if (value instanceof Date) {
    writer.value(name, 'word', Number.isNaN(value.getTime()) ? 'no time' : value.toISOString());
  } else if (Array.isArray(value))
    writeAll(
      writer,
      name,
      '[',
      value.map((item: unknown) => [null, item] as const),
    );
  else if (value instanceof Map) {
    const entries = [...value].map(([key, item]: [unknown, unknown]) => [keyText(key), item] as const);
    writeAll(writer, name, '{', entries);
  } else if (typeof value === 'object' && value !== null) writeAll(writer, name, '{', Object.entries(value));
  else writer.value(name, 'word', String(value));
}

function writeAll(
  writer: LineWriter,
  name: string | null,
  bracket: '{' | '[',
  entries: readonly (readonly [string | null, unknown])[],
): void {
  writer.open(name, bracket);
  for (const [key, item] of entries) write(writer, key, item);
  writer.close();
}

/** Names that are no texts are written as what they are. */
function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key instanceof Uint8Array) return hexOf(key);
  return typeof key === 'number' || typeof key === 'bigint' || typeof key === 'boolean' ? String(key) : '?';
}

function hexOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes.subarray(0, bytesShown), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return bytes.length > bytesShown ? `${hex}…` : hex;
}
