import { lazy, Suspense, useState } from 'react';
import type { AccountReach } from '../domain/access/route';
import { useAccountCalls } from '../state/use-access';
import { Button } from '../ui/button';
import { useTranslation } from '../ui/translate';
import { literal, shorten } from '../widgets/literal';

const AccountDialog = lazy(async () => ({ default: (await import('./account-dialog')).AccountDialog }));

/** A connection of the account itself: added, replaced and ended here. */
export function AccountActions({ reach }: { readonly reach: AccountReach }) {
  const { t } = useTranslation();
  const { disconnect } = useAccountCalls();
  const [open, setOpen] = useState(false);
  const name = shorten(literal(reach.name), 24);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen(true)}>{t(reach.own === null ? 'access:add' : 'access:replace', { name })}</Button>
      {reach.own !== null && (
        <Button onClick={() => void disconnect(reach.id)}>{t('access:disconnect', { name })}</Button>
      )}
      {open && (
        <Suspense>
          <AccountDialog account={reach.id} name={reach.name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
