import type { BackupReport } from '../../domain/backup/backup';
import { unpackCommand } from '../../domain/backup/commands';
import { approximate } from '../../domain/count';
import { streamPlace, type StreamKey } from '../../domain/ids';
import type { JobControl } from '../../state/use-job';
import { Bar } from '../../ui/bar';
import { Button } from '../../ui/button';
import { CodeBlock } from '../../ui/code-block';
import { Mark } from '../../ui/mark';
import { Notice } from '../../ui/notice';
import { saveFile } from '../../ui/save-file';
import { useTranslation } from '../../ui/translate';
import { useSaveOnce } from '../../ui/use-save-once';
import { formatBytes, formatCount } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { failureWords } from './failure-words';

interface BackupStateProps {
  readonly stream: StreamKey;
  readonly job: JobControl<'backup'>;
  readonly isChecked: boolean;
}

/** How far a backup is, and what came of it. */
export function BackupState({ stream, job, isChecked }: BackupStateProps) {
  const { view } = job;
  const report = view.state === 'idle' || view.state === 'starting' ? null : view.report;
  const content = report?.content ?? null;
  const name = report?.name ?? '';
  useSaveOnce(content, name);
  const end = view.state === 'ended' ? view.end.kind : view.state;
  if (view.state === 'idle') return null;
  return (
    <div data-testid="backup-state" data-state={end} className="flex flex-col gap-3">
      {(view.state === 'starting' || view.state === 'running') && (
        <Running report={report} isChecked={isChecked} onStop={job.stop} />
      )}
      {view.state === 'ended' && view.end.kind === 'done' && report !== null && content !== null && (
        <Done stream={stream} report={report} content={content} />
      )}
      {view.state === 'ended' && view.end.kind === 'stopped' && <Stopped />}
      {view.state === 'ended' && view.end.kind === 'failed' && <Failed report={report} failure={view.end.failure} />}
      {view.state === 'lost' && <Failed report={null} failure={view.failure} />}
    </div>
  );
}

interface RunningProps {
  readonly report: BackupReport | null;
  readonly isChecked: boolean;
  readonly onStop: () => void;
}

function Running({ report, isChecked, onStop }: RunningProps) {
  const { t } = useTranslation();
  const stage = report?.stage === 'receiving' ? 'receiving' : isChecked ? 'checking' : 'asking';
  const size = report?.holding?.bytes ?? 0;
  const words = t('backup:progress', {
    read: formatBytes(report?.unpacked ?? 0),
    size: formatBytes(size),
    bytes: formatBytes(report?.bytes ?? 0),
  });
  return (
    <div className="flex flex-col gap-2 rounded-panel border border-line p-3">
      <div className="flex items-center gap-2">
        <Mark tone="busy" />
        <span role="status" className="min-w-0">
          {t(`backup:stage.${stage}`)}
        </span>
        <Button size="small" className="ml-auto" onClick={onStop}>
          {t('client:stop')}
        </Button>
      </div>
      {stage === 'receiving' && (
        <>
          <Bar label={words} used={report?.unpacked ?? 0} limit={approximate(size)} />
          <p className="type-small text-text-3">{words}</p>
        </>
      )}
    </div>
  );
}

interface DoneProps {
  readonly stream: StreamKey;
  readonly report: BackupReport;
  readonly content: Blob;
}

function Done({ stream, report, content }: DoneProps) {
  const { t } = useTranslation();
  const { domain } = streamPlace(stream);
  const { contents, name } = report;
  const consumers = formatCount(contents?.consumers ?? null);
  return (
    <>
      <Notice
        tone="ok"
        title={t('backup:done')}
        announce
        actions={
          <Button size="small" onClick={() => saveFile(content, name)}>
            {t('backup:saveAgain')}
          </Button>
        }
      >
        <p className="type-mono wrap-anywhere">
          {t('backup:kept', { name: literal(name), size: formatBytes(content.size) })}
        </p>
        <p>
          {contents?.messages == null
            ? t('backup:countedFiles', { consumers })
            : t('backup:counted', { messages: formatCount(contents.messages.count), consumers })}{' '}
          {t('backup:saved')}
        </p>
      </Notice>
      <div className="flex flex-col gap-1.5">
        <h3 className="type-label text-text-3">{t('backup:restoreTitle')}</h3>
        <p className="type-small text-text-3">{t('backup:restoreHint')}</p>
        <CodeBlock
          text={unpackCommand(name, domain)}
          label={t('backup:restoreTitle')}
          copy={t('ui:copy')}
          copied={t('ui:copied')}
        />
      </div>
    </>
  );
}

function Stopped() {
  const { t } = useTranslation();
  return <Notice tone="warn" title={t('backup:stopped')} announce />;
}

interface FailedProps {
  readonly report: BackupReport | null;
  readonly failure: Parameters<typeof failureWords>[1] | null;
}

function Failed({ report, failure }: FailedProps) {
  const { t } = useTranslation();
  const fault = report?.fault ?? null;
  return (
    <Notice tone="crit" title={t('backup:failed')} announce>
      {fault !== null ? t(`backup:fault.${fault}`) : failure === null ? t('client:jobLost') : failureWords(t, failure)}
    </Notice>
  );
}
