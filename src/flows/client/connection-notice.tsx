import type { AccountId } from '../../domain/ids';
import { paths } from '../../state/paths';
import type { OwnState } from '../../state/use-access';
import { useClusterKey } from '../../state/use-page-search';
import { ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useTranslation } from '../../ui/translate';
import { literal } from '../../widgets/literal';

export interface ConnectionNoticeProps {
  readonly account: AccountId;
  readonly name: string;
  readonly own: OwnState;
}

/** Says that a connection of the account is needed, and leads to where it is added. Nothing while there is one. */
export function ConnectionNotice({ account, name, own }: ConnectionNoticeProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  if (own === 'live' || own === 'unknown') return null;
  const values = { account: literal(name) };
  return (
    <Notice
      tone="warn"
      title={t(`client:connection.${own}`, values)}
      actions={
        <ButtonLink href={paths.access(cluster, { account })} data-testid="needs-connection">
          {own === 'none' ? t('client:connection.open', values) : t('client:connection.look')}
        </ButtonLink>
      }
    >
      {t(own === 'none' ? 'client:connection.noneBody' : 'client:connection.downBody')}
    </Notice>
  );
}
