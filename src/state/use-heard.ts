import { useState } from 'react';
import type { LocalMs } from '../domain/time';
import type { ClusterRow } from '../engine/protocol';
import { useCluster } from './use-rows';

/**
 * When a server answered last: how old the picture is at least. It is assembled anew every second, also of what was heard
 * long ago. `null`: there is no picture.
 */
export function useHeardAt(): LocalMs | null {
  const row = useCluster();
  const [last, setLast] = useState<{ readonly cluster: string; readonly at: LocalMs } | null>(null);
  const at = row === null ? null : newestAnswer(row);
  const kept = last !== null && last.cluster === row?.key ? last.at : null;
  if (row !== null && at !== null && (kept === null || at > kept)) setLast({ cluster: row.key, at });
  return at !== null && (kept === null || at > kept) ? at : (kept ?? row?.now ?? null);
}

/** The end of the newest round that somebody answered. */
function newestAnswer({ rounds }: ClusterRow): LocalMs | null {
  return rounds.reduce<LocalMs | null>(
    (newest, { answered, endedAt }) =>
      answered.length > 0 && (newest === null || endedAt > newest) ? endedAt : newest,
    null,
  );
}
