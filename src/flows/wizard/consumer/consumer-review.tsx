import { defaults } from '../../../domain/asset-config/config';
import { changesBetween } from '../../../domain/asset-config/diff';
import type { Unknown } from '../../../domain/asset-config/read';
import type { Command } from '../../../domain/command/command';
import type { ConsumerContext } from '../../../domain/consumer-config/context';
import { consumerChanges } from '../../../domain/consumer-config/diff';
import { effectiveConsumer } from '../../../domain/consumer-config/effective';
import { consumerFields, nameOfConsumer, type ConsumerConfig } from '../../../domain/consumer-config/fields';
import { streamPlace, type StreamKey } from '../../../domain/ids';
import { ButtonLink } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { Differences } from '../differences';
import { ExportsPanel } from '../exports-panel';
import { useFormFrame } from '../form/frame';
import { pathsText } from '../paste-panel';
import { SendPanel } from '../send-panel';
import { consumerExports } from './consumer-exports';

interface ConsumerReviewProps {
  readonly stream: StreamKey;
  readonly config: ConsumerConfig;
  readonly unknown: readonly Unknown[];
  readonly context: ConsumerContext;
  readonly command: Command;
  readonly onVerified: () => void;
  readonly href: string;
}

/** What will be different, the same for other tools, and then the request itself. */
export function ConsumerReview(props: ConsumerReviewProps) {
  const { stream, config, unknown, context, command, onVerified, href } = props;
  const { t } = useTranslation();
  const { words, problems } = useFormFrame();
  const { edited } = context;
  const { name } = streamPlace(stream);
  const isRefused = problems.some(({ severity }) => severity === 'error');
  const isNameless = nameOfConsumer(config) === '';
  const effective = (one: ConsumerConfig) => effectiveConsumer(one, context);
  const differences =
    edited === null
      ? changesBetween(consumerFields, defaults(consumerFields), config, () => ({ kind: 'free' }))
      : consumerChanges(effective(edited), effective(config));
  return (
    <>
      <Differences
        fields={consumerFields}
        words={words}
        against={edited === null ? 'defaults' : 'present'}
        differences={differences}
      />
      {unknown.length > 0 && <Notice tone="unknown" title={t('wizard:review.kept', { fields: pathsText(unknown) })} />}
      <ExportsPanel exports={consumerExports(t, words, name, config, unknown, edited !== null)} />
      <SendPanel
        command={command}
        refusal={isRefused ? t('wizard:problems.fix') : isNameless ? t('wizard:consumer.nameless') : null}
        onVerified={onVerified}
        after={
          <ButtonLink href={href} look="primary">
            {t('wizard:consumer.open', { stream: shorten(literal(name), 40) })}
          </ButtonLink>
        }
      />
    </>
  );
}
