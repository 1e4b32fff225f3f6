import { count } from '../domain/count';
import type { Result } from '../lib/result';
import { err, ok } from '../lib/result';

/** Bytes of one message that are still read: over eleven times the largest reply of a cluster of 10,000 streams. */
const maxBytes = 64 * 1024 * 1024;
/** Levels of nesting. The deepest real reply has 9. */
export const maxDepth = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const longInteger = /\d{16}/;
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses a message. Integers that a `number` would round arrive as `bigint`: servers write 64-bit counters as they are,
 * and "no limit" as 2^64 - 1. Never throws.
 */
export function parseJson(payload: Uint8Array): Result<unknown, string> {
  if (payload.byteLength > maxBytes) return err(`larger than ${maxBytes} bytes`);
  try {
    const text = utf8.decode(payload);
    return ok(longInteger.test(text) ? parseExactly(text) : JSON.parse(text));
  } catch (error) {
    // The parser's own text quotes the payload, so it goes no further.
    return err(error instanceof TooDeep ? 'nested too deeply' : 'not JSON');
  }
}

/** Only for texts with long integers, since it costs twice a plain parse. */
function parseExactly(text: string): unknown {
  // Unknown to whoever wrote the text, so that no text of theirs can pass for an integer.
  const mark = `${crypto.randomUUID()}:`;
  const marked = text.replace(textOrNumber, (part) => (isRounded(part) ? `"${mark}${part}"` : part));
  return restore(JSON.parse(marked), mark, 0);
}

/** More than 20 characters are no 64-bit integer; they stay a rounded number, which every decoder of integers refuses. */
function isRounded(part: string): boolean {
  return part.length <= 20 && /^-?\d{16,}$/.test(part) && !Number.isSafeInteger(Number(part));
}

class TooDeep extends Error {}

/** Puts the integers back, in place. */
function restore(value: unknown, mark: string, depth: number): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? count(BigInt(value.slice(mark.length))) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) throw new TooDeep();
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) value[i] = restore(value[i], mark, depth + 1);
    return value;
  }
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    const before = fields[name];
    const after = restore(before, mark, depth + 1);
    if (after !== before)
      Object.defineProperty(fields, name, { value: after, writable: true, enumerable: true, configurable: true });
  }
  return fields;
}
