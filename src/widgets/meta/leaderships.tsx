import { Crown } from 'lucide-react';
import type { Leaderships, Span } from '../../domain/meta/leaderships';
import { type Translate, useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { useNow } from '../../ui/use-now';
import { formatAge, formatDuration } from '../format';
import { formatClock, formatExact } from '../format-time';
import { Name } from '../name';

interface MetaLeadershipsProps {
  readonly spans: Leaderships['spans'];
  /** Rows shown; the latest. */
  readonly most: number;
}

/** Who led from when to when, elections and times without a leader: the latest first. */
export function MetaLeaderships({ spans, most }: MetaLeadershipsProps) {
  const { t } = useTranslation();
  if (spans.length === 0) return <p className="text-text-3">{t('meta:line.none')}</p>;
  return (
    <ul className="flex flex-col">
      {spans
        .slice(-most)
        .toReversed()
        .map((span) => (
          <Row key={`${span.kind} ${String(span.from)}`} span={span} />
        ))}
    </ul>
  );
}

function Row({ span }: { readonly span: Span }) {
  const { t } = useTranslation();
  return (
    <li
      data-testid="leadership"
      data-kind={span.kind}
      data-leader={span.kind === 'reign' ? (span.leader.server ?? '') : null}
      data-begin={span.kind === 'reign' ? span.begin : null}
      data-from={span.from}
      data-to={span.to ?? ''}
      data-state={toneOf(span)}
      className="grid min-h-7 grid-cols-[4.25rem_0.75rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line last:border-b-0"
    >
      <time title={formatExact(span.from)} className="type-mono text-text-3">
        {formatClock(span.from)}
      </time>
      <Sign span={span} />
      <span className="min-w-0 wrap-anywhere">
        {span.kind === 'reign' && (
          <>
            <Name
              text={span.leader.server ?? t('meta:nameless', { peer: span.leader.peer ?? '?' })}
              className="type-strong"
            />{' '}
          </>
        )}
        <span className="text-text-2">{wordsOf(t, span)}</span>
      </span>
      <span className="type-small whitespace-nowrap text-text-3">
        <Length span={span} />
      </span>
    </li>
  );
}

/** Leadership is a role, and no status: a crown. */
function Sign({ span }: { readonly span: Span }) {
  if (span.kind !== 'reign') return <Mark tone={toneOf(span)} size={10} />;
  return <Crown size={12} aria-hidden className={span.to === null ? 'text-text' : 'text-text-3'} />;
}

function toneOf({ kind, to }: Span) {
  if (kind === 'unseen') return 'unknown';
  if (kind === 'gap') return 'crit';
  return to === null ? 'ok' : 'unknown';
}

function wordsOf(t: Translate, span: Span): string {
  switch (span.kind) {
    case 'reign':
      return t(`meta:line.${span.begin}`);
    case 'gap':
      return t(`meta:line.${span.why}`);
    case 'unseen':
      return t('meta:line.unseen');
  }
}

/** The open span ticks with the page's clock; a closed one has the exact length. */
function Length({ span: { from, to } }: { readonly span: Span }) {
  const now = useNow();
  return to === null ? formatAge(Math.max(now - from, 0)) : formatDuration(to - from);
}
