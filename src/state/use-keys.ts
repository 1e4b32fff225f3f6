import { useCallback, useEffect, useMemo, useState } from 'react';
import type { StreamKey } from '../domain/ids';
import type { KeyRow } from '../domain/inside/buckets';
import { followJob, type JobView } from './follow-job';
import { GatheredKeys } from './gathered-keys';
import { useAskInside } from './use-inside';

export interface KeyList {
  /** Keys that are there, and those that were deleted, by name. */
  readonly rows: readonly KeyRow[];
  readonly complete: boolean;
  readonly cut: boolean;
  readonly view: JobView;
}

const noKeys: KeyList = { rows: [], complete: false, cut: false, view: { state: 'idle' } };

/**
 * The keys of a bucket that match, kept up to date while shown; `again` starts anew after an end, and so does another
 * `incarnation` of the stream.
 */
export function useKeys(
  stream: StreamKey,
  filter: string,
  enabled: boolean,
  incarnation: number,
): KeyList & { readonly again: () => void } {
  const ask = useAskInside();
  const [turn, setTurn] = useState(0);
  const [list, setList] = useState(noKeys);
  useEffect(() => {
    if (!enabled) return undefined;
    const order = { kind: 'keys', args: { stream, filter } } as const;
    const gathered = new GatheredKeys((keys) => setList((before) => ({ ...before, ...keys })));
    const followed = followJob(ask, order, (view, news) => {
      const report = news?.report;
      if (report?.kind === 'keys') gathered.add(report);
      if (view.state !== 'running') gathered.flush();
      setList((before) => {
        if (view.state === 'starting') return { ...noKeys, view };
        return view.state === 'running' && before.view.state === 'running' ? before : { ...before, view };
      });
    });
    return () => {
      gathered.stop();
      followed.leave();
    };
  }, [ask, stream, filter, enabled, incarnation, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return useMemo(() => ({ ...list, again }), [list, again]);
}
