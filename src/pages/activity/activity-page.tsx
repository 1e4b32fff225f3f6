import { Download } from 'lucide-react';
import { auditLines } from '../../domain/audit/entry';
import { useClusterKey } from '../../state/use-page-search';
import { useActivity, useAudit } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { saveFile } from '../../ui/save-file';
import { useTranslation } from '../../ui/translate';
import { ActivityList } from '../../widgets/activity-list';
import { ChangesPanel } from './changes-panel';

/** Entries of the time line that the engine keeps. */
const most = 500;

/** What was changed from this browser, and what happened in the cluster. */
export function ActivityPage() {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows } = useAudit();
  const events = useActivity();
  const save = () =>
    saveFile(new Blob([auditLines(rows, cluster)], { type: 'application/jsonl' }), `changes-${cluster}.jsonl`);
  return (
    <Page
      title={t('audit:title')}
      lead={t('audit:lead')}
      actions={
        rows.length > 0 && (
          <Button onClick={save}>
            <Download size={14} aria-hidden />
            {t('audit:export')}
          </Button>
        )
      }
    >
      <ChangesPanel entries={rows} />
      <Panel title={t('audit:events')} padding="none">
        <ActivityList rows={events.rows} most={most} />
      </Panel>
    </Page>
  );
}
