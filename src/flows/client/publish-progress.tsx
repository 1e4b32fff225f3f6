import type { JobControl } from '../../state/use-job';
import { Bar } from '../../ui/bar';
import { Button } from '../../ui/button';
import { KeyValues } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { formatCount } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { failureWords } from './failure-words';

export interface PublishProgressProps {
  readonly control: JobControl<'publishMany'>;
  /** Publishes so many more, from a number on; `null`: not now. */
  readonly onGoOn: ((from: number, count: number) => void) | null;
}

/** Many publications: how many are sent, stored, not stored, and unknown. */
export function PublishProgress({ control, onGoOn }: PublishProgressProps) {
  const { t } = useTranslation();
  const { view } = control;
  if (view.state === 'idle') return null;
  const report = view.state === 'starting' ? null : view.report;
  const state = view.state === 'ended' ? view.end.kind : view.state;
  const isRunning = view.state === 'running';
  const next = report?.next ?? 1;
  // Of one that is done, as many again.
  const rest = report === null ? 0 : report.count - report.sent || report.count;
  return (
    <Panel
      title={t('client:publish.progress')}
      meta={t(`client:publish.state.${state}`)}
      right={
        isRunning ? (
          <Button size="small" onClick={control.stop} data-testid="publish-stop">
            {t('client:stop')}
          </Button>
        ) : (
          report !== null &&
          onGoOn !== null && (
            <Button size="small" onClick={() => onGoOn(next, rest)} data-testid="publish-go-on">
              {t('client:publish.goOn', { n: formatCount(next) })}
            </Button>
          )
        )
      }
    >
      <div
        className="flex flex-col gap-3"
        data-testid="publish-progress"
        data-state={state}
        data-sent={report?.sent}
        data-stored={report?.stored}
        data-not-stored={report?.notStored}
        data-unknown={report?.unknown}
      >
        {report !== null && (
          <>
            <Bar
              label={t('client:publish.counted', { sent: formatCount(report.sent), count: formatCount(report.count) })}
              used={report.sent}
              limit={report.count}
            />
            <p>{t('client:publish.counted', { sent: formatCount(report.sent), count: formatCount(report.count) })}</p>
            <KeyValues
              items={[
                { label: t('client:publish.storedCount'), value: formatCount(report.stored) },
                ...(report.duplicates > 0
                  ? [{ label: t('client:publish.duplicates'), value: formatCount(report.duplicates) }]
                  : []),
                { label: t('client:publish.notStored'), value: formatCount(report.notStored) },
                { label: t('client:publish.unknown'), value: formatCount(report.unknown) },
                ...(report.last === null
                  ? []
                  : [{ label: t('client:publish.lastSequenceStored'), value: formatCount(report.last.sequence) }]),
                ...(report.refusal === null
                  ? []
                  : [{ label: t('client:publish.lastRefusal'), value: literal(report.refusal) }]),
              ]}
            />
          </>
        )}
        {view.state === 'ended' && view.end.kind === 'failed' && (
          <p role="alert" className="text-warn-ink">
            {failureWords(t, view.end.failure)}
          </p>
        )}
        {view.state === 'lost' && (
          <p role="alert" className="text-warn-ink">
            {view.failure === null ? t('client:jobLost') : failureWords(t, view.failure)}
          </p>
        )}
      </div>
    </Panel>
  );
}
