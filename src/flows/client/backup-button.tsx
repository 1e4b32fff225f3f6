import { lazy, Suspense, useState } from 'react';
import type { StreamKey } from '../../domain/ids';
import { useJob } from '../../state/use-job';
import { Button } from '../../ui/button';
import { useTranslation } from '../../ui/translate';

const BackupDialog = lazy(async () => ({ default: (await import('./backup-dialog')).BackupDialog }));

/** A stream as a file. A backup goes on while its dialog is closed, and the button says so. */
export function BackupButton({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const { view } = useJob('backup', stream);
  const [open, setOpen] = useState(false);
  const isRunning = view.state === 'starting' || view.state === 'running';
  const isReady = view.state === 'ended' && view.end.kind === 'done';
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {t(isRunning ? 'backup:running' : isReady ? 'backup:ready' : 'backup:open')}
      </Button>
      {open && (
        <Suspense>
          <BackupDialog stream={stream} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
