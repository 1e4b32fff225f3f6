import { field, size, text } from '../decode';
import { apiFamily } from '../family';

/** A stream has the message: its name and the sequence. */
export interface PubAck {
  readonly stream: string;
  readonly sequence: number;
}

/** `{stream, seq}`, or an error: the message is not kept. */
export const pubAckReply = apiFamily<PubAck>('PubAck', (reply) => ({
  stream: field(reply, 'stream', text),
  sequence: field(reply, 'seq', size),
}));
