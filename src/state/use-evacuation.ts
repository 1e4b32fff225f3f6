import { useMemo } from 'react';
import type { EvacuationCluster, EvacuationRefusal, EvacuationRequest } from '../domain/evacuate/model';
import { useEngine } from './engine-context';
import { useCluster, useServers, useStreams } from './use-rows';

/** What an evacuation is planned from, as this page sees it; `null` until the first picture. */
export function useEvacuationCluster(): EvacuationCluster | null {
  const cluster = useCluster();
  const servers = useServers();
  const streams = useStreams();
  const { link, metas } = cluster ?? {};
  return useMemo(
    () =>
      link === undefined || metas === undefined || !streams.loaded
        ? null
        : { link, metas, servers: servers.rows, streams: streams.rows },
    [link, metas, servers.rows, streams.rows, streams.loaded],
  );
}

export type EvacuationAnswer = EvacuationRefusal | { readonly kind: 'notAvailable' };

/** Steers the evacuation that the engine drives. Resolves with why not; `null`: done as asked. */
export function useEvacuate(): (request: EvacuationRequest) => Promise<EvacuationAnswer | null> {
  const engine = useEngine();
  return async (request) => {
    const answer = await engine.request('evacuate', request);
    return answer.ok ? answer.value : { kind: 'notAvailable' };
  };
}
