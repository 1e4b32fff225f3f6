import { useMemo } from 'react';
import { arrange } from '../../domain/placement/arrange';
import { spreadKinds, spreadOf, zoneChoices, zonesOf } from '../../domain/placement/zones';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { EmptyState } from '../../ui/empty-state';
import { literal } from '../../widgets/literal';
import { SpreadTable } from '../../widgets/placement/spread-table';
import { Choice } from './choice';
import { NoRows } from './no-rows';
import type { ViewProps } from './view-props';

/** Which streams one zone takes with it. */
export function ZonesView({ placement: { rows, servers }, values, set }: ViewProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { filter, show } = values;
  const choices = useMemo(() => zoneChoices(servers), [servers]);
  const by = choices.find((choice) => choice === values.by) ?? choices[0];
  const zones = useMemo(() => zonesOf(servers, by ?? ''), [servers, by]);
  const spreads = useMemo(
    () =>
      arrange(rows, { group: '', sort: 'name', descending: false, search: filter })
        .flatMap((one) => one.rows)
        .map((row) => ({ row, spread: spreadOf(row, zones) })),
    [rows, zones, filter],
  );
  const shown = useMemo(
    () => (show === '' ? spreads : spreads.filter(({ spread }) => spread.kind === show)),
    [spreads, show],
  );
  if (by === undefined)
    return (
      <div className="rounded-panel border border-line bg-panel">
        <EmptyState title={t('placement:zones.noTags')}>{t('placement:zones.noTagsBody')}</EmptyState>
      </div>
    );
  const counted = (kind: (typeof spreadKinds)[number]) => spreads.filter(({ spread }) => spread.kind === kind).length;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Choice
          label={t('placement:zones.by')}
          value={by}
          options={choices.map((value) => ({ value, label: literal(value) }))}
          onValue={(value) => set({ by: value })}
        />
        <Choice
          label={t('placement:zones.show')}
          value={show}
          options={[
            { value: '' as const, label: `${t('placement:zones.kinds.all')} (${spreads.length})` },
            ...spreadKinds.map((value) => ({
              value,
              label: `${t(`placement:zones.kinds.${value}`)} (${counted(value)})`,
            })),
          ]}
          onValue={(value) => set({ show: value })}
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col rounded-panel border border-line bg-panel">
        <SpreadTable
          spreads={shown}
          zones={zones}
          hrefOf={({ stream }) => paths.stream(cluster, stream)}
          empty={<NoRows filtered={rows.length > 0} set={set} />}
        />
      </div>
    </>
  );
}
