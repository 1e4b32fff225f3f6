import { lazy, Suspense, useState } from 'react';
import type { DomainName } from '../domain/ids';
import { useTranslation } from '../ui/translate';
import { Button } from '../ui/button';

const StepDownDialog = lazy(async () => ({ default: (await import('./meta-step-down-dialog')).StepDownDialog }));

/** Opens the step-down of the meta leader; what it needs is loaded then. */
export function MetaStepDown({ domain }: { readonly domain: DomainName }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('meta:stepDown.action')}</Button>
      {open && (
        <Suspense>
          <StepDownDialog domain={domain} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
