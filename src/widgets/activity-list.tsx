import type { ActivityRow } from '../domain/activity';
import { EmptyState } from '../ui/empty-state';
import { useTranslation } from '../ui/translate';
import { formatClock, formatExact } from './format-time';
import { Name } from './name';

/** The time line, newest first. */
export function ActivityList({ rows, most }: { readonly rows: readonly ActivityRow[]; readonly most: number }) {
  const { t } = useTranslation();
  const latest = rows.toSorted((a, b) => b.at - a.at).slice(0, most);
  if (latest.length === 0) return <EmptyState title={t('overview:activity.none')} />;
  return (
    <ul>
      {latest.map((row) => (
        <li
          key={row.id}
          data-testid="activity"
          data-kind={row.kind}
          data-times={row.times}
          className="grid min-h-8 grid-cols-[4.5rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line px-3 py-1 last:border-b-0 @lg:grid-cols-[5rem_minmax(8rem,1fr)_minmax(6rem,1.4fr)_minmax(5rem,1fr)]"
        >
          <time title={formatExact(row.at)} className="type-mono text-text-3">
            {formatClock(row.at)}
          </time>
          <span className="col-start-2 truncate text-text-2 @lg:col-start-auto">
            {t(`overview:activity.kind.${row.kind}`)}
            {row.times > 1 && (
              <span
                className="type-mono ml-1.5 text-text-3"
                title={t('overview:activity.since', { time: formatExact(row.since) })}
              >
                {t('overview:activity.times', { count: row.times })}
              </span>
            )}
          </span>
          <span className="col-start-2 truncate empty:hidden @lg:col-start-auto @lg:empty:inline">
            {row.subject !== '' && <Name text={row.subject} />}
          </span>
          <span className="type-mono col-start-3 row-start-1 truncate @lg:col-start-4">
            {row.from !== null && <Name text={row.from} />}
            {row.to !== null && (
              <>
                {' → '}
                <Name text={row.to} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
