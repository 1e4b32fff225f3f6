import { useMemo, type ReactNode } from 'react';
import { locksOf } from '../../../domain/asset-form/lock';
import type { Unknown } from '../../../domain/asset-config/read';
import type { Command } from '../../../domain/command/command';
import { effectiveConsumer } from '../../../domain/consumer-config/effective';
import { consumerFields, isPush, type ConsumerConfig } from '../../../domain/consumer-config/fields';
import { validateConsumer } from '../../../domain/consumer-config/validate';
import type { StreamKey } from '../../../domain/ids';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { useTranslation } from '../../../ui/translate';
import { shownProblems } from '../form/problems';
import { createSteps, editSteps, type Step } from '../steps';
import { useWizardForm, type Beginning } from '../use-wizard-form';
import { WizardPage } from '../wizard-page';
import { ConsumerReview } from './consumer-review';
import { consumerWords } from './consumer-words';
import { DeliveryPicture } from './delivery-picture';
import { useConsumerContext } from './use-consumer-context';

export type ConsumerBeginning = Beginning<typeof consumerFields>;

interface ConsumerWizardProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly stream: StreamKey;
  /** The stream as its leader tells it. */
  readonly streamConfig: StreamConfig;
  readonly beginning: ConsumerBeginning;
  /** `null`: it is to be made. */
  readonly edited: ConsumerConfig | null;
  readonly draftKey: string;
  readonly step: Step;
  readonly hrefOf: (step: Step) => string;
  readonly onStep: (step: Step) => void;
  readonly start?: (typed: ConsumerConfig, onStart: (beginning: ConsumerBeginning) => void) => ReactNode;
  readonly commandOf: (config: ConsumerConfig, unknown: readonly Unknown[]) => Command;
  readonly streamHref: string;
}

/** The wizard of consumers, to make one or to change one. */
export function ConsumerWizard(props: ConsumerWizardProps) {
  const { title, lead, stream, streamConfig, beginning, edited, draftKey, step, hrefOf, onStep } = props;
  const { start, commandOf, streamHref } = props;
  const { t } = useTranslation();
  const words = useMemo(() => consumerWords(t), [t]);
  const wizard = useWizardForm(consumerFields, beginning, draftKey);
  const { context, gaps } = useConsumerContext(stream, streamConfig, edited);
  const { config, faults, unknown, isDone } = wizard;
  const problems = useMemo(
    () => (isDone ? [] : shownProblems(t, consumerFields, words, faults, validateConsumer(config, context))),
    [t, words, config, faults, context, isDone],
  );
  const locks = useMemo(() => locksOf(consumerFields, edited, context.version), [edited, context.version]);
  const begin = (next: ConsumerBeginning) => {
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
        fields: consumerFields,
        words,
        problems,
        locks,
        version: context.version,
        isTouched: wizard.isTouched,
      }}
      essentials={essentialsOf(wizard.base)}
      gaps={gaps}
      restoredAt={wizard.restoredAt}
      undo={wizard.undo}
      onRestart={wizard.restart}
      start={start?.(config, begin)}
      review={
        <ConsumerReview
          stream={stream}
          config={config}
          unknown={unknown}
          context={context}
          command={commandOf(config, unknown)}
          onVerified={wizard.finish}
          href={streamHref}
        />
      }
      aside={<DeliveryPicture config={effectiveConsumer(config, context)} />}
    />
  );
}

/** Fields of the first page: enough for most consumers. */
function essentialsOf(config: ConsumerConfig): readonly string[] {
  return [
    'durableName',
    'name',
    'description',
    'filterSubject',
    'filterSubjects',
    'deliverPolicy',
    'ackPolicy',
    'optStartSeq',
    'optStartTime',
    'ackWait',
    'maxDeliver',
    'backoff',
    'maxAckPending',
    ...(isPush(config) ? ['deliverSubject', 'deliverGroup'] : []),
  ];
}
