import { routeOf, type AccountReach } from '../../domain/access/route';
import { useTranslation } from '../../ui/translate';
import { Status } from '../../widgets/status';

/** How an account is reached, in a mark and some words. */
export function RouteStatus({ reach }: { readonly reach: AccountReach }) {
  const { t } = useTranslation();
  const { kind } = routeOf(reach);
  return <Status mark={kind === 'none' ? 'warn' : 'ok'} word={t(`access:route.${kind}`)} />;
}
