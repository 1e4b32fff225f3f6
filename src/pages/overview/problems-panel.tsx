import { useTranslation } from 'react-i18next';
import type { Finding, Severity } from '../../domain/diagnosis/finding';
import type { Tone } from '../../ui/tone';
import { Mark } from '../../ui/mark';
import { EmptyState } from '../../ui/empty-state';
import { Panel } from '../../ui/panel';
import { Age } from '../../widgets/age';
import { literal } from '../../widgets/literal';

const tone: Readonly<Record<Severity, Tone>> = { P1: 'crit', P2: 'warn', P3: 'busy' };

/** Findings, the worst first, each with the one safe next step. */
export function ProblemsPanel({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const open = findings.filter((finding) => finding.phase === 'open');
  const sorted = findings.toSorted((a, b) => a.severity.localeCompare(b.severity) || a.firstSeen - b.firstSeen);
  return (
    <Panel
      title={t('overview:problems.title')}
      meta={t('overview:problems.open', { count: open.length })}
      padding="none"
    >
      {sorted.length === 0 && (
        <EmptyState title={t('overview:problems.none')}>{t('overview:problems.noneBody')}</EmptyState>
      )}
      <ul className="max-h-[280px] overflow-y-auto">
        {sorted.map((finding) => (
          <li
            key={finding.id}
            data-testid="finding"
            data-code={finding.code}
            data-phase={finding.phase}
            className="flex min-h-8 flex-wrap items-center gap-x-3 border-b border-line px-3 py-1 last:border-b-0"
          >
            <Mark tone={finding.phase === 'quiet' ? 'busy' : tone[finding.severity]} label={finding.severity} />
            <span className="min-w-[12rem] flex-1">
              <span className="type-strong">{subjectOf(finding)}</span> {t(`overview:finding.${finding.code}`)}
            </span>
            <span className="min-w-0 text-text-2">{t(`overview:advice.${finding.code}`)}</span>
            <span className="type-small text-text-3">
              {finding.phase === 'quiet' && t('overview:problems.quiet')}{' '}
              <Age at={finding.phase === 'quiet' ? finding.lastSeen : finding.firstSeen} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Names of what it is about; findings about the meta group say so in their words. */
function subjectOf({ subject, values }: Finding): string {
  switch (subject.kind) {
    case 'server':
      return literal(subject.server);
    case 'stream':
      return literal(String(values['stream'] ?? subject.stream.split('\n').at(-1) ?? ''));
    case 'meta':
      return '';
  }
}
