import type { ReactNode } from 'react';
import type { StreamModel } from '../../domain/cluster/model';
import type { Fates } from '../../domain/what-if/what-if';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { EmptyState } from '../../ui/empty-state';
import { Tabs } from '../../ui/tabs';
import { formatCount } from '../../widgets/format';
import { StreamTable } from '../../widgets/stream-table';

const streamLists = ['stops', 'unreachable', 'moves', 'without', 'notKnown'] as const;
export const fateLists = [...streamLists, 'consumers'] as const;
export type FateList = (typeof fateLists)[number];

interface FateListsProps {
  readonly fates: Fates<StreamModel>;
  /** The consumers in question. */
  readonly consumers: () => ReactNode;
  readonly current: FateList;
  readonly onList: (list: FateList) => void;
}

/** The streams and consumers behind the counts. */
export function FateLists({ fates, consumers, current, onList }: FateListsProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  return (
    <div data-testid="what-if-streams" data-list={current}>
      <Tabs
        label={t('what-if:lists.title')}
        current={current}
        onTab={onList}
        tabs={[
          ...streamLists.map((id) => ({
            id,
            label: t(`what-if:lists.${id}`),
            meta: formatCount(fates[id].length),
            content: () => (
              <div className="rounded-panel border border-line bg-panel">
                {fates[id].length === 0 ? (
                  <EmptyState title={t('what-if:lists.none')} />
                ) : (
                  <StreamTable streams={fates[id]} hrefOf={(stream) => paths.stream(cluster, stream)} empty={null} />
                )}
              </div>
            ),
          })),
          { id: 'consumers' as const, label: t('what-if:lists.consumers'), content: consumers },
        ]}
      />
    </div>
  );
}
