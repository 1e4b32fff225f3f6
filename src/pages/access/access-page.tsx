import { useMemo } from 'react';
import * as v from 'valibot';
import { routeOf, type AccountReach } from '../../domain/access/route';
import { paths } from '../../state/paths';
import { useAccountAccess } from '../../state/use-access';
import { searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import type { Column } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation, type Translate } from '../../ui/translate';
import { Name } from '../../widgets/name';
import { AccountPanel } from './account-panel';
import { LoginPanel } from './login-panel';
import { RouteStatus } from './route-status';

/** `account`: the one whose details are shown, by its id. */
const search = v.object({ account: searchText('') });

/** What the login may do, and how each account is reached. */
export function AccessPage() {
  const { t } = useTranslation();
  const key = useClusterKey();
  const report = useAccountAccess();
  const [{ account }] = usePageSearch(search);
  const columns = useMemo(() => accountColumns(t), [t]);
  const rows = useMemo(() => report?.accounts.toSorted(byName) ?? [], [report]);
  const chosen = rows.find(({ id }) => id === account) ?? rows.find((row) => routeOf(row).kind === 'none') ?? rows[0];
  return (
    <Page title={t('access:title')} lead={t('access:lead')}>
      <LoginPanel />
      {report === null ? (
        <Skeleton label={t('model:loading')} lines={6} />
      ) : (
        <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
          <Panel title={t('access:accounts')} meta={String(rows.length)} padding="none">
            <DataTable
              label={t('access:accounts')}
              rows={rows}
              columns={columns}
              rowKey={({ id }) => id}
              rowHref={({ id }) => paths.access(key, { account: id })}
              rowTone={({ id }) => (id === chosen?.id ? 'selected' : 'normal')}
              rowData={(row) => ({
                'data-testid': 'access-row',
                'data-account': row.id,
                'data-route': routeOf(row).kind,
              })}
              empty={<EmptyState title={t('access:none')} />}
            />
          </Panel>
          {chosen !== undefined && <AccountPanel reach={chosen} pattern={report.pattern} />}
        </div>
      )}
    </Page>
  );
}

function byName(a: AccountReach, b: AccountReach): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

function accountColumns(t: Translate): readonly Column<AccountReach>[] {
  return [
    {
      id: 'account',
      header: t('access:account'),
      width: 'minmax(7rem, 1fr)',
      cell: ({ name }) => <Name text={name} className="type-strong" />,
    },
    {
      id: 'reached',
      header: t('access:reached'),
      width: 'minmax(11rem, 1.4fr)',
      cell: (row) => <RouteStatus reach={row} />,
    },
  ];
}
