import { randomId } from '../lib/random-id';
import type { Result } from '../lib/result';
import { err, ok } from '../lib/result';

/** Bytes of one message that are still read: over eleven times the largest reply of a cluster of 10,000 streams. */
const maxBytes = 64 * 1024 * 1024;
/** Levels of nesting. The deepest real reply has 9. */
export const maxDepth = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const longInteger = /\d{16}/;
const standingInteger = /(?<=[[:,\s]|^)-?\d{16,20}(?=[\],}\s]|$)/g;
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Stands before the digits of an integer that a `number` would round. Made anew with every start, so that no text of a
 * cluster can pass for one.
 */
export const mark = `${randomId()}:`;

/**
 * Parses a message. Never throws. Integers that a `number` would round come marked, for {@link exactInteger}: servers
 * write 64-bit counters as they are, and "no limit" as 2^64 - 1, so that every reply with accounts has some.
 */
export function parseJson(payload: Uint8Array): Result<unknown, string> {
  if (payload.byteLength > maxBytes) return err(`larger than ${maxBytes} bytes`);
  try {
    const text = utf8.decode(payload);
    return ok(longInteger.test(text) ? parseMarked(text) : JSON.parse(text));
  } catch {
    // The parser's own text quotes the payload, so it goes no further.
    return err('not JSON');
  }
}

/** The integer behind a marked one; everything else as it is. */
export function exactInteger(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;
}

/** True for what was an integer in the message, and is a text only on its way through the parser. */
export function isMarked(text: string): boolean {
  return text.startsWith(mark);
}

/**
 * Looks at the digits' neighbours only, which a text can imitate. Then the quotation mark put in there ends that text, and
 * the parser fails at the mark: only such a message is read again, token by token, at several times the cost.
 */
function parseMarked(text: string): unknown {
  const marked = text.replace(standingInteger, (integer) => (isRounded(integer) ? `"${mark}${integer}"` : integer));
  try {
    return JSON.parse(marked);
  } catch {
    return JSON.parse(text.replace(textOrNumber, (part) => (isRounded(part) ? `"${mark}${part}"` : part)));
  }
}

/** More than 20 characters are no 64-bit integer; they stay a rounded number, which every decoder of integers refuses. */
function isRounded(part: string): boolean {
  return part.length <= 20 && /^-?\d{16,}$/.test(part) && !Number.isSafeInteger(Number(part));
}
