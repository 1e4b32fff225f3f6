import type { StreamModel } from '../../domain/cluster/model';
import type { Fates } from '../../domain/what-if/what-if';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { EmptyState } from '../../ui/empty-state';
import { Tabs } from '../../ui/tabs';
import { formatCount } from '../../widgets/format';
import { StreamTable } from '../../widgets/stream-table';

export const fateLists = ['stops', 'unreachable', 'moves', 'without', 'notKnown'] as const;
export type FateList = (typeof fateLists)[number];

interface FateListsProps {
  readonly fates: Fates<StreamModel>;
  readonly current: FateList;
  readonly onList: (list: FateList) => void;
}

/** The streams behind the counts. */
export function FateLists({ fates, current, onList }: FateListsProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  return (
    <div data-testid="what-if-streams" data-list={current}>
      <Tabs
        label={t('what-if:lists.title')}
        current={current}
        onTab={onList}
        tabs={fateLists.map((id) => ({
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
        }))}
      />
    </div>
  );
}
