import type { StreamContent } from '../../domain/command/looked';
import { add, type Count } from '../../domain/count';
import { counter, entries, field, fields, flag, optional, size, text, timeOrNull, type Fields } from '../decode';
import { apiFamily } from '../family';
import { exact } from '../exact';

/** A stream as `STREAM.INFO` tells it. */
export interface StreamTold {
  readonly created: string;
  /** As it came, integers exact: for `readStreamConfig`. */
  readonly config: unknown;
  readonly content: StreamContent;
  /** Bytes. */
  readonly bytes: Count;
}

/** Replies to `STREAM.INFO`, with or without `subjects_filter`. */
export const streamToldReply = apiFamily<StreamTold>('STREAM.INFO', (reply) => {
  const config = field(reply, 'config', fields);
  const state = field(reply, 'state', fields);
  const created = optional(reply, 'created', text, '');
  const messages = field(state, 'messages', counter);
  return {
    created,
    config: exact(config),
    bytes: optional(state, 'bytes', counter, 0),
    content: {
      created,
      messages,
      firstSeq: field(state, 'first_seq', counter),
      lastSeq: field(state, 'last_seq', counter),
      lastTime: optional(state, 'last_ts', timeOrNull, null),
      deleted: optional(state, 'num_deleted', counter, 0),
      consumers: optional(state, 'consumer_count', size, 0),
      sealed: optional(config, 'sealed', flag, false),
      denyDelete: optional(config, 'deny_delete', flag, false),
      denyPurge: optional(config, 'deny_purge', flag, false),
      matching: messages,
      firstMatching: null,
    },
  };
});

/** How many messages the subjects of a filtered reply have; `null`: there are more of them than one reply holds. */
export const matchingReply = apiFamily<Count | null>('STREAM.INFO', (reply) => {
  const counts = optional(field(reply, 'state', fields), 'subjects', subjectCounts, []);
  return isWhole(reply, counts.length) ? counts.reduce<Count>((sum, one) => add(sum, one), 0) : null;
});

const subjectCounts = entries((_subject, value) => counter(value));

/** `total` is told where the subjects are paged (2.9+); up to 100,000 of them are on a page. */
function isWhole(reply: Fields, told: number): boolean {
  return optional(reply, 'total', size, told) <= told;
}
