import { clsx } from 'clsx';
import type { ServerName } from '../../domain/ids';
import { useTranslation } from '../../ui/translate';
import type { MetaUse } from './use';
import { Crown } from '../crown';
import { literal } from '../literal';
import { Name } from '../name';

interface PlaceNameProps {
  /** Empty: there is no tag. `null`: nobody has told where these stand. */
  readonly name: string | null;
  readonly kind: 'zone' | 'cluster';
  readonly servers: readonly ServerName[];
  readonly hasLeader?: boolean;
  readonly use: MetaUse;
}

/** The name of a zone or cluster; pressed, all of its servers are chosen, or none of them. */
export function PlaceName({ name, kind, servers, hasLeader = false, use: { pick } }: PlaceNameProps) {
  const { t } = useTranslation();
  const text = name === null ? t('meta:unplaced') : name === '' ? t('meta:untagged') : literal(name);
  const words = (
    <>
      <Name text={text} />
      {hasLeader && <Crown />}
    </>
  );
  const look = 'type-mono inline-flex max-w-full items-center gap-1.5 wrap-anywhere';
  if (pick === null || name === null || name === '' || servers.length === 0)
    return <span className={clsx(look, 'text-text-3')}>{words}</span>;
  const whole = servers.every((server) => pick.chosen.has(server));
  const others = [...pick.chosen].filter((server) => !servers.includes(server));
  return (
    <button
      type="button"
      aria-pressed={whole}
      data-testid="meta-place"
      data-place={name}
      title={t(kind === 'zone' ? 'meta:pickZone' : 'meta:pickCluster', { name: text, count: servers.length })}
      className={clsx(
        look,
        'min-h-6 rounded-control px-1.5 underline decoration-line-strong underline-offset-4 hover:bg-raised',
        whole ? 'bg-accent-tint text-text' : 'text-text-2',
      )}
      onClick={() => pick.onChoose(whole ? others : [...others, ...servers])}
    >
      {words}
    </button>
  );
}
