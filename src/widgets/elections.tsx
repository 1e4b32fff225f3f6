import type { LocalMs } from '../domain/time';
import { useTranslation } from '../ui/translate';
import { Age } from './age';
import { formatClock, formatExact } from './format-time';
import { Name } from './name';

/** A change of leader that this page saw. */
export interface Election {
  readonly id: string;
  readonly at: LocalMs;
  readonly from: string | null;
  readonly to: string | null;
}

/** Changes of leader, the latest first. Earlier ones are not known, and it says so. */
export function Elections({ elections, most }: { readonly elections: readonly Election[]; readonly most: number }) {
  const { t } = useTranslation();
  const latest = elections.toSorted((a, b) => b.at - a.at).slice(0, most);
  if (latest.length === 0) return <p className="text-text-3">{t('meta:noElection')}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {latest.map(({ id, at, from, to }) => (
        <li key={id} data-testid="election" data-as-of={at} className="flex items-baseline gap-3">
          <time title={formatExact(at)} className="type-mono text-text-3">
            {formatClock(at)}
          </time>
          <span className="type-mono min-w-0 truncate">
            {from !== null && <Name text={from} />}
            {' → '}
            {to !== null && <Name text={to} />}
          </span>
          <span className="type-small ml-auto whitespace-nowrap text-text-3">
            <Age at={at} ago />
          </span>
        </li>
      ))}
    </ul>
  );
}
