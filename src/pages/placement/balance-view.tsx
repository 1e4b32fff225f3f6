import { useMemo } from 'react';
import { arrange } from '../../domain/placement/arrange';
import { columnTotals, holdingsOf, measures, skewed } from '../../domain/placement/totals';
import { useTranslation } from '../../ui/translate';
import { useFlows } from '../../state/flows';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { Panel } from '../../ui/panel';
import { literal } from '../../widgets/literal';
import { ShareBars } from '../../widgets/placement/share-bars';
import { TotalsTable } from '../../widgets/placement/totals-table';
import { Choice } from './choice';
import { NoRows } from './no-rows';
import type { ViewProps } from './view-props';

const list = new Intl.ListFormat('en-GB');
/** Names are written out as long as a sentence can hold them. */
const named = 6;

/** Who holds and leads how much, against a fair share. */
export function BalanceView({ placement: { rows, columns }, values, set }: ViewProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { BalanceActions } = useFlows();
  const { measure, filter } = values;
  const holdings = useMemo(() => {
    const shown = arrange(rows, { group: '', sort: 'name', descending: false, search: filter });
    return holdingsOf(shown.flatMap((one) => one.rows));
  }, [rows, filter]);
  const totals = useMemo(() => columnTotals(holdings, columns), [holdings, columns]);
  const off = skewed(totals, measure).map(({ column }) => literal(column.name));
  const names =
    off.length > named ? [...off.slice(0, named), t('placement:why.more', { count: off.length - named })] : off;
  return (
    <div className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Panel
        title={t('placement:views.balance')}
        right={
          <Choice
            label={t('placement:balance.of')}
            value={measure}
            options={measures.map((value) => ({ value, label: t(`placement:measure.${value}`) }))}
            onValue={(next) => set({ measure: next })}
          />
        }
      >
        <p className="mb-2" data-testid="placement-skew">
          {t('placement:balance.skewed', { count: off.length, servers: list.format(names) })}
        </p>
        <ShareBars totals={totals} measure={measure} hrefOf={({ name }) => paths.server(cluster, name)} />
        <p className="type-small mt-2 text-text-3">{t('placement:balance.fair')}</p>
      </Panel>
      <Panel
        title={t('placement:balance.title')}
        right={BalanceActions === undefined ? undefined : <BalanceActions />}
        padding="none"
      >
        <TotalsTable
          totals={totals}
          hrefOf={({ name }) => paths.server(cluster, name)}
          empty={<NoRows filtered={rows.length > 0} set={set} />}
        />
        <p className="type-small border-t border-line px-3 py-2 text-text-3">{t('placement:balance.filtered')}</p>
      </Panel>
    </div>
  );
}
