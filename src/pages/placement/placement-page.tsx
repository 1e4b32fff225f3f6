import { memo, useCallback, useMemo } from 'react';
import type { StreamHealth } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { PlacementRow } from '../../domain/placement/row';
import { selectionOf, selectionText } from '../../domain/what-if/selection';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useLossRows } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { FilterField } from '../../ui/filter-field';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Skeleton } from '../../ui/skeleton';
import { literal } from '../../widgets/literal';
import { ConsequenceBar } from '../../widgets/what-if/consequence-bar';
import { BalanceView } from './balance-view';
import { MatrixView } from './matrix-view';
import { search, views, type PlacementSearch, type SetSearch } from './placement-search';
import { TableView } from './table-view';
import { usePlacement } from './use-placement';
import type { ViewProps } from './view-props';
import { ZonesView } from './zones-view';

/** Where the copies of all streams are: drawn, as a table, by server and by zone. */
export function PlacementPage() {
  const { t } = useTranslation();
  const [values, set] = usePageSearch(search);
  const placement = usePlacement(values.order, values.heat === 'rate');
  const unseen = useCluster()?.summary.unseenAccounts ?? [];
  const lost = useMemo(() => selectionOf(values.servers), [values.servers]);
  const chosen = useMemo(() => new Set(lost), [lost]);
  const choose = useCallback((servers: readonly ServerName[]) => set({ servers: selectionText(servers) }), [set]);
  const { rows, columns, loaded } = placement;
  return (
    <Page
      fill
      title={
        loaded
          ? t('placement:title', {
              streams: t('placement:streams', { count: rows.length }),
              servers: t('placement:servers', { count: columns.length }),
            })
          : t('model:loading')
      }
      lead={<Lead rows={rows} />}
      actions={<Actions values={values} set={set} />}
    >
      {unseen.length > 0 && (
        <Notice tone="unknown" title={t('placement:unseen', { accounts: unseen.map(literal).join(', ') })} />
      )}
      {loaded ? (
        <View placement={placement} values={values} set={set} chosen={chosen} choose={choose} />
      ) : (
        <Skeleton label={t('model:loading')} lines={12} />
      )}
      {lost.length > 0 && <Loss chosen={lost} onClear={() => choose([])} />}
    </Page>
  );
}

/** Streams are asked for by the page anyway. */
function Loss({ chosen, onClear }: { readonly chosen: readonly ServerName[]; readonly onClear: () => void }) {
  const key = useClusterKey();
  return (
    <div className="overflow-hidden rounded-panel border border-line">
      <ConsequenceBar {...useLossRows()} chosen={chosen} href={paths.whatIf(key, chosen)} onClear={onClear} />
    </div>
  );
}

/** Drawn again when what it shows changed: the page itself hears every part of a poll. */
const View = memo(function View(props: ViewProps) {
  switch (props.values.view) {
    case 'matrix':
      return <MatrixView {...props} />;
    case 'table':
      return <TableView {...props} />;
    case 'balance':
      return <BalanceView {...props} />;
    case 'zones':
      return <ZonesView {...props} />;
  }
});

interface ActionsProps {
  readonly values: PlacementSearch;
  readonly set: SetSearch;
}

function Actions({ values, set }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FilterField label={t('placement:filter')} value={values.filter} onValue={(filter) => set({ filter })} />
      <div role="group" aria-label={t('placement:view')} className="flex gap-1">
        {views.map((view) => (
          <Button
            key={view}
            look={view === values.view ? 'normal' : 'quiet'}
            aria-pressed={view === values.view}
            onClick={() => set({ view })}
          >
            {t(`placement:views.${view}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

const worstFirst: readonly StreamHealth[] = [
  'unreachable',
  'noQuorum',
  'unknown',
  'electing',
  'reduced',
  'catchingUp',
  'healthy',
];

/** How many streams are how, the worst first. */
function Lead({ rows }: { readonly rows: readonly PlacementRow[] }) {
  const { t } = useTranslation();
  const counts = useMemo(() => {
    const found = new Map<StreamHealth, number>();
    for (const { stream } of rows) found.set(stream.health, (found.get(stream.health) ?? 0) + 1);
    return found;
  }, [rows]);
  return (
    <span data-testid="placement-states">
      {worstFirst
        .flatMap((health) => {
          const count = counts.get(health);
          return count === undefined ? [] : [t('placement:ofState', { count, state: t(`model:health.${health}`) })];
        })
        .join(', ')}
    </span>
  );
}
