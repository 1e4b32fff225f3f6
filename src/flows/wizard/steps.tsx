import { clsx } from 'clsx';
import { ButtonLink } from '../../ui/button';
import { useTranslation } from '../../ui/translate';

export const createSteps = ['start', 'essentials', 'more', 'review'] as const;
export const editSteps = ['essentials', 'more', 'review'] as const;
export const bucketSteps = ['essentials', 'review'] as const;
export type Step = (typeof createSteps)[number];

interface StepsProps {
  readonly steps: readonly Step[];
  readonly current: Step;
  readonly hrefOf: (step: Step) => string;
}

const bar = 'wizard-steps';

/** Where one is; every step is an address. */
export function StepBar({ steps, current, hrefOf }: StepsProps) {
  const { t } = useTranslation();
  return (
    <nav id={bar} aria-label={t('wizard:steps')}>
      <ol className="flex flex-wrap gap-1">
        {steps.map((step, index) => (
          <li key={step}>
            <a
              href={hrefOf(step)}
              {...(step === current ? { 'aria-current': 'step' as const } : {})}
              className={clsx(
                'inline-flex h-7 items-center gap-1.5 rounded-control border px-2.5 pointer-coarse:h-9',
                step === current ? 'border-accent text-text' : 'border-line text-text-2 hover:bg-raised',
              )}
            >
              <span className="type-mono text-text-3">{index + 1}</span>
              {t(`wizard:step.${step}`)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A step begins at its top, also for keyboards and screen readers. */
export function focusStep(): void {
  document.querySelector<HTMLElement>(`#${bar} [aria-current="step"]`)?.focus({ preventScroll: true });
  document.getElementById('content')?.scrollTo({ top: 0 });
}

/** To the step before and after. */
export function StepLinks({ steps, current, hrefOf }: StepsProps) {
  const { t } = useTranslation();
  const at = steps.indexOf(current);
  const before = steps[at - 1];
  const after = steps[at + 1];
  return (
    <div className="flex flex-wrap justify-between gap-2">
      {before === undefined ? (
        <span />
      ) : (
        <ButtonLink href={hrefOf(before)}>{t('wizard:back', { step: t(`wizard:step.${before}`) })}</ButtonLink>
      )}
      {after !== undefined && (
        <ButtonLink href={hrefOf(after)} look="primary">
          {t('wizard:next', { step: t(`wizard:step.${after}`) })}
        </ButtonLink>
      )}
    </div>
  );
}
