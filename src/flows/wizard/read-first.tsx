import { useState, type ReactNode } from 'react';
import type { AccountId } from '../../domain/ids';
import type { InsideName, InsideOps } from '../../domain/inside/ops';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useInside } from '../../state/use-inside';
import { ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { literal, shorten } from '../../widgets/literal';
import { failureWords } from './failure-words';

interface ReadFirstProps<Name extends InsideName> {
  readonly ask: Name;
  readonly args: InsideOps[Name]['args'];
  readonly account: AccountId;
  readonly title: string;
  readonly children: (found: InsideOps[Name]['value']) => ReactNode;
}

/** How often it is asked again while there is no answer (ms). */
const pause = 3_000;

/** What a form begins with is read once: what is typed is never replaced by what comes later. */
export function ReadFirst<Name extends InsideName>({ ask, args, account, title, children }: ReadFirstProps<Name>) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const [first, setFirst] = useState<{ readonly found: InsideOps[Name]['value'] } | null>(null);
  const told = useInside(ask, args, { every: pause, enabled: first === null });
  if (first === null && told?.ok === true) setFirst({ found: told.value });
  if (first !== null) return children(first.found);
  return (
    <Page title={title}>
      {told === null || told.ok ? (
        <Skeleton label={t('wizard:loading')} lines={8} />
      ) : (
        <Notice
          tone="unknown"
          title={t('wizard:unread', { reason: failureWords(t, told.error) })}
          actions={
            <ButtonLink href={paths.access(cluster, { account })}>
              {t('wizard:giveAccess', { account: shorten(literal(account), 24) })}
            </ButtonLink>
          }
        />
      )}
    </Page>
  );
}
