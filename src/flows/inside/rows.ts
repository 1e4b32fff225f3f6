import { add, compare, subtract, type Count } from '../../domain/count';
import type { MessageHead, Order } from '../../domain/inside/messages';

/** What a list of messages is made of. */
export type Row =
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageHead }
  /** Sequences that hold no message (any more). */
  | { readonly kind: 'deleted'; readonly key: string; readonly from: Count; readonly to: Count }
  /** Sequences that were stepped over to keep up. */
  | { readonly kind: 'skipped'; readonly key: string; readonly from: Count; readonly to: Count };

/**
 * The rows of messages that were read one after the other. Only where all subjects are asked for is a sequence that is
 * missing between two of them one that is deleted.
 */
export function rowsOf(messages: readonly MessageHead[], order: Order, isWhole: boolean): readonly Row[] {
  const rows: Row[] = [];
  let before: MessageHead | undefined;
  for (const message of messages) {
    if (isWhole && before !== undefined) {
      const [low, high] = order === 'oldest' ? [before.seq, message.seq] : [message.seq, before.seq];
      const from = add(low, 1);
      const to = subtract(high, 1);
      if (compare(from, to) <= 0) rows.push({ kind: 'deleted', key: `d${String(from)}`, from, to });
    }
    rows.push(messageRow(message));
    before = message;
  }
  return rows;
}

function messageRow(message: MessageHead): Row {
  return { kind: 'message', key: `m${String(message.seq)}`, message };
}
