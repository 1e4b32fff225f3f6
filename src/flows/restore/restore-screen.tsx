import * as v from 'valibot';
import { accountId, domainName } from '../../domain/ids';
import { useOwnConnection } from '../../state/use-access';
import { useJob } from '../../state/use-job';
import { usePageSearch } from '../../state/use-page-search';
import { useCluster } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { ConnectionNotice } from '../client/connection-notice';
import { AccountChoice } from '../wizard/stream/account-choice';
import { ChosenBackup } from './chosen-backup';
import { RestoreProgress } from './restore-progress';

const text = v.fallback(v.pipe(v.string(), v.maxLength(1_000)), '');
const search = v.object({ account: text, domain: text });

/** A stream out of a backup: `/c/$cluster/restore?account=…`. */
export function RestoreScreen() {
  const { t } = useTranslation();
  const cluster = useCluster();
  const [{ account, domain }, set] = usePageSearch(search);
  const job = useJob('restore', `${account}\n${domain}`);
  const { own, name } = useOwnConnection(accountId(account));
  const isIdle = job.view.state === 'idle';
  if (cluster === null) return null;
  const place = { account: accountId(account), domain: domainName(domain) };
  return (
    <Page title={t('restore:title')} lead={t('restore:lead')}>
      <div className="flex max-w-[60rem] flex-col gap-4" data-testid="restore">
        {isIdle && (
          <Panel title={t('restore:account')}>
            <AccountChoice cluster={cluster} account={account} domain={domain} onChoose={set} />
          </Panel>
        )}
        {account === '' ? (
          <EmptyState title={t('restore:chooseAccount')}>{t('restore:chooseAccountBody')}</EmptyState>
        ) : (
          <>
            <ConnectionNotice account={place.account} name={name} own={own} />
            {/* What was chosen stays while it is sent, so that another try needs no other choice. */}
            <div hidden={!isIdle} className="flex flex-col gap-4">
              <ChosenBackup
                place={place}
                isShown={isIdle}
                canSend={own === 'live'}
                onStart={(args) => job.start({ kind: 'restore', args })}
              />
            </div>
            <RestoreProgress job={job} />
          </>
        )}
      </div>
    </Page>
  );
}
