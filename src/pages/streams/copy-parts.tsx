import type { ReplicaModel, StreamModel } from '../../domain/cluster/model';
import type { ServerMs } from '../../domain/time';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { Age } from '../../widgets/age';
import { Crown } from '../../widgets/crown';
import { unknownText } from '../../widgets/format';
import { formatClock } from '../../widgets/format-time';
import { Name } from '../../widgets/name';
import { presenceInk } from '../../widgets/presence';

/** Since when the present leader leads, by its own clock; `null` where it does not say or nobody leads. */
export function leaderSince({ group: { leadership } }: StreamModel): ServerMs | null {
  return leadership.kind === 'led' ? leadership.since : null;
}

export function copyPlace(cluster: string, { server }: ReplicaModel): string {
  return server === null ? paths.meta(cluster) : paths.server(cluster, server);
}

/** Server and role of a copy. */
export function CopyName({ copy, since }: { readonly copy: ReplicaModel; readonly since: ServerMs | null }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex max-w-full items-center gap-2">
      <Name text={copy.server ?? copy.peer ?? unknownText} className="type-strong truncate" />
      {copy.role === 'leader' && <Crown />}
      <span className="text-text-3">
        {copy.role === 'leader' && since !== null
          ? t('streams:leadsSince', { time: formatClock(since) })
          : t(`model:role.${copy.role}`)}
      </span>
    </span>
  );
}

/** How old the copy's own word is. */
export function CopyAge({ copy }: { readonly copy: ReplicaModel }) {
  return (
    <span className={presenceInk(copy.presence)}>{copy.asOf === null ? unknownText : <Age at={copy.asOf} />}</span>
  );
}
