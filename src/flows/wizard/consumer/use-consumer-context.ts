import { useMemo } from 'react';
import type { ConsumerContext } from '../../../domain/consumer-config/context';
import type { ConsumerConfig } from '../../../domain/consumer-config/fields';
import { streamPlace, type StreamKey } from '../../../domain/ids';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { lowestVersion } from '../../../domain/version';
import { useInside } from '../../../state/use-inside';
import { useServers } from '../../../state/use-rows';
import { useTranslation } from '../../../ui/translate';
import { failureWords } from '../failure-words';

/** Asked again (ms): somebody else may make a consumer meanwhile. */
const pause = 30_000;

export interface KnownConsumerContext {
  readonly context: ConsumerContext;
  /** What could not be checked, in sentences. */
  readonly gaps: readonly string[];
}

/** What the page and the account tell, for a consumer to be held against. */
export function useConsumerContext(
  key: StreamKey,
  stream: StreamConfig,
  edited: ConsumerConfig | null,
): KnownConsumerContext {
  const { t } = useTranslation();
  const { account, domain } = streamPlace(key);
  const servers = useServers();
  const consumers = useInside('streamConsumers', { stream: key }, { every: pause });
  const limits = useInside('accountLimits', { account, domain }, { every: pause });
  return useMemo(() => {
    const version = lowestVersion(servers.rows);
    const unread = (answer: typeof consumers | typeof limits) =>
      answer === null ? t('wizard:gap.reading') : answer.ok ? null : failureWords(t, answer.error);
    const [noConsumers, noLimits] = [unread(consumers), unread(limits)];
    return {
      context: {
        version,
        stream,
        consumers: consumers?.ok === true ? consumers.value.consumers : [],
        limits: limits?.ok === true ? limits.value : null,
        edited,
      },
      gaps: [
        ...(noConsumers === null ? [] : [t('wizard:gap.consumers', { reason: noConsumers })]),
        ...(noLimits === null ? [] : [t('wizard:gap.limits', { reason: noLimits })]),
        ...(servers.loaded && version === null ? [t('wizard:gap.version')] : []),
      ],
    };
  }, [t, servers, consumers, limits, stream, edited]);
}
