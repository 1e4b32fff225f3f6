import type { Count } from '../count';
import type { StreamKey } from '../ids';
import type { DurationMs } from '../time';

/** Name and value, in order; a name may come more than once. */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** One message for a stream, with what the server is to check before it takes it. */
export interface Publication {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly headers: HeaderLines;
  /** One message of an id is kept within the stream's duplicate window; `null`: none. */
  readonly id: string | null;
  /** Sequence that the stream's last message must have; `null`: any. */
  readonly lastSequence: Count | null;
  /** The same for the last message of the subject; 0: there is none. */
  readonly lastSubjectSequence: Count | null;
  /** Seconds until the message is removed, or never where the stream has a limit of age (2.11+); `null`: as the stream says. */
  readonly ttl: number | 'never' | null;
}

export interface PublishArgs {
  readonly stream: StreamKey;
  readonly publication: Publication;
}

/** A stream has the message. A lost acknowledgement is a failure: `outcomeUnknown`. */
export interface Stored {
  readonly stream: string;
  readonly sequence: Count;
  /** It had one of the same id already: this is the sequence of that one. */
  readonly duplicate: boolean;
}

/** Many publications: `{{n}}` and `{{time}}` stand for the number of the message and the time of its sending. */
export interface PublishManyArgs {
  readonly stream: StreamKey;
  readonly subject: string;
  readonly body: string;
  readonly headers: HeaderLines;
  /** As `subject`: with a number in it, what is sent twice is kept once. `null`: none. */
  readonly id: string | null;
  /** Number of the first one. */
  readonly from: number;
  readonly count: number;
  /** From one to the next; 0: as fast as acknowledgements come. */
  readonly every: DurationMs;
}

/** How far many publications are. `sent` is the sum of the others and of those on their way. */
export interface PublishManyReport {
  readonly kind: 'publishMany';
  readonly count: number;
  /** Number of the message that comes next. */
  readonly next: number;
  readonly sent: number;
  readonly stored: number;
  /** Of those stored: the stream had them already. */
  readonly duplicates: number;
  /** Not stored, by the server's word or because they reached nobody. */
  readonly notStored: number;
  /** Sent, and never acknowledged: they may be stored or not. */
  readonly unknown: number;
  /** The last acknowledgement. */
  readonly last: { readonly stream: string; readonly sequence: Count } | null;
  /** The last word of the server that said no; `null`: none did. */
  readonly refusal: string | null;
}

/** Messages in one go: a stop button is no help against a slip of the finger. */
export const mostPublications = 1_000_000;

/** A header that a message cannot have; `null`: it can. */
export function headerFault(name: string, value: string): 'name' | 'value' | 'reserved' | null {
  // Printable ASCII without the colon, as the server and the clients read them.
  if (!/^[\x21-\x39\x3b-\x7e]+$/.test(name)) return 'name';
  if (/[\r\n]/.test(value)) return 'value';
  return reservedHeaders.has(name.toLowerCase()) ? 'reserved' : null;
}

/** Headers with a field of their own on the form. */
const reservedHeaders: ReadonlySet<string> = new Set(
  [
    'Nats-Msg-Id',
    'Nats-Expected-Stream',
    'Nats-Expected-Last-Sequence',
    'Nats-Expected-Last-Subject-Sequence',
    'Nats-TTL',
  ].map((name) => name.toLowerCase()),
);

/** The headers that a publication is sent with. It names the stream: one that another stream takes is refused, not stored there. */
export function publicationHeaders(stream: string, publication: Omit<Publication, 'body' | 'subject'>): HeaderLines {
  const { headers, id, lastSequence, lastSubjectSequence, ttl } = publication;
  const own: readonly (readonly [string, string | null])[] = [
    ['Nats-Expected-Stream', stream],
    ['Nats-Msg-Id', id],
    ['Nats-Expected-Last-Sequence', lastSequence === null ? null : String(lastSequence)],
    ['Nats-Expected-Last-Subject-Sequence', lastSubjectSequence === null ? null : String(lastSubjectSequence)],
    ['Nats-TTL', ttl === null || ttl === 'never' ? ttl : `${ttl}s`],
  ];
  return [...own.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])), ...headers];
}

/** A text with its marks filled in. `time` is written as the page writes times to be read by programs. */
export function fillTemplate(text: string, { n, time }: { readonly n: number; readonly time: string }): string {
  return text.replace(/\{\{(n|time)\}\}/g, (_, mark: string) => (mark === 'n' ? String(n) : time));
}
