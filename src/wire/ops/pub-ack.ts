import type { Count } from '../../domain/count';
import { counter, field, flag, optional, text } from '../decode';
import { apiFamily } from '../family';

/** A stream has the message: its name and the sequence. */
export interface PubAck {
  readonly stream: string;
  readonly sequence: Count;
  /** It had one of the same id already, within the duplicate window: this is that one's sequence. */
  readonly duplicate: boolean;
}

/** `{stream, seq}`, or an error: the message is not kept. */
export const pubAckReply = apiFamily<PubAck>('PubAck', (reply) => ({
  stream: field(reply, 'stream', text),
  sequence: field(reply, 'seq', counter),
  duplicate: optional(reply, 'duplicate', flag, false),
}));
