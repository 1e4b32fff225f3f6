import { useEffect, useMemo, useState } from 'react';
import type { MetaGroup, ServerModel, StreamModel } from '../../domain/cluster/model';
import { stoppingSetSteps, type StoppingSets } from '../../domain/what-if/stopping-sets';

/** Milliseconds of work at a time: the page stays free between two of them. */
const slice = 8;

/**
 * The smallest sets that stop something, counted a few milliseconds at a time. `null` until the first count is done;
 * the last count stays while the next one runs.
 */
export function useStoppingSets(
  servers: readonly ServerModel[],
  metas: readonly MetaGroup[],
  streams: readonly StreamModel[],
  most: number,
): StoppingSets | null {
  const [found, setFound] = useState<StoppingSets | null>(null);
  const cluster = useMemo(() => ({ servers, metas, streams }), [servers, metas, streams]);
  useEffect(() => {
    const steps = stoppingSetSteps(cluster, most);
    let timer = setTimeout(work);
    function work() {
      const end = performance.now() + slice;
      do {
        const step = steps.next();
        if (step.done === true) {
          setFound(step.value);
          return;
        }
      } while (performance.now() < end);
      timer = setTimeout(work);
    }
    return () => clearTimeout(timer);
  }, [cluster, most]);
  return found;
}
