import type { ServerName } from '../domain/ids';
import type { Undecodable } from '../domain/observation';
import type { Result } from '../lib/result';

/** What became of a reply: a typed value, an answer that says no, or something that could not be read. */
export type Decoded<T> = Result<T, ReplyProblem>;

export type ReplyProblem =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'undecodable'; readonly undecodable: Undecodable };

/** An error that the server sent instead of an answer: it is alive and says no. */
export interface Refusal {
  /** Subject family, for example `JSZ`. */
  readonly what: string;
  /** Like HTTP: 400, 404, 500, 503. */
  readonly code: number;
  /** `err_code` of the JetStream API, for example 10008; `null` in `$SYS` replies, which have none. */
  readonly errorCode: number | null;
  /** Text of the server; shown literally. */
  readonly description: string;
  /** Who answered, where the reply says so. */
  readonly server: ServerName | null;
}

/** Reads the replies or events of one family of subjects. Neither way ever throws. */
export interface Family<T> {
  /** As in {@link Undecodable.what}, for example `JSZ`. */
  readonly name: string;
  /** From the bytes of a message. */
  read(payload: Uint8Array): Decoded<T>;
  /** From a value that was parsed already, for example out of a recording. */
  decode(value: unknown): Decoded<T>;
}
