import { lazy } from 'react';
import type { ServerName } from '../../domain/ids';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { ButtonLink } from '../../ui/button';
import { useTranslation } from '../../ui/translate';

/** Check-lists made of several changes, as screens of their own. */
export const TakeOutScreen = lazy(async () => ({ default: (await import('./take-out-page')).TakeOutPage }));
export const RestartScreen = lazy(async () => ({ default: (await import('./restart-page')).RestartPage }));

/** The way to the check-list of one server. */
export function TakeOutLink({ server }: { readonly server: ServerName }) {
  const { t } = useTranslation();
  const key = useClusterKey();
  return <ButtonLink href={paths.takeOut(key, server)}>{t('checks:takeOut.link')}</ButtonLink>;
}

/** What can be done to all servers, one after the other. */
export function FleetActions() {
  const { t } = useTranslation();
  const key = useClusterKey();
  return <ButtonLink href={paths.rollingRestart(key)}>{t('checks:restart.link')}</ButtonLink>;
}
