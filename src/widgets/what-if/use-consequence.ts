import { useDeferredValue, useMemo } from 'react';
import type { MetaGroup, ServerModel, StreamModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { withoutServers, type Consequence } from '../../domain/what-if/what-if';

/** Counted after the page has answered to a press or shown a poll: of 10,000 streams it takes some 10 ms. */
export function useConsequence(
  servers: readonly ServerModel[],
  metas: readonly MetaGroup[],
  streams: readonly StreamModel[],
  chosen: readonly ServerName[],
): { readonly consequence: Consequence; readonly asked: readonly ServerName[] } {
  const now = useMemo(() => ({ servers, metas, streams, chosen }), [servers, metas, streams, chosen]);
  const then = useDeferredValue(now);
  return useMemo(() => ({ consequence: withoutServers(then, then.chosen), asked: then.chosen }), [then]);
}
