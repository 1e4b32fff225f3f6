import type { MessageHeaders } from '../../domain/inside/messages';
import { count, type Count } from '../../domain/count';
import { serverMs, type ServerMs } from '../../domain/time';
import { counter, field, fields, Mismatch, optional, time } from '../decode';
import { apiFamily } from '../family';
import { isMarked } from '../json';

/** A message as a stream holds it. */
export interface StoredMessage {
  readonly seq: Count;
  readonly subject: string;
  readonly time: ServerMs;
  /** To the nanosecond. */
  readonly timeText: string;
  /** As it stands in the message; empty: it has no headers. */
  readonly headerBlock: Uint8Array;
  readonly body: Uint8Array;
}

/** The reply to `STREAM.MSG.GET`. Servers write bytes as base64 and leave out what is empty. */
export const storedMessageReply = apiFamily<StoredMessage>('STREAM.MSG.GET', (reply) => {
  const message = field(reply, 'message', fields);
  return {
    seq: field(message, 'seq', counter),
    subject: field(message, 'subject', wholeText),
    time: field(message, 'time', time),
    timeText: field(message, 'time', wholeText),
    headerBlock: optional(message, 'hdrs', base64, none),
    body: optional(message, 'data', base64, none),
  };
});

/** One reply to `DIRECT.GET`: a message, or why there is none. */
export type DirectReply =
  | {
      readonly kind: 'message';
      readonly message: Omit<StoredMessage, 'headerBlock'>;
      /** Messages that fit and come after it; `null`: the server does not count, nor does it send more than one. */
      readonly pending: Count | null;
    }
  /** The end of a batch; messages that fit and come after it. */
  | { readonly kind: 'end'; readonly pending: Count | null }
  | { readonly kind: 'none' }
  /** Refused, or not of that form. */
  | { readonly kind: 'unreadable' };

/**
 * Reads it out of the headers that the server adds, which stand last (`genHeader`), whatever whoever published it wrote
 * before them.
 */
export function readDirectReply(
  added: ReadonlyMap<string, string> | undefined,
  status: number | undefined,
  payload: Uint8Array,
): DirectReply {
  const seq = digits(added?.get('Nats-Sequence'));
  const pending = digits(added?.get('Nats-Num-Pending'));
  if (seq !== null) {
    const subject = added?.get('Nats-Subject') ?? '';
    const timeText = added?.get('Nats-Time-Stamp') ?? '';
    const ms = Date.parse(timeText);
    if (subject === '' || Number.isNaN(ms)) return { kind: 'unreadable' };
    return { kind: 'message', message: { seq, subject, time: serverMs(ms), timeText, body: payload }, pending };
  }
  if (status === 204) return { kind: 'end', pending };
  return status === 404 ? { kind: 'none' } : { kind: 'unreadable' };
}

const none = new Uint8Array();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The headers of a message: `NATS/1.0` and one line for each, a name as often as it was written. One that breaks the form
 * is not guessed at: some are published by other means than a client library.
 */
export function readHeaderBlock(block: Uint8Array): MessageHeaders {
  if (block.length === 0) return { kind: 'read', fields: [] };
  const unreadable = { kind: 'unreadable', block } as const;
  const text = textOf(block);
  if (text === null) return unreadable;
  const [first = '', ...lines] = text.split('\r\n');
  // Closed by an empty line: two empty parts.
  if (!first.startsWith('NATS/1.0') || lines.pop() !== '' || lines.pop() !== '') return unreadable;
  const read: (readonly [string, string])[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) return unreadable;
    read.push([line.slice(0, colon), withoutBlanks(line.slice(colon + 1))]);
  }
  return { kind: 'read', fields: read };
}

/** Blanks and tabs at both ends. No pattern: one for the end tries at every blank, which takes minutes in a long run of them. */
function withoutBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t';
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function digits(text: string | undefined): Count | null {
  return text !== undefined && /^\d{1,20}$/.test(text) ? count(BigInt(text)) : null;
}

/** Longer than what is shown of a name: a subject is a part of what is asked next. */
function wholeText(value: unknown): string {
  if (typeof value !== 'string' || isMarked(value)) throw new Mismatch('not a text');
  return value;
}

function base64(value: unknown): Uint8Array {
  const text = wholeText(value);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Mismatch('not base64');
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
