import { defaults } from '../../../domain/asset-config/config';
import { changesBetween } from '../../../domain/asset-config/diff';
import { jsonText } from '../../../domain/asset-config/json-text';
import type { Unknown } from '../../../domain/asset-config/read';
import type { Command } from '../../../domain/command/command';
import { streamChanges } from '../../../domain/stream-config/diff';
import { effectiveStream } from '../../../domain/stream-config/effective';
import { streamFields, type StreamConfig } from '../../../domain/stream-config/fields';
import { finderOf } from '../../../domain/stream-config/rules-basic';
import { streamRequest } from '../../../domain/stream-config/wire';
import { ButtonLink } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { Differences } from '../differences';
import { ExportsPanel } from '../exports-panel';
import { useFormFrame } from '../form/frame';
import { pathsText } from '../paste-panel';
import { SendPanel } from '../send-panel';
import { streamExports } from './stream-exports';
import type { KnownContext } from './use-stream-context';

interface StreamReviewProps {
  readonly config: StreamConfig;
  readonly unknown: readonly Unknown[];
  readonly known: KnownContext;
  /** The command with the configuration as it will be sent. */
  readonly commandOf: (config: string) => Command;
  readonly onVerified: () => void;
  /** Where the stream is, or will be. */
  readonly href: string;
}

/** What will be different, the same for other tools, and then the request itself. */
export function StreamReview({ config, unknown, known, commandOf, onVerified, href }: StreamReviewProps) {
  const { t } = useTranslation();
  const { words, problems } = useFormFrame();
  const { edited, version } = known.context;
  const isRefused = problems.some(({ severity }) => severity === 'error');
  const effective = (one: StreamConfig) => effectiveStream(one, { version, find: finderOf(known.context) });
  const differences =
    edited === null
      ? changesBetween(streamFields, defaults(streamFields), config, () => ({ kind: 'free' }))
      : streamChanges(effective(edited.config), effective(config), version);
  const body = jsonText(streamRequest(config, unknown));
  return (
    <>
      <Differences
        fields={streamFields}
        words={words}
        against={edited === null ? 'defaults' : 'present'}
        differences={differences}
      />
      {unknown.length > 0 && <Notice tone="unknown" title={t('wizard:review.kept', { fields: pathsText(unknown) })} />}
      <ExportsPanel exports={streamExports(t, words, config, unknown, edited !== null)} />
      <SendPanel
        command={commandOf(body)}
        refusal={isRefused ? t('wizard:problems.fix') : null}
        onVerified={onVerified}
        after={
          <ButtonLink href={href} look="primary">
            {t('wizard:stream.open', { name: shorten(literal(config.name), 40) })}
          </ButtonLink>
        }
      />
    </>
  );
}
