import { useMemo, useState } from 'react';
import type { AccountId, DomainName } from '../../../domain/ids';
import { fitContext } from '../../../domain/placement/fit';
import type { Edited, Room, StreamContext } from '../../../domain/stream-config/context';
import { lowestVersion } from '../../../domain/version';
import { useStatus } from '../../../state/use-engine-state';
import { useInside, type Inside } from '../../../state/use-inside';
import { useServers } from '../../../state/use-rows';
import { useTranslation, type Translate } from '../../../ui/translate';
import { failureWords } from '../failure-words';

/** Asked again (ms): somebody else may make a stream meanwhile. */
const pause = 30_000;
/** Accounts with more streams are asked once: each question is answered by the leaders of all of them. */
const many = 1_000;

export interface KnownContext {
  readonly context: StreamContext;
  /** Every stream of the account was read: one that is missing is not there. */
  readonly hasAllStreams: boolean;
  /** What could not be checked, in sentences. */
  readonly gaps: readonly string[];
}

/** What the page and the account tell, for a configuration to be held against. */
export function useStreamContext(account: AccountId, domain: DomainName, edited: Edited | null): KnownContext {
  const { t } = useTranslation();
  const servers = useServers();
  const connectedTo = useStatus()?.connectedTo ?? null;
  const [isLarge, setLarge] = useState(false);
  const streams = useInside('accountStreams', { account, domain }, isLarge ? {} : { every: pause });
  const isMany = streams?.ok === true && streams.value.streams.length > many;
  if (isMany !== isLarge) setLarge(isMany);
  const limits = useInside('accountLimits', { account, domain }, { every: pause });
  return useMemo(() => {
    const rows = servers.rows;
    const room: Room = {
      fit: fitContext(rows),
      domain,
      cluster: rows.find(({ name }) => name === connectedTo)?.cluster ?? null,
    };
    const version = lowestVersion(room.fit.servers.values());
    const context: StreamContext = {
      version,
      streams: streams?.ok === true ? streams.value.streams : [],
      limits: limits?.ok === true ? limits.value : null,
      room: rows.length === 0 ? null : room,
      edited,
    };
    return {
      context,
      hasAllStreams: streams?.ok === true && streams.value.complete,
      gaps: [
        ...streamGaps(t, streams),
        ...limitGaps(t, limits),
        ...(servers.loaded && rows.length === 0 ? [t('wizard:gap.servers')] : []),
        ...(servers.loaded && version === null ? [t('wizard:gap.version')] : []),
      ],
    };
  }, [t, servers, connectedTo, streams, limits, domain, edited]);
}

function streamGaps(t: Translate, streams: Inside<'accountStreams'> | null): readonly string[] {
  if (streams === null) return [t('wizard:gap.streams', { reason: t('wizard:gap.reading') })];
  if (!streams.ok) return [t('wizard:gap.streams', { reason: failureWords(t, streams.error) })];
  const missing = streams.value.total - streams.value.streams.length;
  return streams.value.complete ? [] : [t('wizard:gap.streamsPartly', { count: Math.max(missing, 1) })];
}

function limitGaps(t: Translate, limits: Inside<'accountLimits'> | null): readonly string[] {
  if (limits === null) return [t('wizard:gap.limits', { reason: t('wizard:gap.reading') })];
  return limits.ok ? [] : [t('wizard:gap.limits', { reason: failureWords(t, limits.error) })];
}
