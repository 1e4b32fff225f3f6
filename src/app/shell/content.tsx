import { Outlet, useRouterState } from '@tanstack/react-router';
import { Fragment, Suspense } from 'react';
import { useTranslation } from '../../ui/translate';
import { useFlows } from '../../state/flows';
import { paths } from '../../state/paths';
import { useCluster } from '../../state/use-rows';
import { ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Skeleton } from '../../ui/skeleton';
import { ErrorBoundary } from './error-boundary';
import { literal } from '../../widgets/literal';
import { usePlace } from './place';

/** The screen itself, once there is a picture of the cluster that the address names. */
export function Content() {
  const { t } = useTranslation();
  const row = useCluster();
  const wanted = usePlace().cluster;
  // The address changes before the screen does: a fault of the screen before would stand for the new one.
  const place = useRouterState({
    select: ({ location, resolvedLocation }) => `${location.pathname}\n${resolvedLocation?.pathname ?? ''}`,
  });
  const { CommandHost = Fragment } = useFlows();
  if (row === null) return <Skeleton label={t('shell:waiting')} lines={8} className="p-5" />;
  if (wanted !== null && wanted !== row.key) return <OtherCluster wanted={wanted} actual={row.key} />;
  return (
    <ErrorBoundary place={place}>
      <Suspense fallback={<Skeleton label={t('ui:loading')} lines={8} className="p-5" />}>
        <CommandHost>
          <Outlet />
        </CommandHost>
      </Suspense>
    </ErrorBoundary>
  );
}

/** An address of one cluster is never answered with the picture of another. */
function OtherCluster({ wanted, actual }: { readonly wanted: string; readonly actual: string }) {
  const { t } = useTranslation();
  const shown = literal(actual);
  return (
    <EmptyState
      title={t('shell:otherCluster.title', { wanted: literal(wanted) })}
      action={
        <ButtonLink href={paths.overview(actual)}>{t('shell:otherCluster.action', { actual: shown })}</ButtonLink>
      }
    >
      {t('shell:otherCluster.body', { actual: shown })}
    </EmptyState>
  );
}
