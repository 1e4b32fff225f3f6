import type { Count } from '../../domain/count';
import { streamPlace, type StreamKey, type StreamPlace } from '../../domain/ids';
import { isSubject } from '../../domain/asset-config/subjects';
import type { Message, MessageAt } from '../../domain/inside/messages';
import type { InsideFailure } from '../../domain/inside/ops';
import { err, ok, type Result } from '../../lib/result';
import { readHeaderBlock, storedMessageReply, type StoredMessage } from '../../wire/ops/stored-message';
import type { PipeDeps } from '../deps';
import { askApi } from './ask';
import { openBody } from './open-body';

/** `JSNoMessageFoundErr` */
const noMessageFound = 10037;
/** A body of many megabytes takes its time over a slow line (ms). */
const messageDeadline = 15_000;

/** One whole message. Asked of the leader, whose answer holds the headers byte for byte. */
export async function message(
  deps: PipeDeps,
  { stream, at }: { readonly stream: StreamKey; readonly at: MessageAt },
): Promise<Result<Message | null, InsideFailure>> {
  const found = await getMessage(deps, streamPlace(stream), queryOf(at));
  if (!found.ok) return found;
  if (found.value === null) return ok(null);
  const { headerBlock, ...rest } = found.value;
  const headers = readHeaderBlock(headerBlock);
  return ok({ ...rest, headers, opened: await openBody(rest.body, encodingOf(headers)) });
}

/** What `STREAM.MSG.GET` is asked for. */
export interface MessageQuery {
  readonly seq?: Count;
  readonly last_by_subj?: string;
  readonly next_by_subj?: string;
  /** RFC 3339; from 2.11 on, older servers do not see it. */
  readonly start_time?: string;
}

/** `null`: the server has no such message. */
export async function getMessage(
  deps: PipeDeps,
  place: StreamPlace,
  query: MessageQuery,
): Promise<Result<StoredMessage | null, InsideFailure>> {
  const subject = query.last_by_subj ?? query.next_by_subj;
  if (subject !== undefined && !isSubject(subject)) return err({ kind: 'unsendable' });
  const tokens = ['STREAM', 'MSG', 'GET', place.name];
  const answer = await askApi(deps, place, tokens, bodyOf(query), storedMessageReply, messageDeadline);
  if (answer.ok) return answer;
  return answer.error.kind === 'refused' && answer.error.code === noMessageFound ? ok(null) : answer;
}

/** JSON by hand: a sequence may be larger than JSON of this language holds. */
export function bodyOf(query: Readonly<Record<string, Count | string | undefined>> | MessageQuery): string {
  const parts = Object.entries(query).flatMap(([name, value]: [string, Count | string | undefined]) =>
    value === undefined ? [] : [`"${name}":${typeof value === 'string' ? JSON.stringify(value) : String(value)}`],
  );
  return `{${parts.join(',')}}`;
}

function queryOf(at: MessageAt): MessageQuery {
  switch (at.kind) {
    case 'sequence':
      return { seq: at.seq };
    case 'last':
      return { last_by_subj: at.subject };
    case 'next':
      return { seq: at.seq, next_by_subj: at.subject };
  }
}

/** The word of whoever published it for how the body is packed. */
function encodingOf(headers: Message['headers']): string {
  if (headers.kind !== 'read') return '';
  return headers.fields.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1].toLowerCase() ?? '';
}
