import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useActivity } from '../../state/use-rows';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { ActivityList } from '../../widgets/activity-list';

const most = 12;

/** What happened last, newest first. */
export function ActivityPanel() {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows } = useActivity();
  return (
    <Panel
      title={t('overview:activity.title')}
      right={<a href={paths.activity(cluster)}>{t('overview:activity.all')}</a>}
      padding="none"
      className="flex-1"
    >
      <div className="@lg:max-h-[15rem] @lg:overflow-y-auto">
        <ActivityList rows={rows} most={most} />
      </div>
    </Panel>
  );
}
