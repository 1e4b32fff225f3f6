import * as v from 'valibot';
import { lazy, Suspense } from 'react';
import type { ServerModel } from '../../domain/cluster/model';
import { searchChoice, usePageSearch } from '../../state/use-page-search';
import { useEvacuationRun } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { useTranslation } from '../../ui/translate';

const EvacuationDialog = lazy(async () => ({ default: (await import('./evacuation-dialog')).EvacuationDialog }));

/** What is open beside the screen, as the address says it. */
const search = v.object({ open: searchChoice(['', 'evacuation']) });

export interface ServerEvacuationProps {
  readonly server: ServerModel;
  /** `false`: not offered now, unless it runs. What was opened stays open. */
  readonly offered?: boolean;
}

/** Opens the evacuation of a server: its plan, or how far it is. It has an address, so that whoever comes back finds it. */
export function ServerEvacuation({ server, offered = true }: ServerEvacuationProps) {
  const { t } = useTranslation();
  const [{ open }, set] = usePageSearch(search);
  const run = useEvacuationRun();
  const runs = run?.server === server.name && (run.state.kind === 'running' || run.state.kind === 'cancelling');
  // Of a server without JetStream there is nothing to move, and a silent one is dealt with as a dead one.
  const isPossible = offered && server.presence.kind === 'answering' && server.jetstream !== false;
  return (
    <>
      {(isPossible || runs) && (
        <Button onClick={() => set({ open: 'evacuation' })}>{t(runs ? 'evacuate:running' : 'evacuate:open')}</Button>
      )}
      {open === 'evacuation' && (
        <Suspense>
          <EvacuationDialog server={server.name} domain={server.domain} onClose={() => set({ open: '' })} />
        </Suspense>
      )}
    </>
  );
}
