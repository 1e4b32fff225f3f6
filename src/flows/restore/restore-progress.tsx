import type { RestoreReport } from '../../domain/backup/backup';
import type { StreamHolding } from '../../domain/backup/holding';
import { streamPlace } from '../../domain/ids';
import { failureOf } from '../../state/follow-job';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import type { JobControl } from '../../state/use-job';
import { ok } from '../../lib/result';
import { Bar } from '../../ui/bar';
import { Button, ButtonLink } from '../../ui/button';
import { Mark } from '../../ui/mark';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { literal, shorten } from '../../widgets/literal';
import { failureWords } from '../client/failure-words';
import { OutcomeView } from '../run-parts';

interface RestoreProgressProps {
  readonly job: JobControl<'restore'>;
}

/** How far a restore is, and what came of it. */
export function RestoreProgress({ job }: RestoreProgressProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { view, stop, clear } = job;
  if (view.state === 'idle') return null;
  const report = view.state === 'starting' ? null : view.report;
  const name = report === null ? '' : shorten(literal(streamPlace(report.stream).name), 40);
  const state = view.state === 'ended' ? view.end.kind : view.state;
  const isOver = view.state === 'ended' || view.state === 'lost';
  const failure = failureOf(view);
  return (
    <Panel title={t(isOver ? 'restore:came' : 'restore:runs', { stream: name })}>
      <div className="flex flex-col gap-4" data-testid="restore-state" data-state={state}>
        {!isOver && <Stage report={report} onStop={stop} />}
        {isOver && (
          <>
            {report?.outcome != null ? (
              <OutcomeView answer={ok(report.outcome)} />
            ) : state === 'stopped' ? (
              <Notice tone="warn" title={t('restore:stopped')} announce />
            ) : (
              <Notice tone="crit" title={t(view.state === 'lost' ? 'client:jobLost' : 'restore:notSent')} announce>
                {report?.fault != null
                  ? t(`backup:fault.${report.fault}`)
                  : failure !== null && failureWords(t, failure)}
              </Notice>
            )}
            {report?.fault != null && report.outcome !== null && <p>{t(`backup:fault.${report.fault}`)}</p>}
            {report?.left != null && <p data-left={report.left}>{t(`restore:left.${report.left}`)}</p>}
            {report?.expected != null && report.outcome !== null && report.left === null && (
              <Compared expected={report.expected} found={report.found} />
            )}
            <div className="flex flex-wrap gap-2">
              {report?.found != null && (
                <ButtonLink href={paths.stream(cluster, streamPlace(report.stream))}>
                  {t('restore:openStream')}
                </ButtonLink>
              )}
              <Button onClick={clear}>
                {t(report?.outcome?.kind === 'verified' ? 'restore:another' : 'restore:tryAgain')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

function Stage({ report, onStop }: { readonly report: RestoreReport | null; readonly onStop: () => void }) {
  const { t } = useTranslation();
  const stage = report?.stage ?? 'checking';
  const canStop = stage === 'checking' || stage === 'sending';
  const values = { bytes: formatBytes(report?.bytes ?? 0), size: formatBytes(report?.size ?? 0) };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Mark tone="busy" />
        <span role="status" className="min-w-0">
          {t(`restore:stage.${stage}`)}
        </span>
        {canStop && (
          <Button size="small" className="ml-auto" onClick={onStop}>
            {t('restore:stop')}
          </Button>
        )}
      </div>
      {canStop && (
        <>
          <Bar label={t('restore:progress', values)} used={report?.bytes ?? 0} limit={report?.size ?? 0} />
          <p className="type-small text-text-3">
            {t('restore:progress', values)} {stage === 'sending' && t('restore:stopHint')}
          </p>
        </>
      )}
    </div>
  );
}

interface ComparedProps {
  readonly expected: StreamHolding;
  readonly found: StreamHolding | null;
}

/** Backup and stream, number by number. */
function Compared({ expected, found }: ComparedProps) {
  const { t } = useTranslation();
  if (found === null) return <p className="text-text-2">{t('restore:unread')}</p>;
  const rows = [
    [t('restore:messages'), expected.messages, found.messages],
    [t('restore:firstSeq'), expected.firstSeq, found.firstSeq],
    [t('restore:lastSeq'), expected.lastSeq, found.lastSeq],
    [t('restore:consumers'), expected.consumers, found.consumers],
  ] as const;
  const differs = rows.some(([, before, after]) => before !== after);
  return (
    <div className="flex flex-col gap-2">
      <table className="w-full max-w-[36rem] text-left" aria-label={t('restore:compare')}>
        <thead className="type-label text-text-3">
          <tr>
            <td />
            <th scope="col" className="py-1 pr-3 text-right font-normal">
              {t('restore:inBackup')}
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-normal">
              {t('restore:inStream')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, before, after]) => (
            <tr key={label} className="border-t border-line">
              <th scope="row" className="py-1 pr-3 font-normal">
                {label}
              </th>
              <td className="type-mono py-1 pr-3 text-right">{formatCount(before)}</td>
              <td className="type-mono py-1 pr-3 text-right">{formatCount(after)}</td>
              <td className="py-1">
                <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
                  <Mark tone={before === after ? 'ok' : 'warn'} />
                  {t(before === after ? 'restore:same' : 'restore:differs')}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {differs && <p className="text-text-2">{t('restore:less')}</p>}
    </div>
  );
}
