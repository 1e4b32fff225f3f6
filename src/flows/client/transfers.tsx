import type { StreamKey } from '../../domain/ids';
import type { TransferReport } from '../../domain/inside/buckets';
import { failureOf, type JobView } from '../../state/follow-job';
import { useJob, type JobControl } from '../../state/use-job';
import { Bar } from '../../ui/bar';
import { Button } from '../../ui/button';
import { Mark } from '../../ui/mark';
import { useTranslation } from '../../ui/translate';
import { useSaveOnce } from '../../ui/use-save-once';
import { formatBytes } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { failureWords } from './failure-words';

/** Files on their way to a store and from it, and what came of the last ones. */
export function Transfers({ stream }: { readonly stream: StreamKey }) {
  const upload = useJob('upload', stream);
  const download = useJob('download', stream);
  return (
    <>
      <Transfer kind="upload" control={upload} />
      <Transfer kind="download" control={download} />
    </>
  );
}

interface TransferProps {
  readonly kind: 'upload' | 'download';
  readonly control: JobControl<'upload'> | JobControl<'download'>;
}

function Transfer({ kind, control }: TransferProps) {
  const { t } = useTranslation();
  const { view, clear, stop } = control;
  const report = view.state === 'running' || view.state === 'ended' || view.state === 'lost' ? view.report : null;
  const content = report?.content ?? null;
  const name = report?.name ?? '';
  // What was read and found right goes to the browser's downloads, once.
  useSaveOnce(content, name);
  if (view.state === 'idle') return null;
  const isOver = view.state === 'ended' || view.state === 'lost';
  const failure = failureOf(view);
  const state = view.state === 'ended' ? view.end.kind : view.state;
  const values = { name: shorten(literal(name), 40) };
  return (
    <div
      data-testid={`${kind}-state`}
      data-state={state}
      className="flex flex-col gap-2 rounded-panel border border-line bg-panel p-3"
    >
      <div className="flex items-start gap-2">
        <Mark tone={state === 'done' ? 'ok' : isOver ? 'warn' : 'busy'} className="mt-1" />
        <span role="status" className="min-w-0 flex-1 wrap-anywhere">
          {t(`buckets:objects.transfer.${transferWord(kind, view)}`, values)}
        </span>
        {isOver ? (
          <Button size="small" onClick={clear}>
            {t('buckets:close')}
          </Button>
        ) : (
          <Button size="small" onClick={stop}>
            {t('client:stop')}
          </Button>
        )}
      </div>
      {!isOver && report !== null && (
        <>
          <Bar
            label={t('buckets:objects.progress', { bytes: formatBytes(report.bytes), size: formatBytes(report.size) })}
            used={report.bytes}
            limit={report.size}
          />
          <p className="type-small text-text-3">
            {t('buckets:objects.progress', { bytes: formatBytes(report.bytes), size: formatBytes(report.size) })}
          </p>
        </>
      )}
      {failure !== null && <p className="text-warn-ink">{failureWords(t, failure)}</p>}
      {view.state === 'lost' && view.failure === null && <p className="text-warn-ink">{t('client:jobLost')}</p>}
    </div>
  );
}

/** How it stands. Of an upload that nothing is heard of any more nobody knows what is stored; the list tells. */
function transferWord(kind: TransferReport['kind'], view: Exclude<JobView<TransferReport>, { state: 'idle' }>) {
  const isUpload = kind === 'upload';
  if (view.state === 'starting') return 'starting';
  if (view.state === 'running') return isUpload ? 'uploading' : 'downloading';
  if (view.state === 'lost') {
    if (view.report === null) return 'notBegun';
    return isUpload ? 'uploadUnknown' : 'downloadFailed';
  }
  switch (view.end.kind) {
    case 'done':
      return isUpload ? 'uploaded' : 'downloaded';
    case 'stopped':
      return 'stopped';
    case 'failed':
      if (!isUpload) return 'downloadFailed';
      return view.end.failure.kind === 'outcomeUnknown' ? 'uploadUnknown' : 'uploadFailed';
  }
}
