import { useMemo, type ReactNode } from 'react';
import type { Command } from '../../../domain/command/command';
import { locksOf } from '../../../domain/asset-form/lock';
import type { AccountId, DomainName } from '../../../domain/ids';
import type { Edited } from '../../../domain/stream-config/context';
import { streamFields, type StreamConfig } from '../../../domain/stream-config/fields';
import { useTranslation } from '../../../ui/translate';
import { createSteps, editSteps, type Step } from '../steps';
import { useWizardForm, type Beginning } from '../use-wizard-form';
import { WizardPage } from '../wizard-page';
import { Estimates } from './estimates';
import { originsFor } from './origins';
import { PlacementPreview } from './placement-preview';
import { checkStream, essentialsOf } from './stream-check';
import { StreamReview } from './stream-review';
import { streamWords } from './stream-words';
import { useStreamContext } from './use-stream-context';

export type StreamBeginning = Beginning<typeof streamFields>;

interface StreamWizardProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly account: AccountId;
  readonly domain: DomainName;
  /** Where it begins; the same object as long as it is the same beginning. */
  readonly beginning: StreamBeginning;
  /** `null`: it is to be made. */
  readonly edited: Edited | null;
  /** Under which what is typed is kept. */
  readonly draftKey: string;
  readonly step: Step;
  readonly hrefOf: (step: Step) => string;
  readonly onStep: (step: Step) => void;
  /** The first page, where there is one. */
  readonly start?: (typed: StreamConfig, onStart: (beginning: StreamBeginning) => void) => ReactNode;
  readonly commandOf: (config: string) => Command;
  readonly streamHref: (config: StreamConfig) => string;
}

/** The wizard of streams, to make one or to change one. */
export function StreamWizard(props: StreamWizardProps) {
  const { title, lead, account, domain, beginning, edited, draftKey, step, hrefOf, onStep } = props;
  const { start, commandOf, streamHref } = props;
  const { t } = useTranslation();
  const words = useMemo(() => streamWords(t), [t]);
  const wizard = useWizardForm(streamFields, beginning, draftKey);
  const known = useStreamContext(account, domain, edited);
  const { config, faults, unknown, isDone } = wizard;
  const { context } = known;
  const problems = useMemo(
    () => (isDone ? [] : checkStream(t, words, config, faults, known)),
    [t, words, config, faults, known, isDone],
  );
  const locks = useMemo(
    () => locksOf(streamFields, edited?.config ?? null, context.version),
    [edited, context.version],
  );
  const begin = (next: StreamBeginning) => {
    wizard.replace(next);
    onStep('essentials');
  };
  return (
    <WizardPage
      title={title}
      lead={lead}
      steps={edited === null ? createSteps : editSteps}
      step={step}
      hrefOf={hrefOf}
      onStep={onStep}
      form={wizard.form}
      frame={{
        fields: streamFields,
        words,
        problems,
        locks,
        version: context.version,
        isTouched: wizard.isTouched,
        suggestions: (path) => originsFor(path, config, context),
      }}
      essentials={essentialsOf(wizard.base)}
      gaps={known.gaps}
      restoredAt={wizard.restoredAt}
      undo={wizard.undo}
      onRestart={wizard.restart}
      start={start?.(config, begin)}
      review={
        <StreamReview
          config={config}
          unknown={unknown}
          known={known}
          commandOf={commandOf}
          onVerified={wizard.finish}
          href={streamHref(config)}
        />
      }
      aside={
        <>
          <PlacementPreview config={config} context={context} />
          <Estimates config={config} context={context} />
        </>
      }
    />
  );
}
