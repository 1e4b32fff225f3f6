import type { ConsumerModel } from '../domain/cluster/model';
import { consumerPlace, streamPlace, type ConsumerKey } from '../domain/ids';
import { pauseSince, resetSince } from '../domain/permit/since';
import { serverMs } from '../domain/time';
import { compareVersions, lowestVersion, type Version } from '../domain/version';
import { paths } from '../state/paths';
import { useClusterKey } from '../state/use-page-search';
import { useServers } from '../state/use-rows';
import { ButtonLink } from '../ui/button';
import { useTranslation } from '../ui/translate';
import { useNow } from '../ui/use-now';
import { CommandButton } from './command-button';
import { ConsumerLinks } from './client/links';

const hour = 3_600_000;

interface PauseProps {
  readonly consumer: ConsumerModel;
  readonly isPaused: boolean;
  readonly size?: 'normal' | 'small';
}

/** All that can be done to a consumer: what its servers do not know is not offered, what cannot be done now says why. */
export function ConsumerControls({ consumer, isPaused }: Omit<PauseProps, 'size'>) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { key, name, group } = consumer;
  const canReset = useKnows()(resetSince);
  return (
    <div className="flex flex-wrap gap-2">
      <ConsumerLinks consumer={consumer} size="normal" />
      <ButtonLink href={paths.editConsumer(cluster, streamPlace(consumer.stream), name)}>
        {t('streams:edit')}
      </ButtonLink>
      <CommandButton
        command={group.quorum.of > 1 ? { kind: 'consumerStepDown', consumer: key, preferred: null } : null}
        name={name}
      />
      <PauseButton consumer={consumer} isPaused={isPaused} />
      <CommandButton command={canReset ? { kind: 'consumerReset', consumer: key, sequence: null } : null} name={name} />
      <CommandButton command={{ kind: 'consumerDelete', consumer: key }} name={name} />
    </div>
  );
}

/** Pauses for an hour unless told otherwise, or ends a pause; nothing where the servers do not know it (2.11+). */
export function PauseButton({ consumer: { key, name }, isPaused, size = 'normal' }: PauseProps) {
  const until = serverMs(useNow() + hour);
  const isKnown = useKnows()(pauseSince);
  return (
    <CommandButton
      command={isKnown ? { kind: 'consumerPause', consumer: key, until: isPaused ? null : until } : null}
      name={name}
      size={size}
    />
  );
}

/** The client that a priority group is pinned to gives way. */
export function UnpinAction({ consumer, group }: { readonly consumer: ConsumerKey; readonly group: string }) {
  return (
    <CommandButton
      command={{ kind: 'consumerUnpin', consumer, group }}
      name={consumerPlace(consumer).name}
      size="small"
    />
  );
}

/** Whether every server that answers is at least so new. */
function useKnows(): (since: Version) => boolean {
  const servers = useServers().rows;
  const lowest = lowestVersion(servers);
  return (since) => lowest !== null && compareVersions(lowest, since) >= 0;
}
