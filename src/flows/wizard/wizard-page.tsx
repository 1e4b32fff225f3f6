import { useEffect, useRef, useState, type ReactNode } from 'react';
import { FormProvider, type UseFormReturn } from 'react-hook-form';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { formatClock } from '../../widgets/format-time';
import { focusField } from './form/focus-field';
import { FormFrameProvider, type FormFrame } from './form/frame';
import { FieldGrid, GroupList } from './form/group-list';
import { fieldOf } from './form/path';
import { ProblemSummary } from './form/problem-summary';
import { focusStep, StepBar, StepLinks, type Step } from './steps';

interface WizardPageProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly steps: readonly Step[];
  readonly step: Step;
  readonly hrefOf: (step: Step) => string;
  readonly onStep: (step: Step) => void;
  readonly form: UseFormReturn;
  readonly frame: FormFrame;
  /** Fields of the first page. */
  readonly essentials: readonly string[];
  readonly gaps: readonly string[];
  readonly restoredAt: number | null;
  readonly undo: (() => void) | null;
  readonly onRestart: () => void;
  readonly start: ReactNode;
  readonly review: ReactNode;
  /** Beside the form: where it could go, what it will take. */
  readonly aside: ReactNode;
}

/** The frame of every wizard: steps, the form, what is wrong with it, and beside it what follows from it. */
export function WizardPage(props: WizardPageProps) {
  const { title, lead, steps, step, hrefOf, onStep, form, frame, essentials, gaps, start, review, aside } = props;
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current !== null && focusField(wanted.current)) wanted.current = null;
  }, [step, search]);
  const drawn = useRef(step);
  useEffect(() => {
    if (drawn.current === step) return;
    drawn.current = step;
    if (wanted.current === null && document.activeElement?.matches('[data-field]') !== true) focusStep();
  }, [step]);
  const go = (path: string) => {
    const place = essentials.includes(fieldOf(path)) ? 'essentials' : 'more';
    setSearch('');
    if (step === place && focusField(path)) return;
    wanted.current = path;
    onStep(place);
  };
  return (
    <FormProvider {...form}>
      <FormFrameProvider frame={frame}>
        <Page title={title} lead={lead}>
          <StepBar steps={steps} current={step} hrefOf={hrefOf} />
          <Kept {...props} />
          <div
            className={step === 'start' ? 'max-w-5xl' : 'grid items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_22rem]'}
          >
            <form
              noValidate
              className="flex min-w-0 flex-col gap-4"
              onSubmit={(event) => event.preventDefault()}
              data-testid="wizard-step"
              data-step={step}
            >
              {step === 'start' && start}
              {step === 'essentials' && (
                <Panel title={t('wizard:step.essentials')}>
                  <FieldGrid fields={essentials} />
                </Panel>
              )}
              {step === 'more' && <GroupList elsewhere={new Set(essentials)} search={search} onSearch={setSearch} />}
              {step === 'review' && review}
              {step !== 'start' && <StepLinks steps={steps} current={step} hrefOf={hrefOf} />}
            </form>
            {step !== 'start' && (
              <div className="flex min-w-0 flex-col gap-4 @4xl:sticky @4xl:top-4">
                <ProblemSummary problems={frame.problems} gaps={gaps} onGo={go} />
                {aside}
              </div>
            )}
          </div>
        </Page>
      </FormFrameProvider>
    </FormProvider>
  );
}

/** That something typed before is here again, or was replaced. */
function Kept({ restoredAt, undo, onRestart }: Pick<WizardPageProps, 'restoredAt' | 'undo' | 'onRestart'>) {
  const { t } = useTranslation();
  if (undo !== null)
    return (
      <Notice
        tone="ok"
        title={t('wizard:draft.replaced')}
        actions={<Button onClick={undo}>{t('wizard:draft.undo')}</Button>}
      />
    );
  if (restoredAt === null) return null;
  return (
    <div data-testid="wizard-restored">
      <Notice
        tone="ok"
        title={t('wizard:draft.restored', { time: formatClock(restoredAt) })}
        actions={<Button onClick={onRestart}>{t('wizard:draft.restart')}</Button>}
      />
    </div>
  );
}
