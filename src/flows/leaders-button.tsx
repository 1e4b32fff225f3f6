import { lazy, Suspense, useState } from 'react';
import type { ServerName } from '../domain/ids';
import { Button } from '../ui/button';
import { useTranslation } from '../ui/translate';

const LeadersDialog = lazy(async () => ({ default: (await import('./leaders-dialog')).LeadersDialog }));

/** Moves leaders away from a server, or (`null`) to where there are fewest. */
export function LeadersButton({ away }: { readonly away: ServerName | null }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(away === null ? 'leaders:balance' : 'leaders:away')}</Button>
      {isOpen && (
        <Suspense>
          <LeadersDialog away={away} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
