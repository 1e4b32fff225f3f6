import { useCallback, useEffect, useState } from 'react';
import type { InsideFailure } from '../../domain/inside/ops';
import type { OpError } from '../../engine/protocol';
import type { Result } from '../../lib/result';
import { passes, patience } from '../../state/use-inside';

export type Problem = InsideFailure | OpError;

/** Pages that were read one after the other. */
export interface Paged<Page> {
  readonly pages: readonly Page[];
  readonly failure: Problem | null;
  readonly loading: boolean;
  /** Reads on from there; nothing while something is being read. */
  readonly readFrom: (cursor: Cursor) => void;
}

/** Where a page begins; `null`: at the beginning. */
type Cursor = number | bigint | null;

interface State<Page> {
  readonly pages: readonly Page[];
  readonly failure: Problem | null;
  /** What is being read; `null`: nothing. */
  readonly wanted: { readonly cursor: Cursor } | null;
}

/** Reads page after page as they are wanted. `read` is another function for another list, which is another component. */
export function usePaged<Page>(
  read: (cursor: Cursor, signal: AbortSignal) => Promise<Result<Page, Problem>>,
  first: Cursor,
): Paged<Page> {
  const [{ pages, failure, wanted }, setState] = useState<State<Page>>({
    pages: [],
    failure: null,
    wanted: { cursor: first },
  });
  useEffect(() => {
    if (wanted === null) return;
    const abort = new AbortController();
    void read(wanted.cursor, abort.signal).then((answer) => {
      if (abort.signal.aborted) return;
      setState((before) => ({
        pages: answer.ok ? [...before.pages, answer.value] : before.pages,
        failure: answer.ok ? null : answer.error,
        wanted: null,
      }));
    });
    return () => abort.abort();
  }, [read, wanted]);
  // What is not reached yet, right after a log-in, or not now: tried again until it is.
  const isPassing = failure !== null && pages.length === 0 && passes(failure);
  useEffect(() => {
    if (!isPassing || wanted !== null) return;
    const timer = setTimeout(() => setState((before) => ({ ...before, wanted: { cursor: first } })), patience);
    return () => clearTimeout(timer);
  }, [isPassing, wanted, first]);
  const readFrom = useCallback((cursor: Cursor) => {
    setState((before) => (before.wanted === null ? { ...before, wanted: { cursor } } : before));
  }, []);
  return { pages, failure, loading: wanted !== null, readFrom };
}
