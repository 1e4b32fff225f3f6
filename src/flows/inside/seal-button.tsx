import { lazy, Suspense, useState } from 'react';
import type { StreamKey } from '../../domain/ids';
import { Button } from '../../ui/button';
import { useTranslation } from '../../ui/translate';

const SealDialog = lazy(async () => ({ default: (await import('./seal-dialog')).SealDialog }));

/** Opens the plan to seal a stream. What was opened stays open, so that its outcome can be read. */
export function SealButton({ stream, offered }: { readonly stream: StreamKey; readonly offered: boolean }) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  return (
    <>
      {offered && <Button onClick={() => open(true)}>{t('messages:seal')}</Button>}
      {isOpen && (
        <Suspense>
          <SealDialog stream={stream} onClose={() => open(false)} />
        </Suspense>
      )}
    </>
  );
}
