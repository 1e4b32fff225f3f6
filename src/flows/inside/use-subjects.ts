import { useCallback, useMemo } from 'react';
import type { SubjectRow, SubjectsPage, SubjectsRequest } from '../../domain/inside/subjects';
import { useAskInside } from '../../state/use-inside';
import { usePaged, type Problem } from './use-paged';

const pageSize = 500;
export const mostSubjects = 10_000;

export interface SubjectsListing {
  readonly rows: readonly SubjectRow[];
  /** The newest page; `null`: none yet. */
  readonly last: SubjectsPage | null;
  readonly failure: Problem | null;
  readonly loading: boolean;
  readonly more: () => void;
}

export type SubjectsQuery = Omit<SubjectsRequest, 'offset' | 'limit'>;

/** Rows page by page: the list itself stays in the engine. One query for one component, by its `key`. */
export function useSubjects({ stream, filter, under, search, sort, notBefore }: SubjectsQuery): SubjectsListing {
  const ask = useAskInside();
  const read = useCallback(
    (offset: number | bigint | null, signal: AbortSignal) => {
      const page = { offset: Number(offset), limit: pageSize };
      return ask('subjects', { stream, filter, under, search, sort, notBefore, ...page }, signal);
    },
    [ask, stream, filter, under, search, sort, notBefore],
  );
  const { pages, failure, loading, readFrom } = usePaged<SubjectsPage>(read, 0);
  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages]);
  const last = pages.at(-1) ?? null;
  const isAll = last !== null && (rows.length >= last.count || rows.length >= mostSubjects);
  const more = useCallback(() => {
    if (!isAll) readFrom(rows.length);
  }, [isAll, rows.length, readFrom]);
  return { rows, last, failure, loading, more };
}
