import { lazy, Suspense, useState } from 'react';
import type { ServerModel } from '../../domain/cluster/model';
import { useEvacuationRun } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { useTranslation } from '../../ui/translate';

const EvacuationDialog = lazy(async () => ({ default: (await import('./evacuation-dialog')).EvacuationDialog }));

/** Opens the evacuation of a server: its plan, or how far it is. */
export function ServerEvacuation({ server }: { readonly server: ServerModel }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const run = useEvacuationRun();
  const runs = run?.server === server.name && (run.state.kind === 'running' || run.state.kind === 'cancelling');
  // Of a server without JetStream there is nothing to move, and a silent one is dealt with as a dead one.
  const offered = server.presence.kind === 'answering' && server.jetstream !== false;
  return (
    <>
      {(offered || runs) && (
        <Button onClick={() => setOpen(true)}>{t(runs ? 'evacuate:running' : 'evacuate:open')}</Button>
      )}
      {isOpen && (
        <Suspense>
          <EvacuationDialog server={server.name} domain={server.domain} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
