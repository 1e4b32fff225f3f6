import { lazy, Suspense, useState } from 'react';
import type { ServerName } from '../domain/ids';
import { Button } from '../ui/button';
import { useTranslation } from '../ui/translate';

const LeadersDialog = lazy(async () => ({ default: (await import('./leaders-dialog')).LeadersDialog }));

export interface LeadersButtonProps {
  /** The server that leaders leave; `null`: they go to where there are fewest. */
  readonly away: ServerName | null;
  /** `false`: not offered now. What was opened stays open, so that its end can be read. */
  readonly offered?: boolean;
}

/** Moves leaders away from a server, or to where there are fewest. */
export function LeadersButton({ away, offered = true }: LeadersButtonProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {offered && (
        <Button onClick={() => setOpen(true)}>{t(away === null ? 'leaders:balance' : 'leaders:away')}</Button>
      )}
      {isOpen && (
        <Suspense>
          <LeadersDialog away={away} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
