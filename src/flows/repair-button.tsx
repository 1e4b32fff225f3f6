import { lazy, Suspense, useState } from 'react';
import type { StreamModel } from '../domain/cluster/model';
import { isShort } from '../domain/permit/group';
import { Button } from '../ui/button';
import { useTranslation } from '../ui/translate';
import type { RepairDialogProps } from './repair-dialog';

const RepairDialog = lazy(async () => ({ default: (await import('./repair-dialog')).RepairDialog }));

/** Offered for a stream that has fewer copies than configured, and a leader. */
export function RepairButton({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Omit<RepairDialogProps, 'onClose'> | null>(null);
  const { key, name, replicas } = stream;
  return (
    <>
      {isShort(stream) && replicas !== null && (
        <Button onClick={() => setOpened({ stream: key, name, replicas })}>{t('actions:repair.button')}</Button>
      )}
      {opened !== null && (
        <Suspense>
          <RepairDialog {...opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
