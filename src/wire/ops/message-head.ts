import type { MessageHead } from '../../domain/command/asset-commands';
import type { Count } from '../../domain/count';
import { counter, field, fields, Mismatch, name, optional, text, type Decoder } from '../decode';
import { apiFamily } from '../family';

/** A message of `STREAM.MSG.GET` without its body, and its sequence. */
export interface MessageTold extends MessageHead {
  readonly sequence: Count;
}

/** Replies to `STREAM.MSG.GET`; error 10037: there is none. */
export const messageHeadReply = apiFamily<MessageTold>('STREAM.MSG.GET', (reply) => {
  const message = field(reply, 'message', fields);
  return {
    sequence: field(message, 'seq', counter),
    subject: field(message, 'subject', name),
    time: field(message, 'time', text),
    bytes: optional(message, 'data', base64Bytes, 0),
  };
});

const base64Bytes: Decoder<number> = (value) => {
  if (typeof value !== 'string') throw new Mismatch('not a text');
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((value.length * 3) / 4) - padding);
};
