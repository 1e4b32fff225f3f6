import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { CheckStep } from '../../domain/check-list/model';
import type { ServerName } from '../../domain/ids';
import { CodeBlock } from '../../ui/code-block';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { useTranslation } from '../../ui/translate';
import { useNow } from '../../ui/use-now';
import { literal } from '../../widgets/literal';
import { stepTone, stepWords } from './step-words';

export interface StepListProps {
  /** Whom the steps are about; `null`: all of them. */
  readonly server: ServerName | null;
  readonly steps: readonly CheckStep[];
  /**
   * Controls of a step. They stay mounted whatever its state is, so that what was opened can be read to its end: each of
   * them is told whether it is offered now.
   */
  readonly controls?: (step: CheckStep, offered: boolean) => ReactNode;
}

/** Steps in their order; what is behind, what is next, and what has to wait. */
export function StepList({ server, steps, controls }: StepListProps) {
  return (
    <ol className="flex flex-col">
      {steps.map((step, index) => (
        <Step key={step.id} server={server} step={step} number={index + 1}>
          {controls?.(step, step.state === 'open' || step.state === 'busy' || step.state === 'blocked')}
        </Step>
      ))}
    </ol>
  );
}

interface StepProps {
  readonly server: ServerName | null;
  readonly step: CheckStep;
  readonly number: number;
  readonly children?: ReactNode;
}

function Step({ server, step, number, children }: StepProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { id, state } = step;
  const tone = stepTone[state];
  const isNow = state === 'open' || state === 'busy' || state === 'blocked';
  const words = stepWords(t, step, { server, now });
  return (
    <li
      data-testid="check-step"
      data-step={id}
      data-state={state}
      {...(isNow ? { 'aria-current': 'step' as const } : {})}
      className={clsx(
        'grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 border-t border-line px-3 py-3 first:border-t-0',
        isNow && 'bg-raised',
      )}
    >
      <span className="flex h-5 items-center justify-center">
        {state === 'open' || state === 'locked' ? (
          <span aria-hidden className={clsx('type-mono', state === 'open' ? 'type-strong text-text' : 'text-text-3')}>
            {number}
          </span>
        ) : (
          <Mark tone={tone} />
        )}
      </span>
      <div className="flex min-w-0 flex-col gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h3 className={clsx('type-strong', state === 'locked' && 'text-text-3')}>{t(`checks:step.${id}`)}</h3>
          <span className={clsx('type-small', state === 'locked' ? 'text-text-3' : toneText[tone])}>
            {t(`checks:state.${state}`)}
          </span>
        </div>
        {words.map((sentence) => (
          <p key={sentence} className="max-w-prose text-text-2">
            {sentence}
          </p>
        ))}
        {id === 'stop' && state === 'open' && <Signal server={server} />}
        <div className="flex flex-wrap gap-2 empty:hidden">{children}</div>
      </div>
    </li>
  );
}

/** What is done outside of this console. */
function Signal({ server }: { readonly server: ServerName | null }) {
  const { t } = useTranslation();
  return (
    <CodeBlock
      text="nats-server --signal ldm"
      label={t('checks:stop.command', { server: literal(server ?? '') })}
      copy={t('ui:copy')}
      copied={t('ui:copied')}
    />
  );
}
