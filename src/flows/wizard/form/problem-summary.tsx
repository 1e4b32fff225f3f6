import { Mark } from '../../../ui/mark';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import type { ShownProblem } from './problems';

interface ProblemSummaryProps {
  readonly problems: readonly ShownProblem[];
  /** What could not be checked, in sentences. */
  readonly gaps: readonly string[];
  readonly onGo: (path: string) => void;
}

/** All that is wrong in one place; each line leads to its field. */
export function ProblemSummary({ problems, gaps, onGo }: ProblemSummaryProps) {
  const { t } = useTranslation();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const counts = [
    ...(errors > 0 ? [t('wizard:problems.errors', { count: errors })] : []),
    ...(warnings > 0 ? [t('wizard:problems.warnings', { count: warnings })] : []),
  ].join(', ');
  return (
    <Panel title={t('wizard:problems.title')} padding="none">
      <p
        role="status"
        data-testid="wizard-check"
        data-errors={errors}
        data-warnings={warnings}
        className="px-3 py-2 text-text-2"
      >
        {counts === '' ? t('wizard:problems.none') : counts}
      </p>
      {problems.length > 0 && (
        <ul className="max-h-80 overflow-y-auto border-t border-line">
          {problems.map((problem) => (
            <li key={problem.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                className="flex w-full gap-2 px-3 py-1.5 text-left focus-visible:focus-ring-inset hover:bg-raised"
                onClick={() => onGo(problem.paths[0] ?? '')}
              >
                <Mark tone={problem.severity === 'error' ? 'crit' : 'warn'} className="mt-1" />
                <span className="min-w-0 wrap-anywhere">
                  <span className="type-strong">{problem.place}</span>{' '}
                  <span className="text-text-2">{problem.text}</span>
                  {problem.code !== null && (
                    <span className="type-mono text-text-3"> {t('wizard:code', { code: problem.code })}</span>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {gaps.length > 0 && (
        <div className="flex gap-2 border-t border-line px-3 py-2" data-testid="wizard-gaps">
          <Mark tone="unknown" className="mt-1" />
          <div className="min-w-0">
            <p className="type-strong">{t('wizard:gap.title')}</p>
            {gaps.map((gap) => (
              <p key={gap} className="text-text-2">
                {gap}
              </p>
            ))}
          </div>
        </div>
      )}
    </Panel>
  );
}
