import { useMemo } from 'react';
import type { ServerName } from '../../domain/ids';
import type { TopologyLink, TopologyModel } from '../../domain/topology/model';
import { isOdd } from '../../domain/topology/tally';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { Button } from '../../ui/button';
import { sortOf, sortText } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { FilterField } from '../../ui/filter-field';
import { Panel } from '../../ui/panel';
import { linkText } from '../../widgets/topology/link-words';
import { LinkTable } from '../../widgets/topology/link-table';
import type { TopologySearch } from './topology-page';

interface LinkListProps {
  readonly topology: TopologyModel;
  readonly selected: ReadonlySet<ServerName>;
  readonly link: TopologyLink | null;
  readonly values: TopologySearch;
  readonly set: (change: Partial<TopologySearch>) => void;
}

/** The drawing as a table: every link, or those of the chosen servers. */
export function LinkList({ topology, selected, link, values, set }: LinkListProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { kind, show, filter, sort } = values;
  const rows = useMemo(
    () =>
      topology.links.filter(
        (one) =>
          (kind === '' || one.kind === kind) &&
          (show === '' || isOdd(one)) &&
          (selected.size === 0 || selected.has(one.from) || (one.to !== null && selected.has(one.to))),
      ),
    [topology.links, kind, show, selected],
  );
  const isNarrowed = kind !== '' || show !== '' || filter !== '' || selected.size > 0;
  return (
    <Panel title={t('topology:links')} meta={String(rows.length)} padding="none">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <FilterField label={t('topology:filter')} value={filter} onValue={(text) => set({ filter: text })} />
        <Select
          label={t('topology:kindHead')}
          labelHidden
          value={kind}
          options={[
            { value: '' as const, label: t('topology:anyKind') },
            ...(['route', 'gateway', 'leaf'] as const).map((value) => ({ value, label: t(`topology:kind.${value}`) })),
          ]}
          onValue={(value) => set({ kind: value })}
        />
        <Select
          label={t('topology:show')}
          labelHidden
          value={show}
          options={[
            { value: '' as const, label: t('topology:all') },
            { value: 'odd' as const, label: t('topology:odd') },
          ]}
          onValue={(value) => set({ show: value })}
        />
      </div>
      <LinkTable
        links={rows}
        selected={link?.key ?? null}
        hrefOf={(one) => paths.topology(cluster, { ...values, link: linkText(one) })}
        sort={sortOf(sort)}
        onSort={(next) => set({ sort: sortText(next) })}
        filter={filter}
        empty={
          <EmptyState
            title={t(
              show === 'odd' && filter === ''
                ? 'topology:noneOdd'
                : isNarrowed
                  ? 'topology:noneFiltered'
                  : 'topology:none',
            )}
            action={
              isNarrowed && (
                <Button onClick={() => set({ filter: '', kind: '', show: '', servers: '' })}>
                  {t('topology:clearFilter')}
                </Button>
              )
            }
          />
        }
      />
    </Panel>
  );
}
