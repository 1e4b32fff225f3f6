import { useMemo } from 'react';
import { arrange } from '../../domain/placement/arrange';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { sortOf, sortText } from '../../ui/data-table/column';
import { PlacementTable } from '../../widgets/placement/placement-table';
import { NoRows } from './no-rows';
import type { ViewProps } from './view-props';

/** The matrix as a table, for those who would rather read: one line a stream, its copies in words. */
export function TableView({ placement: { rows }, values, set }: ViewProps) {
  const cluster = useClusterKey();
  const shown = useMemo(
    () =>
      arrange(rows, { group: '', sort: 'name', descending: false, search: values.filter }).flatMap((one) => one.rows),
    [rows, values.filter],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col rounded-panel border border-line bg-panel">
      <PlacementTable
        rows={shown}
        hrefOf={({ stream }) => paths.stream(cluster, stream)}
        sort={sortOf(values.sort)}
        onSort={(sort) => set({ sort: sortText(sort) })}
        empty={<NoRows filtered={rows.length > 0} set={set} />}
      />
    </div>
  );
}
