import { useCallback, useMemo } from 'react';
import type { Count } from '../../domain/count';
import type { StreamKey } from '../../domain/ids';
import type { MessagePage, Order } from '../../domain/inside/messages';
import { useAskInside } from '../../state/use-inside';
import { rowsOf, type Row } from './rows';
import { usePaged, type Problem } from './use-paged';

/** Messages of one page, and of one list: beyond it another one begins. */
const pageSize = 100;
export const mostListed = 10_000;

export interface ListQuery {
  readonly stream: StreamKey;
  readonly order: Order;
  readonly filter: string;
  readonly from: Count | null;
}

export interface MessageList {
  readonly rows: readonly Row[];
  readonly messages: number;
  /** The newest page; `null`: none yet. */
  readonly last: MessagePage | null;
  readonly failure: Problem | null;
  readonly loading: boolean;
  /** Reads on, or again what failed. */
  readonly more: () => void;
}

/** Messages page by page. A list is of one query: another one is another component, by its `key`. */
export function usePages({ stream, order, filter, from }: ListQuery): MessageList {
  const ask = useAskInside();
  const read = useCallback(
    (start: Count | null, signal: AbortSignal) =>
      ask('messagePage', { stream, order, filter, from: start, limit: pageSize }, signal),
    [ask, stream, order, filter],
  );
  const { pages, failure, loading, readFrom } = usePaged<MessagePage>(read, from);
  const rows = useMemo(() => {
    const messages = pages.flatMap((page) => page.messages);
    return rowsOf(messages, order, filter === '' || filter === '>');
  }, [pages, order, filter]);
  const messages = pages.reduce((sum, page) => sum + page.messages.length, 0);
  const last = pages.at(-1) ?? null;
  const more = useCallback(() => {
    if (last === null) readFrom(from);
    else if (last.ended !== 'end' && messages < mostListed) readFrom(last.next);
  }, [last, from, messages, readFrom]);
  return { rows, messages, last, failure, loading, more };
}
